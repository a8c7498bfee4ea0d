import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transact } from '../../../src-main/core/database/transaction.ts'
import { createIds } from '../../../src-main/core/ids/ids.ts'
import { consumirNumero, getResolucion } from '../../../src-main/domains/configuracion/api.ts'
import {
  type DianPractica,
  startDianPractica,
} from '../../../src-main/practice/autoridades/dian/dian-practica.ts'
import type { RegistroDian } from '../../../src-main/practice/autoridades/dian/registro.ts'
import { crearCertificadoPractica } from '../../../src-main/practice/certificado.ts'
import { testClock } from '../../fixtures/core.ts'
import {
  abrirConfiguracion,
  type Configuracion,
  commandId,
  FACTURA_ELECTRONICA,
  PRESTADOR,
  RESOLUCION,
  rechazo,
  SOFTWARE,
} from './configuracion-harness.ts'

const CLAVE = 'fc8eac422eba16e22ffd8c6f94b3f40a6e38162c'
const RANGO: RegistroDian['rangos'][number] = {
  resolucion: '18764000001234',
  prefijo: 'FE',
  desde: 1,
  hasta: 500,
  vigenciaDesde: '2026-10-01',
  vigenciaHasta: '2028-10-01',
  claveTecnica: CLAVE,
}

let carpeta: string
let registro: RegistroDian
let reloj: ReturnType<typeof testClock>
let dian: DianPractica
let app: Configuracion
beforeEach(async () => {
  carpeta = mkdtempSync(join(tmpdir(), 'consulta-dian-'))
  reloj = testClock()
  registro = { nit: PRESTADOR.nit, softwareId: SOFTWARE.softwareId, pin: SOFTWARE.pin, rangos: [RANGO] }
  dian = await startDianPractica({
    clock: reloj,
    ids: createIds(reloj),
    journalPath: join(carpeta, 'dian.jsonl'),
    registro: () => registro,
  })
  app = await abrirConfiguracion(dian.url)
})
afterEach(async () => {
  await app.cerrar()
  await dian.close()
  rmSync(carpeta, { recursive: true })
})

async function identificarse(datos: { softwareId?: string } = {}) {
  await app.medico.guardarPrestador({
    commandId: commandId(),
    prestador: { ...PRESTADOR, responsabilidades: ['R-99-PN'] },
    obligacion: FACTURA_ELECTRONICA,
  })
  const { p12, clave } = await crearCertificadoPractica({
    nit: PRESTADOR.nit,
    nombre: 'Consultorio de prueba',
    desde: new Date('2026-01-01T00:00:00-05:00'),
    hasta: new Date('2028-01-01T00:00:00-05:00'),
    ids: app.ids,
  })
  await app.medico.importarCertificado({
    commandId: commandId(),
    archivo: Buffer.from(p12).toString('base64'),
    clave,
  })
  await app.medico.guardarSoftware({
    commandId: commandId(),
    software: { ...SOFTWARE, softwareId: datos.softwareId ?? SOFTWARE.softwareId },
  })
}

const consultar = () => app.medico.consultarNumeracion()
const traer = (
  consultaId: string,
  rango: { numero: string; prefijo: string },
  siguiente: number | null = null,
) =>
  app.medico.traerNumeracion({
    commandId: commandId(),
    consultaId,
    rangos: [{ numero: rango.numero, prefijo: rango.prefijo, siguiente }],
  })
const NUEVO = { numero: RANGO.resolucion, prefijo: RANGO.prefijo }
const guardadas = async () => (await app.medico.resoluciones()).map(({ id: _, ...r }) => r)

describe('consultar la numeración en la DIAN', () => {
  it('trae la que falta con su clave técnica, sin que nadie la escriba ni la vea, y queda lista para facturar', async () => {
    await identificarse()
    const { consultaId, rangos } = await consultar()
    expect(rangos).toEqual([
      {
        numero: '18764000001234',
        prefijo: 'FE',
        desde: 1,
        hasta: 500,
        vigenciaDesde: '2026-10-01',
        vigenciaHasta: '2028-10-01',
        tipo: 'factura',
        efecto: 'nuevo',
        preguntarTipo: false,
        explicacion: 'No está aquí todavía.',
        siguiente: 1,
      },
    ])
    expect(await app.medico.resoluciones()).toEqual([])
    await traer(consultaId, NUEVO)
    const [traida] = await app.medico.resoluciones()
    expect(traida).toMatchObject({ numero: '18764000001234', siguiente: 1, quedan: 500, activa: true })
    expect((await getResolucion(app.db, traida!.id))?.claveTecnica).toBe(CLAVE)
    const comandos = await app.db.selectFrom('commands').select('result').execute()
    const auditoria = await app.db.selectFrom('audit').selectAll().execute()
    expect(JSON.stringify([comandos, auditoria])).not.toContain(CLAVE)
    const tomado = await transact(app.db, (trx) => consumirNumero(trx, traida!.id, '2026-11-21'))
    expect(tomado).toMatchObject({ prefijo: 'FE', consecutivo: 1 })
    expect((await consultar()).rangos[0]).toMatchObject({
      efecto: 'igual',
      explicacion: 'Ya está aquí, igual.',
    })
  })

  it('si otro programa ya usó los primeros, empieza en el que se diga, dentro del rango', async () => {
    await identificarse()
    const { consultaId } = await consultar()
    expect(await rechazo(traer(consultaId, NUEVO, 501))).toMatchObject({
      code: 'DATOS_INVALIDOS',
      message: 'El próximo número de la numeración FE no puede ser el 501.',
    })
    expect(await guardadas()).toEqual([])
    await traer(consultaId, NUEVO, 120)
    expect(await guardadas()).toMatchObject([{ siguiente: 120, quedan: 381 }])
  })

  it('dice en qué difiere la que ya está y la corrige como la tiene la DIAN, sin devolver el contador', async () => {
    await identificarse()
    const { id } = await app.medico.guardarResolucion({
      commandId: commandId(),
      resolucion: {
        ...RESOLUCION,
        numero: RANGO.resolucion,
        prefijo: 'FE',
        desde: 1,
        siguiente: 1,
        hasta: 300,
        vigenciaDesde: '2026-10-01',
        vigenciaHasta: '2027-10-01',
        claveTecnica: 'a'.repeat(40),
      },
    })
    await transact(app.db, (trx) => consumirNumero(trx, id, '2026-11-21'))
    const { consultaId, rangos } = await consultar()
    expect(rangos[0]).toMatchObject({
      efecto: 'cambia',
      explicacion:
        'En la DIAN termina en 500 y aquí en 300; vence el 1 oct 2028 y aquí el 1 oct 2027; la clave técnica es otra.',
    })
    await traer(consultaId, NUEVO)
    expect(await getResolucion(app.db, id)).toMatchObject({
      hasta: 500,
      vigenciaHasta: '2028-10-01',
      claveTecnica: CLAVE,
      siguiente: 2,
    })
  })

  it('la resolución nueva que sigue con los mismos números reemplaza a la anterior y continúa donde iba', async () => {
    await identificarse()
    const { id } = await app.medico.guardarResolucion({
      commandId: commandId(),
      resolucion: {
        ...RESOLUCION,
        numero: '18764000000001',
        prefijo: 'FE',
        desde: 1,
        siguiente: 1,
        hasta: 500,
        vigenciaDesde: '2024-10-01',
        vigenciaHasta: '2026-12-01',
      },
    })
    for (let i = 0; i < 3; i++) await transact(app.db, (trx) => consumirNumero(trx, id, '2026-11-21'))
    const { consultaId, rangos } = await consultar()
    expect(rangos[0]).toMatchObject({
      efecto: 'reemplaza',
      explicacion: 'Reemplaza a la resolución 18764000000001, que queda fuera de uso; sigue desde el FE4.',
      siguiente: 4,
    })
    expect(await rechazo(traer(consultaId, NUEVO, 2))).toMatchObject({ code: 'DATOS_INVALIDOS' })
    await traer(consultaId, NUEVO)
    expect(await guardadas()).toMatchObject([
      { numero: '18764000001234', siguiente: 4, activa: true },
      { numero: '18764000000001', siguiente: 4, activa: false },
    ])
  })

  it('la que ya venció y la que trae datos incompletos se muestran con su porqué y no se dejan traer', async () => {
    await identificarse()
    registro = {
      ...registro,
      rangos: [
        { ...RANGO, vigenciaHasta: '2026-11-20' },
        { ...RANGO, resolucion: '9', prefijo: 'LARGO' },
      ],
    }
    const { consultaId, rangos } = await consultar()
    expect(rangos.map((r) => [r.efecto, r.explicacion])).toEqual([
      ['no-se-puede', 'Venció el 20 nov 2026.'],
      ['no-se-puede', 'La DIAN la devolvió incompleta.'],
    ])
    expect(await rechazo(traer(consultaId, NUEVO))).toMatchObject({ code: 'CONSULTA_VENCIDA' })
    expect(await guardadas()).toEqual([])
  })

  it('el rango de papel llega sin clave y queda para contingencia', async () => {
    await identificarse()
    registro = { ...registro, rangos: [{ ...RANGO, prefijo: 'CONT', claveTecnica: '' }] }
    const { consultaId, rangos } = await consultar()
    expect(rangos[0]).toMatchObject({ tipo: 'contingencia', efecto: 'nuevo' })
    await traer(consultaId, { numero: RANGO.resolucion, prefijo: 'CONT' })
    expect(await guardadas()).toMatchObject([{ tipo: 'contingencia', prefijo: 'CONT' }])
  })

  it('con otra respuesta a la mano, la anterior ya no sirve para traer', async () => {
    await identificarse()
    const primera = await consultar()
    await consultar()
    expect(await rechazo(traer(primera.consultaId, NUEVO))).toMatchObject({
      code: 'CONSULTA_VENCIDA',
      remedio: 'Pulse otra vez «Consultar en la DIAN».',
    })
  })
})

describe('cuando no se puede consultar la numeración', () => {
  it('sin NIT, sin certificado o sin software dice cuál falta y dónde', async () => {
    expect(await rechazo(consultar())).toMatchObject({
      code: 'CONFIGURACION_INCOMPLETA',
      message: 'Falta el NIT del prestador.',
    })
    await app.medico.guardarPrestador({
      commandId: commandId(),
      prestador: { ...PRESTADOR, responsabilidades: ['R-99-PN'] },
      obligacion: FACTURA_ELECTRONICA,
    })
    expect(await rechazo(consultar())).toMatchObject({
      message: 'Falta el certificado digital, con el que se identifica ante la DIAN.',
      remedio: 'Impórtelo en Configuración, Certificado digital.',
    })
  })

  it('la DIAN no autoriza al software: dice qué revisar y que nada cambió', async () => {
    await identificarse({ softwareId: '11111111-1111-4111-8111-111111111111' })
    expect(await rechazo(consultar())).toMatchObject({
      code: 'DIAN_NO_AUTORIZA',
      message:
        'La DIAN no autoriza a este software a consultar la numeración del NIT 900373115. No se cambió nada de su numeración.',
      remedio: expect.stringContaining('identificador'),
    })
  })

  it('sin red o con el servicio caído: nada se pierde y se intenta después', async () => {
    await identificarse()
    dian.faults.next('503')
    expect(await rechazo(consultar())).toMatchObject({
      code: 'DIAN_SIN_RESPUESTA',
      remedio: 'Intente más tarde: no hay nada que volver a escribir.',
    })
    dian.faults.next('corte-antes')
    expect(await rechazo(consultar())).toMatchObject({ code: 'DIAN_SIN_RESPUESTA' })
    expect((await consultar()).rangos).toHaveLength(1)
  })

  it('con el reloj corrido dice cuánto y cómo corregirlo, y deja de avisar al corregirlo', async () => {
    await identificarse()
    app.clock.advance(17 * 60)
    expect(await rechazo(consultar())).toMatchObject({
      code: 'DIAN_NO_RECONOCE',
      message:
        'El reloj de este computador está 17 minutos adelantado y por eso la DIAN no aceptó el mensaje. No se cambió nada de su numeración.',
      remedio: expect.stringContaining('Sincronizar ahora'),
    })
    expect((await app.medico.estado()).avisos[0]).toMatchObject({
      codigo: 'reloj-desajustado',
      mensaje:
        'El reloj de este computador está 17 minutos adelantado: la DIAN puede no recibir sus facturas.',
    })
    app.clock.advance(-20 * 60)
    await consultar()
    expect((await app.medico.estado()).avisos[0]).toMatchObject({
      mensaje: expect.stringContaining('3 minutos atrasado'),
    })
    app.clock.advance(3 * 60)
    await consultar()
    expect((await app.medico.estado()).avisos.map(({ codigo }) => codigo)).not.toContain('reloj-desajustado')
  })
})

describe('traer de la DIAN los datos de un pagador', () => {
  it('trae nombre y correo por NIT; si no lo conoce o no hay red lo dice y no cambia nada', async () => {
    registro = {
      ...registro,
      adquirientes: [{ tipoDocumento: '31', numero: '900123456', nombre: 'EPS S.A.S.', correo: 'e@eps.co' }],
    }
    await expect(rechazo(app.medico.consultarAdquiriente({ nit: '900123456' }))).resolves.toMatchObject({
      code: 'CONFIGURACION_INCOMPLETA',
    })
    await identificarse()
    expect(await app.medico.consultarAdquiriente({ nit: '900123456' })).toEqual({
      nombre: 'EPS S.A.S.',
      correo: 'e@eps.co',
    })
    await expect(rechazo(app.medico.consultarAdquiriente({ nit: '800197268' }))).resolves.toMatchObject({
      code: 'NO_ENCONTRADO',
      message: expect.stringContaining('800197268'),
    })
    dian.faults.set('corte-antes')
    await expect(rechazo(app.medico.consultarAdquiriente({ nit: '900123456' }))).resolves.toMatchObject({
      code: 'DIAN_SIN_RESPUESTA',
      message: expect.stringContaining('sigue en la pantalla'),
    })
  })
})
