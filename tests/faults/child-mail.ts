/**
 * A practice core in a process of its own that issues one invoice to a patient with e-mail, for a test that kills it while the
 * message is on its way. The mail server and the authorities live in the parent.
 */
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { systemClock } from '../../src-main/core/clock/clock.ts'
import { nodeHttp } from '../../src-main/core/http/node-http.ts'
import { createIds } from '../../src-main/core/ids/ids.ts'
import { silentLogger } from '../../src-main/core/logging/logger.ts'
import { clientOf } from '../../src-main/core-entry.ts'
import { createCore } from '../../src-main/create-core.ts'
import { seedPractice } from '../../src-main/practice/demo-data.ts'
import { PIN } from '../../src-main/practice/demo-facts.ts'
import { demoPatients } from '../../src-main/practice/demo-patients.ts'
import type { RegistroPractica } from '../../src-main/practice/registro.ts'
import { bogotaDate } from '../../src-shared/kernel/dates.ts'
import { notaDe } from './note.ts'

export interface MailOrder {
  /** `facturar`: account, invoice, and wait to be killed. `anular`: a nota crédito of it, likewise. `mirar`: start again and say how it stands. `reenviar`: as a person would. */
  readonly act: 'facturar' | 'anular' | 'mirar' | 'reenviar'
  readonly key: string
  readonly dataDir: string
  readonly registro: RegistroPractica
  readonly autoridades: { readonly dian: string; readonly muv: string }
  readonly smtp: number
  readonly para: string
  /** Known from the second start on. */
  readonly facturaId?: string
  /** What is looked at or sent again is this note of it. */
  readonly notaId?: string
}

export type MailFact =
  | { readonly fact: 'cuenta' }
  | { readonly fact: 'factura' | 'nota'; readonly id: string }
  | { readonly fact: 'correo'; readonly estado: string | undefined; readonly envios: number }
  | { readonly fact: 'error'; readonly detalle: string }

const CUENTA = 'facturas@ejemplo.co'
const tell = (fact: MailFact) => process.send?.(fact)

async function live(order: MailOrder): Promise<void> {
  const clock = systemClock
  const ids = createIds(clock)
  const core = await createCore({
    clock,
    ids,
    logger: silentLogger,
    http: nodeHttp,
    random: () => 0.5,
    databaseKey: Buffer.from(order.key, 'hex'),
    dataDir: order.dataDir,
    resourcesDir: new URL('../../resources', import.meta.url).pathname,
    modo: 'practica',
    version: '0.0.0-prueba',
    autoridades: order.autoridades,
  })
  const clientFor = clientOf(core)
  await seedPractice(clientFor, {
    clock,
    ids,
    registro: order.registro,
    url: order.autoridades.dian,
    muvUrl: order.autoridades.muv,
  })
  const { token } = await clientFor(undefined).seguridad.iniciarSesion({ usuario: 'medico', clave: PIN })
  const client = clientFor(token)
  await core.start()

  const cual = { facturaId: order.facturaId ?? '', notaId: order.notaId }
  if (order.act === 'anular') {
    const { id } = await client.facturacion.notas.emitir({
      commandId: ids.next(),
      facturaId: cual.facturaId,
      clase: 'credito',
      concepto: '2',
      razon: 'Se facturó a quien no era',
      valores: [],
      refacturar: false,
    })
    setInterval(() => {}, 1000)
    tell({ fact: 'nota', id })
    return
  }
  if (order.act !== 'facturar') {
    if (order.act === 'reenviar')
      await client.comunicaciones.enviar({ ...cual, commandId: ids.next(), para: order.para })
    // Long enough for whatever would go by itself.
    for (let n = 0; n < 20; n += 1) {
      await wait(50)
      await core.outbox.drain()
    }
    const { envios } = await client.comunicaciones.deFactura(cual)
    tell({ fact: 'correo', estado: envios[0]?.estado, envios: envios.length })
    await core.close()
    process.disconnect()
    return
  }

  await client.comunicaciones.guardarCuenta({
    commandId: ids.next(),
    cuenta: {
      servidor: '127.0.0.1',
      puerto: order.smtp,
      seguridad: 'ninguna',
      usuario: '',
      clave: null,
      nombre: 'Consultorio',
      correo: CUENTA,
      automatico: true,
    },
  })
  await client.comunicaciones.probarCuenta({ commandId: ids.next(), para: CUENTA })
  tell({ fact: 'cuenta' })
  await once(process, 'message')
  const hoy = bogotaDate(clock.now())
  const [datos] = demoPatients(1, 7, hoy)
  if (!datos) throw new Error('no patient')
  const paciente = await client.pacientes.crear({
    commandId: ids.next(),
    datos: { ...datos, correo: order.para },
    noEsDuplicado: true,
    consentimiento: { decision: 'autoriza', version: '1', fecha: hoy, medio: 'papel' },
  })
  const nota = await client.historia.iniciar({
    commandId: ids.next(),
    pacienteId: paciente.id,
    citaId: null,
    plantilla: 'primera-vez',
  })
  await client.historia.guardar({
    id: nota.id,
    revision: nota.revision + 1,
    contenido: notaDe('Control'),
  })
  const { facturaId } = await client.jornada.cerrarConsulta({
    commandId: ids.next(),
    notaId: nota.id,
    facturar: true,
    pago: { forma: '1', medio: '10' },
    recaudos: [],
    recibo: null,
  })
  // It waits to be killed: the queue alone would let it end.
  setInterval(() => {}, 1000)
  tell({ fact: 'factura', id: facturaId ?? '' })
}

process.once('message', (order: MailOrder) => {
  live(order).catch((error: unknown) => {
    tell({ fact: 'error', detalle: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    process.exitCode = 1
    process.disconnect()
  })
})
