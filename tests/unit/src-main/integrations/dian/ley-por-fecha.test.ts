import { describe, expect, it } from 'vitest'
import {
  buildSignedFactura,
  revisarFactura,
} from '../../../../../src-main/integrations/dian/emitir-factura.ts'
import type { DocumentoFactura } from '../../../../../src-shared/domains/facturacion/schemas.ts'
import { facturaParticular, pagador, salud } from '../../../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../../../fixtures/dian/signer.ts'

const factura = (fecha: string, cambios: Parameters<typeof salud>[0]): DocumentoFactura =>
  facturaParticular({
    adquiriente: pagador,
    emision: { fecha, hora: '09:15:23' },
    periodo: { inicio: fecha, fin: fecha },
    salud: salud({ facturaSinContrato: '02', ...cambios }),
  })
const reglas = (doc: DocumentoFactura) =>
  revisarFactura(doc)
    .filter(({ severidad }) => severidad === 'rechazo')
    .map(({ regla }) => regla)
const xmlDe = (doc: DocumentoFactura) =>
  new TextDecoder().decode(
    buildSignedFactura(doc, testSigner(), new Date(`${doc.emision.fecha}T14:15:23Z`)).xml,
  )

describe('la ley de salud que rige es la de la fecha', () => {
  it.each([
    ['2026-05-13', '01', []],
    ['2026-05-13', '16', ['FED134']],
    ['2026-05-13', '17', ['FED134']],
    ['2026-05-14', '01', ['FED134']],
    ['2026-05-14', '16', []],
    ['2026-05-14', '17', []],
  ])('emitida el %s con cobertura %s', (fecha, coberturaPlan, esperadas) => {
    expect(reglas(factura(fecha, { coberturaPlan }))).toEqual(esperadas)
  })

  it('hasta el 13 de mayo de 2026 cita la Resolución 2275 y no lleva FACTURA_SIN_CONTRATO; desde el 14, la 948 y sí', () => {
    const antes = xmlDe(factura('2026-05-13', { coberturaPlan: '01' }))
    expect(antes).toContain('Resolución 2275:2023')
    expect(antes).not.toContain('FACTURA_SIN_CONTRATO')
    const despues = xmlDe(factura('2026-05-14', { coberturaPlan: '16' }))
    expect(despues).toContain('Resolución 948:2026')
    expect(despues).toContain('FACTURA_SIN_CONTRATO')
  })

  it('la que se corrige después conserva la ley de cuando se emitió', () => {
    const corregida = factura('2026-06-01', { coberturaPlan: '01', ley: '2026-05-13' })
    expect(reglas(corregida)).toEqual([])
    expect(xmlDe(corregida)).toContain('Resolución 2275:2023')
  })
})
