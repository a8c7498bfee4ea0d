import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { searchStatements } from '../../../src-main/core/database/sqlite/search-index.ts'
import { contarQuery, listarQuery, recientesQuery } from '../../../src-main/domains/pacientes/repository.ts'
import { BUSQUEDA } from '../../../src-main/domains/pacientes/search.ts'
import { NOMBRES_PARECIDOS } from '../../fixtures/nombres-parecidos.ts'
import { abrirPacientes } from './pacientes-harness.ts'
import { poblacion, sembrar } from './pacientes-poblacion.ts'

const CUANTOS = 2000

/** A surname that nobody of the population has, one per pair, so that the right person is one. */
const APELLIDO_UNICO = NOMBRES_PARECIDOS.map(
  (_, i) => `Wq${'abcdefghij'[Math.floor(i / 10)]}${'abcdefghij'[i % 10]}xo`,
)

describe(`búsqueda entre ${CUANTOS} pacientes`, () => {
  let app: Awaited<ReturnType<typeof abrirPacientes>>
  let ids: string[]
  const gente = poblacion(CUANTOS)

  beforeAll(async () => {
    app = await abrirPacientes()
    await sembrar(app.db, gente, () => app.ids.next())
    ids = await sembrar(
      app.db,
      NOMBRES_PARECIDOS.map(([nombre], i) => ({
        primerNombre: nombre,
        primerApellido: APELLIDO_UNICO[i]!,
        telefono: '+573000000000',
      })),
      () => app.ids.next(),
    )
  })
  afterAll(() => app.cerrar())

  const buscar = (texto: string, limite = 20) => app.como('recepcion').buscar({ texto, limite })

  test('[K-21] encuentra los 50 nombres por su variante de ortografía', async () => {
    for (const [i, [nombre, variante, diferencia]] of NOMBRES_PARECIDOS.entries()) {
      const found = await buscar(`${variante} ${APELLIDO_UNICO[i]!.toLowerCase()}`)
      expect(
        found.map(({ id }) => id),
        `${variante} debe encontrar a ${nombre} (${diferencia})`,
      ).toContain(ids[i])
    }
  })

  test('[K-21] las tildes y las mayúsculas no cambian lo encontrado', async () => {
    const [a, b, c] = [await buscar('Muñoz'), await buscar('munoz'), await buscar('MUÑOZ')]
    expect(a).toHaveLength(20)
    expect(b).toEqual(a)
    expect(c).toEqual(a)
  })

  test('por documento, con puntos o a medias, y el exacto va primero', async () => {
    const alguien = gente[777]!
    const numero = alguien.numeroDocumento!
    const conPuntos = `${numero.slice(0, 2)}.${numero.slice(2, 5)}.${numero.slice(5)}`
    expect((await buscar(conPuntos))[0]).toMatchObject({ numeroDocumento: numero, coincidencia: 'codigo' })
    expect((await buscar(numero.slice(0, 7))).map((p) => p.numeroDocumento)).toContain(numero)
  })

  test('por teléfono, con espacios, con +57 o por sus últimas cifras', async () => {
    const { telefono, numeroDocumento } = gente[1321]!
    const nacional = telefono!.slice(3)
    for (const texto of [
      `${nacional.slice(0, 3)} ${nacional.slice(3, 6)} ${nacional.slice(6)}`,
      `+57 ${nacional}`,
      nacional.slice(-7),
    ])
      expect(
        (await buscar(texto)).map((p) => p.numeroDocumento),
        texto,
      ).toContain(numeroDocumento)
  })

  test('por cualquier parte del nombre y en cualquier orden', async () => {
    const quien = gente.find((p) => p.segundoNombre && p.segundoApellido)!
    const partes = [quien.segundoApellido!, quien.primerNombre, quien.primerApellido!]
    for (const texto of [
      partes.join(' '),
      partes.map((parte) => parte.slice(0, 4)).join(' '),
      `${quien.primerApellido!.slice(1, 5)} ${quien.segundoApellido!.slice(1, 5)} ${quien.numeroDocumento}`,
    ])
      expect(
        (await buscar(texto, 100)).map((p) => p.numeroDocumento),
        texto,
      ).toContain(quien.numeroDocumento)
  })

  test('primero lo escrito igual, después lo que suena igual, después a una letra', async () => {
    const orden = ['codigo', 'palabra', 'comienzo', 'sonido', 'una-letra', 'fragmento']
    for (const texto of ['velez', 'gonsales', 'rodrigeuz', 'marti']) {
      const tiers = (await buscar(texto, 100)).map((p) => orden.indexOf(p.coincidencia ?? ''))
      expect(tiers.length).toBeGreaterThan(0)
      expect(tiers).toEqual(tiers.toSorted((a, b) => a - b))
    }
  })

  test('nada se encuentra con signos, comillas u operadores de la búsqueda', async () => {
    for (const texto of ['"', '***', 'AND OR NOT', '(', "'; drop table pacientes", '--', 'NEAR(', ':'])
      expect(Array.isArray(await buscar(texto))).toBe(true)
  })

  test('la búsqueda y las listas usan índices: ninguna recorre la tabla', async () => {
    const page = { desde: 100, cantidad: 100, soloPorCompletar: false }
    const statements = [
      ...searchStatements(BUSQUEDA).map((raw) => raw.compile(app.db)),
      listarQuery(app.db, page).compile(),
      listarQuery(app.db, { ...page, soloPorCompletar: true }).compile(),
      contarQuery(app.db, false).compile(),
      recientesQuery(app.db, 20).compile(),
    ]
    for (const statement of statements) {
      const { rows } = await app.db.executeQuery<{ detail: string }>({
        ...statement,
        sql: `explain query plan ${statement.sql}`,
      })
      const plan = rows.map(({ detail }) => detail)
      for (const step of plan.filter((detail) => detail.startsWith('SCAN')))
        expect(step, statement.sql).toMatch(/VIRTUAL TABLE INDEX|USING (COVERING )?INDEX|SUBQUERY/)
    }
  })
})

test('[K-21] los 50 nombres se encuentran también por la variante sola, en una base pequeña', async () => {
  const app = await abrirPacientes()
  try {
    const ids = await sembrar(
      app.db,
      NOMBRES_PARECIDOS.map(([primerNombre]) => ({ primerNombre, telefono: '+573000000000' })),
      () => app.ids.next(),
    )
    for (const [i, [nombre, variante]] of NOMBRES_PARECIDOS.entries()) {
      const found = await app.como('recepcion').buscar({ texto: variante, limite: 20 })
      expect(
        found.map(({ id }) => id),
        `${variante} debe encontrar a ${nombre}`,
      ).toContain(ids[i])
    }
  } finally {
    await app.cerrar()
  }
})
