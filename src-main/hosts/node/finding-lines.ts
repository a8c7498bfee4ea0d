interface Finding {
  readonly regla: string
  readonly gravedad: string
  readonly ruta: string
  readonly mensaje: string
  readonly remedio: string
}

/** Findings as text: what, where, how to fix it. */
export function findingLines(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'sin hallazgos'
  return findings
    .map(({ regla, gravedad, ruta, mensaje, remedio }) =>
      [
        `${regla} ${gravedad.toLowerCase()}${ruta === '' ? '' : ` en ${ruta}`}`,
        `  ${mensaje}`,
        `  ${remedio}`,
      ].join('\n'),
    )
    .join('\n')
}
