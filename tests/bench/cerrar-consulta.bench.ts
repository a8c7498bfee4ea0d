import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { join } from 'node:path'
import { openSqlite } from '../../src-main/core/database/sqlite/open.ts'
import { TARIFAS } from '../../src-main/practice/demo-facts.ts'
import { tenYearPractice } from './generate-practice.ts'
import { casosDe, report, timed, times, timesOf } from './measure.ts'
import { openBench, workCopy } from './open-bench.ts'
import { notaDe } from './practice-note.ts'
import { semilla } from './seeded-ids.ts'

/** Writing: the autosave of a note, and closing a consultation to an invoice signed and queued with its RIPS. */
const CIERRES = 200
const GUARDADOS = 200

const { folder, remove } = await workCopy(await tenYearPractice())
const { core, ids, client, close } = await openBench(folder)
const random = semilla(9)
const [consulta] = TARIFAS

const personas = await core.db
  .selectFrom('pacientes')
  .select('id')
  .where('ultima_visita', 'is not', null)
  .orderBy('ultima_visita', 'desc')
  .limit(CIERRES + 1)
  .execute()
const [primera, ...resto] = personas
if (!primera) throw new Error('the practice of the bench has patients')

const borrador = async (pacienteId: string) => {
  const nota = await client.historia.iniciar({
    commandId: ids.next(),
    pacienteId,
    citaId: null,
    plantilla: 'primera-vez',
  })
  const contenido = notaDe(random, consulta)
  await client.historia.guardar({ id: nota.id, revision: nota.revision + 1, contenido })
  return { id: nota.id, revision: nota.revision + 1, contenido }
}

const enCurso = await borrador(primera.id)
const guardar = await timed(times(GUARDADOS, enCurso), ({ id, revision, contenido }, i) =>
  client.historia.guardar({
    id,
    revision: revision + 1 + i,
    contenido: {
      ...contenido,
      plan: `${contenido.plan} ${'Texto que se sigue escribiendo. '.repeat(i % 20)}`,
    },
  }),
)

const preparar: number[] = []
const cerrar: number[] = []
for (const { id: pacienteId } of resto) {
  const nota = await borrador(pacienteId)
  const start = performance.now()
  const panel = await client.jornada.prepararCierre({ notaId: nota.id })
  preparar.push(performance.now() - start)
  if (!panel.puedeCerrar) throw new Error(panel.artefactos.map(({ detalle }) => detalle).join(' · '))
  const asked = performance.now()
  const { facturaId } = await client.jornada.cerrarConsulta({
    commandId: ids.next(),
    notaId: nota.id,
    facturar: true,
    pago: { forma: '1', medio: '10' },
    recaudos: [],
    recibo: { valor: panel.total, medio: '10', referencia: null },
  })
  cerrar.push(performance.now() - asked)
  if (!facturaId) throw new Error('closed without invoice')
}
const { enCola } = await core.db
  .selectFrom('outbox_status')
  .select((eb) => eb.fn.countAll<number>().as('enCola'))
  .where('state', '=', 'pendiente')
  .executeTakeFirstOrThrow()
if (Number(enCola) !== CIERRES * 2) throw new Error(`${enCola} items queued, not ${CIERRES * 2}`)
const conCola = await timed(times(CIERRES, undefined), () => client.sincronizacion.resumen())
const bandeja = await timed(times(50, undefined), () =>
  client.sincronizacion.listar({ cuales: 'por-enviar' }),
)
const hoy = await timed(times(50, undefined), () => client.jornada.hoy())
await close()

// Floors, on an empty encrypted file of the same disk: what no program can avoid.
const handle = openSqlite(join(folder.root, 'piso.db'), randomBytes(32))
handle.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, texto TEXT) STRICT')
const insert = handle.prepare('INSERT INTO t (texto) VALUES (?)')
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const digest = randomBytes(1000)
const commit = await timed(times(GUARDADOS, JSON.stringify(enCurso.contenido)), (texto) => insert.run(texto))
const signAndCommit = await timed(times(CIERRES, ''), () =>
  insert.run(sign('sha256', digest, privateKey).toString('base64')),
)
handle.close()
await remove()

report([
  ...casosDe('guardar la nota que se escribe', guardar, {
    limite: 50,
    ids: [],
    piso: { que: 'una confirmación en disco', times: commit },
  }),
  ...casosDe('ver qué produce cerrar la consulta', timesOf(preparar.slice(10)), { limite: 100 }),
  ...casosDe(
    'cerrar la consulta: nota, factura firmada, RIPS y recibo en la bandeja',
    timesOf(cerrar.slice(10)),
    {
      limite: 150,
      ids: [],
      piso: { que: 'una firma RSA-2048 y una confirmación en disco', times: signAndCommit },
    },
  ),
  ...casosDe(`resumen de la bandeja con ${CIERRES * 2} por enviar`, conCola, { limite: 50 }),
  ...casosDe(`bandeja con ${CIERRES * 2} por enviar`, bandeja, { limite: 100 }),
  ...casosDe(`hoy con ${CIERRES * 2} por enviar`, hoy, { limite: 100 }),
])
