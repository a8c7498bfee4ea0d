import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import forge from 'node-forge'
import { SignedXml } from 'xml-crypto'
import { systemClock } from '../../src-main/core/clock/clock.ts'
import { openSqlite } from '../../src-main/core/database/sqlite/open.ts'
import { createIds } from '../../src-main/core/ids/ids.ts'
import { writeAroundSlot } from '../../src-main/core/xml/write.ts'
import { buildMachineCore, clientOf } from '../../src-main/core-entry.ts'
import { buildSignedFactura } from '../../src-main/integrations/dian/emitir-factura.ts'
import { buildFactura } from '../../src-main/integrations/dian/factura/factura.ts'
import { signXades } from '../../src-main/integrations/dian/firma/sign.ts'
import { PIN, TARIFAS } from '../../src-main/practice/demo-facts.ts'
import { AHORA, consulta, facturaParticular } from '../fixtures/dian/factura-particular.ts'
import { keyPath, testSigner } from '../fixtures/dian/signer.ts'
import { type Caso, casosDe, report, round, timed, times, timesOf } from './measure.ts'
import { BENCH_KEY } from './practice-cache.ts'
import { notaDe } from './practice-note.ts'
import { semilla } from './seeded-ids.ts'
import { comprobar, firmanteXadesjs } from './xadesjs-signer.ts'

/**
 * Issuing to DIAN, on an empty practice: what a person waits for (document built, signed, read back, stored and queued), and the same
 * invoices delivered to the practice DIAN over HTTP. Beside them, other signers on the same bytes.
 */
const FACTURAS = 1000
const NOTAS = 100
const GRANDES = 10
/** How many times slower than ours the signer that others use must be, at least. */
const VECES_XADESJS = 5
/** Services of one note, at most. */
const POR_NOTA = 50

const root = await mkdtemp(join(tmpdir(), 'consultorio-bench-'))
const { core, autoridades } = await buildMachineCore({
  modo: 'practica',
  dataDir: join(root, 'practica'),
  logDir: join(root, 'registros'),
  resourcesDir: new URL('../../resources', import.meta.url).pathname,
  version: '0.0.0-bench',
  databaseKey: BENCH_KEY,
})
const ids = createIds(systemClock)
const { token } = await clientOf(core)(undefined).seguridad.iniciarSesion({ usuario: 'medico', clave: PIN })
const client = clientOf(core)(token)
const random = semilla(17)
const [tarifa] = TARIFAS
const { pacientes } = await client.pacientes.listar({ desde: 0, cantidad: 50, soloPorCompletar: false })

/** So many services of one patient, given and waiting to be billed. */
async function porFacturar(paciente: number, servicios: number): Promise<string[]> {
  const pacienteId = pacientes[paciente % pacientes.length]?.id ?? ''
  const antes = new Set((await client.facturacion.porFacturar({ pacienteId })).map(({ id }) => id))
  for (let hechos = 0; hechos < servicios; hechos += POR_NOTA) {
    const nota = await client.historia.iniciar({
      commandId: ids.next(),
      pacienteId,
      citaId: null,
      plantilla: 'control',
    })
    const contenido = notaDe(random, tarifa)
    const [uno] = contenido.servicios
    if (!uno) throw new Error('the note of the bench has a service')
    await client.historia.guardar({
      id: nota.id,
      revision: nota.revision + 1,
      contenido: { ...contenido, servicios: times(Math.min(POR_NOTA, servicios - hechos), uno) },
    })
    await client.jornada.cerrarConsulta({
      commandId: ids.next(),
      notaId: nota.id,
      facturar: false,
      pago: { forma: '1', medio: '10' },
      recaudos: [],
      recibo: null,
    })
  }
  const ahora = (await client.facturacion.porFacturar({ pacienteId })).map(({ id }) => id)
  return ahora.filter((id) => !antes.has(id))
}

const emitir = (servicioIds: string[]) =>
  client.facturacion.emitir({
    commandId: ids.next(),
    servicioIds,
    pago: { forma: '1', medio: '10' },
    recaudos: [],
    recibo: null,
  })

const una: number[] = []
const facturaIds: string[] = []
for (let lote = 0; lote < FACTURAS / POR_NOTA; lote++)
  for (const servicioId of await porFacturar(lote, POR_NOTA)) {
    const start = performance.now()
    facturaIds.push((await emitir([servicioId])).id)
    una.push(performance.now() - start)
  }
if (facturaIds.length !== FACTURAS) throw new Error(`${facturaIds.length} invoices, not ${FACTURAS}`)

/** Until DIAN holds every document of that kind: the lanes of the queue do it as they do it every day. */
async function entregar(kind: 'dian.factura' | 'dian.nota'): Promise<number> {
  const start = performance.now()
  core.outbox.wake()
  for (;;) {
    const { quedan } = await core.db
      .selectFrom('outbox_status as s')
      .innerJoin('outbox as i', 'i.id', 's.item_id')
      .select((eb) => eb.fn.countAll<number>().as('quedan'))
      .where('i.kind', '=', kind)
      .where('s.state', '!=', 'aceptado')
      .executeTakeFirstOrThrow()
    if (Number(quedan) === 0) return performance.now() - start
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const empieza = performance.now()
await core.start()
await entregar('dian.factura')
const entrega = performance.now() - empieza
await core.outbox.drain()

const notas: number[] = []
for (const facturaId of facturaIds.slice(0, NOTAS)) {
  const start = performance.now()
  await client.facturacion.notas.emitir({
    commandId: ids.next(),
    facturaId,
    clase: 'credito',
    concepto: '2',
    razon: 'Se facturó a quien no era',
    valores: [],
    refacturar: false,
  })
  notas.push(performance.now() - start)
}
await core.outbox.drain()
await entregar('dian.nota')
if (autoridades?.dian.documentos().length !== FACTURAS + NOTAS) throw new Error('DIAN does not hold them all')

const grandes: number[] = []
for (let n = 0; n < GRANDES; n++) {
  const servicioIds = await porFacturar(n, 200)
  const start = performance.now()
  await emitir(servicioIds)
  grandes.push(performance.now() - start)
  await core.outbox.drain()
}
await core.close()
await autoridades?.close()

// Without the database: the document alone, and the same bytes in other hands.
const signer = testSigner()
const documento = facturaParticular()
const larga = facturaParticular({ lineas: times(200, consulta) })
const construir = await timed(times(300, documento), (doc) => buildSignedFactura(doc, signer, AHORA))
const construirLarga = await timed(times(40, larga), (doc) => buildSignedFactura(doc, signer, AHORA))

const { root: arbol } = buildFactura(documento)
const texto = writeAroundSlot(arbol).canonical.join('')
const bytes = Buffer.from(texto, 'utf8')
const clavePem = readFileSync(keyPath, 'utf8')
const firmaPropia = await timed(times(300, arbol), (tree) =>
  signXades(tree, { signer, ahora: AHORA, id: 'x' }),
)
const firmaXmlCrypto = await timed(times(100, texto), (xml) => {
  const firma = new SignedXml({
    privateKey: clavePem,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  })
  firma.addReference({
    xpath: '/*',
    isEmptyUri: true,
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: [
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
    ],
  })
  firma.computeSignature(xml)
})
const conXadesjs = await firmanteXadesjs()
await comprobar(await conXadesjs(texto))
const firmaXadesjs = await timed(times(100, texto), conXadesjs)
const claveForge = forge.pki.privateKeyFromPem(clavePem)
const rsaForge = await timed(times(50, bytes), (data) => {
  const md = forge.md.sha256.create()
  md.update(data.toString('binary'))
  return claveForge.sign(md)
})

// Floor, on an empty encrypted file of the same disk: what no program can avoid.
const handle = openSqlite(join(root, 'piso.db'), randomBytes(32))
handle.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, firma BLOB) STRICT')
const insert = handle.prepare('INSERT INTO t (firma) VALUES (?)')
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const rsa = await timed(times(300, bytes), (data) => sign('sha256', data, privateKey))
const piso = await timed(times(300, bytes), (data) => insert.run(sign('sha256', data, privateKey)))
handle.close()
await rm(root, { recursive: true, force: true })

const minimo = { que: 'una firma RSA-2048 y una confirmación en disco', times: piso }
const veces = (titulo: string, otro: number): Caso => ({
  titulo,
  valor: round(otro / firmaPropia.median),
  unidad: '×',
  ids: [],
})
report([
  ...casosDe('emitir una factura de 1 línea', timesOf(una.slice(10)), { limite: 15, piso: minimo }),
  ...casosDe('emitir una factura de 200 líneas', timesOf(grandes), { piso: minimo }),
  ...casosDe('emitir una nota crédito que anula', timesOf(notas.slice(10)), { piso: minimo }),
  ...casosDe('construir, firmar y releer una factura de 1 línea', construir, {}),
  ...casosDe('construir, firmar y releer una factura de 200 líneas', construirLarga, {}),
  {
    titulo: `entregar ${FACTURAS} facturas a la DIAN de práctica`,
    valor: round(entrega / 1000),
    unidad: 's',
    ids: [],
  },
  { titulo: 'entregar, por factura', valor: round(entrega / FACTURAS), unidad: 'ms', ids: [] },
  ...casosDe('firmar XAdES (el programa)', firmaPropia, { piso: { que: 'una firma RSA-2048', times: rsa } }),
  ...casosDe('firmar XAdES con xadesjs los mismos bytes', firmaXadesjs, {}),
  {
    ...veces('xadesjs, veces lo que tarda el programa', firmaXadesjs.median),
    limite: VECES_XADESJS,
    cumple: firmaXadesjs.median >= VECES_XADESJS * firmaPropia.median,
  },
  ...casosDe('firmar XMLDSig con xml-crypto los mismos bytes', firmaXmlCrypto, {}),
  veces('xml-crypto, veces lo que tarda el programa', firmaXmlCrypto.median),
  ...casosDe('una firma RSA-2048 de los mismos bytes con node-forge', rsaForge, {}),
  veces('node-forge, veces lo que tarda el programa en todo el XAdES', rsaForge.median),
])
