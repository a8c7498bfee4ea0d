import { describe, expect, it } from 'vitest'
import { asuntoCorreo } from '../../../../../src-main/integrations/dian/asunto-correo.ts'
import { facturaParticular } from '../../../../fixtures/dian/factura-particular.ts'

const base = facturaParticular()
const con = (emisor: Partial<typeof base.emisor>) => ({ ...base, emisor: { ...base.emisor, ...emisor } })
const REAL = { sinValidez: false }

describe('El asunto del correo de una factura', () => {
  it('lleva NIT, nombre, número, tipo y nombre comercial, separados por punto y coma', () => {
    const { emisor, numero, tipo } = base
    const asunto = asuntoCorreo(
      con({ nombre: 'Muñoz y Peña SAS', nombreComercial: 'Clínica del Niño' }),
      REAL,
    )
    expect(asunto).toBe(
      `${emisor.numero};Muñoz y Peña SAS;${numero.prefijo}${numero.consecutivo};${tipo};Clínica del Niño`,
    )
  })

  it('sin nombre comercial repite el nombre: son siempre cinco campos', () => {
    const { nombreComercial: _, ...emisor } = base.emisor
    const campos = asuntoCorreo({ ...base, emisor }, REAL).split(';')
    expect(campos).toHaveLength(5)
    expect(campos[4]).toBe(emisor.nombre)
  })

  it('un punto y coma o un renglón dentro de un nombre no corre los campos', () => {
    const asunto = asuntoCorreo(
      con({ nombre: 'Ruiz; Paz\r\nBcc: x@y.co', nombreComercial: ' Ruiz\u2028\u0000 y Paz; ' }),
      REAL,
    )
    expect(asunto.split(';')).toHaveLength(5)
    for (const sign of ['\r', '\n', '\u0000', '\u2028']) expect(asunto).not.toContain(sign)
    expect(asunto.split(';')[1]).toBe('Ruiz, Paz Bcc: x@y.co')
    expect(asunto.split(';')[4]).toBe('Ruiz y Paz,')
  })

  it('de una nota lleva su número y su tipo: 91 la crédito, 92 la débito', () => {
    const { emisor } = base
    const campos = (clase: 'credito' | 'debito', prefijo: string) =>
      asuntoCorreo({ clase, emisor, numero: { prefijo, consecutivo: 7 } }, REAL)
        .split(';')
        .slice(2, 4)
    expect(campos('credito', 'NC')).toEqual(['NC7', '91'])
    expect(campos('debito', 'ND')).toEqual(['ND7', '92'])
  })

  it('en práctica empieza por SIN VALIDEZ, para que ningún sistema lo tome por una factura', () => {
    expect(asuntoCorreo(base, { sinValidez: true })).toMatch(/^\[SIN VALIDEZ\] \d/)
  })
})
