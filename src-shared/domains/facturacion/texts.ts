/** Exact words of each state of an invoice (workflows 0.3), with the tone they are shown in. */
export const ESTADOS_FACTURA = {
  firmada: {
    texto: 'Firmada, pendiente de envío',
    tono: 'pendiente',
    nota: 'Todavía no es una factura legal: falta la validación de la DIAN.',
  },
  desconocida: {
    texto: 'Enviada, respuesta desconocida',
    tono: 'alerta',
    nota: 'No sabemos si la DIAN la recibió. Consultaremos antes de reenviar.',
  },
  validada: { texto: 'Validada por la DIAN', tono: 'listo', nota: '' },
  rechazada: {
    texto: 'Rechazada por la DIAN',
    tono: 'error',
    nota: 'Corrija lo que indica la regla y vuelva a enviarla con el mismo número.',
  },
  contingencia: {
    texto: 'En contingencia',
    tono: 'alerta',
    nota: 'Transmítala en las 48 horas siguientes a que el servicio vuelva.',
  },
  anulada: { texto: 'Anulada con nota crédito', tono: 'neutro', nota: '' },
  descartada: {
    texto: 'Número descartado',
    tono: 'neutro',
    nota: 'Este número no se usa más: sus servicios se facturan con otro.',
  },
} as const

export type EstadoFactura = keyof typeof ESTADOS_FACTURA

/** Payment means a consultorio uses (tabla 13.3.4.2 of annex 1.9), in the order they are offered. */
export const MEDIOS_PAGO = [
  { codigo: '10', nombre: 'Efectivo' },
  { codigo: '49', nombre: 'Tarjeta débito' },
  { codigo: '48', nombre: 'Tarjeta crédito' },
  { codigo: '47', nombre: 'Transferencia (Bre-B, PSE, Nequi, Daviplata)' },
  { codigo: '42', nombre: 'Consignación' },
  { codigo: '20', nombre: 'Cheque' },
] as const

/** Name of a means of payment; on credit it is 1, «Instrumento no definido», until it is paid. */
export function nombreMedioPago(codigo: string): string {
  if (codigo === '1') return 'Sin definir'
  return MEDIOS_PAGO.find((medio) => medio.codigo === codigo)?.nombre ?? codigo
}
