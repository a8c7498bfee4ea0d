/** A rule of the ministry's validator (MUV): RVG/RVC of Documento Técnico 1 v002, the rest of Documento Técnico 2 v001. */
export interface ReglaMuv {
  readonly codigo: string
  /** RECHAZO: no CUV. NOTIFICACION: the CUV is given and the notice travels with it. Class of July 2026. */
  readonly clase: 'RECHAZO' | 'NOTIFICACION'
  /** Official ids of the fields (C04 P05), or the part of the XML. */
  readonly campos: string
  /** Plain sentence for the doctor. */
  readonly mensaje: string
  readonly remedio: string
  /** Why it is left to the ministry: the register or list it needs. Absent when it is decided here. */
  readonly soloEnLinea?: string
}

function reglaDe(clase: ReglaMuv['clase']) {
  return (
    codigo: string,
    campos: string,
    mensaje: string,
    remedio: string,
    soloEnLinea?: string,
  ): ReglaMuv => ({
    codigo,
    clase,
    campos,
    mensaje,
    remedio,
    ...(soloEnLinea !== undefined && { soloEnLinea }),
  })
}

export const rechazo = reglaDe('RECHAZO')
export const aviso = reglaDe('NOTIFICACION')
