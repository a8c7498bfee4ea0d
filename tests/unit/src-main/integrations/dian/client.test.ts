import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DOMParser } from '@xmldom/xmldom'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SignedXml } from 'xml-crypto'
import { nodeHttp } from '../../../../../src-main/core/http/node-http.ts'
import { createIds } from '../../../../../src-main/core/ids/ids.ts'
import { createDianClient } from '../../../../../src-main/integrations/dian/client.ts'
import { buildEnvelope } from '../../../../../src-main/integrations/dian/soap/envelope.ts'
import {
  parseSoapAnswer,
  readDianResponses,
  readNumberingRanges,
  readUploadResponse,
} from '../../../../../src-main/integrations/dian/soap/parse-response.ts'
import { AHORA } from '../../../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../../../fixtures/dian/signer.ts'
import { hasReference, referencePath } from '../../../../fixtures/reference.ts'

const signer = testSigner()
const clock = { now: () => AHORA }
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('mensaje firmado (WS-Security)', () => {
  const envelope = new TextDecoder().decode(
    buildEnvelope({
      operation: 'GetStatus',
      parameters: { trackId: 'abc&<>' },
      endpoint: 'https://vpfe-hab.dian.gov.co/WcfDianCustomerServices.svc?a=1&b=2',
      signer,
      ahora: AHORA,
      id: '0193',
    }),
  )

  /** xml-crypto is another implementation: its exclusive canonicalisation must reach the digest we wrote by construction. */
  function verify(xml: string): boolean {
    const doc = new DOMParser().parseFromString(xml, 'text/xml')
    const [signature] = Array.from(
      doc.getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature'),
    )
    const verifier = new SignedXml({
      idMode: 'wssecurity',
      publicCert: new X509Certificate(signer.certificateDer).toString(),
    })
    verifier.loadSignature(signature as unknown as Node)
    try {
      return verifier.checkSignature(xml) && verifier.getSignedReferences().length === 1
    } catch {
      return false
    }
  }

  it('la firma de wsa:To la confirma otra implementación', () => {
    expect(verify(envelope)).toBe(true)
    expect(verify(envelope.replace('</wsa:To>', '/</wsa:To>'))).toBe(false)
  })

  it('lleva la acción, el certificado y cinco minutos de vida', () => {
    expect(envelope).toContain(
      '<wsa:Action>http://wcf.dian.colombia/IWcfDianCustomerServices/GetStatus</wsa:Action>',
    )
    expect(envelope).toContain(
      '<wsu:Created>2026-11-21T14:15:23.000Z</wsu:Created><wsu:Expires>2026-11-21T14:20:23.000Z<',
    )
    expect(envelope).toContain(
      `>${Buffer.from(signer.certificateDer).toString('base64')}</wsse:BinarySecurityToken>`,
    )
    expect(envelope).toContain('<wcf:GetStatus><wcf:trackId>abc&amp;&lt;&gt;</wcf:trackId></wcf:GetStatus>')
  })
})

describe.skipIf(!hasReference())('respuestas reales de habilitación', () => {
  const sample = (name: string): Uint8Array => readFileSync(referencePath('dian', 'soap', name))

  it('set de pruebas recibido: trae la llave para preguntar', () => {
    expect(
      parseSoapAnswer(sample('SendTestSetAsync-ok.xml'), 'SendTestSetAsync', readUploadResponse),
    ).toEqual({
      ok: true,
      value: { kind: 'value', value: { zipKey: 'ef9998bd-8081-4882-9762-3d7cc53ac497', errores: [] } },
    })
  })

  it('set de pruebas con error: dice qué archivo y por qué', () => {
    expect(
      parseSoapAnswer(sample('SendTestSetAsync-error.xml'), 'SendTestSetAsync', readUploadResponse),
    ).toMatchObject({
      ok: true,
      value: {
        value: {
          errores: [
            {
              archivo: 'invoiceSigned_sergiov2',
              mensaje: "Error al parsear xml. Namespace prefix 'ds' is not defined.",
            },
          ],
        },
      },
    })
  })

  it('rechazo: todas las reglas, sin los espacios del archivo', () => {
    const answer = parseSoapAnswer(sample('GetStatusZip-rechazo.xml'), 'GetStatusZip', readDianResponses)
    const [response] = answer.ok && answer.value.kind === 'value' ? answer.value.value : []
    expect(response).toMatchObject({ valido: false, codigo: '99' })
    expect(response?.mensajes.length).toBeGreaterThan(20)
    expect(response?.mensajes).toContainEqual({
      regla: 'FAB27b',
      severidad: 'rechazo',
      texto: 'Huella no corresponde a un software autorizado para este OFE.',
    })
    expect(response?.mensajes.every((mensaje) => /^[A-Z]{3}\d\d[a-z]?$/.test(mensaje.regla))).toBe(true)
  })

  it('rangos de numeración sin permiso', () => {
    expect(
      parseSoapAnswer(sample('GetNumberingRange-401.xml'), 'GetNumberingRange', readNumberingRanges),
    ).toEqual({
      ok: true,
      value: {
        kind: 'value',
        value: {
          codigo: '401',
          descripcion: 'NIT: 154845 no autorizado para consultar rangos de numeración del NIT: 1111111111111',
          rangos: [],
        },
      },
    })
  })
})

describe('cliente de la DIAN sobre HTTP', () => {
  let server: Server
  let endpoint = ''
  let reply: { status: number; type: string; body: string } = {
    status: 200,
    type: 'application/soap+xml',
    body: '',
  }
  let received: { headers: IncomingMessage['headers']; body: string } = { headers: {}, body: '' }

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        received = { headers: request.headers, body: Buffer.concat(chunks).toString() }
        response.writeHead(reply.status, { 'content-type': reply.type }).end(reply.body)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/servicio`
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  const client = () => createDianClient({ http: nodeHttp, clock, ids: createIds(clock), signer, endpoint })
  const soap = (body: string): string =>
    `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header/><s:Body>${body}</s:Body></s:Envelope>`

  it('envía un ZIP con el XML adentro y dice la acción en la cabecera', async () => {
    reply = {
      status: 200,
      type: 'application/soap+xml',
      body: soap(
        '<SendBillSyncResponse xmlns="http://wcf.dian.colombia"><SendBillSyncResult/></SendBillSyncResponse>',
      ),
    }
    const xml = utf8('<Invoice>ñ</Invoice>')
    await client().sendBillSync({ nombre: 'fv08001972680002600000001.xml', xml })
    expect(received.headers['content-type']).toBe(
      'application/soap+xml;charset=UTF-8;action="http://wcf.dian.colombia/IWcfDianCustomerServices/SendBillSync"',
    )
    expect(received.body).toContain(
      '<wcf:fileName>z08001972680002600000001.zip</wcf:fileName><wcf:contentFile>',
    )
    const content = /<wcf:contentFile>([^<]+)</.exec(received.body)?.[1] ?? ''
    expect(unzipSync(Buffer.from(content, 'base64'))).toEqual({ 'fv08001972680002600000001.xml': xml })
  })

  it('entiende los rangos de numeración con su clave técnica', async () => {
    reply = {
      status: 200,
      type: 'application/soap+xml',
      body: soap(
        '<GetNumberingRangeResponse xmlns="http://wcf.dian.colombia"><GetNumberingRangeResult xmlns:b="urn:b">' +
          '<b:OperationCode>100</b:OperationCode><b:OperationDescription>Acción completada OK.</b:OperationDescription>' +
          '<b:ResponseList xmlns:c="urn:c"><c:NumberRangeResponse><c:ResolutionNumber>18760000001</c:ResolutionNumber>' +
          '<c:ResolutionDate>2019-01-19</c:ResolutionDate><c:Prefix>SETP</c:Prefix><c:FromNumber>990000000</c:FromNumber>' +
          '<c:ToNumber>995000000</c:ToNumber><c:ValidDateFrom>2019-01-19</c:ValidDateFrom><c:ValidDateTo>2030-01-19</c:ValidDateTo>' +
          '<c:TechnicalKey>fc8eac</c:TechnicalKey></c:NumberRangeResponse></b:ResponseList></GetNumberingRangeResult></GetNumberingRangeResponse>',
      ),
    }
    expect(await client().getNumberingRange('52123456', 'x')).toMatchObject({
      kind: 'answer',
      value: {
        codigo: '100',
        rangos: [{ prefijo: 'SETP', desde: 990000000, hasta: 995000000, claveTecnica: 'fc8eac' }],
      },
    })
  })

  it.each([
    [
      'falla de seguridad',
      500,
      'application/soap+xml',
      soap(
        '<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:a="urn:a">a:InvalidSecurity</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en-US">An error occurred</s:Text></s:Reason></s:Fault>',
      ),
      { kind: 'fault', fault: { codigo: 'InvalidSecurity', razon: 'An error occurred' } },
    ],
    ['error sin explicación', 500, 'text/plain', 'boom', { kind: 'unavailable', acted: true }],
    ['servicio cerrado', 503, 'text/plain', '', { kind: 'unavailable', acted: false }],
    [
      'página de mantenimiento con éxito',
      200,
      'text/html; charset=utf-8',
      '<!DOCTYPE html><html><body>Mantenimiento</body></html>',
      { kind: 'unavailable', acted: false },
    ],
    [
      'página sin tipo',
      200,
      'application/octet-stream',
      ' <HTML><body>x</body></HTML>',
      { kind: 'unavailable', acted: false },
    ],
    [
      'respuesta cortada a la mitad',
      200,
      'application/soap+xml',
      soap('<GetStatusResponse>').slice(0, 150),
      { kind: 'unreadable' },
    ],
    [
      'respuesta de otra operación',
      200,
      'application/soap+xml',
      soap('<OtraResponse/>'),
      { kind: 'unreadable' },
    ],
    ['nada', 200, 'application/soap+xml', '', { kind: 'unreadable' }],
  ] as const)('%s es un resultado, no una excepción', async (_caso, status, type, body, esperado) => {
    reply = { status, type, body }
    expect(await client().getStatus('abc')).toMatchObject(esperado)
  })
})
