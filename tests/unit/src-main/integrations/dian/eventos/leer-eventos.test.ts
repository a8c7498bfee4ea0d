import { describe, expect, it } from 'vitest'
import { eventosRegistrados } from '../../../../../../src-main/integrations/dian/eventos/leer-eventos.ts'
import type { DianResponse } from '../../../../../../src-main/integrations/dian/soap/parse-response.ts'

const CUFE = 'f2a0'.repeat(24)
const CUDE = '0b1c'.repeat(24)
const respuesta = (cambios: Partial<DianResponse>): DianResponse => ({
  valido: true,
  codigo: '00',
  descripcion: 'Procesado Correctamente.',
  mensaje: '',
  mensajes: [],
  cufe: CUFE,
  ...cambios,
})
const leer = (cambios: Partial<DianResponse>) => eventosRegistrados(respuesta(cambios), CUFE)
const nada = { fecha: null, cude: null, concepto: null }

const xml = (remitente: string, respuestas: string) =>
  Buffer.from(`<ApplicationResponse xmlns="urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>1</cbc:ID><cbc:UUID>${CUDE}</cbc:UUID><cbc:IssueDate>2026-11-20</cbc:IssueDate>
<cac:SenderParty><cac:PartyTaxScheme><cbc:CompanyID>${remitente}</cbc:CompanyID></cac:PartyTaxScheme></cac:SenderParty>${respuestas}</ApplicationResponse>`)
const dicho = (codigo: string, extra = '', uuid = CUFE) =>
  `<cac:DocumentResponse><cac:Response><cbc:ResponseCode listID="04">${codigo}</cbc:ResponseCode>${extra}</cac:Response><cac:DocumentReference><cbc:ID>X</cbc:ID><cbc:UUID>${uuid}</cbc:UUID></cac:DocumentReference></cac:DocumentResponse>`

describe('los eventos que dice una respuesta de GetStatusEvent', () => {
  it('solo los códigos', () => {
    expect(leer({ mensaje: 'Eventos registrados: 030, 032' })).toEqual([
      { codigo: '030', ...nada },
      { codigo: '032', ...nada },
    ])
  })

  it('códigos o nombres, con su fecha, su CUDE y el concepto del reclamo', () => {
    expect(
      leer({
        mensaje: `030 Acuse de recibo de Factura Electrónica de Venta, 2026-11-17; Recibo del bien o prestación del servicio 18/11/2026 CUDE ${CUDE.toUpperCase()}; 031 Reclamo de la Factura Electrónica de Venta, concepto 03, 2026-11-19`,
      }),
    ).toEqual([
      { codigo: '030', fecha: '2026-11-17', cude: null, concepto: null },
      { codigo: '031', fecha: '2026-11-19', cude: null, concepto: '03' },
      { codigo: '032', fecha: '2026-11-18', cude: CUDE, concepto: null },
    ])
  })

  it('ni un número de factura, una fecha, una hora ni una huella parecen un evento', () => {
    expect(
      leer({ mensaje: `Factura SETP-030 y SETP032 del 2026-033 a las 10:031:00, CUFE ${'031'.repeat(32)}` }),
    ).toEqual([])
  })

  it('una lista en la respuesta firmada por la DIAN', () => {
    const lista = dicho('030', '<cbc:EffectiveDate>2026-11-17</cbc:EffectiveDate>', CUDE) + dicho('031')
    expect(leer({ applicationResponse: xml('800197268', lista) })).toEqual([
      { codigo: '030', fecha: '2026-11-17', cude: CUDE, concepto: null },
      { codigo: '031', fecha: null, cude: null, concepto: '04' },
    ])
  })

  it('el evento mismo, firmado por el adquirente; y la que solo dice que validó no dice ninguno', () => {
    expect(leer({ applicationResponse: xml('860002964', dicho('032')) })).toEqual([
      { codigo: '032', fecha: '2026-11-20', cude: CUDE, concepto: null },
    ])
    expect(leer({ applicationResponse: xml('800197268', dicho('02')) })).toEqual([])
    expect(leer({ applicationResponse: Buffer.from('no es XML') })).toEqual([])
  })

  it('lo que dicen las palabras completa lo que dice el XML', () => {
    expect(
      leer({ mensaje: '032 el 2026-11-18', applicationResponse: xml('800197268', dicho('032')) }),
    ).toEqual([{ codigo: '032', fecha: '2026-11-18', cude: null, concepto: null }])
  })

  it('una respuesta que no vale no dice nada', () => {
    expect(leer({ valido: false, codigo: '66', mensaje: 'No hay 030 ni 032' })).toEqual([])
  })
})
