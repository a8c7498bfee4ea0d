/** What a queue that does not move says of the world outside. Instants UTC. */
export interface EstadoRed {
  /** Since when nothing gets out of this machine, or null. */
  readonly sinConexionDesde: string | null
  /** Authorities that cannot be had though the network is there, each once. */
  readonly sinServicio: readonly { readonly autoridad: string; readonly desde: string }[]
}

/** Tries that failed of what is still in the queue, to one authority. */
export interface Fallas {
  readonly autoridad: string
  /** First and last try of those that failed. */
  readonly desde: string
  readonly ultima: string
  /** First try after the last that any authority took something; null when there was none since. */
  readonly tras: string | null
  /** It spoke at the last try, if only to say that it cannot attend. */
  readonly respondio: boolean
}

/**
 * Tells a cable out from an authority out of service: whoever speaks, even to refuse, proves the network; so does another authority
 * that was heard between the first and the last failure.
 * @param oido the last that an authority took something
 */
export function estadoRed(
  fallas: readonly Fallas[],
  oido: { readonly autoridad: string; readonly en: string } | null,
): EstadoRed {
  const fuera = fallas.filter(
    ({ autoridad, desde, tras, respondio }) =>
      respondio || (oido !== null && oido.autoridad !== autoridad && desde < oido.en && tras !== null),
  )
  const mudas = fallas.filter((falla) => !fuera.includes(falla))
  const habladas = fuera.filter(({ respondio }) => respondio)
  // Somebody spoke after the last silence: the silence was of the moment, not of the network.
  const desmentida = (ultima: string) => habladas.some((falla) => falla.ultima > ultima)
  const desde = mudas.flatMap(({ ultima, tras }) => (tras === null || desmentida(ultima) ? [] : [tras]))
  const porAutoridad = new Map<string, string>()
  for (const { autoridad, desde: primera } of fuera) {
    const previa = porAutoridad.get(autoridad)
    if (previa === undefined || primera < previa) porAutoridad.set(autoridad, primera)
  }
  return {
    sinConexionDesde: desde.sort()[0] ?? null,
    sinServicio: [...porAutoridad].map(([autoridad, primera]) => ({ autoridad, desde: primera })),
  }
}
