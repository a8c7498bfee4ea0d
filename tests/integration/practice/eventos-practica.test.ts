import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leerXml, texto } from '../../../src-main/practice/autoridades/dian/arbol.ts'
import {
  type DianPractica,
  startDianPractica,
} from '../../../src-main/practice/autoridades/dian/dian-practica.ts'
import { comprimir, enviarFactura, llamar, serie } from './cliente-soap.ts'
import {
  clock,
  cufeDe,
  factura,
  firmar,
  ids,
  registro,
  type Titular,
  titularDePrueba,
} from './documentos-de-prueba.ts'

let carpeta: string
let dian: DianPractica
let titular: Titular

beforeAll(async () => {
  carpeta = mkdtempSync(join(tmpdir(), 'dian-eventos-'))
  dian = await startDianPractica({ clock, ids, journalPath: join(carpeta, 'dian.jsonl'), registro })
  titular = await titularDePrueba()
})
afterAll(async () => {
  await dian.close()
  rmSync(carpeta, { recursive: true })
})

const NOMBRES: Readonly<Record<string, string>> = {
  '030': 'Acuse de recibo de Factura Electrónica de Venta',
  '031': 'Reclamo de la Factura Electrónica de Venta',
  '032': 'Recibo del bien o prestación del servicio',
  '033': 'Aceptación expresa',
  '034': 'Aceptación Tácita',
}
const sha384 = (cadena: string) => createHash('sha384').update(cadena).digest('hex')
const agencia =
  'schemeAgencyID="195" schemeAgencyName="CO, DIAN (Dirección de Impuestos y Aduanas Nacionales)"'
let siguiente = 1

/** An event written by hand, after the official example. */
function evento(codigo: string, cufe: string, editar = (xml: string) => xml): string {
  const numero = `EV${siguiente++}`
  const receptor = codigo === '034' ? ['800197268', '4'] : ['860002964', '4']
  const cude = sha384(
    `${numero}2026-11-2110:30:00-05:00${registro.nit}${receptor[0]}${codigo}SETG98000035801${registro.pin}`,
  )
  const parte = (elemento: string, nit: string, dv: string) =>
    `<cac:${elemento}><cac:PartyTaxScheme><cbc:RegistrationName>${elemento}</cbc:RegistrationName><cbc:CompanyID ${agencia} schemeID="${dv}" schemeName="31">${nit}</cbc:CompanyID><cac:TaxScheme><cbc:ID>01</cbc:ID><cbc:Name>IVA</cbc:Name></cac:TaxScheme></cac:PartyTaxScheme></cac:${elemento}>`
  const persona =
    codigo === '030' || codigo === '032'
      ? '<cac:IssuerParty><cac:Person><cbc:ID schemeName="13">1020304050</cbc:ID><cbc:FirstName>Ana</cbc:FirstName><cbc:FamilyName>Muñoz</cbc:FamilyName><cbc:JobTitle>Recepción</cbc:JobTitle></cac:Person></cac:IssuerParty>'
      : ''
  const reclamo = codigo === '031' ? ' name="Servicio no prestado" listID="04"' : ''
  const nota =
    codigo === '034'
      ? '<cbc:Note>Manifiesto bajo la gravedad de juramento que transcurridos 3 días hábiles…</cbc:Note>'
      : ''
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<ApplicationResponse xmlns="urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2" xmlns:sts="dian:gov:co:facturaelectronica:Structures-2-1" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xades="http://uri.etsi.org/01903/v1.3.2#">
<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><sts:DianExtensions><sts:InvoiceSource><cbc:IdentificationCode listAgencyID="6">CO</cbc:IdentificationCode></sts:InvoiceSource><sts:SoftwareProvider><sts:ProviderID ${agencia} schemeID="3" schemeName="31">${registro.nit}</sts:ProviderID><sts:SoftwareID ${agencia}>${registro.softwareId}</sts:SoftwareID></sts:SoftwareProvider><sts:SoftwareSecurityCode ${agencia}>${sha384(registro.softwareId + registro.pin + numero)}</sts:SoftwareSecurityCode><sts:AuthorizationProvider><sts:AuthorizationProviderID ${agencia} schemeID="4" schemeName="31">800197268</sts:AuthorizationProviderID></sts:AuthorizationProvider><sts:QRCode>https://catalogo-vpfe-hab.dian.gov.co/document/searchqr?documentkey=${cufe}</sts:QRCode></sts:DianExtensions></ext:ExtensionContent></ext:UBLExtension><ext:UBLExtension><ext:ExtensionContent></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>
<cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID><cbc:CustomizationID>1</cbc:CustomizationID><cbc:ProfileID>DIAN 2.1: ApplicationResponse de la Factura Electrónica de Venta</cbc:ProfileID><cbc:ProfileExecutionID>2</cbc:ProfileExecutionID>
<cbc:ID>${numero}</cbc:ID><cbc:UUID schemeID="2" schemeName="CUDE-SHA384">${cude}</cbc:UUID><cbc:IssueDate>2026-11-21</cbc:IssueDate><cbc:IssueTime>10:30:00-05:00</cbc:IssueTime>${nota}
${parte('SenderParty', registro.nit, '3')}${parte('ReceiverParty', receptor[0] ?? '', receptor[1] ?? '')}
<cac:DocumentResponse><cac:Response><cbc:ResponseCode${reclamo}>${codigo}</cbc:ResponseCode><cbc:Description>${NOMBRES[codigo] ?? 'Otro'}</cbc:Description></cac:Response><cac:DocumentReference><cbc:ID>SETG980000358</cbc:ID><cbc:UUID schemeName="CUFE-SHA384">${cufe}</cbc:UUID><cbc:DocumentTypeCode>01</cbc:DocumentTypeCode></cac:DocumentReference>${persona}</cac:DocumentResponse>
</ApplicationResponse>`
  return firmar(editar(xml), titular)
}

const enviar = (xml: string, nombre = `ar${serie}.xml`) =>
  llamar(dian.url, titular, 'SendEventUpdateStatus', { contentFile: comprimir(xml, nombre) })
/** An invoice of the owner of the certificate, validated here. @returns its CUFE */
async function facturaPropia(): Promise<string> {
  const xml = firmar(factura({ numero: `SETP99000${1000 + siguiente++}` }), titular)
  expect((await enviarFactura(dian.url, titular, xml)).reglas).toEqual([])
  return cufeDe(xml)
}
const registradosDe = (cufe: string) =>
  dian
    .eventos()
    .filter((uno) => uno.cufe === cufe)
    .map(({ codigo }) => codigo)
const otraFactura = () => sha384(`factura ${siguiente++}`)

describe('DIAN de práctica: eventos de una factura que emitió otro', () => {
  it('registra el acuse, responde firmado y lo recuerda por su CUDE y por el CUFE de la factura', async () => {
    const cufe = otraFactura()
    const acuse = evento('030', cufe)
    const respuesta = await enviar(acuse)
    expect(respuesta).toMatchObject({
      estado: 200,
      codigo: '00',
      valido: true,
      reglas: [],
      cufe: cufeDe(acuse),
    })
    const ar = leerXml(respuesta.applicationResponse)
    expect(texto(ar, 'DocumentResponse/Response/ResponseCode')).toBe('02')
    expect(texto(ar, 'DocumentResponse/DocumentReference/UUID')).toBe(cufeDe(acuse))
    expect(texto(ar, 'ReceiverParty/PartyTaxScheme/CompanyID')).toBe(registro.nit)
    expect(await llamar(dian.url, titular, 'GetStatus', { trackId: cufeDe(acuse) })).toMatchObject({
      codigo: '00',
      applicationResponse: respuesta.applicationResponse,
    })
    expect(await llamar(dian.url, titular, 'GetStatusEvent', { trackId: cufe })).toMatchObject({
      codigo: '00',
      cufe,
    })
    expect(await llamar(dian.url, titular, 'GetStatusEvent', { trackId: otraFactura() })).toMatchObject({
      codigo: '66',
      valido: false,
    })
  })

  it.each([
    ['acuse, recibo y aceptación', ['030', '032', '033']],
    ['acuse, recibo y reclamo', ['030', '032', '031']],
  ])('acepta en orden: %s', async (_, codigos) => {
    const cufe = otraFactura()
    for (const codigo of codigos) expect((await enviar(evento(codigo, cufe))).reglas).toEqual([])
    expect(
      dian
        .eventos()
        .filter((uno) => uno.cufe === cufe)
        .map((uno) => uno.codigo),
    ).toEqual(codigos)
  })

  it.each([
    ['el recibo sin acuse', [], '032'],
    ['la aceptación sin recibo', ['030'], '033'],
    ['el reclamo sin recibo', ['030'], '031'],
    ['el acuse dos veces', ['030'], '030'],
    ['el reclamo de lo ya aceptado', ['030', '032', '033'], '031'],
    ['la aceptación de lo reclamado', ['030', '032', '031'], '033'],
  ])('no registra %s (LGC01)', async (_, previos, codigo) => {
    const cufe = otraFactura()
    for (const previo of previos) await enviar(evento(previo, cufe))
    expect(await enviar(evento(codigo, cufe))).toMatchObject({
      codigo: '99',
      valido: false,
      reglas: ['LGC01'],
    })
    expect(dian.eventos().filter((uno) => uno.cufe === cufe)).toHaveLength(previos.length)
  })

  it('GetStatusEvent dice cada evento con su fecha, su CUDE y el concepto del reclamo', async () => {
    const cufe = otraFactura()
    for (const codigo of ['030', '032', '031']) await enviar(evento(codigo, cufe))
    const { cuerpo: mensaje } = await llamar(dian.url, titular, 'GetStatusEvent', { trackId: cufe })
    for (const { cude } of dian.eventos().filter((uno) => uno.cufe === cufe)) expect(mensaje).toContain(cude)
    expect(mensaje).toContain('032 Recibo del bien o prestación del servicio, 2026-11-21')
    expect(mensaje).toContain('031 Reclamo de la Factura Electrónica de Venta, concepto 04')
  })

  it('un código que no existe, AAH03', async () => {
    expect((await enviar(evento('099', otraFactura()))).reglas).toEqual(['AAH03'])
  })

  it.each<[string, string, (xml: string) => string, string]>([
    [
      'CUDE que no sale del documento',
      '030',
      (xml) =>
        xml
          .replace('18:30', '18:31')
          .replace('10:30:00-05:00</cbc:IssueTime>', '10:31:00-05:00</cbc:IssueTime>'),
      'AAD06',
    ],
    [
      'huella de otro software',
      '030',
      (xml) => xml.replace(/(SoftwareSecurityCode [^>]*>)[0-9a-f]{4}/, '$1ffff'),
      'AAB27b',
    ],
    ['CUFE que no es un CUFE', '030', (xml) => xml.replace(/(CUFE-SHA384">)[0-9a-f]{96}/, '$1abc'), 'AAH07'],
    [
      'persona que recibe sin cargo',
      '030',
      (xml) => xml.replace('<cbc:JobTitle>Recepción</cbc:JobTitle>', ''),
      'AAH10',
    ],
    ['concepto de reclamo desconocido', '031', (xml) => xml.replace('listID="04"', 'listID="09"'), 'AAH05'],
    ['nombre de otro evento', '030', (xml) => xml.replace('Acuse de recibo', 'Acuse'), 'AAH04'],
    ['aceptación tácita sin juramento', '034', (xml) => xml.replace(/<cbc:Note>.*<\/cbc:Note>/, ''), 'AAD11'],
    ['aceptación tácita de una factura que la DIAN no tiene', '034', (xml) => xml, 'AAH07'],
    [
      'elementos fuera de orden',
      '030',
      (xml) => xml.replace(/(<cbc:ID>EV\d+<\/cbc:ID>)(<cbc:UUID.*<\/cbc:UUID>)/, '$2$1'),
      'ZB01',
    ],
  ])('rechaza un evento con %s', async (_, codigo, editar, regla) => {
    expect((await enviar(evento(codigo, otraFactura(), editar))).reglas).toContain(regla)
  })

  it('rechaza un evento cambiado después de firmado, y uno con el nombre de archivo de una factura', async () => {
    const cufe = otraFactura()
    expect((await enviar(evento('030', cufe).replace('>Ana<', '>Eva<'))).reglas).toContain('ZE02')
    expect((await enviar(evento('030', cufe), `fv${serie}.xml`)).reglas).toEqual(['ZB01'])
    expect(dian.eventos().some((uno) => uno.cufe === cufe)).toBe(false)
  })

  it('recuerda los eventos después de reiniciar', async () => {
    const cufe = otraFactura()
    await enviar(evento('030', cufe))
    await dian.close()
    dian = await startDianPractica({ clock, ids, journalPath: join(carpeta, 'dian.jsonl'), registro })
    expect((await enviar(evento('030', cufe))).reglas).toEqual(['LGC01'])
    expect((await enviar(evento('032', cufe))).reglas).toEqual([])
  })
})

describe('DIAN de práctica: eventos de una factura propia', () => {
  it('el emisor declara la aceptación tácita cuando pasaron tres días hábiles del recibo', async () => {
    const cufe = await facturaPropia()
    await dian.respondeAdquiriente(cufe, { codigo: '030', fecha: '2026-11-16' })
    // Monday 16 is a holiday: Tuesday 17 to Friday 20 is what the term takes.
    await dian.respondeAdquiriente(cufe, { codigo: '032', fecha: '2026-11-17' })
    expect(await enviar(evento('034', cufe))).toMatchObject({ codigo: '00', valido: true, reglas: [] })
    expect(registradosDe(cufe)).toEqual(['030', '032', '034'])
  })

  it.each([
    ['antes de que pasen tres días hábiles', [['032', '2026-11-18']], /hasta el 2026-11-23/],
    ['si el lunes era festivo, que no cuenta', [['032', '2026-11-13']], null],
    ['sin recibo', [['030', '2026-11-13']], /antes se registre el 032/],
    [
      'con un reclamo',
      [
        ['032', '2026-11-10'],
        ['031', '2026-11-11'],
      ],
      /ya se registró el 031/,
    ],
    [
      'de lo que ya se aceptó',
      [
        ['032', '2026-11-10'],
        ['033', '2026-11-11'],
      ],
      /ya se registró el 033/,
    ],
  ] as const)('aceptación tácita %s', async (_, previos, motivo) => {
    const cufe = await facturaPropia()
    for (const [codigo, fecha] of previos) await dian.respondeAdquiriente(cufe, { codigo, fecha })
    const respuesta = await enviar(evento('034', cufe))
    if (motivo === null) expect(respuesta.reglas).toEqual([])
    else {
      expect(respuesta.reglas).toEqual(['LGC01'])
      expect(respuesta.mensajes.join(' ')).toMatch(motivo)
    }
  })

  it('solo el adquirente acusa, recibe, acepta o reclama una factura de otro', async () => {
    const cufe = await facturaPropia()
    expect((await enviar(evento('030', cufe))).reglas).toEqual(['AAF01'])
  })
})
