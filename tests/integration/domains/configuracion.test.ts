import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transact } from '../../../src-main/core/database/transaction.ts'
import {
  getAjuste,
  getSede,
  getSoftwareDian,
  listTarifas,
  tarifaDe,
  textoConsentimiento,
} from '../../../src-main/domains/configuracion/api.ts'
import { saveTarifa } from '../../../src-main/domains/configuracion/repository.ts'
import { CONSENTIMIENTO_INICIAL } from '../../../src-shared/domains/configuracion/consentimiento.ts'
import { IMPUESTO_SALUD } from '../../../src-shared/domains/configuracion/tarifas-pegadas.ts'
import {
  abrirConfiguracion,
  type Configuracion,
  commandId,
  FACTURA_ELECTRONICA,
  MUV,
  PAGADOR,
  PRESTADOR,
  PROFESIONAL,
  RESOLUCION,
  rechazo,
  SEDE,
  SOFTWARE,
} from './configuracion-harness.ts'

let app: Configuracion
beforeEach(async () => {
  app = await abrirConfiguracion()
})
afterEach(() => app.cerrar())

const prestador = (cambios: object = {}) =>
  app.medico.guardarPrestador({
    commandId: commandId(),
    prestador: { ...PRESTADOR, responsabilidades: ['R-99-PN'], ...cambios },
    obligacion: FACTURA_ELECTRONICA,
  })
const sede = (cambios: object = {}) =>
  app.medico.guardarSede({ commandId: commandId(), sede: { ...SEDE, ...cambios } })
const pagador = (cambios: object = {}) =>
  app.medico.guardarPagador({ commandId: commandId(), pagador: { ...PAGADOR, ...cambios } })

describe('asistente de primera configuración', () => {
  it('recién instalado, todo está pendiente y dice qué impide cada cosa', async () => {
    const { pasos, pendientes, avisos, obligacion } = await app.medico.estado()
    expect(pasos.every((p) => p.estado === 'pendiente')).toBe(true)
    expect(Object.fromEntries(pendientes.map((p) => [p.paso, p.impide]))).toEqual({
      prestador: 'facturar',
      sede: 'facturar',
      profesional: 'atender',
      numeracion: 'facturar',
      certificado: 'facturar',
      software: 'facturar',
      tarifas: 'nada',
      muv: 'reportar',
    })
    expect(avisos).toEqual([])
    expect(obligacion).toBe('sin-responder')
  })

  it('cada paso se puede dejar para después y sigue en la lista de pendientes', async () => {
    const { pasos } = await app.medico.estado()
    for (const { paso } of pasos) await app.medico.omitirPaso({ commandId: commandId(), paso, omitido: true })
    const despues = await app.medico.estado()
    expect(despues.pasos.every((p) => p.estado === 'omitido')).toBe(true)
    expect(despues.pendientes).toHaveLength(pasos.length)
    await app.medico.omitirPaso({ commandId: commandId(), paso: 'sede', omitido: false })
    expect((await app.medico.estado()).pasos.find((p) => p.paso === 'sede')?.estado).toBe('pendiente')
  })

  it('los pasos se completan en cualquier orden y los que se guardan quedan listos', async () => {
    const { id: sedeId } = await sede()
    await app.medico.guardarServiciosHabilitados({
      commandId: commandId(),
      sedeId,
      servicios: [{ codigo: 329, nombre: 'Medicina interna' }],
    })
    await app.medico.guardarProfesional({ commandId: commandId(), profesional: PROFESIONAL })
    await app.medico.guardarResolucion({ commandId: commandId(), resolucion: RESOLUCION })
    await app.medico.guardarSoftware({ commandId: commandId(), software: SOFTWARE })
    await app.medico.guardarMuv({ commandId: commandId(), muv: MUV })
    await app.medico.guardarTarifas({
      commandId: commandId(),
      pagadorId: null,
      tarifas: [{ cups: '890201', descripcion: 'Consulta', valor: 18_000_000, impuesto: IMPUESTO_SALUD }],
    })
    await prestador()
    const { pendientes } = await app.medico.estado()
    expect(pendientes.map((p) => p.paso)).toEqual(['certificado'])
    expect(await app.medico.sedes()).toMatchObject([
      { codigoSede: '01', servicios: [{ codigo: 329, nombre: 'Medicina interna' }] },
    ])
  })

  it('quien no está obligado a facturar no necesita numeración, certificado ni software', async () => {
    await app.medico.guardarPrestador({
      commandId: commandId(),
      prestador: { ...PRESTADOR, responsabilidades: ['R-99-PN'], obligadoFacturar: false },
      obligacion: { superaTope: false, contrataConPagadores: false },
    })
    const { pasos, obligacion, pendientes } = await app.medico.estado()
    expect(obligacion).toBe('rips-sin-factura')
    expect(pasos.filter((p) => p.estado === 'no-aplica').map((p) => p.paso)).toEqual([
      'certificado',
      'software',
      'numeracion',
    ])
    expect(pendientes.find((p) => p.paso === 'sede')?.impide).toBe('reportar')
  })

  it('no deja marcar que no factura a quien supera 3.500 UVT o contrata con pagadores', async () => {
    for (const obligacion of [
      { superaTope: true, contrataConPagadores: false },
      { superaTope: false, contrataConPagadores: true },
      { superaTope: null, contrataConPagadores: false },
    ])
      expect(
        await rechazo(
          app.medico.guardarPrestador({
            commandId: commandId(),
            prestador: { ...PRESTADOR, responsabilidades: ['R-99-PN'], obligadoFacturar: false },
            obligacion,
          }),
        ),
      ).toMatchObject({ code: 'DATOS_INVALIDOS', campo: 'prestador.obligadoFacturar' })
  })
})

describe('datos del prestador', () => {
  it('[A-05] valida el dígito del NIT, el código de habilitación y el municipio, y guarda el contrato con número, fechas, tarifa y modalidad', async () => {
    await expect(prestador({ dv: '4' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(prestador({ codigoHabilitacion: '110013012' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(prestador({ codigoHabilitacion: '0000130123' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    expect(await prestador()).toMatchObject({ nit: '900373115', codigoHabilitacion: '1100130123' })
    expect(await rechazo(sede({ municipio: '11999' }))).toMatchObject({
      code: 'MUNICIPIO_DESCONOCIDO',
      campo: 'sede.municipio',
      remedio: 'Búsquelo por su nombre y escójalo de la lista.',
    })
    const { id } = await pagador()
    await app.medico.guardarTarifas({
      commandId: commandId(),
      pagadorId: id,
      tarifas: [{ cups: '890201', descripcion: 'Consulta', valor: 5_200_000, impuesto: IMPUESTO_SALUD }],
    })
    expect(await app.medico.pagadores()).toMatchObject([
      {
        numeroContrato: 'C-2026-118',
        contratoDesde: '2026-01-01',
        contratoHasta: '2026-12-31',
        modalidadPago: '04',
      },
    ])
    expect(await app.medico.tarifas({ pagadorId: id })).toMatchObject([{ cups: '890201', valor: 5_200_000 }])
  })

  it('[R-31] el código de habilitación se verifica y cada sede guarda el suyo', async () => {
    await prestador()
    await sede()
    await sede({ codigoSede: '02', nombre: 'Consultorio Suba' })
    await expect(sede({ codigoSede: '3' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(await rechazo(sede({ nombre: 'Otra' }))).toMatchObject({
      code: 'SEDE_EXISTE',
      message: 'La sede 01 ya está: Consultorio Chapinero.',
    })
    expect((await app.medico.sedes()).map((s) => s.codigoSede)).toEqual(['01', '02'])
    expect((await getSede(app.db))?.codigoSede).toBe('01')
  })

  it('un profesional no se registra dos veces con el mismo documento', async () => {
    await app.medico.guardarProfesional({ commandId: commandId(), profesional: PROFESIONAL })
    expect(
      await rechazo(
        app.medico.guardarProfesional({
          commandId: commandId(),
          profesional: { ...PROFESIONAL, nombres: 'Otra' },
        }),
      ),
    ).toMatchObject({ code: 'PROFESIONAL_EXISTE', message: expect.stringContaining('Catalina Ruiz Peña') })
  })

  it('el mismo contrato de un pagador no se repite, pero otro plan sí', async () => {
    await pagador()
    expect(await rechazo(pagador())).toMatchObject({ code: 'PAGADOR_EXISTE' })
    await pagador({ coberturaPlan: '17' })
    await pagador({ numeroContrato: null })
    expect(await rechazo(pagador({ numeroContrato: null }))).toMatchObject({ code: 'PAGADOR_EXISTE' })
    expect(await app.medico.pagadores()).toHaveLength(3)
  })
})

describe('tarifas', () => {
  const tarifa = (cups: string, valor: number) => ({
    cups,
    descripcion: `Servicio ${cups}`,
    valor,
    impuesto: IMPUESTO_SALUD,
  })

  it('pegar de nuevo la lista cambia los precios y no repite servicios', async () => {
    const guardar = (tarifas: ReturnType<typeof tarifa>[]) =>
      app.medico.guardarTarifas({ commandId: commandId(), pagadorId: null, tarifas })
    expect(await guardar([tarifa('890201', 100), tarifa('890301', 200)])).toEqual({
      nuevas: 2,
      cambiadas: 0,
      iguales: 0,
    })
    expect(await guardar([tarifa('890201', 150), tarifa('890301', 200), tarifa('890203', 300)])).toEqual({
      nuevas: 1,
      cambiadas: 1,
      iguales: 1,
    })
    const lista = await listTarifas(app.db, null)
    expect(lista.map((t) => [t.cups, t.valor])).toEqual([
      ['890201', 150],
      ['890203', 300],
      ['890301', 200],
    ])
    expect(await app.medico.quitarTarifas({ commandId: commandId(), ids: [lista[0]!.id] })).toEqual({
      quitadas: 1,
    })
  })

  it('lo que no está en el contrato de un pagador no toma el precio particular', async () => {
    const { id } = await pagador()
    await app.medico.guardarTarifas({
      commandId: commandId(),
      pagadorId: null,
      tarifas: [tarifa('890201', 100)],
    })
    expect((await tarifaDe(app.db, '890201', null))?.valor).toBe(100)
    expect(await tarifaDe(app.db, '890201', id)).toBeUndefined()
  })

  it('buscar una tarifa usa un índice, con un pagador o sin él', async () => {
    const { id } = await pagador()
    await transact(app.db, async (trx) => {
      for (let i = 0; i < 500; i++)
        await saveTarifa(
          trx,
          { ...tarifa(String(100_000 + i), i), id: app.ids.next(), pagadorId: i % 2 ? id : null },
          'x',
        )
    })
    const plan = async (query: ReturnType<typeof sql<{ detail: string }>>) =>
      (await query.execute(app.db)).rows.map((row) => row.detail).join(' · ')
    expect(
      await plan(sql`EXPLAIN QUERY PLAN SELECT * FROM tarifas WHERE pagador_id = ${id} AND cups = '100001'`),
    ).toContain('tarifas_contratadas')
    expect(
      await plan(sql`EXPLAIN QUERY PLAN SELECT * FROM tarifas WHERE pagador_id IS NULL ORDER BY cups`),
    ).toContain('tarifas_particulares')
  })
})

describe('secretos y permisos', () => {
  it('el PIN y la contraseña se guardan, no se devuelven, y dejarlos vacíos conserva los que había', async () => {
    await app.medico.guardarSoftware({ commandId: commandId(), software: SOFTWARE })
    await app.medico.guardarMuv({ commandId: commandId(), muv: MUV })
    expect(await app.medico.software()).not.toHaveProperty('pin')
    expect(await app.medico.muv()).not.toHaveProperty('clave')
    await app.medico.guardarSoftware({
      commandId: commandId(),
      software: { ...SOFTWARE, pin: null, ambiente: '1' },
    })
    await app.medico.guardarMuv({ commandId: commandId(), muv: { ...MUV, clave: null } })
    expect(await getSoftwareDian(app.db)).toMatchObject({ pin: '20191', ambiente: '1' })
    expect((await getAjuste(app.db, 'muv'))?.clave).toBe('secreto-sispro')
    const { rows } = await sql<{ n: number }>`
      SELECT count(*) AS n FROM commands WHERE result LIKE '%20191%' OR result LIKE '%secreto%'`.execute(
      app.db,
    )
    expect(rows[0]?.n).toBe(0)
  })

  it('una dirección sin cifrar solo se admite dentro de este equipo', async () => {
    const url = 'http://vpfe.dian.gov.co/WcfDianCustomerServices.svc'
    await expect(
      app.medico.guardarSoftware({ commandId: commandId(), software: { ...SOFTWARE, url } }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await app.medico.guardarSoftware({
      commandId: commandId(),
      software: { ...SOFTWARE, url: 'http://127.0.0.1:4321/dian' },
    })
  })

  it('recepción consulta los precios pero no cambia la configuración ni ve la cuenta de SISPRO', async () => {
    const recepcion = app.como('recepcion')
    expect(await recepcion.tarifas({ pagadorId: null })).toEqual([])
    expect(await recepcion.estado()).toHaveProperty('pendientes')
    await expect(recepcion.muv()).rejects.toMatchObject({ code: 'SIN_PERMISO' })
    await expect(recepcion.guardarSede({ commandId: commandId(), sede: SEDE })).rejects.toMatchObject({
      code: 'SIN_PERMISO',
    })
    expect(app.denied).toEqual(['muv', 'guardarSede'])
  })

  it('las claves solo se escriben en el equipo principal', async () => {
    const remoto = app.como('administrador', 'lan')
    await expect(
      remoto.guardarSoftware({ commandId: commandId(), software: SOFTWARE }),
    ).rejects.toMatchObject({ code: 'SIN_PERMISO' })
    await remoto.guardarSede({ commandId: commandId(), sede: SEDE })
  })

  it('cada cambio queda en la auditoría sin nombres ni claves', async () => {
    await prestador()
    await app.medico.guardarMuv({ commandId: commandId(), muv: MUV })
    const filas = await app.db.selectFrom('audit').selectAll().execute()
    expect(filas.map((f) => f.action)).toEqual([
      'configuracion.guardar-prestador',
      'configuracion.guardar-muv',
    ])
    expect(JSON.stringify(filas)).not.toMatch(/Fernández|secreto/)
  })
})

describe('ajustes', () => {
  it('sin tocar nada rigen los valores de fábrica', async () => {
    expect(await app.medico.ajustes()).toEqual({
      facturarAlCerrar: true,
      diasMaximosSinEnviar: 5,
      uvtConsumidorFinal: 5,
      minutosBloqueo: 10,
      consentimiento: CONSENTIMIENTO_INICIAL,
    })
  })

  it('se guardan y un valor guardado con otra forma vuelve al de fábrica', async () => {
    await app.medico.guardarAjustes({ commandId: commandId(), facturarAlCerrar: false, minutosBloqueo: 3 })
    expect(await app.medico.ajustes()).toMatchObject({
      facturarAlCerrar: false,
      minutosBloqueo: 3,
      diasMaximosSinEnviar: 5,
    })
    await sql`UPDATE ajustes SET valor = '"mucho"' WHERE clave = 'minutosBloqueo'`.execute(app.db)
    expect(await getAjuste(app.db, 'minutosBloqueo')).toBe(10)
  })

  it('cambiar el texto de la autorización crea otra versión y conserva las anteriores', async () => {
    const texto = `${CONSENTIMIENTO_INICIAL.texto} Autorizo además recibir recordatorios por mensaje de texto.`
    const nueva = await app.medico.guardarConsentimiento({ commandId: commandId(), texto })
    expect(nueva.version).toBe(2)
    expect(await app.medico.guardarConsentimiento({ commandId: commandId(), texto })).toEqual(nueva)
    expect(await textoConsentimiento(app.db, 1)).toBe(CONSENTIMIENTO_INICIAL.texto)
    expect(await textoConsentimiento(app.db, 2)).toBe(texto)
    await expect(sql`UPDATE consentimiento_textos SET texto = 'otro'`.execute(app.db)).rejects.toThrow(
      /APPEND_ONLY/,
    )
  })
})
