import type { ClasePrueba, EstadoPrueba } from './habilitacion.ts'

/** Words of the test set, the same on the screen and in the messages of the core. */

export const CLASE_PRUEBA: Readonly<Record<ClasePrueba, { readonly una: string; readonly varias: string }>> =
  {
    factura: { una: 'Factura', varias: 'Facturas' },
    'nota-credito': { una: 'Nota crédito', varias: 'Notas crédito' },
    'nota-debito': { una: 'Nota débito', varias: 'Notas débito' },
  }

export const ESTADO_PRUEBA: Readonly<Record<EstadoPrueba, string>> = {
  firmado: 'Firmada, sin enviar',
  enviando: 'Enviando',
  enviado: 'En validación',
  incierto: 'Sin respuesta',
  aceptado: 'Aceptada',
  rechazado: 'Rechazada',
}
