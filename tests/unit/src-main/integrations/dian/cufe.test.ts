import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  cudeEvento,
  cufe,
  sha384,
  softwareSecurityCode,
} from '../../../../../src-main/integrations/dian/cufe.ts'
import { cufeFromXml } from '../../../../../src-main/integrations/dian/cufe-from-xml.ts'
import { hasReference, referencePath } from '../../../../fixtures/reference.ts'

/** Vectors of the annex and of official examples: [name, fields in order, digest]. */
const vectores = [
  [
    'ejemplo del anexo técnico',
    [
      '323200000129',
      '2019-01-16',
      '10:53:10-05:00',
      '1500000.00',
      '285000.00',
      '0.00',
      '0.00',
      '1785000.00',
      '700085371',
      '800199436',
      '693ff6f2a553c3646a063436fd4dd9ded0311471',
      '1',
    ],
    '8bb918b19ba22a694f1da11c643b5e9de39adf60311cf179179e9b33381030bcd4c3c3f156c506ed5908f9276f5bd9b4',
  ],
  [
    'con ICA distinto de cero',
    [
      '8110007871',
      '2019-02-20',
      '16:46:55-05:00',
      '235.28',
      '19.00',
      '0.00',
      '8.28',
      '262.56',
      '900373076',
      '8355990',
      '12345',
      '2',
    ],
    '955327eb55f8bdf16d069358a063d87e1577a292cb088ec186ed60bbc38e750b7b3980659b278ead789b95f9c51a9ef7',
  ],
  [
    'nota crédito con PIN',
    [
      '8110007871',
      '2019-01-12',
      '07:00:00-05:00',
      '5000.00',
      '950.00',
      '0.00',
      '0.00',
      '5950.00',
      '900373076',
      '8355990',
      '12301',
      '1',
    ],
    '907e4444decc9e59c160a2fb3b6659b33dc5b632a5008922b9a62f83f757b1c448e47f5867f2b50dbdb96f48c7681168',
  ],
  [
    'nota débito',
    [
      'ND1001',
      '2019-01-18',
      '10:58:00-05:00',
      '30000.00',
      '0.00',
      '2400.00',
      '0.00',
      '32400.00',
      '900197264',
      '10254102',
      '10201',
      '2',
    ],
    '3fa73a86d57d9341c536afde1f85c4efd9d4591c2c22bce4dfb0e6b0d2e83b8f047a8bde7098292e9d2493e60d1c31da',
  ],
  [
    'sin impuestos en habilitación',
    [
      'SETP990000001',
      '2024-03-15',
      '09:15:23-05:00',
      '50000.00',
      '0.00',
      '0.00',
      '0.00',
      '50000.00',
      '800197268',
      '900108281',
      'fc8eac422eba16e22ffd8c6f94b3f40a6e38162c',
      '2',
    ],
    '86e67873712270b6de5bd2985711ce23de5c996cf09afd37f5eac28375f3e3316b342dfc1d39e3847908820070c40244',
  ],
  [
    'con IVA en habilitación',
    [
      'SETP990000002',
      '2019-06-20',
      '09:15:23-05:00',
      '12600.06',
      '2424.01',
      '0.00',
      '0.00',
      '14024.07',
      '900508908',
      '900108281',
      'fc8eac422eba16e22ffd8c6f94b3f40a6e38162c',
      '2',
    ],
    '941cf36af62dbbc06f105d2a80e9bfe683a90e84960eae4d351cc3afbe8f848c26c39bac4fbc80fa254824c6369ea694',
  ],
  [
    'nota crédito en habilitación',
    [
      'NC3',
      '2019-06-21',
      '09:15:23-05:00',
      '12600.06',
      '2394.01',
      '0.00',
      '0.00',
      '14994.07',
      '900508908',
      '900108281',
      '20191',
      '2',
    ],
    'da3af05f963db5cff231d1171a810f5f55eb08615f22dc239fff55fa927be5cf6caade8bfa4f1f70c067dbb9ed30c009',
  ],
  [
    'factura de producción anonimizada',
    [
      'NC424',
      '2022-04-05',
      '10:02:49-05:00',
      '1065000.00',
      '0.00',
      '0.00',
      '0.00',
      '1065000.00',
      '900108281',
      '1000000001',
      'fc8eac422eba16e22ffd8c6f94b3f40a6e38162c',
      '1',
    ],
    '2a77d57037d6a0cf6a3bea7e5364416891e9621e1c801ebdf361f898504a0712dde1b3e5ec73d5692591dc39c428f154',
  ],
] as const

describe('CUFE y CUDE', () => {
  it.each(vectores)('calcula el código único: %s', (_nombre, campos, esperado) => {
    const [numero, fecha, hora, valor, iva, inc, ica, total, nitEmisor, numeroAdquiriente, clave, ambiente] =
      campos
    expect(
      cufe({
        numero,
        fecha,
        hora,
        valor,
        iva,
        inc,
        ica,
        total,
        nitEmisor,
        numeroAdquiriente,
        clave,
        ambiente,
      }),
    ).toBe(esperado)
  })

  it('calcula el CUDE de un evento sin valores ni ambiente', () => {
    const evento = {
      numero: 'ACR0021',
      fecha: '2020-12-12',
      hora: '18:30:37-05:00',
      nitEmisor: '900373987',
      nitReceptor: '900373981',
      evento: '030',
      documentoReferido: 'SETG980000358',
      tipoReferido: '01',
      pin: '20191',
    }
    expect(cudeEvento(evento)).toBe(
      '38e5e41cb74e974e9b1e5b51a5fdaa767cfeb0df033e354d651b2738dd625957ac4c639450bcbb9f63e0ae944b4b33be',
    )
    expect(sha384('12019-04-3019:48:50-05:0099998888800197268030FE1230111111')).toBe(
      '0d91ba25b01f5e7dbda870a11b274501d3a62a73e91932c473c86c93f12a142a2ac45876efcde3e679024a01c0be41f9',
    )
  })

  it('calcula el código de seguridad del software', () => {
    expect(softwareSecurityCode('56f2ae4e-9812-4fad-9255-08fcfcd5ccb0', '20191', 'SETP990000002')).toBe(
      'a8d18e4e5aa00b44a0b1f9ef413ad8215116bd3ce91730d580eaed795c83b5a32fe6f0823abc71400b3d59eb542b7de8',
    )
    expect(softwareSecurityCode('fa326ca7-c1f8-40d3-a6fc-24d7c1040607', '20191', 'ACR0021')).toBe(
      '55dfb0384c1d47d41568fbf9b5a5b92151b13490ea4d6cfc45d6b6b4256b81cd1987b188daa53d5f7211fd758eaa4a14',
    )
  })
})

describe.skipIf(!hasReference())('CUFE desde el XML de los ejemplos oficiales', () => {
  const sample = (name: string): Uint8Array => readFileSync(referencePath('dian', 'samples', name))
  const CLAVE = 'fc8eac422eba16e22ffd8c6f94b3f40a6e38162c'

  it('la factura excluida de IVA da el CUFE que declara', () => {
    const result = cufeFromXml(sample('factura-excluida-iva.xml'), CLAVE)
    expect(result).toMatchObject({ ok: true, value: { clase: 'cufe', igual: true } })
  })

  it('en un ejemplo editado después de calcularlo, encuentra en la nota la cadena que sí lo da', () => {
    const factura = cufeFromXml(sample('factura-generica-firmada.xml'), CLAVE)
    expect(factura).toMatchObject({
      ok: true,
      value: { igual: false, cadenaEnNota: expect.stringContaining('900508908') },
    })
    const nota = cufeFromXml(sample('nota-credito-firmada.xml'), '20191')
    expect(nota).toMatchObject({
      ok: true,
      value: { clase: 'cude', igual: false, cadenaEnNota: expect.stringContaining('NC3') },
    })
  })

  it('en el evento 030 oficial, cuyos NIT se cambiaron al publicarlo, también', () => {
    const evento = cufeFromXml(sample('evento-030-acuse-recibo.xml'), '20191')
    expect(evento).toMatchObject({
      ok: true,
      value: {
        clase: 'cude-evento',
        igual: false,
        cadenaEnNota: expect.stringMatching(/^ACR0021.*900373987900373981/),
      },
    })
  })

  it('un archivo que no es de la DIAN no tiene CUFE y lo dice', () => {
    const result = cufeFromXml(new TextEncoder().encode('<carta><saludo/></carta>'), CLAVE)
    expect(result).toMatchObject({ ok: false, error: { codigo: 'NO_TIENE_CUFE' } })
  })
})
