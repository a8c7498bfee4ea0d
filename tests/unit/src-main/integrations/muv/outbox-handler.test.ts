import { describe, expect, test } from 'vitest'
import type { OutboxItem } from '../../../../../src-main/core/outbox/handler.ts'
import { buildRips } from '../../../../../src-main/integrations/muv/build-rips.ts'
import type { MuvClient, MuvOutcome } from '../../../../../src-main/integrations/muv/client.ts'
import { createMuvOutboxHandler } from '../../../../../src-main/integrations/muv/outbox-handler.ts'
import {
  parseConsultaCuv,
  parseRespuesta,
  type RespuestaMuv,
} from '../../../../../src-main/integrations/muv/respuesta.ts'
import { ripsBytes } from '../../../../../src-main/integrations/muv/rips-bytes.ts'
import type { PaqueteRips } from '../../../../../src-shared/domains/rips/schemas.ts'
import { paqueteCoherente } from './paquete-de-prueba.ts'

const CUV = 'd'.repeat(96)
const XML = new TextEncoder().encode('<AttachedDocument/>')
const bytes = (valor: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(valor))

function respuesta(valor: unknown): MuvOutcome<RespuestaMuv> {
  const leida = parseRespuesta(bytes(valor))
  if (!leida.ok) throw new Error(leida.error)
  return { kind: 'answer', value: leida.value, bytes: bytes(valor) }
}

const ACEPTADA = respuesta({ ResultState: true, CodigoUnicoValidacion: CUV, NumFactura: 'FE100' })
const repetida = (observaciones: string) =>
  respuesta({
    ResultState: false,
    ResultadosValidacion: [
      { Clase: 'RECHAZADO', Codigo: 'PFR001', Observaciones: observaciones },
      { Clase: 'NOTIFICACION', Codigo: 'RVC019', PathFuente: 'usuarios[0]', Observaciones: 'Dato (890201)' },
    ],
  })

function item(cambios: Partial<OutboxItem> = {}, paquete: Partial<PaqueteRips> = {}): OutboxItem {
  return {
    id: 'i1',
    kind: 'muv.rips',
    subjectId: 's1',
    payload: ripsBytes(buildRips({ ...paqueteCoherente(), ...paquete })),
    meta: { numero: 'FE100', facturaId: 'f1' },
    attempt: 1,
    ...cambios,
  }
}

interface Guion {
  readonly carga?: MuvOutcome<RespuestaMuv> | (() => Promise<MuvOutcome<RespuestaMuv>>)
  readonly consulta?: unknown
  readonly salud?: MuvOutcome<never>
  readonly xml?: Uint8Array | undefined
}

function preparar(guion: Guion) {
  const llamadas: string[] = []
  let ahora = Date.parse('2026-11-21T15:00:00Z')
  const cargar = (nombre: string) => async (): Promise<MuvOutcome<RespuestaMuv>> => {
    llamadas.push(nombre)
    return typeof guion.carga === 'function' ? guion.carga() : (guion.carga ?? ACEPTADA)
  }
  const client: MuvClient = {
    cargarFevRips: cargar('CargarFevRips'),
    cargarNC: cargar('CargarNC'),
    cargarNCTotal: cargar('CargarNCTotal'),
    cargarND: cargar('CargarND'),
    cargarNotaAjuste: cargar('CargarNotaAjuste'),
    cargarRipsSinFactura: cargar('CargarRipsSinFactura'),
    recuperarCUV: cargar('RecuperarCUV'),
    consultarCUV: async (cuv) => {
      llamadas.push(`ConsultarCUV ${cuv}`)
      const leida = parseConsultaCuv(bytes(guion.consulta))
      return leida.ok
        ? { kind: 'answer', value: leida.value, bytes: bytes(guion.consulta) }
        : { kind: 'not-sent', detail: 'Sin servicio.' }
    },
    health: async () => {
      llamadas.push('BasicHealth')
      return (
        guion.salud ?? { kind: 'answer', value: { aplicacion: 'x', version: '1', ambiente: 'y' }, bytes: XML }
      )
    },
  }
  const handler = createMuvOutboxHandler({
    client: async () => client,
    attachedDocument: async () => ('xml' in guion ? guion.xml : XML),
    clock: { now: () => new Date(ahora) },
  })
  return {
    handler,
    llamadas,
    avanzar: (ms: number) => {
      ahora += ms
    },
  }
}

describe('Entrega de RIPS al validador', () => {
  test('un paquete aceptado deja el CUV y la respuesta exacta', async () => {
    const { handler } = preparar({})
    expect(handler.kind).toBe('muv.rips')
    expect(await handler.send(item())).toEqual({
      outcome: 'accepted',
      detail: CUV,
      answer: bytes({ ResultState: true, CodigoUnicoValidacion: CUV, NumFactura: 'FE100' }),
    })
  })

  test('lo que el validador solo notificó queda con la aceptación', async () => {
    const { handler } = preparar({
      carga: respuesta({
        ResultState: true,
        CodigoUnicoValidacion: CUV,
        NumFactura: 'FE100',
        ResultadosValidacion: [
          {
            Clase: 'NOTIFICACION',
            Codigo: 'RVC019',
            PathFuente: 'usuarios[0]',
            Observaciones: 'Dato (890201)',
          },
        ],
      }),
    })
    expect(await handler.send(item())).toMatchObject({
      outcome: 'accepted',
      detail: CUV,
      findings: [{ regla: 'RVC019', severidad: 'notificacion', ruta: 'usuarios[0]' }],
    })
  })

  test.each([
    ['factura', undefined, 'CargarFevRips'],
    ['nota crédito', 'NC', 'CargarNC'],
    ['nota débito', 'ND', 'CargarND'],
    ['nota de ajuste', 'NA', 'CargarNotaAjuste'],
    ['RIPS sin factura', 'RS', 'CargarRipsSinFactura'],
  ] as const)('%s va por su puerta', async (_, tipo, operacion) => {
    const { handler, llamadas } = preparar({})
    const paquete: Partial<PaqueteRips> =
      tipo === undefined ? {} : { nota: { tipo, numero: 'N1' }, ...(tipo === 'RS' && { factura: null }) }
    await handler.send(item({}, paquete))
    expect(llamadas).toEqual([operacion])
  })

  test('la nota que anula toda la factura va sin RIPS', async () => {
    const { handler, llamadas } = preparar({})
    const meta = { modulo: 'nota-credito-total', numero: 'NC1', nit: '52123456' }
    await handler.send(item({ payload: new Uint8Array(), meta }))
    expect(llamadas).toEqual(['CargarNCTotal'])
  })

  test('sin la validación de la DIAN no se envía; el RIPS sin factura no la espera', async () => {
    const { handler, llamadas } = preparar({ xml: undefined })
    expect(await handler.send(item())).toEqual({
      outcome: 'blocked',
      detail: 'Espera la validación de la DIAN.',
    })
    expect(llamadas).toEqual([])
    const sinFactura = item({}, { factura: null, nota: { tipo: 'RS', numero: '1' } })
    expect(await handler.send(sinFactura)).toMatchObject({ outcome: 'accepted' })
  })

  test('sin configuración espera a una persona', async () => {
    const handler = createMuvOutboxHandler({
      client: async () => ({ blocked: 'Falta configurar el validador.' }),
      attachedDocument: async () => XML,
      clock: { now: () => new Date() },
    })
    expect(await handler.send(item())).toEqual({
      outcome: 'blocked',
      detail: 'Falta configurar el validador.',
    })
    expect(await handler.ask(item())).toEqual({
      outcome: 'blocked',
      detail: 'Falta configurar el validador.',
    })
  })

  test('un rechazo trae cada regla con nuestras palabras y la observación del validador', async () => {
    const { handler } = preparar({ carga: repetida('no coincide') })
    expect(await handler.send(item())).toMatchObject({
      outcome: 'rejected',
      detail: 'El validador del ministerio rechazó el paquete: 1 error.',
      findings: [
        {
          regla: 'PFR001',
          severidad: 'rechazo',
          mensaje: 'El CUV no corresponde a los archivos enviados. no coincide',
          remedio: expect.stringContaining('exactos'),
        },
        { regla: 'RVC019', severidad: 'notificacion', ruta: 'usuarios[0]' },
      ],
    })
  })

  test('un código nuevo del ministerio se muestra con sus propias palabras', async () => {
    const { handler } = preparar({
      carga: respuesta({
        ResultState: false,
        ResultadosValidacion: [{ Clase: 'RECHAZADO', Codigo: 'RVC999', Descripcion: 'Regla nueva.' }],
      }),
    })
    expect(await handler.send(item())).toMatchObject({
      outcome: 'rejected',
      findings: [{ regla: 'RVC999', mensaje: 'Regla nueva.', remedio: expect.any(String) }],
    })
  })
})

describe('Después de un corte', () => {
  const cortada: Guion = { carga: { kind: 'unknown', detail: 'Corte.' } }

  test('espera a que el envío anterior termine y luego repite el mismo paquete', async () => {
    const { handler, llamadas, avanzar } = preparar(cortada)
    expect(await handler.send(item())).toEqual({ outcome: 'unknown', detail: 'Corte.' })
    avanzar(59_000)
    expect(await handler.ask(item({ attempt: 2 }))).toMatchObject({ outcome: 'unknown' })
    avanzar(1_000)
    expect(await handler.ask(item({ attempt: 3 }))).toMatchObject({ outcome: 'not-found' })
    expect(llamadas).toEqual(['CargarFevRips', 'BasicHealth'])
  })

  test('tras reiniciar el programa, o con el reloj atrasado, no espera sin fin', async () => {
    expect(await preparar(cortada).handler.ask(item({ attempt: 2 }))).toMatchObject({ outcome: 'not-found' })
    const { handler, avanzar } = preparar(cortada)
    await handler.send(item())
    avanzar(-86_400_000)
    expect(await handler.ask(item({ attempt: 2 }))).toMatchObject({ outcome: 'not-found' })
  })

  test('tras reiniciar el programa espera lo que le falta al envío que quedó a medias', async () => {
    const { handler, avanzar, llamadas } = preparar(cortada)
    const anterior = item({ attempt: 2, lastSentAt: '2026-11-21T14:59:30.000Z' })
    expect(await handler.ask(anterior)).toMatchObject({ outcome: 'unknown' })
    expect(llamadas).toEqual([])
    avanzar(30_000)
    expect(await handler.ask(anterior)).toMatchObject({ outcome: 'not-found' })
  })

  test('si el validador no está, la duda queda', async () => {
    const { handler } = preparar({ salud: { kind: 'not-sent', detail: 'Sin servicio.' } })
    expect(await handler.ask(item({ attempt: 2 }))).toEqual({ outcome: 'not-sent', detail: 'Sin servicio.' })
  })

  test('el mismo paquete no sale dos veces a la vez', async () => {
    let soltar: (valor: MuvOutcome<RespuestaMuv>) => void = () => undefined
    const { handler, llamadas } = preparar({
      carga: () =>
        new Promise((listo) => {
          soltar = listo
        }),
    })
    const primero = handler.send(item())
    await new Promise((listo) => setImmediate(listo))
    expect(await handler.send(item())).toMatchObject({ outcome: 'not-sent' })
    expect(await handler.ask(item())).toMatchObject({ outcome: 'unknown' })
    soltar(ACEPTADA)
    expect(await primero).toMatchObject({ outcome: 'accepted' })
    expect(llamadas).toEqual(['CargarFevRips'])
  })

  describe('si el validador dice que ya lo tenía y nombra el CUV', () => {
    const consulta = (cambios: object = {}) => ({
      EsValido: true,
      CodigoUnicoValidacion: CUV,
      NumDocumentoIdObligado: '52123456',
      NumeroDocumento: 'FE100',
      JsonFile: new TextDecoder().decode(item().payload),
      ...cambios,
    })
    const carga = repetida(`Número [FE100] CUV [${CUV}]`)

    test.each([
      ['como texto', {}],
      ['como objeto', { JsonFile: JSON.parse(new TextDecoder().decode(item().payload)) }],
      ['en base64', { JsonFile: Buffer.from(item().payload).toString('base64') }],
    ])('es nuestro cuando guarda el mismo RIPS (%s)', async (_, cambios) => {
      const { handler, llamadas } = preparar({ carga, consulta: consulta(cambios) })
      expect(await handler.send(item({ attempt: 2 }))).toMatchObject({ outcome: 'accepted', detail: CUV })
      expect(llamadas).toEqual(['CargarFevRips', `ConsultarCUV ${CUV}`])
    })

    test.each([
      ['otro emisor', { NumDocumentoIdObligado: '900123456' }],
      ['otro número', { NumeroDocumento: 'FE99' }],
      ['otro RIPS', { JsonFile: '{"numFactura":"FE100"}' }],
      ['no muestra el RIPS', { JsonFile: null }],
      ['ya no es válido', { EsValido: false }],
    ])('no se toma como nuestro con %s', async (_, cambios) => {
      const { handler } = preparar({ carga, consulta: consulta(cambios) })
      expect(await handler.send(item({ attempt: 2 }))).toMatchObject({ outcome: 'rejected' })
    })

    test('si no se puede consultar, la duda queda', async () => {
      const { handler } = preparar({ carga, consulta: 'nada' })
      expect(await handler.send(item({ attempt: 2 }))).toMatchObject({ outcome: 'unknown' })
    })
  })
})
