import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FiltroNumeracion } from '../../../src-shared/domains/facturacion/numeracion-contract.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

let c: Consultorio
let resolucionId = ''
/** Numbers by what was done with each. */
const numeros: Record<string, number> = {}

async function emitir(paciente: number): Promise<{ id: string; consecutivo: number }> {
  const { servicioIds } = await c.atender({ paciente })
  const { id, numero } = await c.medico.facturacion.emitir(c.emision(servicioIds))
  return { id, consecutivo: Number(numero.replace('SETP', '')) }
}

/** A range with one number of every use, two left aside, a gap in the middle and another at the end. */
beforeAll(async () => {
  c = await abrirConsultorio()
  const administrador = await c.como('administrador')
  const leer = async () => {
    const [rango] = await administrador.configuracion.resoluciones()
    if (!rango) throw new Error('the practice has a range')
    return rango
  }
  const adelantar = async (cuantos: number) => {
    const rango = await leer()
    await administrador.configuracion.guardarResolucion({
      commandId: c.ids.next(),
      resolucion: { ...rango, claveTecnica: '', siguiente: rango.siguiente + cuantos },
    })
  }
  const perder = (cuantos: number) =>
    sql`UPDATE resoluciones SET siguiente = siguiente + ${cuantos} WHERE id = ${resolucionId}`.execute(
      c.core.db,
    )
  const rechazar = (regla: string) =>
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla, mensaje: 'De prueba' })
  resolucionId = (await leer()).id

  const validada = await emitir(0)
  const anulada = await emitir(1)
  await c.deliver()
  await c.medico.facturacion.notas.emitir({
    commandId: c.ids.next(),
    facturaId: anulada.id,
    clase: 'credito',
    concepto: '2',
    razon: 'Se cobró dos veces',
    valores: [],
    refacturar: false,
  })
  await c.deliver()
  await adelantar(2)
  rechazar('FAJ09')
  const rechazada = await emitir(2)
  await c.deliver()
  c.clock.set('2026-11-23T15:00:00.000Z')
  rechazar('FAD09b')
  const descartada = await emitir(3)
  await c.deliver()
  await c.medico.facturacion.descartarNumero({ commandId: c.ids.next(), facturaId: descartada.id })
  await perder(3)
  c.http.cut()
  const pendiente = await emitir(4)
  await perder(1)
  for (const [uso, { consecutivo }] of Object.entries({
    validada,
    anulada,
    rechazada,
    descartada,
    pendiente,
  }))
    numeros[uso] = consecutivo
}, 60_000)

afterAll(() => c.close())

const control = (cambios: Partial<FiltroNumeracion> & { limite?: number; despuesDe?: number } = {}) =>
  c.medico.facturacion.numeracion.control({ resolucionId, ...cambios })

describe('Control de numeración', () => {
  it('cada número tiene su explicación, y los que faltan se nombran', async () => {
    const { numeros: lista, cuenta } = await control()
    expect(lista.map(({ uso, desde, hasta }) => [uso, hasta - desde + 1])).toEqual([
      ['saltado', 1],
      ['validada', 1],
      ['anulada', 1],
      ['saltado', 2],
      ['rechazada', 1],
      ['descartada', 1],
      ['hueco', 3],
      ['pendiente', 1],
      ['hueco', 1],
    ])
    for (const [uso, consecutivo] of Object.entries(numeros))
      expect(lista.find(({ desde }) => desde === consecutivo)?.uso).toBe(uso)
    expect(cuenta).toEqual({
      validada: 1,
      anulada: 1,
      pendiente: 1,
      rechazada: 1,
      descartada: 1,
      saltado: 3,
      prueba: 0,
      hueco: 4,
    })
    expect(lista.find(({ uso }) => uso === 'anulada')?.explicacion).toContain('Se cobró dos veces')
    for (const { explicacion } of lista) expect(explicacion).toMatch(/\S/)
    const [rango] = await c.medico.facturacion.numeracion.rangos()
    const { siguiente } = await c.core.db
      .selectFrom('resoluciones')
      .select('siguiente')
      .executeTakeFirstOrThrow()
    expect(rango).toMatchObject({ id: resolucionId, usados: siguiente - (lista[0]?.desde ?? 0) })
    expect(lista.at(-1)?.hasta).toBe(siguiente - 1)
  })

  it('se filtra por fecha y por lo que pasó, y por páginas da lo mismo que de una vez', async () => {
    const deHoy = await control({ desde: '2026-11-23', hasta: '2026-11-23' })
    expect(deHoy.numeros.map(({ uso }) => uso)).toEqual(['descartada', 'hueco', 'pendiente', 'hueco'])
    expect(deHoy.cuenta).toMatchObject({ validada: 0, descartada: 1, pendiente: 1 })
    expect((await control({ uso: 'rechazada' })).numeros).toMatchObject([{ desde: numeros.rechazada }])
    expect((await control({ uso: 'descartada' })).numeros).toMatchObject([{ desde: numeros.descartada }])
    expect((await control({ uso: 'hueco' })).numeros).toHaveLength(2)

    const todo = (await control()).numeros
    const porPaginas: typeof todo = []
    for (;;) {
      const despuesDe = porPaginas.at(-1)?.desde
      const { numeros: pagina } = await control({ limite: 2, ...(despuesDe !== undefined && { despuesDe }) })
      porPaginas.push(...pagina)
      if (pagina.length < 2) break
    }
    expect(porPaginas).toEqual(todo)
  })

  it('se guarda como la abre el Excel de Colombia', async () => {
    const { nombre, base64 } = await c.medico.facturacion.numeracion.exportar({ resolucionId })
    expect(nombre).toMatch(/^numeracion-SETP\d+\.csv$/)
    const bytes = Buffer.from(base64, 'base64')
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lineas = bytes.subarray(3).toString('utf8').split('\r\n')
    expect(lineas[0]).toBe('Desde;Hasta;Cantidad;Estado;Fecha;Explicación;Adquiriente;Total')
    expect(lineas).toHaveLength(11)
    expect(lineas[2]).toContain(`SETP${numeros.validada};SETP${numeros.validada};1;Validada;2026-11-21;`)
    expect(lineas[2]).toMatch(/;120000$/)
    expect(lineas[7]).toContain(';3;Sin explicación;')
  })

  it('se lee por los índices', async () => {
    const plan = async (query: string) =>
      (await sql<{ detail: string }>`${sql.raw(`EXPLAIN QUERY PLAN ${query}`)}`.execute(c.core.db)).rows
        .map(({ detail }) => detail)
        .join('\n')
    const contar = await plan(
      `SELECT estado, count(*), count(descartada_en) FROM facturas AS f WHERE resolucion_id = 'r'
       AND estado IN ('validada', 'rechazada') AND fecha_emision >= '2026-01-01' GROUP BY estado`,
    )
    expect(contar).toContain('COVERING INDEX facturas_por_rango')
    const huecos = await plan(
      `SELECT consecutivo, lag(consecutivo) OVER (ORDER BY consecutivo) FROM facturas WHERE resolucion_id = 'r'`,
    )
    expect(huecos).toContain('COVERING INDEX sqlite_autoindex_facturas')
    expect(huecos).not.toContain('TEMP B-TREE')
  })
})
