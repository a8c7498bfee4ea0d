export type FuenteMuv = 'Rips' | 'FacturaElectronica' | 'NotaCredito' | 'NotaDebito'

/** One line of ResultadosValidacion, with the keys of the wire. */
export interface ResultadoValidacion {
  readonly Clase: 'RECHAZADO' | 'NOTIFICACION'
  readonly Codigo: string
  readonly Descripcion: string
  readonly Observaciones: string
  readonly PathFuente: string
  readonly Fuente: FuenteMuv
}

interface Detalle {
  readonly observaciones?: string
  readonly ruta?: string
  readonly fuente?: FuenteMuv
}

function resultado(
  clase: ResultadoValidacion['Clase'],
  codigo: string,
  descripcion: string,
  detalle: Detalle,
): ResultadoValidacion {
  return {
    Clase: clase,
    Codigo: codigo,
    Descripcion: descripcion,
    Observaciones: detalle.observaciones ?? '',
    PathFuente: detalle.ruta ?? '',
    Fuente: detalle.fuente ?? 'Rips',
  }
}

export function rechazado(codigo: string, descripcion: string, detalle: Detalle = {}): ResultadoValidacion {
  return resultado('RECHAZADO', codigo, descripcion, detalle)
}

export function notificado(codigo: string, descripcion: string, detalle: Detalle = {}): ResultadoValidacion {
  return resultado('NOTIFICACION', codigo, descripcion, detalle)
}
