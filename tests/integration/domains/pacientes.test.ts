import { randomUUID } from 'node:crypto'
import { ORPCError } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../../src-main/core/audit/audit.ts'
import { transact } from '../../../src-main/core/database/transaction.ts'
import { getPaciente, idsDePaciente, registrarVisita } from '../../../src-main/domains/pacientes/api.ts'
import { leerCedula } from '../../../src-shared/domains/pacientes/cedula.ts'
import type { PacienteNuevo, PosibleDuplicado } from '../../../src-shared/domains/pacientes/schemas.ts'
import { NOMBRES_DISTINTOS, NOMBRES_PARECIDOS } from '../../fixtures/nombres-parecidos.ts'
import { abrirPacientes } from './pacientes-harness.ts'

const ANA: PacienteNuevo = {
  tipoDocumento: 'CC',
  numeroDocumento: '41.234.567',
  primerNombre: 'Ana',
  segundoNombre: 'María',
  primerApellido: 'Muñoz',
  segundoApellido: 'Vélez',
  fechaNacimiento: '1988-04-02',
  sexo: 'F',
  estadoCivil: 'Casado',
  ocupacion: 'Contadora',
  municipio: '05001',
  zona: '02',
  direccion: 'Calle 50 # 45-12',
  telefono: '300 123 4567',
  correo: 'ana@correo.com',
  tipoUsuario: '01',
  pagadorId: 'eps-1',
}

type App = Awaited<ReturnType<typeof abrirPacientes>>

describe('pacientes', () => {
  let app: App
  let recepcion: ReturnType<App['como']>
  let medico: ReturnType<App['como']>

  beforeEach(async () => {
    app = await abrirPacientes()
    recepcion = app.como('recepcion')
    medico = app.como('medico')
  })
  afterEach(() => app.cerrar())

  const crear = (datos: PacienteNuevo, more: { noEsDuplicado?: boolean; commandId?: string } = {}) =>
    recepcion.crear({ commandId: randomUUID(), datos, ...more })
  const acciones = async (subjectId: string) =>
    (
      await app.db
        .selectFrom('audit')
        .select('action')
        .where('subject_id', '=', subjectId)
        .orderBy('seq')
        .execute()
    ).map((row) => row.action)

  test('un registro completo no deja faltantes para la factura, el RIPS ni la historia', async () => {
    const { id } = await crear(ANA)
    const ficha = await medico.obtener({ id })
    expect(ficha.faltantes).toEqual({ factura: [], rips: [], historia: [] })
    expect(ficha).toMatchObject({
      nombre: 'Ana María Muñoz Vélez',
      edad: { anios: 38 },
      pagador: 'EPS Sanar',
      advertencias: [],
      confirmarDatos: false,
    })
    expect(ficha.paciente).toMatchObject({
      numeroDocumento: '41234567',
      numeroHistoria: '41234567',
      telefono: '+573001234567',
      paisOrigen: '170',
    })
  })

  test('[M-08] la cédula leída llena el registro, el duplicado se avisa antes de guardar y nada queda faltando', async () => {
    const barras = `PubDSK_1  123456780041234567MUÑOZ  VELEZ  ANA  MARIA  0F198804020100150O+`
    const leida = leerCedula(barras, '2026-11-21')
    expect(leida).toMatchObject({ numeroDocumento: '41234567', fechaNacimiento: '1988-04-02', sexo: 'F' })
    const datos = { ...ANA, ...leida }
    expect(await recepcion.posiblesDuplicados({ datos })).toEqual([])
    const { id } = await crear(datos)
    expect((await recepcion.obtener({ id })).faltantes).toEqual({ factura: [], rips: [], historia: [] })
    for (const mismo of [
      { ...leida!, telefono: null },
      { ...datos, numeroDocumento: '99887766', telefono: '3110000000' },
      { primerNombre: 'Otro', telefono: '300-123-4567' },
    ])
      expect((await refusalOf(crear(mismo))).code).toBe('PACIENTE_DUPLICADO')
  })

  test('quien llama solo con nombre y teléfono queda por completar, y se dice qué falta', async () => {
    const { id } = await crear({ primerNombre: 'Rosa', telefono: '310 555 0101' })
    const ficha = await recepcion.obtener({ id })
    expect(ficha.paciente.numeroHistoria).toBeNull()
    expect(ficha.faltantes.rips.map((f) => f.campo)).toEqual([
      'numeroDocumento',
      'primerApellido',
      'fechaNacimiento',
      'sexo',
      'tipoUsuario',
      'municipio',
      'zona',
    ])
    expect(await recepcion.listar({ soloPorCompletar: true })).toMatchObject({
      total: 1,
      pacientes: [{ id, nombre: 'Rosa', porCompletar: true }],
    })
  })

  test('el duplicado se encuentra antes de guardar: por documento, por nombre y nacimiento, y por teléfono', async () => {
    const { id } = await crear(ANA)
    const casos: [PacienteNuevo, PosibleDuplicado['motivos']][] = [
      [
        { ...ANA, primerNombre: 'Otra', fechaNacimiento: '1990-01-01', telefono: '3119998877' },
        ['documento'],
      ],
      [
        {
          primerNombre: 'Ana',
          primerApellido: 'Munos',
          fechaNacimiento: '1988-04-02',
          telefono: '3119998877',
        },
        ['nombre-y-nacimiento'],
      ],
      [{ primerNombre: 'Pedro', telefono: '+57 300 1234567' }, ['telefono']],
    ]
    for (const [datos, motivos] of casos) {
      expect(await recepcion.posiblesDuplicados({ datos })).toMatchObject([{ id, motivos }])
      const refusal = await refusalOf(crear(datos))
      expect(refusal.code).toBe('PACIENTE_DUPLICADO')
      expect(refusal.data.datos.candidatos).toMatchObject([{ id, motivos }])
    }
    expect((await recepcion.listar({})).total).toBe(1)
  })

  test('confirmar que es otra persona deja guardar, pero nunca dos veces el mismo documento', async () => {
    await crear(ANA)
    await crear({ primerNombre: 'Pedro', telefono: '3001234567' }, { noEsDuplicado: true })
    const refusal = await refusalOf(crear({ ...ANA, primerNombre: 'Otra' }, { noEsDuplicado: true }))
    expect(refusal.code).toBe('DOCUMENTO_EXISTE')
    expect((await recepcion.listar({})).total).toBe(2)
  })

  test('gemelos no son duplicados por nombre', async () => {
    const papa = {
      nombre: 'Luis Pérez',
      telefono: '3105550000',
      parentesco: 'Padre',
      tipoDocumento: null,
      numeroDocumento: null,
    } as const
    const base: PacienteNuevo = {
      primerNombre: 'Sofía',
      primerApellido: 'Pérez',
      segundoApellido: 'Gómez',
      fechaNacimiento: '2020-03-03',
      responsable: papa,
    }
    await crear(base)
    expect(await recepcion.posiblesDuplicados({ datos: { ...base, primerNombre: 'Lucía' } })).toEqual([])
  })

  test('los 50 nombres parecidos se avisan con el mismo nacimiento, y los distintos no', async () => {
    const conApellido = (primerNombre: string): PacienteNuevo => ({
      primerNombre,
      primerApellido: 'Quiñones',
      fechaNacimiento: '1990-05-05',
      telefono: '3000000001',
    })
    for (const [nombre, variante] of NOMBRES_PARECIDOS) {
      const { id } = await crear(conApellido(nombre), { noEsDuplicado: true })
      const found = await recepcion.posiblesDuplicados({
        datos: { ...conApellido(variante), telefono: null },
      })
      expect(
        found.map((p) => p.id),
        `${variante}/${nombre}`,
      ).toContain(id)
    }
    for (const [a, b] of NOMBRES_DISTINTOS.filter(([, otro]) => !otro.includes(' '))) {
      const { id } = await crear(
        { ...conApellido(a), fechaNacimiento: '1971-07-07' },
        { noEsDuplicado: true },
      )
      const found = await recepcion.posiblesDuplicados({
        datos: { ...conApellido(b), fechaNacimiento: '1971-07-07', telefono: null },
      })
      expect(
        found.map((p) => p.id),
        `${a}/${b}`,
      ).not.toContain(id)
    }
  })

  test('[K-23] guardar dos veces con el mismo gesto crea un solo paciente', async () => {
    const commandId = randomUUID()
    const [a, b] = await Promise.all([crear(ANA, { commandId }), crear(ANA, { commandId })])
    expect(b).toEqual(a)
    expect((await recepcion.listar({})).total).toBe(1)
  })

  test('[K-23] unir un registro repetido: llena vacíos, sale de la lista y su documento sigue encontrando al que queda', async () => {
    const { id } = await crear({ primerNombre: 'Ana', primerApellido: 'Muñoz', telefono: '3001234567' })
    const otro = await crear({ ...ANA, telefono: '3112223344' }, { noEsDuplicado: true })
    await medico.actualizar({
      commandId: randomUUID(),
      id: otro.id,
      version: 1,
      cambios: { alergias: { estado: 'tiene', sustancias: ['Penicilina'] } },
    })
    await recepcion.fusionar({ commandId: randomUUID(), conservarId: id, duplicadoId: otro.id })
    const ficha = await medico.obtener({ id })
    expect(ficha.paciente).toMatchObject({
      numeroDocumento: '41234567',
      telefono: '+573001234567',
      alergias: { estado: 'tiene', sustancias: ['Penicilina'] },
    })
    expect((await recepcion.listar({})).pacientes.map((p) => p.id)).toEqual([id])
    expect((await recepcion.buscar({ texto: '41234567' })).map((p) => p.id)).toEqual([id])
    expect(await idsDePaciente(app.db, id)).toEqual([id, otro.id])
    expect((await getPaciente(app.db, otro.id))?.fusionadoEn).toBe(id)
    expect(
      (
        await refusalOf(
          recepcion.fusionar({ commandId: randomUUID(), conservarId: id, duplicadoId: otro.id }),
        )
      ).code,
    ).toBe('FUSION_IMPOSIBLE')
  })

  test('dos personas cambian datos distintos: se unen; el mismo dato: se pregunta', async () => {
    const { id } = await crear(ANA)
    const cambiar = (cambios: object) =>
      recepcion.actualizar({ commandId: randomUUID(), id, version: 1, cambios })
    expect(await cambiar({ ocupacion: 'Abogada' })).toEqual({ id, version: 2, unidos: [] })
    expect(await cambiar({ correo: 'nuevo@correo.com' })).toEqual({ id, version: 3, unidos: ['ocupacion'] })
    const refusal = await refusalOf(cambiar({ ocupacion: 'Ingeniera', direccion: 'Carrera 7' }))
    expect(refusal.code).toBe('VERSION_VIEJA')
    expect(refusal.data.datos).toEqual({ campos: ['ocupacion'], version: 3 })
    expect(await getPaciente(app.db, id)).toMatchObject({
      ocupacion: 'Abogada',
      correo: 'nuevo@correo.com',
      direccion: 'Calle 50 # 45-12',
    })
  })

  test('cambiar un dato no vuelve a preguntar por un duplicado ya descartado', async () => {
    await crear(ANA)
    const { id } = await crear({ primerNombre: 'Pedro', telefono: '3001234567' }, { noEsDuplicado: true })
    const cambiar = (cambios: object) =>
      recepcion.actualizar({ commandId: randomUUID(), id, version: 1, cambios })
    expect(await cambiar({ ocupacion: 'Chef' })).toMatchObject({ version: 2 })
    expect((await refusalOf(cambiar({ tipoDocumento: 'TI', numeroDocumento: '41234567' }))).code).toBe(
      'PACIENTE_DUPLICADO',
    )
  })

  test('un menor no se guarda sin persona responsable', async () => {
    const menor: PacienteNuevo = {
      tipoDocumento: 'TI',
      numeroDocumento: '1020304050',
      primerNombre: 'Tomás',
      primerApellido: 'Ríos',
      fechaNacimiento: '2014-01-01',
    }
    const refusal = await refusalOf(crear(menor))
    expect(refusal).toMatchObject({
      code: 'RESPONSABLE_REQUERIDO',
      message: 'Menor de edad: falta persona responsable.',
    })
    const { id } = await crear({
      ...menor,
      responsable: {
        nombre: 'Elsa Ríos',
        telefono: '604 123 4567',
        parentesco: 'Madre',
        tipoDocumento: 'CC',
        numeroDocumento: '43.111.222',
      },
    })
    expect((await getPaciente(app.db, id))?.responsable).toMatchObject({
      telefono: '+576041234567',
      numeroDocumento: '43111222',
    })
  })

  test('dos documentos de distinta clase con el mismo número llevan números de historia distintos', async () => {
    await crear(ANA)
    const { id } = await crear(
      { primerNombre: 'Kwame', primerApellido: 'Mensah', tipoDocumento: 'PA', numeroDocumento: '41234567' },
      { noEsDuplicado: true },
    )
    expect((await getPaciente(app.db, id))?.numeroHistoria).toBe('PA41234567')
  })

  test('el número de historia sigue al documento cuando este se corrige', async () => {
    const { id } = await crear(ANA)
    await recepcion.actualizar({
      commandId: randomUUID(),
      id,
      version: 1,
      cambios: { numeroDocumento: '41234568' },
    })
    expect(await getPaciente(app.db, id)).toMatchObject({
      numeroDocumento: '41234568',
      numeroHistoria: '41234568',
    })
    expect(await recepcion.buscar({ texto: '41234567' })).toMatchObject(
      [{ coincidencia: 'una-letra' }].slice(1),
    )
  })

  test('[K-40] los documentos imposibles se rechazan diciendo el campo y el remedio', async () => {
    for (const [tipoDocumento, numeroDocumento] of [
      ['CC', '123'],
      ['CC', '12345678901'],
      ['TI', '12A4567'],
      ['CE', '1234567'],
      ['PT', 'X'],
      ['PE', '12'],
      ['MS', '1'],
      ['AS', '12345678901'],
      ['RC', '1'],
      ['NI', '900108281'],
    ] as const) {
      const refusal = await refusalOf(
        crear({ primerNombre: 'X', telefono: '3001112233', tipoDocumento, numeroDocumento }),
      )
      expect(refusal.code, tipoDocumento).toBe('DATOS_INVALIDOS')
      expect(refusal.data.campo).toMatch(/^datos\.(numero|tipo)Documento$/)
      expect(refusal.data.remedio).not.toBe('')
    }
  })

  test('leer la ficha y escribirla quedan en la cadena de auditoría; las filas de la lista no', async () => {
    const { id } = await crear(ANA)
    await recepcion.buscar({ texto: 'ana' })
    await recepcion.listar({})
    await medico.obtener({ id })
    await recepcion.actualizar({ commandId: randomUUID(), id, version: 1, cambios: { ocupacion: 'Abogada' } })
    expect(await acciones(id)).toEqual(['pacientes.crear', 'pacientes.consultar', 'pacientes.actualizar'])
    expect(await verifyAudit(app.db)).toMatchObject({ firstBreak: null })
  })

  test('la recepción no lee ni escribe alergias', async () => {
    const { id } = await crear(ANA)
    const alergias = { estado: 'tiene', sustancias: ['Penicilina'] } as const
    await medico.actualizar({
      commandId: randomUUID(),
      id,
      version: 1,
      cambios: { alergias: { ...alergias, sustancias: [...alergias.sustancias] } },
    })
    expect((await recepcion.obtener({ id })).paciente.alergias).toBeNull()
    expect((await medico.obtener({ id })).paciente.alergias).toEqual(alergias)
    const refusal = await refusalOf(
      recepcion.actualizar({
        commandId: randomUUID(),
        id,
        version: 2,
        cambios: { alergias: { estado: 'niega', sustancias: [] } },
      }),
    )
    expect(refusal.code).toBe('SIN_PERMISO')
    expect(app.denied).toEqual(['actualizar'])
  })

  test('la autorización de datos queda con su prueba, y se puede revocar', async () => {
    const consentimiento = {
      decision: 'autoriza',
      version: '2026-01',
      fecha: '2026-11-21',
      medio: 'pantalla',
    } as const
    const { id } = await recepcion.crear({ commandId: randomUUID(), datos: ANA, consentimiento })
    expect((await recepcion.obtener({ id })).consentimiento).toEqual(consentimiento)
    const revoca = { ...consentimiento, decision: 'revoca', medio: 'papel' } as const
    await recepcion.registrarConsentimiento({ commandId: randomUUID(), id, consentimiento: revoca })
    expect((await recepcion.obtener({ id })).consentimiento).toEqual(revoca)
    await expect(app.db.deleteFrom('consentimientos_datos').execute()).rejects.toThrow('APPEND_ONLY')
    await expect(app.db.deleteFrom('pacientes').execute()).rejects.toThrow('APPEND_ONLY')
  })

  test('[C-01] el teléfono se guarda con +57 y a los seis meses se pide confirmar los datos, y confirmarlos basta', async () => {
    const { id } = await crear(ANA)
    expect((await recepcion.obtener({ id })).paciente.telefono).toBe('+573001234567')
    app.clock.set('2027-05-21T15:00:00.000Z')
    expect((await recepcion.obtener({ id })).confirmarDatos).toBe(false)
    app.clock.set('2027-05-22T15:00:00.000Z')
    expect((await recepcion.obtener({ id })).confirmarDatos).toBe(true)
    await recepcion.confirmarDatos({ commandId: randomUUID(), id })
    expect((await recepcion.obtener({ id })).confirmarDatos).toBe(false)
  })

  test('sin texto se ven las últimas visitas primero', async () => {
    const a = await crear(ANA)
    const b = await crear({ primerNombre: 'Rosa', telefono: '3105550101' })
    await transact(app.db, async (trx) => {
      await registrarVisita(trx, a.id, '2026-11-20')
      await registrarVisita(trx, a.id, '2026-10-01')
    })
    const found = await recepcion.buscar({ texto: '' })
    expect(found.map((p) => [p.id, p.ultimaVisita])).toEqual([
      [a.id, '2026-11-20'],
      [b.id, null],
    ])
  })

  test('el borrador de un formulario sobrevive, es de cada usuario y se descarta', async () => {
    const clave = 'pacientes:nuevo:01'
    expect(await recepcion.leerBorrador({ clave })).toBeNull()
    await recepcion.guardarBorrador({ clave, json: '{"primerNombre":"An' })
    await recepcion.guardarBorrador({ clave, json: '{"primerNombre":"Ana"}' })
    expect(await recepcion.leerBorrador({ clave })).toMatchObject({ json: '{"primerNombre":"Ana"}' })
    expect(await medico.leerBorrador({ clave })).toBeNull()
    app.clock.advance(60)
    await recepcion.guardarBorrador({ clave: 'pacientes:nuevo:02', json: '{}' })
    await recepcion.guardarBorrador({ clave: 'pacientes:editar:02', json: '{}' })
    const lista = await recepcion.listarBorradores({ prefijo: 'pacientes:nuevo' })
    expect(lista.map((b) => b.clave)).toEqual(['pacientes:nuevo:02', clave])
    await recepcion.descartarBorrador({ clave })
    expect(await recepcion.leerBorrador({ clave })).toBeNull()
  })

  test('el auditor busca y lee, pero no registra', async () => {
    const auditor = app.como('auditor')
    const { id } = await crear(ANA)
    expect(await auditor.buscar({ texto: 'ana' })).toHaveLength(1)
    expect((await auditor.obtener({ id })).paciente.alergias).toBeNull()
    expect((await refusalOf(auditor.crear({ commandId: randomUUID(), datos: ANA }))).code).toBe('SIN_PERMISO')
  })
})

async function refusalOf(
  call: Promise<unknown>,
): Promise<ORPCError<string, { campo: string | null; remedio: string; datos: Record<string, unknown> }>> {
  try {
    await call
  } catch (error) {
    if (error instanceof ORPCError) return error
    throw error
  }
  throw new Error('se esperaba un rechazo')
}
