import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transact } from '../../../src-main/core/database/transaction.ts'
import {
  consumirNumero,
  exigirResolucion,
  resolucionVigente,
  saltosDe,
} from '../../../src-main/domains/configuracion/api.ts'
import {
  abrirConfiguracion,
  type Configuracion,
  commandId,
  RESOLUCION,
  rechazo,
  SEDE,
  SOFTWARE,
} from './configuracion-harness.ts'

const HOY = '2026-11-21'
let app: Configuracion
beforeEach(async () => {
  app = await abrirConfiguracion()
})
afterEach(() => app.cerrar())

const guardar = (cambios: object = {}) =>
  app.medico.guardarResolucion({ commandId: commandId(), resolucion: { ...RESOLUCION, ...cambios } })
const tomar = (id: string, fecha = HOY) => transact(app.db, (trx) => consumirNumero(trx, id, fecha))

describe('consumir números', () => {
  it('da los números uno por uno, sin saltar ni repetir, y se niega al acabarse diciendo qué hacer', async () => {
    const { id } = await guardar({ hasta: 990000049 })
    const tomas = await Promise.allSettled(Array.from({ length: 60 }, () => tomar(id)))
    const dados = tomas.flatMap((t) => (t.status === 'fulfilled' ? [t.value.consecutivo] : []))
    expect(dados).toEqual(Array.from({ length: 50 }, (_, i) => 990000000 + i))
    const negados = tomas.flatMap((t) => (t.status === 'rejected' ? [t.reason] : []))
    expect(negados).toHaveLength(10)
    expect(negados[0]).toMatchObject({
      code: 'NUMERACION_AGOTADA',
      message: 'La numeración SETP 990000000–990000049 ya usó todos sus números.',
      remedio: expect.stringContaining('Pida otra numeración en la DIAN'),
    })
  })

  it('si la factura no se guarda, su número no se pierde', async () => {
    const { id } = await guardar()
    await expect(
      transact(app.db, async (trx) => {
        await consumirNumero(trx, id, HOY)
        throw new Error('disco lleno')
      }),
    ).rejects.toThrow('disco lleno')
    expect((await tomar(id)).consecutivo).toBe(990000000)
  })

  it('la vigencia cuenta con sus dos extremos', async () => {
    const { id } = await guardar()
    expect((await tomar(id, '2027-01-19')).prefijo).toBe('SETP')
    expect((await tomar(id, '2026-01-19')).consecutivo).toBe(990000001)
    await expect(tomar(id, '2027-01-20')).rejects.toMatchObject({
      code: 'NUMERACION_VENCIDA',
      message: 'La numeración SETP 990000000–990000099 venció el 19 ene 2027.',
    })
    await expect(tomar(id, '2026-01-18')).rejects.toMatchObject({
      code: 'NUMERACION_VENCIDA',
      message: expect.stringContaining('empieza a regir el 19 ene 2026'),
    })
  })

  it('una puesta fuera de uso no da números', async () => {
    const { id } = await guardar()
    await guardar({ id, activa: false })
    await expect(tomar(id)).rejects.toMatchObject({ code: 'NUMERACION_VENCIDA' })
  })

  it('se usa la más antigua con números y después la siguiente', async () => {
    const primera = await guardar({ hasta: 990000000 })
    const segunda = await guardar({
      desde: 990000001,
      hasta: 990000100,
      siguiente: 990000001,
      vigenciaDesde: '2026-06-01',
    })
    expect((await resolucionVigente(app.db, HOY, 'factura'))?.id).toBe(primera.id)
    await tomar(primera.id)
    expect((await resolucionVigente(app.db, HOY, 'factura'))?.id).toBe(segunda.id)
  })

  it('sin ninguna que sirva, dice por qué', async () => {
    await expect(exigirResolucion(app.db, HOY, 'factura')).rejects.toMatchObject({
      code: 'NUMERACION_FALTA',
      remedio: 'Agregue la resolución de la DIAN en Configuración, Numeración.',
    })
    const { id } = await guardar({ hasta: 990000000 })
    expect((await exigirResolucion(app.db, HOY, 'factura')).id).toBe(id)
    await tomar(id)
    await expect(exigirResolucion(app.db, HOY, 'factura')).rejects.toMatchObject({
      code: 'NUMERACION_AGOTADA',
    })
    await expect(exigirResolucion(app.db, HOY, 'contingencia')).rejects.toMatchObject({
      code: 'NUMERACION_FALTA',
    })
  })
})

describe('registrar numeraciones', () => {
  it('se puede empezar a mitad del rango si otro programa usó los primeros', async () => {
    const { id } = await guardar({ siguiente: 990000040 })
    expect((await tomar(id)).consecutivo).toBe(990000040)
    expect(await app.medico.resoluciones()).toMatchObject([{ consumidos: 1, quedan: 59 }])
  })

  it('dos rangos del mismo prefijo que se cruzan se rechazan nombrando el otro', async () => {
    await guardar()
    expect(
      await rechazo(
        guardar({ numero: '18760000002', desde: 990000099, hasta: 990000200, siguiente: 990000099 }),
      ),
    ).toEqual({
      code: 'NUMERACION_TRASLAPADA',
      message: 'El rango se cruza con el de la resolución 18760000001: SETP990000000 a SETP990000099.',
      remedio: 'Corrija el rango, o ponga fuera de uso la otra numeración si esta la reemplaza.',
      campo: 'resolucion.desde',
    })
    await guardar({ numero: '18760000002', prefijo: 'FE' })
    await guardar({ numero: '18760000003', desde: 990000100, hasta: 990000200, siguiente: 990000100 })
  })

  it('un rango mal leído se rechaza en su campo', async () => {
    for (const malo of [
      { hasta: 989999999 },
      { vigenciaHasta: '2026-01-18' },
      { siguiente: 989999999 },
      { claveTecnica: '' },
      { claveTecnica: 'fc8eac' },
      { prefijo: 'setp' },
      { numero: '123' },
    ])
      await expect(guardar(malo), JSON.stringify(malo)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(await rechazo(guardar({ vigenciaHasta: '2026-11-20' }))).toMatchObject({
      code: 'NUMERACION_VENCIDA',
      message: 'Esa numeración venció el 20 nov 2026.',
    })
    await guardar({ tipo: 'contingencia', prefijo: 'CONT', claveTecnica: '' })
  })

  it('la clave técnica no sale del programa: no se responde ni queda en el registro, y vacía conserva la guardada', async () => {
    const guardada = async (id: string) =>
      (await app.db.selectFrom('resoluciones').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
        .clave_tecnica
    const { id, claveTecnica } = await guardar()
    expect(claveTecnica).toBe('')
    expect(await guardada(id)).toBe(RESOLUCION.claveTecnica)
    expect(await guardar({ id, claveTecnica: '', hasta: 990000200 })).toMatchObject({ claveTecnica: '' })
    expect(await guardada(id)).toBe(RESOLUCION.claveTecnica)
    const otra = 'a'.repeat(40)
    await guardar({ id, claveTecnica: otra, hasta: 990000200 })
    expect(await guardada(id)).toBe(otra)
    expect((await app.medico.resoluciones()).map((r) => r.claveTecnica)).toEqual([''])
    const commands = JSON.stringify(await app.db.selectFrom('commands').selectAll().execute())
    expect(commands).not.toContain(otra)
    expect(commands).not.toContain(RESOLUCION.claveTecnica)
    const papel = await guardar({
      tipo: 'contingencia',
      numero: '18760000007',
      prefijo: 'CONT',
      claveTecnica: '',
    })
    expect(
      await rechazo(
        guardar({ id: papel.id, tipo: 'factura', numero: '18760000007', prefijo: 'CONT', claveTecnica: '' }),
      ),
    ).toMatchObject({ code: 'DATOS_INVALIDOS', campo: 'resolucion.claveTecnica' })
  })

  it('con números emitidos solo se corrigen la vigencia, el final y la clave técnica', async () => {
    const { id } = await guardar()
    await tomar(id)
    for (const campo of [
      { numero: '18760000009' },
      { prefijo: 'FE' },
      { desde: 989999999 },
      { tipo: 'contingencia', claveTecnica: '' },
    ])
      expect(await rechazo(guardar({ id, siguiente: 990000001, ...campo }))).toMatchObject({
        code: 'NUMERACION_USADA',
        campo: `resolucion.${Object.keys(campo)[0]}`,
      })
    expect(await rechazo(guardar({ id }))).toMatchObject({
      campo: 'resolucion.siguiente',
      remedio: 'Escriba 990000001 o uno mayor.',
    })
    await guardar({ id, siguiente: 990000001, hasta: 990000500, vigenciaHasta: '2027-06-01' })
    expect(await rechazo(app.medico.quitarResolucion({ commandId: commandId(), id }))).toMatchObject({
      code: 'NUMERACION_USADA',
    })
  })

  it('la que quedó mal escrita se reemplaza desde el número que sigue', async () => {
    const { id } = await guardar({ numero: '18760000009' })
    await tomar(id)
    await guardar({ id, numero: '18760000009', siguiente: 990000001, activa: false })
    expect(await rechazo(guardar())).toMatchObject({
      code: 'NUMERACION_TRASLAPADA',
      remedio: 'Empiece desde el 990000001: los anteriores ya se usaron.',
    })
    const buena = await guardar({ siguiente: 990000001 })
    expect((await tomar(buena.id)).consecutivo).toBe(990000001)
  })

  it('una que no dio números se puede quitar', async () => {
    const { id } = await guardar()
    expect(await app.medico.quitarResolucion({ commandId: commandId(), id })).toEqual({ quitada: true })
    expect(await app.medico.resoluciones()).toEqual([])
  })

  it('the table itself refuses what would rewrite history', async () => {
    const { id } = await guardar()
    await tomar(id)
    for (const change of [
      sql`UPDATE resoluciones SET numero = '1' WHERE id = ${id}`,
      sql`UPDATE resoluciones SET prefijo = 'X' WHERE id = ${id}`,
      sql`UPDATE resoluciones SET desde = 1 WHERE id = ${id}`,
      sql`UPDATE resoluciones SET siguiente = 990000000 WHERE id = ${id}`,
      sql`UPDATE resoluciones SET consumidos = 0 WHERE id = ${id}`,
      sql`DELETE FROM resoluciones WHERE id = ${id}`,
    ])
      await expect(change.execute(app.db)).rejects.toThrow(/APPEND_ONLY resoluciones/)
  })

  it('looking for the range in force uses its index', async () => {
    const { rows } = await sql<{ detail: string }>`
      EXPLAIN QUERY PLAN SELECT * FROM resoluciones
      WHERE tipo = 'factura' AND activa = 1 AND vigencia_desde <= '2026-11-21' ORDER BY vigencia_desde`.execute(
      app.db,
    )
    expect(rows[0]?.detail).toContain('resoluciones_vigentes')
  })
})

describe('avisos de Hoy', () => {
  it('con 50 números o menos avisa cuántos quedan', async () => {
    await guardar({ hasta: 990000050 })
    expect((await app.medico.estado()).avisos).toEqual([])
    await guardar({ id: (await app.medico.resoluciones())[0]!.id, hasta: 990000050, siguiente: 990000008 })
    expect((await app.medico.estado()).avisos).toMatchObject([
      { codigo: 'numeracion-por-agotarse', mensaje: 'Le quedan 43 números en la resolución 18760000001.' },
    ])
  })

  it('a 30 días de vencer avisa la fecha, salvo que ya haya otra que la releve', async () => {
    await guardar({ vigenciaHasta: '2026-12-21' })
    expect((await app.medico.estado()).avisos).toMatchObject([
      { codigo: 'numeracion-por-vencer', mensaje: 'Su numeración SETP vence el 21 dic 2026.' },
    ])
    await guardar({ numero: '18760000002', desde: 990000100, hasta: 990000900, siguiente: 990000100 })
    expect((await app.medico.estado()).avisos).toEqual([])
  })

  it('vencida o agotada ya no es aviso: queda pendiente e impide facturar', async () => {
    await guardar({ vigenciaHasta: '2026-11-22' })
    app.clock.set('2026-11-24T15:00:00.000Z')
    const { avisos, pendientes } = await app.medico.estado()
    expect(avisos).toEqual([])
    expect(pendientes.find((p) => p.paso === 'numeracion')).toMatchObject({
      impide: 'facturar',
      mensaje: 'La numeración SETP 990000000–990000099 venció el 22 nov 2026.',
    })
  })
})

describe('numeración por sede y por equipo', () => {
  const vigente = (lugar?: Parameters<typeof resolucionVigente>[3]) =>
    resolucionVigente(app.db, HOY, 'factura', lugar)

  it('cada sede y cada equipo toman de la suya; donde no hay propia, de la de todos', async () => {
    const sede = (codigoSede: string) =>
      app.medico.guardarSede({ commandId: commandId(), sede: { ...SEDE, codigoSede } })
    const [norte, sur] = [await sede('01'), await sede('02')]
    const rango = (prefijo: string, cambios: object) => guardar({ prefijo, ...cambios })
    const todas = await rango('GRAL', { vigenciaDesde: '2026-01-01' })
    const delSur = await rango('SUR', { sedeId: sur.id })
    const enRed = await rango('RED', { equipo: 'red' })
    const surEnRed = await rango('SURR', { sedeId: sur.id, equipo: 'red' })
    const id = async (lugar?: Parameters<typeof vigente>[0]) => (await vigente(lugar))?.id
    expect(await id()).toBe(todas.id)
    expect(await id({ sedeId: norte.id, equipo: 'principal' })).toBe(todas.id)
    expect(await id({ sedeId: norte.id, equipo: 'red' })).toBe(enRed.id)
    expect(await id({ sedeId: sur.id, equipo: 'principal' })).toBe(delSur.id)
    expect(await id({ sedeId: sur.id, equipo: 'red' })).toBe(surEnRed.id)
    expect(await app.medico.resoluciones()).toContainEqual(
      expect.objectContaining({ id: surEnRed.id, sedeId: sur.id, equipo: 'red' }),
    )
  })

  it('la que es de otra sede no se usa: dice que falta numeración', async () => {
    await app.medico.guardarSede({ commandId: commandId(), sede: { ...SEDE, codigoSede: '01' } })
    const sur = await app.medico.guardarSede({ commandId: commandId(), sede: { ...SEDE, codigoSede: '02' } })
    await guardar({ sedeId: sur.id })
    expect(await vigente()).toBeUndefined()
    await expect(exigirResolucion(app.db, HOY, 'factura')).rejects.toMatchObject({ code: 'NUMERACION_FALTA' })
  })

  it('avisa de la que se acaba en una sede aunque las de las otras tengan de sobra', async () => {
    const sur = await app.medico.guardarSede({ commandId: commandId(), sede: { ...SEDE, codigoSede: '02' } })
    const norte = await app.medico.guardarSede({
      commandId: commandId(),
      sede: { ...SEDE, codigoSede: '01' },
    })
    await guardar({ prefijo: 'SUR', sedeId: sur.id, hasta: 990000009 })
    await guardar({ prefijo: 'NOR', sedeId: norte.id, numero: '18760000002', hasta: 990009999 })
    expect((await app.medico.estado()).avisos).toMatchObject([
      { codigo: 'numeracion-por-agotarse', mensaje: 'Le quedan 10 números en la resolución 18760000001.' },
    ])
  })
})

describe('números que no se dieron', () => {
  it('los que usó otro programa y los saltados después quedan explicados, y ya no se pueden borrar', async () => {
    const { id } = await guardar({ siguiente: 990000005 })
    await guardar({ id, siguiente: 990000003 })
    await tomar(id)
    await guardar({ id, siguiente: 990000010 })
    app.clock.advance(86_400)
    await tomar(id)
    await guardar({ id, siguiente: 990000012 })
    expect(await saltosDe(app.db, id)).toEqual([
      { desde: 990000000, hasta: 990000002, en: '2026-11-21T15:00:00.000Z' },
      { desde: 990000004, hasta: 990000009, en: '2026-11-21T15:00:00.000Z' },
      { desde: 990000011, hasta: 990000011, en: '2026-11-22T15:00:00.000Z' },
    ])
    await expect(app.db.deleteFrom('resoluciones_saltos').execute()).rejects.toThrow(/APPEND_ONLY/)
  })

  it('una numeración sin usar se quita con lo que se había saltado', async () => {
    const { id } = await guardar({ siguiente: 990000005 })
    await app.medico.quitarResolucion({ commandId: commandId(), id })
    expect(await saltosDe(app.db, id)).toEqual([])
  })
})

describe('numeración de contingencia', () => {
  it('no lleva clave técnica y nunca da un número a una factura ordinaria', async () => {
    expect(await rechazo(guardar({ tipo: 'contingencia' }))).toMatchObject({ code: 'BAD_REQUEST' })
    const papel = await guardar({ tipo: 'contingencia', prefijo: 'CONT', claveTecnica: '' })
    expect(await resolucionVigente(app.db, HOY, 'factura')).toBeUndefined()
    await expect(tomar(papel.id)).rejects.toThrow(/no numbering range/)
    const tomado = await transact(app.db, (trx) => consumirNumero(trx, papel.id, HOY, 'contingencia'))
    expect(tomado).toMatchObject({ prefijo: 'CONT', consecutivo: 990000000 })
  })
})

describe('numeración de pruebas', () => {
  it('en producción no se factura con el rango de pruebas de la DIAN, y queda pendiente traer el real', async () => {
    await guardar()
    expect(await resolucionVigente(app.db, HOY, 'factura')).toBeDefined()
    await app.medico.guardarSoftware({ commandId: commandId(), software: { ...SOFTWARE, ambiente: '1' } })
    expect(await resolucionVigente(app.db, HOY, 'factura')).toBeUndefined()
    await expect(exigirResolucion(app.db, HOY, 'factura')).rejects.toMatchObject({ code: 'NUMERACION_FALTA' })
    const pendiente = (await app.medico.estado()).pendientes.find(({ paso }) => paso === 'numeracion')
    expect(pendiente?.impide).toBe('facturar')
    const real = await guardar({ numero: '18764000001234', prefijo: 'FE', desde: 1, siguiente: 1, hasta: 90 })
    expect((await resolucionVigente(app.db, HOY, 'factura'))?.id).toBe(real.id)
  })
})
