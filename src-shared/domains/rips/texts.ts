/** Words of RIPS for screens, command line and messages. */

export const CLASE_HALLAZGO = {
  RECHAZO: { nombre: 'Rechazo', explicacion: 'El ministerio no entrega el CUV mientras no se corrija.' },
  NOTIFICACION: { nombre: 'Aviso', explicacion: 'El CUV se entrega; conviene revisarlo.' },
} as const

export const RIPS_TEXTOS = {
  titulo: 'RIPS y radicación',
  sinHallazgos: 'Sin observaciones: el paquete está listo para el validador del ministerio.',
  conCuv: 'El ministerio lo validó sin observaciones: ya tiene su CUV.',
  /** For who sees state and CUV alone. */
  sinContenido: (observaciones: number): string =>
    `${observaciones === 0 ? '' : `Tiene ${observaciones} ${observaciones === 1 ? 'observación' : 'observaciones'} por atender. `}El contenido del RIPS es clínico: lo ven y lo corrigen el profesional y quien lleva la facturación.`,
  resumen: (rechazos: number, avisos: number): string =>
    rechazos === 0 && avisos === 0
      ? 'Sin observaciones'
      : `${rechazos} ${rechazos === 1 ? 'rechazo' : 'rechazos'}, ${avisos} ${avisos === 1 ? 'aviso' : 'avisos'}`,
  validar: 'Validar aquí',
  enviar: 'Pedir CUV',
  corregir: 'Corregir',
  sinConexionMuv: 'El validador del ministerio no responde. El paquete espera y se envía solo cuando vuelva.',
  obligacion: {
    'factura-con-rips':
      'Usted debe facturar electrónicamente a todos sus pacientes, también a los particulares, y enviar el RIPS de cada factura para obtener su CUV.',
    'rips-sin-factura':
      'Usted no está obligado a facturar: envía un RIPS sin factura, al menos una vez al mes, en los primeros 5 días del mes siguiente.',
  },
} as const
