/**
 * What a finding says, with the name of the patient it is about before it: in an account of many nobody counts places in a file.
 * @param ruta `usuarios[3].servicios…`, as ours and the ministry's write it, or `usuarios.3.…`
 * @param deQuien name of the patient in that place of the list, or nothing
 */
export function nombrarEn(
  ruta: string,
  mensaje: string,
  deQuien: (indice: number) => string | undefined,
): string {
  const lugar = /usuarios(?:\[(\d+)\]|\.(\d+))/.exec(ruta)
  const indice = lugar?.[1] ?? lugar?.[2]
  const nombre = indice === undefined ? undefined : deQuien(Number(indice))
  return nombre ? `${nombre}: ${mensaje}` : mensaje
}
