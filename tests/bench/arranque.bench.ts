import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { PIN } from '../../src-main/practice/demo-facts.ts'
import { addDays } from '../../src-shared/kernel/dates.ts'
import { startCoreChild } from './core-child.ts'
import { HOY, type PracticeSummary, tenYearPractice } from './generate-practice.ts'
import { type Caso, casosDe, report, round, timed, times, timesOf } from './measure.ts'
import { BENCH_KEY, configOf, readSummary, TEN_YEARS } from './practice-cache.ts'
import { measureWindow } from './window-start.ts'

/** Start, memory, real channel and size: the built program, in processes of its own, on the practice of ten years. */
const folder = await tenYearPractice()
const summary = readSummary<PracticeSummary>(folder)
const config = configOf(folder)
const LUNES = addDays(HOY, -5)

const inicios: number[] = []
for (let i = 0; i < 5; i++) {
  const core = await startCoreChild(config)
  inicios.push(core.startMs)
  await core.stop()
}
// What any program with this file must do: a process that opens it and reads one row.
const OPEN = `
  const { openSqlite } = await import(${JSON.stringify(new URL('../../src-main/core/database/sqlite/open.ts', import.meta.url).href)})
  const handle = openSqlite(${JSON.stringify(folder.database)}, Buffer.from('${BENCH_KEY.toString('hex')}', 'hex'))
  handle.prepare('select nombre from usuarios').all()
  handle.close()`
const pisoInicio = await timed(
  times(5, OPEN),
  (code) => {
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
  },
  1,
)

const core = await startCoreChild(config)
const recien = core.memory()
const { token } = await core.client().seguridad.iniciarSesion({ usuario: 'medico', clave: PIN })
const client = core.client(token)
const { facturas } = await client.facturacion.listar({ limite: 500 })
const textos = facturas.flatMap(({ adquiriente }) => [adquiriente.slice(0, 4), adquiriente.slice(0, 9)])
const buscar = await timed(textos, (texto) => client.pacientes.buscar({ texto, limite: 20 }))
for (const { pacienteId } of facturas.slice(0, 100)) {
  await client.pacientes.obtener({ id: pacienteId ?? '' })
  await client.historia.historiaDe({ pacienteId: pacienteId ?? '', limite: 100 })
}
for (let week = 0; week < 20; week++)
  await client.agenda.rango({
    desde: addDays(LUNES, -7 * week),
    hasta: addDays(LUNES, 6 - 7 * week),
    profesionalIds: null,
  })
for (const texto of textos.slice(0, 50)) await client.facturacion.listar({ texto })
await client.jornada.hoy()
const enUso = core.memory()
for (const { id } of facturas.slice(0, 20)) {
  await client.facturacion.obtener({ id })
  await client.facturacion.pdf({ id })
}
const conPdf = core.memory()
await core.stop()

const megas = (titulo: string, bytes: number | undefined, limite?: number): Caso[] =>
  bytes === undefined
    ? []
    : [
        {
          titulo,
          valor: round(bytes / 1e6),
          unidad: 'MB',
          ids: [],
          ...(limite === undefined ? {} : { limite, cumple: bytes / 1e6 < limite }),
        },
      ]

const ventana = await measureWindow(folder)
const bytes = statSync(folder.database).size
report([
  ...casosDe('del arranque del proceso al núcleo listo', timesOf(inicios), {
    piso: { que: 'un proceso que abre el archivo', times: pisoInicio },
  }),
  ...casosDe('buscar un paciente por el canal de la ventana', buscar, { limite: 20, ids: [] }),
  ...megas('memoria del núcleo recién abierto', recien?.now),
  ...megas('memoria del núcleo tras mil búsquedas, cien pacientes y las listas', enUso?.now, 200),
  ...megas('memoria del núcleo tras hacer además veinte facturas en PDF', conPdf?.now, 200),
  ...ventana,
  ...megas(`base de datos de ${summary.consultas} consultas y facturas`, bytes),
  {
    titulo: 'lo que ocupa cada factura con todo lo suyo',
    valor: round(summary.bytesPorFactura / 1e3),
    unidad: 'kB',
    ids: [],
  },
  {
    // The older invoices of the bench keep the beginning of their bytes alone.
    titulo: 'base de datos de diez años, con los bytes de todas las facturas (calculada)',
    valor: round((summary.bytesPorFactura * TEN_YEARS.consultas) / 1e9),
    unidad: 'GB',
    ids: [],
  },
])
