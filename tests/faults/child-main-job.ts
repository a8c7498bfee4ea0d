/**
 * A practice core in a process of its own, for tests that kill it. The key and everything else come by the first IPC message;
 * the authorities live in the parent, over real HTTP. Every fact is told only after the core answered that it is saved.
 */
import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { verifyAudit } from '../../src-main/core/audit/audit.ts'
import { systemClock } from '../../src-main/core/clock/clock.ts'
import { nodeHttp } from '../../src-main/core/http/node-http.ts'
import { createIds } from '../../src-main/core/ids/ids.ts'
import { createFileLogger } from '../../src-main/core/logging/file-logger.ts'
import { clientOf } from '../../src-main/core-entry.ts'
import { createCore } from '../../src-main/create-core.ts'
import { seedPractice } from '../../src-main/practice/demo-data.ts'
import { PIN } from '../../src-main/practice/demo-facts.ts'
import { demoPatients } from '../../src-main/practice/demo-patients.ts'
import { bogotaDate } from '../../src-shared/kernel/dates.ts'
import type { ChildFact, ChildOrder } from './child-protocol.ts'
import { notaDe } from './note.ts'

function tell(fact: ChildFact): void {
  process.send?.(fact)
}

async function live(order: ChildOrder): Promise<void> {
  const clock = systemClock
  const ids = createIds(clock)
  const core = await createCore({
    clock,
    ids,
    logger: createFileLogger(order.logDir, clock),
    http: {
      request: (request) => {
        tell({ fact: 'envio' })
        return nodeHttp.request(request)
      },
    },
    random: () => randomInt(2 ** 32) / 2 ** 32,
    databaseKey: Buffer.from(order.key, 'hex'),
    dataDir: order.dataDir,
    resourcesDir: order.resourcesDir,
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
  tell({ fact: 'listo' })

  if (order.act === 'deliver') {
    // What a person does who does not want to wait for the back-off.
    for (;;) {
      await core.outbox.drain()
      const pending = await client.sincronizacion.listar({ cuales: 'por-enviar', limite: 500 })
      if (pending.length === 0) break
      for (const { id } of pending) await client.sincronizacion.reintentar({ id })
      await wait(20)
    }
    const { rows, firstBreak } = await verifyAudit(core.db)
    tell({ fact: 'entregado', auditRows: rows, auditBreak: firstBreak })
    await core.close()
    process.disconnect()
    return
  }

  /** Annuls the first invoice found that DIAN validated and nobody annulled yet. */
  async function annulOne(refacturar: boolean): Promise<void> {
    const { facturas } = await client.facturacion.listar({ estado: 'validada', limite: 20 })
    for (const { id: facturaId } of facturas) {
      if ((await client.facturacion.notas.deFactura({ facturaId })).length > 0) continue
      const nota = {
        commandId: ids.next(),
        facturaId,
        clase: 'credito' as const,
        concepto: '2' as const,
        razon: 'Se facturó a quien no era',
        valores: [],
        refacturar,
      }
      const [una, dos] = await Promise.all([
        client.facturacion.notas.emitir(nota),
        client.facturacion.notas.emitir(nota),
      ])
      if (una.numero !== dos.numero) throw new Error('a repeated annulment acted twice')
      tell({ fact: 'anulacion', id: una.id, numero: una.numero, facturaId })
      return
    }
  }

  const hoy = bogotaDate(clock.now())
  for (let n = 0; ; n++) {
    // A person is slower than this loop, which by itself would leave the queue no turn to send.
    await wait(60)
    const [datos] = demoPatients(1, order.seed * 1000 + n, hoy)
    if (!datos) throw new Error('no patient')
    const paciente = await client.pacientes.crear({
      commandId: ids.next(),
      datos,
      noEsDuplicado: true,
      consentimiento: { decision: 'autoriza', version: '1', fecha: hoy, medio: 'papel' },
    })
    tell({ fact: 'paciente', id: paciente.id, documento: datos.numeroDocumento ?? '' })
    const nota = await client.historia.iniciar({
      commandId: ids.next(),
      pacienteId: paciente.id,
      citaId: null,
      plantilla: 'primera-vez',
    })
    let revision = nota.revision
    for (const palabras of [1, 3, 6]) {
      const motivo = `Visita ${order.seed}-${n}, ${'cefalea '.repeat(palabras)}`
      const saved = await client.historia.guardar({
        id: nota.id,
        revision: revision + 1,
        contenido: notaDe(motivo),
      })
      revision = saved.revision
      tell({ fact: 'nota', id: nota.id, revision, motivo })
    }
    // The same id again, as a double click would: it must answer the same and do nothing more.
    const cierre = {
      commandId: ids.next(),
      notaId: nota.id,
      facturar: true,
      pago: { forma: '1' as const, medio: '10' },
      recaudos: [],
      recibo: null,
    }
    const [uno, dos] = await Promise.all([
      client.jornada.cerrarConsulta(cierre),
      client.jornada.cerrarConsulta(cierre),
    ])
    if (!uno.numero || uno.numero !== dos.numero) throw new Error('a repeated command acted twice')
    tell({ fact: 'factura', id: uno.facturaId ?? '', numero: uno.numero, notaId: nota.id })
    await annulOne((order.seed + n) % 2 === 0)
  }
}

process.once('message', (order: ChildOrder) => {
  live(order).catch((error: unknown) => {
    tell({ fact: 'error', detalle: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    process.exitCode = 1
    process.disconnect()
  })
})
