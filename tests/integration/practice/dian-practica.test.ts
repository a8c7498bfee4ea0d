import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leerXml, texto, todos } from '../../../src-main/practice/autoridades/dian/arbol.ts'
import {
  type DianPractica,
  startDianPractica,
} from '../../../src-main/practice/autoridades/dian/dian-practica.ts'
import { hasReference, referencePath } from '../../fixtures/reference.ts'
import { comprimir, enviarFactura, enviarSobre, llamar, serie, sobre } from './cliente-soap.ts'
import {
  ahora,
  type CambiosFactura,
  clock,
  cufeDe,
  factura,
  firmar,
  ids,
  notaCredito,
  registro,
  type Titular,
  titularDePrueba,
} from './documentos-de-prueba.ts'

let carpeta: string
let dian: DianPractica
let titular: Titular
let siguiente = 990000100

beforeAll(async () => {
  carpeta = mkdtempSync(join(tmpdir(), 'dian-practica-'))
  dian = await startDianPractica({ clock, ids, journalPath: join(carpeta, 'dian.jsonl'), registro })
  titular = await titularDePrueba()
})
afterAll(async () => {
  await dian.close()
  rmSync(carpeta, { recursive: true })
})

const otroNumero = () => `SETP${siguiente++}`
const firmada = (cambios: CambiosFactura = {}) =>
  firmar(factura({ numero: otroNumero(), ...cambios }), titular)
const enviar = (xml: string) => enviarFactura(dian.url, titular, xml)

describe('DIAN de práctica: lo que acepta', () => {
  it('acepta una factura excluida de IVA y devuelve su ApplicationResponse', async () => {
    const xml = firmada()
    const respuesta = await enviar(xml)
    expect(respuesta).toMatchObject({
      estado: 200,
      codigo: '00',
      valido: true,
      reglas: [],
      cufe: cufeDe(xml),
    })
    expect(respuesta.archivo).toBe(`fv${serie}`)
    expect(respuesta.mensajes.every((mensaje) => mensaje.startsWith('Regla: RUT01, Notificación: '))).toBe(
      true,
    )
    const ar = leerXml(respuesta.applicationResponse)
    expect(texto(ar, 'DocumentResponse/Response/ResponseCode')).toBe('02')
    expect(texto(ar, 'Note')).toMatch(/SIN VALIDEZ/)
    expect(texto(ar, 'DocumentResponse/DocumentReference/UUID')).toBe(cufeDe(xml))
    expect(dian.documentos().some((documento) => documento.xml === xml)).toBe(true)
  })

  it.each<[string, CambiosFactura]>([
    [
      'gravada con IVA 19 %',
      { valor: '100000.00', iva: { tarifa: '19.00', valor: '19000.00', total: '119000.00' } },
    ],
    ['de contingencia de la DIAN (tipo 04) firmada hace veinte días', { tipo: '04', fecha: '2026-11-01' }],
    [
      'de talonario transcrita (tipo 03), con CUDE y la fecha del papel',
      {
        tipo: '03',
        numero: 'CONT7',
        fecha: '2026-11-19',
        clave: registro.pin,
        adicional:
          '<cac:AdditionalDocumentReference><cbc:ID>CONT7</cbc:ID><cbc:IssueDate>2026-11-19</cbc:IssueDate><cbc:DocumentTypeCode>FTC</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>',
      },
    ],
    [
      'de un rango sin prefijo',
      {
        numero: '5',
        editar: (xml) =>
          xml
            .replace('18760000001', '18760000003')
            .replace('<sts:Prefix>SETP</sts:Prefix>', '')
            .replace('990000000</sts:From>', '1</sts:From>')
            .replace('995000000</sts:To>', '10</sts:To>')
            .replace('<cbc:ID>SETP</cbc:ID>', ''),
      },
    ],
    [
      'de salud que descuenta una cuota moderadora',
      {
        operacion: 'SS-CUFE',
        anticipo: { pagos: anticipo('4500.00'), total: '4500.00', pagar: '115500.00' },
      },
    ],
    [
      'de salud que solo informa un recaudo',
      {
        operacion: 'SS-Reporte',
        anticipo: { pagos: anticipo('4500.00'), total: '4500.00', pagar: '120000.00' },
      },
    ],
  ])('acepta una factura %s', async (_, cambios) => {
    const xml = factura({ numero: otroNumero(), ...cambios })
    const momento = cambios.tipo === '04' ? '2026-11-01T10:30:00-05:00' : '2026-11-21T10:30:00-05:00'
    expect((await enviar(firmar(xml, titular, { momento }))).reglas).toEqual([])
  })

  it('acepta la nota crédito de una factura aceptada, y no la de una desconocida', async () => {
    const numero = otroNumero()
    const xml = firmada({ numero })
    const nota = (cufe: string) => firmar(notaCredito({ factura: { numero, cufe } }), titular)
    expect((await enviarFactura(dian.url, titular, nota(cufeDe(xml)), `nc${serie}.xml`)).reglas).toEqual([
      'CBG04a',
    ])
    expect((await enviar(xml)).codigo).toBe('00')
    expect((await enviarFactura(dian.url, titular, nota(cufeDe(xml)), `nc${serie}.xml`)).reglas).toEqual([])
  })
})

function anticipo(valor: string): string {
  return `<cac:PrepaidPayment><cbc:ID schemeID="02">1</cbc:ID><cbc:PaidAmount currencyID="COP">${valor}</cbc:PaidAmount><cbc:ReceivedDate>2026-11-21</cbc:ReceivedDate></cac:PrepaidPayment>`
}

describe('DIAN de práctica: lo que rechaza, con la regla', () => {
  const cambiar = (de: string | RegExp, a: string) => ({
    editar: (xml: string) => {
      const cambiado = xml.replace(de, a)
      if (cambiado === xml) throw new Error(`No se encontró ${de}`)
      return cambiado
    },
  })
  const salud = (pagos: string, total: string, pagar: string): CambiosFactura => ({
    operacion: 'SS-CUFE',
    anticipo: { pagos, total, pagar },
  })

  it.each<[string, string, CambiosFactura]>([
    [
      'ZB01',
      'un elemento fuera de orden',
      cambiar(/(<cbc:IssueDate>.*<\/cbc:IssueDate>)\n(<cbc:IssueTime>.*<\/cbc:IssueTime>)/, '$2\n$1'),
    ],
    [
      'ZB01',
      'un elemento que no existe',
      cambiar('<cbc:LineCountNumeric>', '<cbc:Inventado>1</cbc:Inventado><cbc:LineCountNumeric>'),
    ],
    ['ZB01', 'texto donde va un grupo', cambiar('<cac:PaymentMeans>', '<cac:PaymentMeans>texto')],
    ['ZB01', 'un valor sin moneda', cambiar('<cbc:PayableAmount currencyID="COP">', '<cbc:PayableAmount>')],
    [
      'ZB01',
      'una declaración DOCTYPE',
      cambiar('<Invoice ', '<!DOCTYPE Invoice [<!ENTITY a "b">]><Invoice '),
    ],
    ['FAB03', 'dos grupos DianExtensions', cambiar(/(<sts:DianExtensions>.*<\/sts:DianExtensions>)/, '$1$1')],
    ['FAB05a', 'una resolución ajena', cambiar('18760000001', '18760000009')],
    [
      'FAB07b',
      'otra fecha inicial de la resolución',
      cambiar('<cbc:StartDate>2019-01-19', '<cbc:StartDate>2019-01-20'),
    ],
    [
      'FAB08b',
      'otra fecha final de la resolución',
      cambiar('<cbc:EndDate>2030-01-19', '<cbc:EndDate>2031-01-19'),
    ],
    [
      'FAB10a',
      'prefijo distinto en CorporateRegistrationScheme',
      cambiar(
        '<cac:CorporateRegistrationScheme><cbc:ID>SETP',
        '<cac:CorporateRegistrationScheme><cbc:ID>SETT',
      ),
    ],
    ['FAB10b', 'un prefijo que no es de la resolución', cambiar('<sts:Prefix>SETP', '<sts:Prefix>SETT')],
    ['FAB11b', 'otro inicio de rango', cambiar('<sts:From>990000000', '<sts:From>990000001')],
    ['FAB12b', 'otro final de rango', cambiar('<sts:To>995000000', '<sts:To>995000001')],
    ['FAB24a', 'un software no asociado', cambiar('56f2ae4e', '56f2ae4f')],
    [
      'FAB27b',
      'una huella de software que no corresponde',
      cambiar(/(<sts:SoftwareSecurityCode [^>]*>)[0-9a-f]{4}/, '$10000'),
    ],
    ['FAB31', 'otro NIT de la DIAN', cambiar('>800197268<', '>800197269<')],
    [
      'FAB34',
      'el DV de la DIAN equivocado',
      cambiar('schemeID="4" schemeName="31">800197268', 'schemeID="9" schemeName="31">800197268'),
    ],
    ['FAB36', 'un QR vacío', cambiar(/<sts:QRCode>.*<\/sts:QRCode>/, '<sts:QRCode></sts:QRCode>')],
    ['FAD01', 'otra versión de UBL', cambiar('UBL 2.1', 'UBL 2.0')],
    ['FAD02', 'un tipo de operación inexistente', { operacion: 'SS-Num' }],
    [
      'FAD04',
      'un documento de producción',
      cambiar('<cbc:ProfileExecutionID>2', '<cbc:ProfileExecutionID>1'),
    ],
    ['FAD05a', 'un número con guion', { numero: 'SETP-990000001' }],
    ['FAD05b', 'un número menor que el rango', { numero: 'SETP989999999' }],
    ['FAD05c', 'un número mayor que el rango', { numero: 'SETP995000001' }],
    ['FAD05e', 'un número de otro prefijo', { numero: 'OTRO990000001' }],
    ['FAD06', 'un CUFE mal calculado', { cufe: 'a'.repeat(96) }],
    ['FAD08', 'otro algoritmo en UUID', cambiar('CUFE-SHA384', 'CUFE-SHA1')],
    ['FAD09c', 'una fecha de hace más de cinco días', { fecha: '2026-11-15' }],
    ['FAD09d', 'una fecha de dentro de más de diez días', { fecha: '2026-12-02' }],
    ['FAD09e', 'una fecha distinta de la de la firma', { fecha: '2026-11-20' }],
    ['FAD10', 'una hora de otra zona', { hora: '15:30:00+00:00' }],
    ['FAD12', 'un tipo de factura inexistente', { tipo: '06' }],
    ['FAD15a', 'otra divisa', cambiar('<cbc:DocumentCurrencyCode>COP', '<cbc:DocumentCurrencyCode>USD')],
    [
      'FAD16',
      'un número de líneas equivocado',
      cambiar('<cbc:LineCountNumeric>1', '<cbc:LineCountNumeric>2'),
    ],
    ['FAJ09', 'un municipio que no existe', cambiar('<cbc:ID>11001', '<cbc:ID>05001')],
    [
      'FAJ12',
      'un departamento que no existe',
      cambiar('<cbc:CountrySubentityCode>11', '<cbc:CountrySubentityCode>77'),
    ],
    ['FAJ08', 'una dirección incompleta', cambiar('<cbc:CityName>Bogotá, D.C.</cbc:CityName>', '')],
    [
      'FAJ24',
      'el DV del emisor equivocado',
      cambiar(/(<cac:PartyTaxScheme><cbc:RegistrationName>Consultorio.*?)schemeID="3"/, '$1schemeID="4"'),
    ],
    ['FAJ26', 'una responsabilidad fiscal retirada', cambiar('R-99-PN', 'O-99')],
    ['FAJ41', 'un tributo con otro nombre', cambiar('<cbc:Name>No aplica', '<cbc:Name>IVA')],
    [
      'FAJ44a',
      'el DV de la entidad legal equivocado',
      cambiar(/(<cac:PartyLegalEntity><cbc:RegistrationName>Consultorio.*?)schemeID="3"/, '$1schemeID="4"'),
    ],
    [
      'FAJ50',
      'sin el prefijo en CorporateRegistrationScheme',
      cambiar('<cac:CorporateRegistrationScheme><cbc:ID>SETP</cbc:ID>', '<cac:CorporateRegistrationScheme>'),
    ],
    [
      'FAJ49',
      'sin CorporateRegistrationScheme',
      cambiar(/<cac:CorporateRegistrationScheme>.*?<\/cac:CorporateRegistrationScheme>/, ''),
    ],
    [
      'FAK24',
      'el DV del cliente equivocado',
      cambiar(
        /schemeName="13">52123456<\/cbc:CompanyID><cbc:TaxLevelCode>/,
        'schemeID="9" schemeName="31">52123456</cbc:CompanyID><cbc:TaxLevelCode>',
      ),
    ],
    [
      'FAK61',
      'persona natural sin PartyIdentification',
      cambiar(/<cac:PartyIdentification>.*?<\/cac:PartyIdentification>/, ''),
    ],
    ['FAN01', 'sin medios de pago', cambiar(/<cac:PaymentMeans>.*<\/cac:PaymentMeans>/, '')],
    [
      'FAN02',
      'una forma de pago inexistente',
      cambiar('<cac:PaymentMeans><cbc:ID>1', '<cac:PaymentMeans><cbc:ID>3'),
    ],
    [
      'FAN03',
      'un medio de pago inexistente',
      cambiar('<cbc:PaymentMeansCode>10', '<cbc:PaymentMeansCode>99'),
    ],
    [
      'FAS01b',
      'un total de impuesto que las líneas no tienen',
      cambiar('<cac:LegalMonetaryTotal>', `${iva('0.00', '0.00')}<cac:LegalMonetaryTotal>`),
    ],
    [
      'FAS07',
      'un IVA mal calculado',
      { valor: '100000.00', iva: { tarifa: '19.00', valor: '18000.00', total: '118000.00' } },
    ],
    [
      'FAY10',
      'una tarifa de IVA inexistente',
      { valor: '100000.00', iva: { tarifa: '12.00', valor: '12000.00', total: '112000.00' } },
    ],
    [
      'FAU02',
      'un bruto distinto de las líneas',
      cambiar(
        '<cac:LegalMonetaryTotal>\n<cbc:LineExtensionAmount currencyID="COP">120000.00',
        '<cac:LegalMonetaryTotal>\n<cbc:LineExtensionAmount currencyID="COP">120000.01',
      ),
    ],
    [
      'FAU04',
      'una base imponible en un servicio excluido',
      cambiar(
        '<cbc:TaxExclusiveAmount currencyID="COP">0.00',
        '<cbc:TaxExclusiveAmount currencyID="COP">120000.00',
      ),
    ],
    [
      'FAU06',
      'un total con impuestos que no suma',
      cambiar(
        '<cbc:TaxInclusiveAmount currencyID="COP">120000.00',
        '<cbc:TaxInclusiveAmount currencyID="COP">120000.05',
      ),
    ],
    [
      'FAU08',
      'un descuento total sin descuentos',
      cambiar(
        '<cbc:PrepaidAmount',
        '<cbc:AllowanceTotalAmount currencyID="COP">1.00</cbc:AllowanceTotalAmount><cbc:PrepaidAmount',
      ),
    ],
    [
      'FAU10',
      'un cargo total sin cargos',
      cambiar(
        '<cbc:PrepaidAmount',
        '<cbc:ChargeTotalAmount currencyID="COP">1.00</cbc:ChargeTotalAmount><cbc:PrepaidAmount',
      ),
    ],
    ['FAU12', 'un anticipo que no suma', salud(anticipo('4500.00'), '4000.00', '115500.00')],
    [
      'FAU14',
      'un valor a pagar que no descuenta el recaudo',
      salud(anticipo('4500.00'), '4500.00', '120000.00'),
    ],
    [
      'FAU14',
      'un valor a pagar que no suma',
      cambiar(
        '<cbc:PayableAmount currencyID="COP">120000.00',
        '<cbc:PayableAmount currencyID="COP">119999.99',
      ),
    ],
    [
      'FAV04b',
      'una cantidad de cero',
      cambiar('<cbc:InvoicedQuantity unitCode="94">1.00', '<cbc:InvoicedQuantity unitCode="94">0.00'),
    ],
    [
      'FAV06',
      'una línea que no es precio por cantidad',
      cambiar('<cbc:PriceAmount currencyID="COP">120000.00', '<cbc:PriceAmount currencyID="COP">60000.00'),
    ],
    ['FAZ02', 'una línea sin descripción', cambiar(/<cbc:Description>.*?<\/cbc:Description>/, '')],
    [
      'FAZ09',
      'una línea sin código estándar',
      cambiar(/<cac:StandardItemIdentification>.*?<\/cac:StandardItemIdentification>/, ''),
    ],
    ['VLR01', 'un valor negativo', { valor: '-1.00' }],
  ])('%s: %s', async (regla, _, cambios) => {
    const antes = dian.documentos().length
    const fecha = cambios.fecha && cambios.fecha !== '2026-11-20' ? cambios.fecha : '2026-11-21'
    const xml = firmar(factura({ numero: otroNumero(), ...cambios }), titular, {
      momento: `${fecha}T10:30:00-05:00`,
    })
    const respuesta = await enviar(xml)
    expect(respuesta).toMatchObject({ estado: 200, codigo: '99', valido: false })
    expect(respuesta.reglas).toContain(regla)
    expect(dian.documentos()).toHaveLength(antes)
  })

  it('CAD06 y CAE03: las reglas de una nota llevan su letra', async () => {
    const nota = notaCredito({
      factura: { numero: 'SETP990000001', cufe: 'a'.repeat(96) },
      numero: 'NC77',
      editar: (xml) =>
        xml.replace('<cbc:ResponseCode>2', '<cbc:ResponseCode>9').replace(/(SHA384">)[0-9a-f]{2}/, '$1zz'),
    })
    const { reglas } = await enviarFactura(dian.url, titular, firmar(nota, titular), `nc${serie}.xml`)
    expect(reglas).toEqual(expect.arrayContaining(['CAD06', 'CBF03', 'CBG04a']))
  })

  it('el ApplicationResponse de un rechazo tiene el código 04 y las reglas', async () => {
    const { applicationResponse } = await enviar(firmada({ cufe: 'a'.repeat(96) }))
    const ar = leerXml(applicationResponse)
    expect(texto(ar, 'DocumentResponse/Response/ResponseCode')).toBe('04')
    const reglas = todos(ar, 'LineResponse').map((linea) => texto(linea, 'Response/ResponseCode'))
    expect(reglas).toContain('FAD06')
  })

  it('un número rechazado se puede corregir y volver a enviar', async () => {
    const numero = otroNumero()
    expect((await enviar(firmada({ numero, cufe: 'a'.repeat(96) }))).reglas).toContain('FAD06')
    expect((await enviar(firmada({ numero }))).codigo).toBe('00')
  })
})

function iva(base: string, valor: string): string {
  return `<cac:TaxTotal><cbc:TaxAmount currencyID="COP">${valor}</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="COP">${base}</cbc:TaxableAmount><cbc:TaxAmount currencyID="COP">${valor}</cbc:TaxAmount><cac:TaxCategory><cbc:Percent>0.00</cbc:Percent><cac:TaxScheme><cbc:ID>01</cbc:ID><cbc:Name>IVA</cbc:Name></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>`
}

describe('DIAN de práctica: firma', () => {
  it('ZE02 si cambia un solo carácter después de firmar', async () => {
    expect((await enviar(firmada().replace('Ana Peña', 'Ana Pena'))).reglas).toEqual(['ZE02'])
  })

  it('ZE02 si cambian las propiedades firmadas', async () => {
    expect((await enviar(firmada().replace('T10:30:00.000-05:00', 'T10:31:00.000-05:00'))).reglas).toEqual([
      'ZE02',
    ])
  })

  it('ZE02 con el digest de otra política', async () => {
    const xml = firmar(factura({ numero: otroNumero() }), titular, { politica: 'AAAA' })
    expect((await enviar(xml)).reglas).toEqual(['ZE02'])
  })

  it('ZB01 si el rol va como texto suelto', async () => {
    const xml = firmar(factura({ numero: otroNumero() }), titular, { rol: 'supplier' })
    expect((await enviar(xml)).reglas).toContain('ZB01')
  })

  it('ZE02 con el certificado de otro NIT y con uno vencido', async () => {
    const ajeno = await titularDePrueba('901210113')
    const vencido = await titularDePrueba(registro.nit, '2024-01-01', '2025-01-01')
    for (const firmante of [ajeno, vencido]) {
      expect((await enviar(firmar(factura({ numero: otroNumero() }), firmante))).reglas).toEqual(['ZE02'])
    }
  })

  it('FAC03 si no hay firma', async () => {
    const sinFirma = factura({
      numero: otroNumero(),
      editar: (xml) =>
        xml.replace('<ext:UBLExtension><ext:ExtensionContent></ext:ExtensionContent></ext:UBLExtension>', ''),
    })
    expect((await enviar(sinFirma)).reglas).toContain('FAC03')
  })
})

describe('DIAN de práctica: repetidos', () => {
  it('el mismo documento otra vez es la regla 90, y GetStatus muestra el aceptado', async () => {
    const xml = firmada()
    const primera = await enviar(xml)
    const segunda = await enviar(xml)
    expect(segunda).toMatchObject({ codigo: '99', valido: false })
    expect(segunda.mensajes).toEqual(['Regla: 90, Rechazo: Documento procesado anteriormente.'])
    const estado = await llamar(dian.url, titular, 'GetStatus', { trackId: cufeDe(xml) })
    expect(estado).toMatchObject({
      codigo: '00',
      valido: true,
      applicationResponse: primera.applicationResponse,
    })
    const guardado = await llamar(dian.url, titular, 'GetXmlByDocumentKey', { trackId: cufeDe(xml) })
    const base64 = /<b:XmlBytesBase64>([^<]+)</.exec(guardado.cuerpo)?.[1] ?? ''
    expect(Buffer.from(base64, 'base64').toString('utf8')).toBe(xml)
  })

  it('el mismo número con otro CUFE se rechaza, y GetStatus de ese CUFE no lo encuentra', async () => {
    const numero = otroNumero()
    await enviar(firmada({ numero }))
    const otra = firmada({ numero, valor: '130000.00' })
    expect((await enviar(otra)).reglas).toEqual(['90'])
    expect(await llamar(dian.url, titular, 'GetStatus', { trackId: cufeDe(otra) })).toMatchObject({
      codigo: '66',
      valido: false,
    })
  })

  it('de dos iguales enviados a la vez solo se acepta uno', async () => {
    const xml = firmada()
    const respuestas = await Promise.all([enviar(xml), enviar(xml), enviar(xml)])
    expect(respuestas.map(({ codigo }) => codigo).toSorted()).toEqual(['00', '99', '99'])
    expect(dian.documentos().filter(({ cufe }) => cufe === cufeDe(xml))).toHaveLength(1)
  })
})

describe('DIAN de práctica: archivo', () => {
  const enviarZip = (fileName: string, contentFile: string) =>
    llamar(dian.url, titular, 'SendBillSync', { fileName, contentFile })

  it.each([
    ['el XML tiene otro nombre', `z${serie}.zip`, () => comprimir(firmada(), `fv${serie.slice(1)}.xml`)],
    ['el XML está en una carpeta', `z${serie}.zip`, () => comprimir(firmada(), `a/fv${serie}.xml`)],
    ['el ZIP tiene otro nombre', 'factura.zip', () => comprimir(firmada())],
    ['el contenido no es un ZIP', `z${serie}.zip`, () => Buffer.from('hola').toString('base64')],
    ['no es XML', `z${serie}.zip`, () => comprimir('hola')],
  ])('rechaza si %s', async (_, nombre, contenido) => {
    expect(await enviarZip(nombre, contenido())).toMatchObject({ codigo: '99', reglas: ['ZB01'] })
  })
})

describe('DIAN de práctica: sobre y seguridad', () => {
  const fallo = async (cambios: Parameters<typeof sobre>[4], firmante = titular) => {
    const cuerpo = sobre(dian.url, 'GetStatus', '<wcf:trackId>x</wcf:trackId>', firmante, cambios)
    const respuesta = await enviarSobre(dian.url, 'GetStatus', cuerpo)
    return { estado: respuesta.status, codigo: /e:(\w+)<\/s:Value>/.exec(await respuesta.text())?.[1] }
  }
  const invalido = { estado: 500, codigo: 'InvalidSecurity' }

  it('rechaza un mensaje vencido o del futuro', async () => {
    expect(await fallo({ creado: new Date(ahora.getTime() - 600_000) })).toEqual(invalido)
    expect(await fallo({ creado: new Date(ahora.getTime() + 600_000) })).toEqual(invalido)
  })

  it('rechaza un wsa:To cambiado después de firmar, o de otro servicio', async () => {
    expect(
      await fallo({ editar: (xml) => xml.replace(/(<wsa:To [^>]*>)[^<]*/, '$1http://otra.example') }),
    ).toEqual(invalido)
    expect(await fallo({ destino: 'https://vpfe.dian.gov.co/otro' })).toEqual({
      estado: 500,
      codigo: 'DestinationUnreachable',
    })
  })

  it('rechaza otro certificado, otro NIT y la falta de firma', async () => {
    const otro = await titularDePrueba()
    const pem = otro.certificadoPem.replaceAll(/-----[^-]+-----|\s/g, '')
    expect(
      await fallo({ editar: (xml) => xml.replace(/(<wsse:BinarySecurityToken [^>]*>)[^<]*/, `$1${pem}`) }),
    ).toEqual(invalido)
    expect(await fallo({}, await titularDePrueba('901210113'))).toEqual(invalido)
    expect(await fallo({ editar: (xml) => xml.replace(/<ds:Signature[ >].*<\/ds:Signature>/s, '') })).toEqual(
      invalido,
    )
  })

  it('responde con un fallo a una operación que no existe', async () => {
    const cuerpo = sobre(dian.url, 'SendNominaSync', '', titular)
    const respuesta = await enviarSobre(dian.url, 'SendNominaSync', cuerpo)
    expect([respuesta.status, await respuesta.text()]).toEqual([
      500,
      expect.stringContaining('ActionNotSupported'),
    ])
  })
})

describe('DIAN de práctica: las demás operaciones', () => {
  it('GetNumberingRange entrega los rangos con su clave técnica, solo al propio software', async () => {
    const { nit, softwareId } = registro
    const propio = await llamar(dian.url, titular, 'GetNumberingRange', {
      accountCode: nit,
      accountCodeT: nit,
      softwareCode: softwareId,
    })
    expect(propio.cuerpo).toContain('<b:OperationCode>100</b:OperationCode>')
    expect(propio.cuerpo).toContain(
      '<c:TechnicalKey>fc8eac422eba16e22ffd8c6f94b3f40a6e38162c</c:TechnicalKey>',
    )
    const ajeno = await llamar(dian.url, titular, 'GetNumberingRange', {
      accountCode: nit,
      accountCodeT: nit,
      softwareCode: 'otro',
    })
    expect(ajeno.cuerpo).toContain('<b:OperationCode>401</b:OperationCode>')
  })

  it('GetAcquirer entrega nombre y correo de quien conoce', async () => {
    const pedir = (numero: string) =>
      llamar(dian.url, titular, 'GetAcquirer', { identificationType: '13', identificationNumber: numero })
    expect((await pedir('52123456')).cuerpo).toContain('<b:ReceiverName>Ana Peña</b:ReceiverName>')
    expect((await pedir('1')).codigo).toBe('404')
  })

  it('el envío asíncrono entrega un ZipKey y GetStatusZip su resultado cuando está listo', async () => {
    let instante = ahora
    const lenta = await startDianPractica({
      clock: { now: () => instante },
      ids,
      journalPath: join(carpeta, 'lotes.jsonl'),
      registro,
      demoraLoteMs: 2_000,
    })
    try {
      const envio = { fileName: `z${serie}.zip`, contentFile: comprimir(firmada()) }
      const carga = await llamar(lenta.url, titular, 'SendTestSetAsync', { ...envio, testSetId: 'set-1' })
      const trackId = /<b:ZipKey>([^<]+)</.exec(carga.cuerpo)?.[1] ?? ''
      expect(trackId).not.toBe('')
      const espera = await llamar(lenta.url, titular, 'GetStatusZip', { trackId })
      expect(espera).toMatchObject({ codigo: '', valido: false })
      instante = new Date(ahora.getTime() + 3_000)
      expect(await llamar(lenta.url, titular, 'GetStatusZip', { trackId })).toMatchObject({
        codigo: '00',
        valido: true,
      })
      const otroSet = await llamar(lenta.url, titular, 'SendTestSetAsync', { ...envio, testSetId: 'otro' })
      expect(otroSet.cuerpo).toContain('<b:ZipKey i:nil="true"/>')
    } finally {
      await lenta.close()
    }
  })
})

describe('DIAN de práctica: memoria', () => {
  it('después de reiniciar recuerda lo aceptado y no lo rechazado, aunque la última línea quedara a medias', async () => {
    const journalPath = join(carpeta, 'memoria.jsonl')
    const opciones = { clock, ids, journalPath, registro }
    const xml = firmada()
    const mala = firmada({ cufe: 'a'.repeat(96) })
    const primera = await startDianPractica(opciones)
    await enviarFactura(primera.url, titular, mala)
    const aceptada = await enviarFactura(primera.url, titular, xml)
    await primera.close()
    writeFileSync(journalPath, '{"clase":"documento","cufe":"a medias', { flag: 'a' })

    const segunda = await startDianPractica(opciones)
    try {
      expect(segunda.documentos().map(({ cufe }) => cufe)).toEqual([cufeDe(xml)])
      const estado = await llamar(segunda.url, titular, 'GetStatus', { trackId: cufeDe(xml) })
      expect(estado.applicationResponse).toBe(aceptada.applicationResponse)
      expect((await enviarFactura(segunda.url, titular, xml)).reglas).toEqual(['90'])
      expect((await enviarFactura(segunda.url, titular, firmada())).codigo).toBe('00')
    } finally {
      await segunda.close()
    }
    const tercera = await startDianPractica(opciones)
    expect(tercera.documentos()).toHaveLength(2)
    await tercera.close()
  })
})

describe.skipIf(!hasReference())('DIAN de práctica: jueces externos', () => {
  it('su ApplicationResponse cumple el XSD oficial y su firma la verifica xmlsec1', async () => {
    const aceptado = (await enviar(firmada())).applicationResponse
    const rechazado = (await enviar(firmada({ cufe: 'a'.repeat(96) }))).applicationResponse
    writeFileSync(join(carpeta, 'dian.pem'), dian.certificadoPem)
    for (const [nombre, xml] of Object.entries({ aceptado, rechazado })) {
      const archivo = join(carpeta, `${nombre}.xml`)
      writeFileSync(archivo, xml)
      const xsd = referencePath('dian/xsd/maindoc/UBL-ApplicationResponse-2.1.xsd')
      execFileSync('xmllint', ['--noout', '--nonet', '--schema', xsd, archivo], { stdio: 'pipe' })
      const salida = execFileSync(
        'xmlsec1',
        [
          ...[
            '--verify',
            '--enabled-key-data',
            'x509,raw-x509-cert',
            '--pubkey-cert-pem',
            join(carpeta, 'dian.pem'),
          ],
          ...['--id-attr:Id', 'SignedProperties', '--id-attr:Id', 'KeyInfo', archivo],
        ],
        { stdio: 'pipe' },
      )
      expect(salida.toString()).toBeDefined()
    }
  })

  it('la plantilla de estas pruebas cumple el XSD oficial de factura y de nota', () => {
    const documentos = {
      Invoice: firmada(),
      CreditNote: firmar(notaCredito({ factura: { numero: 'SETP1', cufe: 'a'.repeat(96) } }), titular),
    }
    for (const [tipo, xml] of Object.entries(documentos)) {
      const archivo = join(carpeta, `${tipo}.xml`)
      writeFileSync(archivo, xml)
      const xsd = referencePath(`dian/xsd/maindoc/UBL-${tipo}-2.1.xsd`)
      execFileSync('xmllint', ['--noout', '--nonet', '--schema', xsd, archivo], { stdio: 'pipe' })
    }
  })
})
