import { describe, expect, it } from 'vitest'
import { explicarRegla } from '../../../../../src-main/integrations/dian/reglas.ts'
import { jumpOf } from '../../../../../src-renderer/domains/facturacion/paper-sections.ts'
import { facturaParticular, pagador } from '../../../../fixtures/dian/factura-particular.ts'

const salto = (regla: string, documento = facturaParticular()) => {
  const destino = explicarRegla(regla)?.destino
  return jumpOf({ regla, ruta: '', ...(destino && { destino }) }, 'p1', documento)?.path ?? null
}

describe('a dónde lleva lo que la DIAN señala', () => {
  it.each([
    ['FAJ24', '/configuracion?seccion=prestador'],
    ['FAB10a', '/configuracion?seccion=numeracion'],
    ['FAB27b', '/configuracion?seccion=software'],
    ['FAK61', '/pacientes/p1/editar'],
    ['RUT01', null],
  ])('%s lleva a %s', (regla, esperado) => {
    expect(salto(regla)).toBe(esperado)
  })

  it('lo de quien paga lleva al pagador cuando la factura es suya', () => {
    expect(salto('FAK24', facturaParticular({ adquiriente: pagador }))).toBe(
      '/configuracion?seccion=pagadores',
    )
  })

  it('una regla que no está en la tabla lleva por la parte de la que habla', () => {
    expect(
      jumpOf({ regla: 'ZZZ', ruta: '/Invoice/cac:AccountingSupplierParty' }, null, facturaParticular())?.path,
    ).toBe('/configuracion?seccion=prestador')
  })
})
