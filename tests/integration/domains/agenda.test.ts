import { randomUUID } from 'node:crypto'
import { ORPCError } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../../src-main/core/audit/audit.ts'
import {
  citasDelDia,
  getCita,
  marcarAtendida,
  marcarEnConsulta,
} from '../../../src-main/domains/agenda/api.ts'
import type { Choque } from '../../../src-shared/domains/agenda/schemas.ts'
import type { RefusalData } from '../../../src-shared/domains/procedure.ts'
import { type Agenda, abrirAgenda, en, llamada } from './agenda-harness.ts'

const LUNES = '2026-11-23'
const FESTIVO = '2026-12-08'

describe('agenda', () => {
  let app: Agenda
  let ruiz: string
  let gomez: string
  let ana: string
  let beto: string

  beforeEach(async () => {
    app = await abrirAgenda()
    ruiz = await app.profesional('Catalina')
    gomez = await app.profesional('Andrés', 30)
    ana = await app.paciente({ primerNombre: 'Ana', primerApellido: 'Muñoz', telefono: '3001234567' })
    beto = await app.paciente({ primerNombre: 'Beto', primerApellido: 'Peña', telefono: '3001234568' })
  })
  afterEach(() => app.cerrar())

  const ver = async (id: string) => (await app.recepcion.cita({ id })).cita
  const cambiar = async (id: string, estado: Parameters<Agenda['recepcion']['cambiarEstado']>[0]['estado']) =>
    app.recepcion.cambiarEstado({ commandId: randomUUID(), id, version: (await ver(id)).version, estado })

  test('una cita agendada se ve en el día con lo que la recepción necesita', async () => {
    const { id, avisos } = await app.agendar(ana, ruiz, en(LUNES, '08:20'), { nota: 'Trae exámenes' })
    expect(avisos).toEqual([])
    const dia = await app.recepcion.rango({ desde: LUNES, hasta: LUNES, profesionalIds: null })
    expect(dia.profesionales.map((p) => p.nombre)).toEqual(['Andrés Ruiz', 'Catalina Ruiz'])
    expect(dia.citas).toMatchObject([
      {
        id,
        paciente: 'Ana Muñoz',
        profesionalId: ruiz,
        estado: 'agendada',
        inicio: en(LUNES, '08:20'),
        fin: en(LUNES, '08:40'),
        fechaSolicitud: '2026-11-21',
        pagador: null,
        nota: 'Trae exámenes',
      },
    ])
    expect(app.announced).toContain('citas')
    expect(await citasDelDia(app.db, LUNES, gomez)).toEqual([])
    expect(await citasDelDia(app.db, LUNES)).toHaveLength(1)
  })

  test('el horario ocupado se rechaza nombrando quién lo ocupa, y el Sobrecupo con motivo se acepta', async () => {
    await app.agendar(ana, ruiz, en(LUNES, '08:00'))
    const error = await refusalOf(app.agendar(beto, ruiz, en(LUNES, '08:10')))
    expect(error.code).toBe('CITA_TRASLAPADA')
    expect(error.message).toContain('Ana Muñoz (08:00 a 08:20)')
    expect((error.data.datos.choques as Choque[])[0]?.con).toBe('profesional')
    expect(error.data.remedio).toContain('Sobrecupo')
    const { id } = await app.agendar(beto, ruiz, en(LUNES, '08:10'), { sobrecupoMotivo: 'Viene de lejos' })
    expect((await ver(id)).sobrecupoMotivo).toBe('Viene de lejos')
    await app.agendar(await app.paciente({ primerNombre: 'Carla' }), ruiz, en(LUNES, '08:30'))
  })

  test('el mismo paciente no queda con dos profesionales a la misma hora', async () => {
    await app.agendar(ana, ruiz, en(LUNES, '08:00'))
    const error = await refusalOf(app.agendar(ana, gomez, en(LUNES, '08:10')))
    expect(error.code).toBe('CITA_TRASLAPADA')
    expect(error.message).toContain('otro profesional')
    const { avisos } = await app.agendar(ana, gomez, en(LUNES, '10:00'))
    expect(avisos).toEqual(['El paciente ya tiene cita ese día a las 08:00.'])
  })

  test('la cita cancelada libera el espacio y no vuelve si otro lo tomó', async () => {
    const { id } = await app.agendar(ana, ruiz, en(LUNES, '08:00'))
    await app.recepcion.cancelar({
      commandId: randomUUID(),
      id,
      version: 1,
      estado: 'cancelada-paciente',
      motivo: 'transporte',
    })
    const otra = await app.agendar(beto, ruiz, en(LUNES, '08:00'))
    expect((await refusalOf(cambiar(id, 'agendada'))).code).toBe('CITA_TRASLAPADA')
    await app.recepcion.mover({
      commandId: randomUUID(),
      id: otra.id,
      version: 1,
      inicio: en(LUNES, '08:20'),
      profesionalId: ruiz,
    })
    await cambiar(id, 'agendada')
    const { cita, historia } = await app.recepcion.cita({ id })
    expect(cita).toMatchObject({ estado: 'agendada', motivoCancelacion: null })
    expect(historia.map((paso) => [paso.acto, paso.estado, paso.motivo])).toEqual([
      ['creada', 'agendada', null],
      ['estado', 'cancelada-paciente', 'transporte'],
      ['estado', 'agendada', null],
    ])
  })

  test('mover devuelve lo que hace falta para deshacer, y deshacer lo deja como estaba', async () => {
    const { id } = await app.agendar(ana, ruiz, en(LUNES, '08:00'))
    await app.agendar(beto, gomez, en(LUNES, '09:00'))
    const ocupada = { commandId: randomUUID(), id, version: 1, inicio: en(LUNES, '09:00') }
    expect((await refusalOf(app.recepcion.mover({ ...ocupada, profesionalId: gomez }))).code).toBe(
      'CITA_TRASLAPADA',
    )
    const movida = await app.recepcion.mover({
      ...ocupada,
      commandId: randomUUID(),
      inicio: en('2026-11-24', '15:00'),
      minutos: 40,
      profesionalId: gomez,
    })
    expect(await ver(id)).toMatchObject({ profesionalId: gomez, fin: en('2026-11-24', '15:40'), version: 2 })
    const { inicio, minutos, profesionalId, sobrecupoMotivo } = movida.anterior
    await app.recepcion.mover({
      commandId: randomUUID(),
      id,
      version: movida.version,
      inicio,
      minutos,
      profesionalId,
      sobrecupoMotivo,
    })
    expect(await ver(id)).toMatchObject({
      profesionalId: ruiz,
      inicio: en(LUNES, '08:00'),
      fin: en(LUNES, '08:20'),
      sobrecupoMotivo: null,
      version: 3,
    })
  })

  test('quien vio una versión vieja no pisa lo que otro cambió', async () => {
    const { id } = await app.agendar(ana, ruiz, en(LUNES, '08:00'))
    await cambiar(id, 'confirmada')
    const error = await refusalOf(
      app.recepcion.mover({
        commandId: randomUUID(),
        id,
        version: 1,
        inicio: en(LUNES, '10:00'),
        profesionalId: ruiz,
      }),
    )
    expect(error.code).toBe('VERSION_VIEJA')
    expect(error.message).toContain('Confirmada')
  })

  test('la misma orden dos veces agenda una sola cita', async () => {
    const commandId = randomUUID()
    const first = await app.agendar(ana, ruiz, en(LUNES, '08:00'), { commandId })
    expect(await app.agendar(ana, ruiz, en(LUNES, '08:00'), { commandId })).toEqual(first)
    expect(await citasDelDia(app.db, LUNES)).toHaveLength(1)
  })

  describe('estados', () => {
    test('el recorrido Agendada → Confirmada → En sala → En consulta → Atendida, y de ahí no vuelve', async () => {
      const { id } = await app.agendar(ana, ruiz, en(LUNES, '08:00'))
      for (const estado of ['confirmada', 'en-sala', 'en-consulta', 'atendida'] as const)
        await cambiar(id, estado)
      expect((await ver(id)).llegoEn).toBe('2026-11-21T15:00:00.000Z')
      expect((await refusalOf(cambiar(id, 'agendada'))).code).toBe('CAMBIO_DE_ESTADO_INVALIDO')
      expect(
        (
          await refusalOf(
            app.recepcion.mover({
              commandId: randomUUID(),
              id,
              version: 5,
              inicio: en(LUNES, '10:00'),
              profesionalId: ruiz,
            }),
          )
        ).message,
      ).toContain('ya no se puede mover')
    })

    test('cancelar exige un motivo de la lista de quien cancela', async () => {
      const { id } = await app.agendar(ana, ruiz, en(LUNES, '08:00'))
      const cancelar = { commandId: randomUUID(), id, version: 1, estado: 'cancelada-consultorio' } as const
      expect((await refusalOf(app.recepcion.cancelar({ ...cancelar, motivo: 'mejoro' }))).code).toBe(
        'MOTIVO_REQUERIDO',
      )
      expect((await refusalOf(cambiar(id, 'cancelada-paciente'))).code).toBe('MOTIVO_REQUERIDO')
      await app.recepcion.cancelar({
        ...cancelar,
        commandId: randomUUID(),
        motivo: 'ausencia-profesional',
        detalle: 'Congreso',
      })
      expect((await ver(id)).motivoCancelacion).toBe('ausencia-profesional')
    })

    test('la sala de espera va en orden de llegada y dice cuánto lleva cada uno', async () => {
      const primera = await app.agendar(ana, ruiz, en(LUNES, '08:00'))
      const segunda = await app.agendar(beto, ruiz, en(LUNES, '08:20'))
      await cambiar(segunda.id, 'en-sala')
      app.clock.advance(17 * 60)
      await cambiar(primera.id, 'en-sala')
      const sala = await app.recepcion.salaDeEspera()
      expect(sala.citas.map((c) => [c.paciente, c.esperaMin, c.profesional])).toEqual([
        ['Beto Peña', 17, 'Catalina Ruiz'],
        ['Ana Muñoz', 0, 'Catalina Ruiz'],
      ])
    })

    test('cerrar la consulta deja la cita Atendida aunque la recepción no hubiera marcado nada', async () => {
      const { id } = await app.agendar(ana, ruiz, en(LUNES, '08:00'))
      await atendida(id)
      expect(await getCita(app.db, id)).toMatchObject({ estado: 'atendida', version: 2 })
      await atendida(id)
      expect((await getCita(app.db, id))?.version).toBe(2)
    })

    test('se atiende a quien figuraba como No asistió aunque su espacio ya fuera de otro, y queda dicho', async () => {
      const { id } = await app.agendar(ana, ruiz, en(LUNES, '08:00'))
      await cambiar(id, 'no-asistio')
      await app.agendar(beto, ruiz, en(LUNES, '08:00'))
      await app.kit.runCommand(
        llamada('medico'),
        { name: 'prueba', commandId: randomUUID(), input: id },
        async (scope) => {
          await marcarEnConsulta(scope, llamada('medico'), id)
          return null
        },
      )
      expect(await getCita(app.db, id)).toMatchObject({
        estado: 'en-consulta',
        sobrecupoMotivo: 'Se atendió aunque el espacio ya se había dado a otra cita',
      })
    })

    const atendida = (id: string) =>
      app.kit.runCommand(
        llamada('medico'),
        { name: 'prueba', commandId: randomUUID(), input: id },
        async (scope) => {
          await marcarAtendida(scope, llamada('medico'), id)
          return null
        },
      )
  })

  describe('quien llama y no está registrado', () => {
    const nuevo = (more: Record<string, unknown> = {}) =>
      ({
        clase: 'nuevo',
        commandId: randomUUID(),
        nombre: 'Rosa Elena Peña de la Hoz',
        telefono: '310 555 0101',
        documento: null,
        noEsDuplicado: false,
        ...more,
      }) as const
    const reservar = (
      paciente: ReturnType<typeof nuevo>,
      inicio = en(LUNES, '08:00'),
      commandId = randomUUID(),
    ) =>
      app.recepcion.crear({
        commandId,
        paciente,
        profesionalId: ruiz,
        servicio: 'Consulta',
        inicio,
        minutos: 20,
        fechaSolicitud: '2026-11-21',
        fechaDeseada: LUNES,
      })

    test('[K-25] con nombre y teléfono queda agendado y como Paciente por completar', async () => {
      const { id, pacienteId } = await reservar(nuevo())
      expect(await ver(id)).toMatchObject({
        pacienteId,
        paciente: 'Rosa Elena Peña de la Hoz',
        telefono: '+573105550101',
        porCompletar: true,
      })
    })

    test('repetir la orden no registra otro paciente ni otra cita', async () => {
      const paciente = nuevo()
      const commandId = randomUUID()
      const first = await reservar(paciente, undefined, commandId)
      expect(await reservar(paciente, undefined, commandId)).toEqual(first)
    })

    test('un horario ocupado no deja un paciente a medias', async () => {
      await app.agendar(ana, ruiz, en(LUNES, '08:00'))
      expect((await refusalOf(reservar(nuevo()))).code).toBe('CITA_TRASLAPADA')
      expect(
        await app.pacientes.listar({ desde: 0, cantidad: 10, soloPorCompletar: true }),
      ).not.toMatchObject({
        pacientes: expect.arrayContaining([expect.objectContaining({ nombre: 'Rosa Elena Peña de la Hoz' })]),
      })
    })

    test('si el teléfono ya es de alguien, pregunta si es la misma persona', async () => {
      const error = await refusalOf(reservar(nuevo({ telefono: '300 123 4567' })))
      expect(error.code).toBe('PACIENTE_DUPLICADO')
      expect((error.data.datos.candidatos as { id: string }[])[0]?.id).toBe(ana)
      await reservar(nuevo({ telefono: '300 123 4567', noEsDuplicado: true }))
    })
  })

  describe('horarios, bloqueos y cupos', () => {
    const cupos = async (more: Partial<Parameters<typeof app.recepcion.buscarCupo>[0]> = {}) =>
      (
        await app.recepcion.buscarCupo({
          profesionalIds: [ruiz],
          servicioId: null,
          minutos: null,
          desde: LUNES,
          ...more,
        })
      ).map((cupo) => cupo.inicio)

    test('[C-36] cada profesional tiene sus horas, su duración por servicio y sus bloqueos, y los festivos se saben', async () => {
      const admin = app.como('administrador')
      const FRANJAS = [{ dia: 1, desde: '07:00', hasta: '08:00' }]
      await admin.guardarHorario({ commandId: randomUUID(), profesionalId: ruiz, franjas: FRANJAS })
      const servicio = await admin.guardarServicio({
        commandId: randomUUID(),
        servicio: {
          id: null,
          nombre: 'Procedimiento menor',
          cups: null,
          modalidad: '01',
          minutos: null,
          profesionales: [
            { profesionalId: ruiz, minutos: 30 },
            { profesionalId: gomez, minutos: 60 },
          ],
          activo: true,
        },
      })
      expect(await cupos({ servicioId: servicio.id })).toEqual([
        en(LUNES, '07:00'),
        en(LUNES, '07:30'),
        en('2026-11-30', '07:00'),
      ])
      expect(await cupos({ servicioId: servicio.id, profesionalIds: [gomez] })).toEqual([
        en(LUNES, '08:00'),
        en(LUNES, '09:00'),
        en(LUNES, '10:00'),
      ])
      await app.recepcion.crearBloqueo({
        commandId: randomUUID(),
        profesionalId: ruiz,
        desde: en(LUNES, '07:00'),
        hasta: en(LUNES, '07:30'),
        motivo: 'Reunión',
      })
      expect((await cupos({ servicioId: servicio.id }))[0]).toBe(en(LUNES, '07:30'))
      const dia = await app.recepcion.rango({ desde: FESTIVO, hasta: FESTIVO, profesionalIds: [ruiz] })
      expect(dia.festivos).toEqual([{ fecha: FESTIVO, nombre: 'Inmaculada Concepción' }])
      expect((await cupos({ profesionalIds: [gomez], desde: FESTIVO }))[0]).toBe(en('2026-12-09', '08:00'))
    })

    test('Buscar cupo ofrece los tres siguientes, salta los ocupados y sigue adelante', async () => {
      await app.agendar(ana, ruiz, en(LUNES, '08:20'))
      expect(await cupos()).toEqual([en(LUNES, '08:00'), en(LUNES, '08:40'), en(LUNES, '09:00')])
      expect(await cupos({ saltar: 3, limite: 1 })).toEqual([en(LUNES, '09:20')])
      expect((await cupos({ franja: 'tarde' }))[0]).toBe(en(LUNES, '14:00'))
      expect(await cupos({ profesionalIds: null, limite: 2 })).toEqual([
        en(LUNES, '08:00'),
        en(LUNES, '08:00'),
      ])
    })

    test('un horario bloqueado se rechaza salvo Sobrecupo, y bloquear dice a quién hay que llamar', async () => {
      const { id } = await app.agendar(ana, ruiz, en(LUNES, '08:00'))
      const bloqueo = await app.recepcion.crearBloqueo({
        commandId: randomUUID(),
        profesionalId: null,
        desde: en(LUNES, '00:00'),
        hasta: en('2026-11-24', '00:00'),
        motivo: 'Congreso',
      })
      expect(bloqueo.citas.map((cita) => cita.id)).toEqual([id])
      const error = await refusalOf(app.agendar(beto, ruiz, en(LUNES, '10:00')))
      expect(error).toMatchObject({ code: 'HORARIO_BLOQUEADO' })
      expect(error.message).toContain('Congreso')
      await app.agendar(beto, ruiz, en(LUNES, '10:00'), { sobrecupoMotivo: 'Urgencia' })
      await app.recepcion.quitarBloqueo({ commandId: randomUUID(), id: bloqueo.id })
      await app.agendar(beto, ruiz, en(LUNES, '11:00'))
    })

    test('festivo, fuera de horario y deuda se avisan y no impiden agendar', async () => {
      app.saldos.set(ana, 4_500_000)
      const { id, avisos } = await app.agendar(ana, ruiz, en(FESTIVO, '19:00'))
      expect(avisos).toEqual([
        'El 8 dic 2026 es festivo: Inmaculada Concepción.',
        'Está por fuera del horario de atención del profesional.',
        'El paciente debe $ 45.000.',
      ])
      expect((await ver(id)).deuda).toBe(4_500_000)
      const { choques } = await app.recepcion.revisar({
        pacienteId: ana,
        profesionalId: ruiz,
        inicio: en(FESTIVO, '19:10'),
        minutos: 20,
        exceptoId: null,
      })
      expect(choques).toHaveLength(1)
    })

    test('agregar un servicio no quita los que se ofrecían, y no hay dos con el mismo nombre', async () => {
      const admin = app.como('administrador')
      const antes = await app.recepcion.servicios()
      expect(antes.map((one) => one.nombre)).toEqual(['Consulta', 'Control'])
      const nuevo = { cups: null, modalidad: '01' as const, minutos: 45, profesionales: [], activo: true }
      const guardar = (id: string | null, nombre: string) =>
        admin.guardarServicio({ commandId: randomUUID(), servicio: { ...nuevo, id, nombre } })
      await guardar(null, 'Citología')
      await guardar('consulta', 'Consulta general')
      expect((await app.recepcion.servicios()).map((one) => [one.nombre, one.minutos])).toEqual([
        ['Citología', 45],
        ['Consulta general', 45],
        ['Control', null],
      ])
      expect((await refusalOf(guardar(null, 'citología'))).code).toBe('SERVICIO_EXISTE')
    })

    test('dos franjas del mismo día que se cruzan no se guardan', async () => {
      const error = await refusalOf(
        app.como('administrador').guardarHorario({
          commandId: randomUUID(),
          profesionalId: ruiz,
          franjas: [
            { dia: 2, desde: '08:00', hasta: '12:00' },
            { dia: 2, desde: '11:00', hasta: '13:00' },
          ],
        }),
      )
      expect(error.code).toBe('FRANJAS_TRASLAPADAS')
    })
  })

  test('[C-02] el historial del paciente trae sus citas y cancelaciones con motivo y tasas', async () => {
    const uno = await app.agendar(ana, ruiz, en(LUNES, '08:00'))
    const dos = await app.agendar(ana, ruiz, en('2026-11-24', '08:00'))
    const tres = await app.agendar(ana, ruiz, en('2026-11-25', '08:00'))
    await cambiar(uno.id, 'no-asistio')
    await cambiar(dos.id, 'en-consulta')
    await cambiar(dos.id, 'atendida')
    await app.recepcion.cancelar({
      commandId: randomUUID(),
      id: tres.id,
      version: 1,
      estado: 'cancelada-paciente',
      motivo: 'costo',
    })
    const { citas, asistencia } = await app.como('medico').dePaciente({ pacienteId: ana })
    expect(citas.map((c) => [c.estado, c.motivoCancelacion])).toEqual([
      ['cancelada-paciente', 'costo'],
      ['atendida', null],
      ['no-asistio', null],
    ])
    expect(asistencia).toEqual({
      atendidas: 1,
      noAsistio: 1,
      canceladasPaciente: 1,
      canceladasConsultorio: 0,
      porcentajeInasistencia: 50,
    })
  })

  test('el auditor lee la agenda y no agenda; la recepción no cambia los horarios', async () => {
    const auditor = app.como('auditor')
    await auditor.rango({ desde: LUNES, hasta: LUNES, profesionalIds: null })
    expect((await refusalOf(auditor.cancelar({} as never))).code).toBe('SIN_PERMISO')
    expect(
      (
        await refusalOf(
          app.recepcion.guardarHorario({ commandId: randomUUID(), profesionalId: ruiz, franjas: [] }),
        )
      ).code,
    ).toBe('SIN_PERMISO')
    expect(app.denied).toEqual(['cancelar', 'guardarHorario'])
  })

  test('todo acto queda en la cadena de auditoría, sin nombres', async () => {
    const { id } = await app.agendar(ana, ruiz, en(LUNES, '08:00'), { nota: 'llamar a la hija' })
    await cambiar(id, 'en-sala')
    const rows = await app.db
      .selectFrom('audit')
      .select(['action', 'detail'])
      .where('subject_id', '=', id)
      .orderBy('seq')
      .execute()
    expect(rows.map((row) => row.action)).toEqual(['agenda.creada', 'agenda.estado'])
    expect(JSON.stringify(rows)).not.toMatch(/Ana|hija/)
    expect(await verifyAudit(app.db)).toMatchObject({ firstBreak: null })
  })
})

async function refusalOf(call: Promise<unknown>): Promise<ORPCError<string, RefusalData>> {
  try {
    await call
  } catch (error) {
    if (error instanceof ORPCError) return error
    throw error
  }
  throw new Error('it was not refused')
}
