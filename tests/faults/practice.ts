import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HttpPort } from '../../src-main/core/http/http-port.ts'
import { nodeHttp } from '../../src-main/core/http/node-http.ts'
import { createIds } from '../../src-main/core/ids/ids.ts'
import { silentLogger } from '../../src-main/core/logging/logger.ts'
import { clientOf } from '../../src-main/core-entry.ts'
import { type CorePorts, createCore } from '../../src-main/create-core.ts'
import { seedPractice } from '../../src-main/practice/demo-data.ts'
import { PIN } from '../../src-main/practice/demo-facts.ts'
import { demoPatients } from '../../src-main/practice/demo-patients.ts'
import { startPracticeAuthorities } from '../../src-main/practice/practice-authorities.ts'
import { bogotaDate } from '../../src-shared/kernel/dates.ts'
import { testClock, testPorts } from '../fixtures/core.ts'
import { startCuttingProxy } from './cutting-proxy.ts'
import { brokenPromises } from './ledger.ts'
import { notaDe } from './note.ts'

/** A port nobody listens on: what a machine without network meets. */
const NOWHERE = 9

export type Practice = Awaited<ReturnType<typeof openPractice>>

/**
 * A whole core with its authorities over real HTTP, every connection through a proxy that can break it, and a clock that the
 * test moves. The authorities live on when the core is restarted.
 */
export async function openPractice(start?: string, overrides: Partial<CorePorts> = {}) {
  const clock = testClock(start)
  const ids = createIds(clock)
  const network = { down: false, timeoutMs: Number.POSITIVE_INFINITY }
  const base = testPorts({ clock, ids, ...overrides })
  // Their memory is on another disk than the practice's.
  const authoritiesDir = mkdtempSync(join(tmpdir(), 'consultorio-autoridades-'))
  const autoridades = await startPracticeAuthorities({
    dataDir: authoritiesDir,
    clock,
    ids,
    logger: silentLogger,
  })
  const targets = {
    dian: Number(new URL(autoridades.dian.url).port),
    muv: Number(new URL(autoridades.muv.url).port),
  }
  const dian = await startCuttingProxy(targets.dian)
  const muv = await startCuttingProxy(targets.muv)
  // Only the connection goes elsewhere: the address in the envelope stays that of the authority.
  const http: HttpPort = {
    request(request) {
      const url = new URL(request.url)
      const proxy = Number(url.port) === targets.dian ? dian.port : muv.port
      url.port = String(network.down ? NOWHERE : proxy)
      return nodeHttp.request({
        ...request,
        url: url.href,
        timeoutMs: Math.min(request.timeoutMs, network.timeoutMs),
      })
    },
  }
  const ports = { ...base, http, autoridades: { dian: autoridades.dian.url, muv: autoridades.muv.url } }

  async function open() {
    const core = await createCore(ports)
    const clientFor = clientOf(core)
    await seedPractice(clientFor, {
      clock,
      ids,
      registro: autoridades.registro,
      url: autoridades.dian.url,
      muvUrl: autoridades.muv.url,
    })
    const entrar = async () =>
      clientFor((await clientFor(undefined).seguridad.iniciarSesion({ usuario: 'medico', clave: PIN })).token)
    await core.start()
    return { core, entrar, medico: await entrar() }
  }

  let opened = await open()
  let patients = 0

  const practice = {
    clock,
    ids,
    ports,
    autoridades,
    dian,
    muv,
    network,
    get core() {
      return opened.core
    },
    get medico() {
      return opened.medico
    },
    /** A new patient attended, their note closed and their invoice issued. Awaits no delivery. */
    async attend(): Promise<{ facturaId: string; numero: string; notaId: string; pacienteId: string }> {
      const hoy = bogotaDate(clock.now())
      const [datos] = demoPatients(1, 7000 + patients++, hoy)
      if (!datos) throw new Error('no patient')
      opened.medico = await opened.entrar()
      const { medico } = opened
      const paciente = await medico.pacientes.crear({
        commandId: ids.next(),
        datos,
        noEsDuplicado: true,
        consentimiento: { decision: 'autoriza', version: '1', fecha: hoy, medio: 'papel' },
      })
      const nota = await medico.historia.iniciar({
        commandId: ids.next(),
        pacienteId: paciente.id,
        citaId: null,
        plantilla: 'primera-vez',
      })
      await medico.historia.guardar({
        id: nota.id,
        revision: nota.revision + 1,
        contenido: notaDe('Cefalea de tres días'),
      })
      const cierre = await medico.jornada.cerrarConsulta({
        commandId: ids.next(),
        notaId: nota.id,
        facturar: true,
        pago: { forma: '1', medio: '10' },
        recaudos: [],
        recibo: null,
      })
      if (!cierre.facturaId || !cierre.numero) throw new Error('closed without invoice')
      return { facturaId: cierre.facturaId, numero: cierre.numero, notaId: nota.id, pacienteId: paciente.id }
    },
    /** Lets the queue do what is due now. */
    async settle(): Promise<void> {
      opened.core.outbox.wake()
      await opened.core.outbox.drain()
    },
    /** Minute after minute, until nothing is left for the queue to do. @throws Error when it takes longer than `minutes` */
    async deliverAll(minutes = 240): Promise<void> {
      for (let i = 0; i < minutes; i++) {
        await practice.settle()
        const left = await opened.core.db
          .selectFrom('outbox_status as s')
          .innerJoin('outbox as i', 'i.id', 's.item_id')
          .select(['i.descriptor', 's.state', 's.last_detail'])
          .where('s.state', 'in', ['pendiente', 'enviando', 'incierto'])
          .where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('outbox as p')
                  .innerJoin('outbox_status as ps', 'ps.item_id', 'p.id')
                  .select('p.id')
                  .whereRef('p.chain', '=', 'i.chain')
                  .whereRef('p.seq', '<', 'i.seq')
                  .where('ps.state', '=', 'rechazado'),
              ),
            ),
          )
          .execute()
        if (left.length === 0) return
        clock.advance(60)
        if (i === minutes - 1) throw new Error(`not delivered: ${JSON.stringify(left)}`)
      }
    },
    /** States that the item of an invoice, of its RIPS or of a note went through. @param id of the invoice, or of the note */
    async history(id: string, kind: 'dian.factura' | 'muv.rips' | 'dian.nota'): Promise<string[]> {
      const rows = await opened.core.db
        .selectFrom('outbox_events as e')
        .innerJoin('outbox as i', 'i.id', 'e.item_id')
        .select('e.state')
        .where('i.chain', 'like', kind === 'dian.nota' ? `nota-de:%:${id}` : `factura:${id}`)
        .where('i.kind', '=', kind)
        .orderBy('e.id')
        .execute()
      return rows.map(({ state }) => state)
    },
    broken: () => brokenPromises(opened.core.db, autoridades),
    async restart(): Promise<void> {
      await opened.core.close()
      opened = await open()
    },
    async close(): Promise<void> {
      await opened.core.close()
      await Promise.all([dian.close(), muv.close()])
      await autoridades.close()
      for (const dir of [ports.dataDir, authoritiesDir]) rmSync(dir, { recursive: true, force: true })
    },
  }
  return practice
}
