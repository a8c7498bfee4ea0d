import { describe, expect, it } from 'vitest'
import { documentoFacturaSchema } from '../../../../../src-shared/domains/facturacion/schemas.ts'
import { facturaParticular } from '../../../../fixtures/dian/factura-particular.ts'

const errores = (cambio: (documento: Record<string, unknown>) => void): string[] => {
  const documento = structuredClone(facturaParticular()) as Record<string, unknown>
  cambio(documento)
  const parsed = documentoFacturaSchema.safeParse(documento)
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
}

describe('datos de la factura', () => {
  it('acepta la de un paciente particular y pone la unidad por defecto', () => {
    expect(errores(() => undefined)).toEqual([])
    const { unidad: _unidad, ...linea } = facturaParticular().lineas[0]!
    expect(documentoFacturaSchema.parse({ ...facturaParticular(), lineas: [linea] }).lineas[0]?.unidad).toBe(
      '94',
    )
  })

  it('no acepta caracteres que no se imprimen, ni medios emojis', () => {
    expect(errores((d) => (d.notas = ['a\u0000b']))).toEqual([
      'notas.0: Tiene caracteres que no se pueden imprimir: bórrelo y escríbalo de nuevo',
    ])
    expect(errores((d) => (d.notas = ['\ud83d']))).toHaveLength(1)
    expect(errores((d) => (d.notas = ['Gracias 😀']))).toEqual([])
  })

  it.each<[string, (d: Record<string, unknown>) => void]>([
    ['sin líneas', (d) => (d.lineas = [])],
    ['con una fecha que no existe', (d) => (d.emision = { fecha: '2026-02-30', hora: '09:00:00' })],
    ['con una hora que no existe', (d) => (d.emision = { fecha: '2026-02-20', hora: '24:00:00' })],
    ['con prefijo en minúscula', (d) => (d.numero = { prefijo: 'setp', consecutivo: 1 })],
    ['con pesos a medias', (d) => (d.recaudos = [{ concepto: '01', valor: 0.5, fecha: '2026-11-21' }])],
    ['con un recaudo negativo', (d) => (d.recaudos = [{ concepto: '01', valor: -1, fecha: '2026-11-21' }])],
  ])('no acepta una factura %s', (_caso, cambio) => {
    const [primero] = errores(cambio)
    expect(primero).toBeDefined()
  })
})
