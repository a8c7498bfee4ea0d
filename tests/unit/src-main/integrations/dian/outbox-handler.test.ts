import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nodeHttp } from '../../../../../src-main/core/http/node-http.ts'
import { createIds } from '../../../../../src-main/core/ids/ids.ts'
import type { OutboxHandler, OutboxItem } from '../../../../../src-main/core/outbox/handler.ts'
import { parseApplicationResponse } from '../../../../../src-main/integrations/dian/application-response.ts'
import { createDianClient, type DianClientPorts } from '../../../../../src-main/integrations/dian/client.ts'
import { buildSignedFactura } from '../../../../../src-main/integrations/dian/emitir-factura.ts'
import { nombreArchivo } from '../../../../../src-main/integrations/dian/nombres-archivo.ts'
import { createDianOutboxHandler } from '../../../../../src-main/integrations/dian/outbox-handler.ts'
import type { DianResponse } from '../../../../../src-main/integrations/dian/soap/parse-response.ts'
import {
  type DianPractica,
  startDianPractica,
} from '../../../../../src-main/practice/autoridades/dian/dian-practica.ts'
import type { DocumentoFactura } from '../../../../../src-shared/domains/facturacion/schemas.ts'
import {
  AHORA,
  consulta,
  facturaParticular,
  variantes,
} from '../../../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../../../fixtures/dian/signer.ts'

/** A paper range has no technical key. */
const CONTINGENCIA: DocumentoFactura['resolucion'] = {
  ...facturaParticular().resolucion,
  numero: '18760000002',
  prefijo: 'CONT',
  desde: 1,
  hasta: 100,
  claveTecnica: '',
}

/** Against the practice DIAN over real HTTP: it shares no code with the builder, the signer or the client. */
describe('entrega de facturas a la DIAN', () => {
  const clock = { now: () => AHORA }
  const ids = createIds(clock)
  const signer = testSigner()
  const folder = mkdtempSync(join(tmpdir(), 'consultorio-dian-'))
  let dian: DianPractica
  let consecutivo = 990000100

  beforeAll(async () => {
    const { resolucion, software, emisor } = facturaParticular()
    dian = await startDianPractica({
      clock,
      ids,
      journalPath: join(folder, 'libro'),
      registro: {
        nit: emisor.numero,
        softwareId: software.id,
        pin: software.pin,
        rangos: [
          resolucion,
          CONTINGENCIA,
          variantes.find(([, cambios]) => cambios.resolucion)?.[1].resolucion ?? resolucion,
        ].map((rango) => ({ ...rango, resolucion: rango.numero })),
      },
    })
  })
  beforeEach(() => dian.faults.clear())
  afterAll(async () => {
    await dian.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const handler = (cambios: Partial<DianClientPorts> = {}): OutboxHandler =>
    createDianOutboxHandler('factura', {
      client: () =>
        Promise.resolve(
          createDianClient({ http: nodeHttp, clock, ids, signer, endpoint: dian.url, ...cambios }),
        ),
    })

  function item(cambios: Partial<DocumentoFactura> = {}): OutboxItem {
    consecutivo += 1
    const documento = facturaParticular({ numero: { prefijo: 'SETP', consecutivo }, ...cambios })
    const factura = buildSignedFactura(documento, signer, AHORA)
    return {
      id: ids.next(),
      kind: 'dian.factura',
      subjectId: 'factura',
      payload: factura.xml,
      meta: {
        cufe: factura.cufe,
        archivo: nombreArchivo('fv', { nit: '52123456', anio: 2026, consecutivo: consecutivo - 990000000 }),
      },
      attempt: 1,
    }
  }

  it('aceptada: guarda la respuesta firmada de la DIAN', async () => {
    const pendiente = item()
    const result = await handler().send(pendiente)
    expect(result).toMatchObject({ outcome: 'accepted', detail: 'Procesado Correctamente.' })
    const answer =
      result.outcome === 'accepted' && result.answer ? parseApplicationResponse(result.answer) : undefined
    expect(answer).toMatchObject({
      ok: true,
      value: { validado: true, documento: { cufe: pendiente.meta.cufe } },
    })
  })

  // Each paper has its own number.
  let papel = 7
  it.each(variantes)(
    'la DIAN de práctica, que juzga con código propio, acepta la factura %s',
    async (_nombre, cambios) => {
      const { tipo, resolucion } = cambios
      const ajuste =
        tipo === '03' ? { numero: { prefijo: 'CONT', consecutivo: papel++ }, resolucion: CONTINGENCIA } : {}
      const numero = resolucion && { numero: { prefijo: '', consecutivo: 5 } }
      const result = await handler().send(item({ ...cambios, ...ajuste, ...numero }))
      expect(result).toMatchObject({ outcome: 'accepted' })
    },
  )

  it('rechazada: cada regla llega con su causa y su remedio en palabras llanas', async () => {
    dian.faults.next({
      tipo: 'rechazo',
      regla: 'FAK24',
      mensaje: 'DV del NIT del adquiriente no está correcto',
    })
    const result = await handler().send(item())
    expect(result).toMatchObject({
      outcome: 'rejected',
      findings: [
        {
          regla: 'FAK24',
          severidad: 'rechazo',
          mensaje: expect.stringContaining('El dígito de verificación de quien paga está errado.'),
          remedio: expect.stringContaining('Abra los datos de quien paga'),
        },
      ],
    })
  })

  it('rechazada sin nombrar reglas: se dice lo que la DIAN dijo', async () => {
    const result = await conRespuesta({
      valido: false,
      codigo: '99',
      descripcion: 'Documento con errores en campos mandatorios.',
      mensajes: [],
    }).send(item())
    expect(result).toMatchObject({
      outcome: 'rejected',
      detail: 'La DIAN rechazó la factura. Dice: «Documento con errores en campos mandatorios.»',
      findings: [{ regla: 'DIAN', severidad: 'rechazo', mensaje: expect.stringContaining('mandatorios') }],
    })
    const muda = await conRespuesta({ valido: false, codigo: '99', mensajes: [] }).send(item())
    expect(muda).toMatchObject({
      outcome: 'rejected',
      detail: 'La DIAN rechazó la factura y no dijo la causa.',
      findings: [],
    })
  })

  it('aceptada con notificaciones: quedan, cada regla una vez', async () => {
    const pendiente = item()
    const previa = await handler().send(pendiente)
    if (previa.outcome !== 'accepted' || !previa.answer) throw new Error('not accepted')
    const linea = `<cac:LineResponse><cac:LineReference><cbc:LineID>9</cbc:LineID></cac:LineReference><cac:Response><cbc:ResponseCode>FAJ43b</cbc:ResponseCode><cbc:Description>Nombre informado no corresponde al registrado en el RUT</cbc:Description></cac:Response></cac:LineResponse></cac:DocumentResponse>`
    const applicationResponse = Buffer.from(
      Buffer.from(previa.answer).toString('utf8').replace('</cac:DocumentResponse>', linea),
    )
    const result = await conRespuesta({
      valido: true,
      codigo: '00',
      descripcion: 'Procesado Correctamente.',
      mensajes: [
        { regla: 'FAJ43b', severidad: 'notificacion', texto: 'Nombre informado' },
        { regla: 'FAJ44b', severidad: 'notificacion', texto: 'Otra' },
      ],
      applicationResponse,
    }).send(pendiente)
    expect(result).toMatchObject({ outcome: 'accepted', detail: 'Procesado Correctamente.' })
    const findings = result.outcome === 'accepted' ? (result.findings ?? []) : []
    expect(findings.map(({ regla, severidad }) => [regla, severidad])).toEqual([
      ['FAJ43b', 'notificacion'],
      ['FAJ44b', 'notificacion'],
      // The practice DIAN's own.
      ['RUT01', 'notificacion'],
    ])
    expect(findings[0]?.mensaje).toContain('registrado en el RUT')
  })

  /** The real handler over an answer of DIAN that the practice one never gives. */
  function conRespuesta(cambios: Partial<DianResponse>): OutboxHandler {
    const value: DianResponse = {
      valido: false,
      codigo: '',
      descripcion: '',
      mensaje: '',
      mensajes: [],
      cufe: '',
      ...cambios,
    }
    const client = createDianClient({ http: nodeHttp, clock, ids, signer, endpoint: dian.url })
    return createDianOutboxHandler('factura', {
      client: () =>
        Promise.resolve({ ...client, sendBillSync: () => Promise.resolve({ kind: 'answer', value }) }),
    })
  }

  it('enviada dos veces: la segunda se reconoce como propia y queda aceptada, una sola vez en la DIAN', async () => {
    const pendiente = item()
    const antes = dian.documentos().length
    await handler().send(pendiente)
    const result = await handler().send(pendiente)
    expect(result).toMatchObject({ outcome: 'accepted', answer: expect.any(Uint8Array) })
    expect(dian.documentos().length).toBe(antes + 1)
  })

  it('el número ya lo tiene otra factura: no se da por propia', async () => {
    const primera = item()
    await handler().send(primera)
    const otra = item({
      numero: { prefijo: 'SETP', consecutivo },
      lineas: [{ ...consulta, precioUnitario: 9_900_000 }],
    })
    const result = await handler().send({
      ...otra,
      meta: { ...otra.meta, archivo: primera.meta.archivo ?? '' },
    })
    expect(result).toMatchObject({
      outcome: 'rejected',
      detail: 'La DIAN tiene otra factura con este mismo número.',
    })
  })

  it('se cortó después de que la DIAN la recibió: queda en duda, se pregunta y aparece aceptada', async () => {
    const pendiente = item()
    dian.faults.next({ tipo: 'corte-despues', bytes: 40 })
    expect(await handler().send(pendiente)).toMatchObject({ outcome: 'unknown' })
    expect(await handler().ask(pendiente)).toMatchObject({
      outcome: 'accepted',
      answer: expect.any(Uint8Array),
    })
  })

  it('se cortó antes de que la DIAN la procesara: se pregunta y la DIAN no la tiene', async () => {
    const pendiente = item()
    dian.faults.next({ tipo: 'corte-durante', bytes: 10 })
    expect(await handler().send(pendiente)).toMatchObject({ outcome: 'unknown' })
    expect(await handler().ask(pendiente)).toMatchObject({ outcome: 'not-found' })
    expect(await handler().send(pendiente)).toMatchObject({ outcome: 'accepted' })
  })

  it.each([
    [
      'no disponible por un momento',
      { tipo: '503', segundos: 7 },
      { outcome: 'not-sent', retryAfterSeconds: 7 },
    ],
    ['en mantenimiento', { tipo: 'mantenimiento', estado: 503 }, { outcome: 'not-sent' }],
    [
      'en mantenimiento con una página de éxito',
      { tipo: 'mantenimiento', estado: 200 },
      { outcome: 'not-sent' },
    ],
    ['con error interno, que pudo haberla recibido', { tipo: '500' }, { outcome: 'unknown' }],
  ] as const)('la DIAN está %s', async (_caso, falla, esperado) => {
    dian.faults.next(falla)
    expect(await handler().send(item())).toMatchObject(esperado)
  })

  it('demora más de lo que se espera: queda en duda', async () => {
    dian.faults.next({ tipo: 'lenta', ms: 2_000 })
    expect(await handler({ timeoutMs: 200 }).send(item())).toMatchObject({ outcome: 'unknown' })
  })

  it('no hay nadie al otro lado: no salió', async () => {
    const result = await handler({ endpoint: 'http://127.0.0.1:1/WcfDianCustomerServices.svc' }).send(item())
    expect(result).toEqual({ outcome: 'not-sent', detail: 'No hay conexión con la DIAN.' })
  })

  it('preguntar sin conexión no cambia nada', async () => {
    const result = await handler({ endpoint: 'http://127.0.0.1:1/WcfDianCustomerServices.svc' }).ask(item())
    expect(result).toMatchObject({ outcome: 'not-sent' })
  })

  it('con el reloj del computador errado espera a una persona', async () => {
    const atrasado = { now: () => new Date(AHORA.getTime() - 3 * 3_600_000) }
    const result = await handler({ clock: atrasado }).send(item())
    expect(result).toMatchObject({
      outcome: 'blocked',
      detail: expect.stringMatching(/^El reloj de este computador está 3 horas atrasado.*Sincronizar ahora/),
    })
  })

  it('sin certificado espera a una persona', async () => {
    const sinCertificado = createDianOutboxHandler('factura', {
      client: () => Promise.resolve({ blocked: 'Falta el certificado.' }),
    })
    expect(await sinCertificado.send(item())).toEqual({ outcome: 'blocked', detail: 'Falta el certificado.' })
  })
})
