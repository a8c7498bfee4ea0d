import type { ParaQuien } from '../../../src-shared/domains/agenda/contract.ts'
import {
  asistencia,
  bloqueosEn,
  cuposEn,
  exigeMotivo,
  festivo,
  franjasTraslapadas,
  HORARIO_POR_DEFECTO,
  huecosDelDia,
  limitesDelDia,
  masMinutos,
  minutosDeServicio,
  minutosEntre,
  motivosDe,
  partesDeNombre,
  puedeMoverse,
  puedePasar,
  SERVICIOS_POR_DEFECTO,
} from '../../../src-shared/domains/agenda/rules.ts'
import type {
  Cita,
  CitaAgenda,
  Cupo,
  EstadoCita,
  Franja,
  FranjaDia,
  ModalidadCita,
  MotivoCancelacion,
  ProfesionalAgenda,
  ServicioAgenda,
} from '../../../src-shared/domains/agenda/schemas.ts'
import { DIA_SEMANA, ESTADO_CITA } from '../../../src-shared/domains/agenda/texts.ts'
import type { PacienteNuevo } from '../../../src-shared/domains/pacientes/schemas.ts'
import { festivosDe } from '../../../src-shared/kernel/business-days.ts'
import { addDays, bogotaDate, diasEntre } from '../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import { listProfesionales } from '../configuracion/api.ts'
import type { DomainKit } from '../kit.ts'
import { getPaciente, idsDePaciente } from '../pacientes/api.ts'
import { avisosDe, choquesDe, type Lugar, rechazo } from './choques.ts'
import { anotar, exigirVersion, explicando, lugarDe, mudar, pasoInvalido } from './mudar.ts'
import * as repository from './repository.ts'

export type AgendaService = ReturnType<typeof createAgendaService>

export interface AgendaPorts extends DomainKit {
  /**
   * Registers an unknown caller as «Paciente por completar», by the use case of pacientes: a command of its own, whose id makes
   * a retry register one patient. @throws Refusal PACIENTE_DUPLICADO and the others of that use case
   */
  readonly crearPaciente: (
    call: CallContext,
    input: {
      commandId: string
      datos: PacienteNuevo
      noEsDuplicado: boolean
      consentimiento: null
    },
  ) => Promise<{ readonly id: string }>
  /** Centavos that patients owe, by patient; who owes nothing may be absent. Without it no debt is marked. */
  readonly saldos?: (db: Db | Trx, pacienteIds: readonly string[]) => Promise<ReadonlyMap<string, number>>
}

const MAXIMO_DIAS = 62
const HORIZONTE_DIAS = 180

/** The schedule: booking, moving, states of a visit, waiting room, hours and blocks. Invariants in this folder's README. */
export function createAgendaService(kit: AgendaPorts) {
  const { db } = kit
  const ahora = () => kit.clock.now().toISOString()

  async function conDeuda<T extends CitaAgenda>(reader: Db | Trx, citas: readonly T[]): Promise<T[]> {
    if (!kit.saldos || citas.length === 0) return [...citas]
    const saldos = await kit.saldos(reader, [...new Set(citas.map((cita) => cita.pacienteId))])
    return citas.map((cita) => ({ ...cita, deuda: Math.max(0, saldos.get(cita.pacienteId) ?? 0) }))
  }

  async function deudaDe(reader: Db | Trx, pacienteId: string | null): Promise<number> {
    if (pacienteId === null || !kit.saldos) return 0
    return Math.max(0, (await kit.saldos(reader, [pacienteId])).get(pacienteId) ?? 0)
  }

  /** Columns of the agenda: who attends, with their hours; null is everyone active. */
  async function columnas(reader: Db | Trx, ids: readonly string[] | null): Promise<ProfesionalAgenda[]> {
    const definidos = await repository.horarios(reader)
    const todos = await listProfesionales(reader)
    return todos
      .filter((p) => (ids === null ? p.activo : ids.includes(p.id)))
      .map((p) => ({
        id: p.id,
        nombre: `${p.nombres} ${p.apellidos}`,
        especialidad: p.especialidad,
        minutosCita: p.minutosCita,
        franjas: definidos.get(p.id) ?? [...HORARIO_POR_DEFECTO],
        horarioPorDefecto: !definidos.has(p.id),
      }))
  }

  async function exigirProfesional(reader: Db | Trx, id: string): Promise<ProfesionalAgenda> {
    const [profesional] = await columnas(reader, [id])
    if (profesional) return profesional
    throw new Refusal(
      'NO_ENCONTRADO',
      'Ese profesional ya no está en el consultorio.',
      'Escoja otro profesional.',
      { campo: 'profesionalId' },
    )
  }

  async function serviciosVigentes(reader: Db | Trx): Promise<ServicioAgenda[]> {
    const propios = await repository.listServicios(reader)
    return propios.length === 0 ? [...SERVICIOS_POR_DEFECTO] : propios
  }

  /** The patient that a booking is for; a joined record leads to the one that stays. @throws Refusal */
  async function exigirPaciente(reader: Db | Trx, id: string): Promise<string> {
    const paciente = await getPaciente(reader, id)
    if (paciente) return paciente.fusionadoEn ?? paciente.id
    throw new Refusal(
      'NO_ENCONTRADO',
      'Ese paciente no existe.',
      'Búsquelo de nuevo por nombre, documento o teléfono.',
      { campo: 'paciente' },
    )
  }

  /**
   * The patient's id, registering the caller first when new. The place is looked at before, so that a place already taken does
   * not leave a patient behind.
   */
  async function resolverPaciente(
    call: CallContext,
    paraQuien: ParaQuien,
    lugar: Omit<Lugar, 'pacienteId'>,
    sobrecupo: boolean,
  ): Promise<string> {
    if (paraQuien.clase === 'registrado') return paraQuien.id
    if (!sobrecupo) {
      const choques = await choquesDe(db, { ...lugar, pacienteId: null })
      if (choques.length > 0) throw rechazo(choques)
    }
    const { id } = await kit.crearPaciente(call, {
      commandId: paraQuien.commandId,
      datos: {
        ...partesDeNombre(paraQuien.nombre),
        telefono: paraQuien.telefono,
        ...(paraQuien.documento
          ? {
              tipoDocumento: paraQuien.documento.tipo as PacienteNuevo['tipoDocumento'],
              numeroDocumento: paraQuien.documento.numero,
            }
          : {}),
      },
      noEsDuplicado: paraQuien.noEsDuplicado,
      consentimiento: null,
    })
    return id
  }

  /** @throws Refusal HORARIO_BLOQUEADO unless it is a sobrecupo */
  async function exigirSinBloqueo(trx: Trx, lugar: Lugar, sobrecupoMotivo: string | null): Promise<void> {
    if (sobrecupoMotivo !== null) return
    const bloqueos = await repository.bloqueosEntre(trx, lugar.inicio, lugar.fin)
    const [first] = bloqueosEn(bloqueos, lugar.profesionalId, lugar)
    if (first)
      throw rechazo([{ con: 'bloqueo', citaId: null, texto: `Ese horario está bloqueado: ${first.motivo}.` }])
  }

  async function avisos(reader: Db | Trx, lugar: Lugar, franjas: readonly Franja[]): Promise<string[]> {
    const deuda = await deudaDe(reader, lugar.pacienteId)
    return avisosDe(reader, lugar, { franjas, ahora: ahora(), deuda })
  }

  return {
    async rango(input: { desde: string; hasta: string; profesionalIds: readonly string[] | null }) {
      const { desde, hasta } = input
      if (hasta < desde || diasEntre(desde, hasta) >= MAXIMO_DIAS)
        throw new Refusal(
          'DATOS_INVALIDOS',
          `La agenda se muestra hasta ${MAXIMO_DIAS} días a la vez.`,
          'Escoja fechas más cercanas.',
          { campo: 'hasta' },
        )
      const profesionales = await columnas(db, input.profesionalIds)
      const limites = { desde: limitesDelDia(desde).desde, hasta: limitesDelDia(hasta).hasta }
      const citas = await repository.citasEnRango(db, {
        ...limites,
        profesionalIds: profesionales.map(({ id }) => id),
      })
      const anios = new Set([desde, hasta].map((one) => Number(one.slice(0, 4))))
      return {
        ahora: ahora(),
        profesionales,
        citas: await conDeuda(db, citas),
        bloqueos: await repository.bloqueosEntre(db, limites.desde, limites.hasta),
        festivos: [...anios].flatMap(festivosDe).filter((one) => one.fecha >= desde && one.fecha <= hasta),
      }
    },

    async cita(id: string) {
      const cita = await repository.citaConPaciente(db, id)
      if (!cita) throw new Refusal('NO_ENCONTRADO', 'Esa cita no existe.', 'Actualice la agenda.')
      const [conSaldo = cita] = await conDeuda(db, [cita])
      return { cita: conSaldo, historia: await repository.pasosDeCita(db, id) }
    },

    async salaDeEspera() {
      const at = ahora()
      const nombres = new Map((await listProfesionales(db)).map((p) => [p.id, `${p.nombres} ${p.apellidos}`]))
      const citas = await conDeuda(db, await repository.citasEnCurso(db))
      return {
        ahora: at,
        citas: citas.map((cita) => ({
          ...cita,
          profesional: nombres.get(cita.profesionalId) ?? '',
          esperaMin: minutosEntre(cita.llegoEn ?? cita.inicio, at),
        })),
      }
    },

    async dePaciente(input: { pacienteId: string; limite: number }) {
      const ids = await idsDePaciente(db, input.pacienteId)
      const estados = await repository.estadosDePacientes(db, ids)
      return {
        citas: await repository.citasDePacientes(db, ids, input.limite),
        asistencia: asistencia(estados),
      }
    },

    async revisar(input: {
      pacienteId: string | null
      profesionalId: string
      inicio: string
      minutos: number
      exceptoId: string | null
    }) {
      const profesional = await exigirProfesional(db, input.profesionalId)
      const { minutos, ...rest } = input
      const lugar: Lugar = { ...rest, fin: masMinutos(input.inicio, minutos) }
      return {
        choques: await choquesDe(db, lugar),
        avisos: await avisos(db, lugar, profesional.franjas),
      }
    },

    async buscarCupo(input: {
      profesionalIds: readonly string[] | null
      servicioId: string | null
      minutos: number | null
      desde: string
      franja: FranjaDia
      saltar: number
      limite: number
    }): Promise<Cupo[]> {
      const profesionales = await columnas(db, input.profesionalIds)
      const servicio = (await serviciosVigentes(db)).find(({ id }) => id === input.servicioId)
      const duracion = new Map(
        profesionales.map((p) => {
          const suyos = servicio ? minutosDeServicio(servicio, p) : p.minutosCita
          return [p.id, suyos === undefined ? undefined : (input.minutos ?? suyos)]
        }),
      )
      const instante = ahora()
      const hoy = bogotaDate(new Date(instante))
      const primero = input.desde < hoy ? hoy : input.desde
      const wanted = input.saltar + input.limite
      const found: Cupo[] = []
      for (let dia = 0; dia < HORIZONTE_DIAS && found.length < wanted; dia++) {
        const fecha = addDays(primero, dia)
        if (festivo(fecha)) continue
        const limites = limitesDelDia(fecha)
        const ocupados = await repository.tiemposOcupados(db, {
          ...limites,
          profesionalIds: profesionales.map(({ id }) => id),
        })
        const bloqueos = await repository.bloqueosEntre(db, limites.desde, limites.hasta)
        const delDia = profesionales.flatMap((profesional) => {
          const minutos = duracion.get(profesional.id)
          if (minutos === undefined) return []
          const huecos = huecosDelDia({
            franjas: profesional.franjas,
            fecha,
            ocupados: [
              ...ocupados.filter((one) => one.profesional_id === profesional.id),
              ...bloqueosEn(bloqueos, profesional.id, { inicio: limites.desde, fin: limites.hasta }).map(
                (one) => ({ inicio: one.desde, fin: one.hasta }),
              ),
            ],
          })
          return cuposEn(huecos, { minutos, desde: instante, franja: input.franja }).map((tramo) => ({
            profesionalId: profesional.id,
            ...tramo,
          }))
        })
        found.push(...delDia.toSorted((a, b) => (a.inicio < b.inicio ? -1 : a.inicio > b.inicio ? 1 : 0)))
      }
      return found.slice(input.saltar, wanted)
    },

    async crear(
      call: CallContext,
      input: {
        commandId: string
        paciente: ParaQuien
        profesionalId: string
        servicio: string
        cups: string | null
        modalidad: ModalidadCita
        inicio: string
        minutos: number
        fechaSolicitud: string
        fechaDeseada: string
        nota: string | null
        sobrecupoMotivo: string | null
      },
    ) {
      const fin = masMinutos(input.inicio, input.minutos)
      const sinPaciente = {
        profesionalId: input.profesionalId,
        inicio: input.inicio,
        fin,
        exceptoId: null,
      }
      const elegido = await resolverPaciente(
        call,
        input.paciente,
        sinPaciente,
        input.sobrecupoMotivo !== null || (await repository.comandoConocido(db, input.commandId)),
      )
      return kit.runCommand(
        call,
        { name: 'agenda.crear', commandId: input.commandId, input },
        async (scope) => {
          const profesional = await exigirProfesional(scope.trx, input.profesionalId)
          const pacienteId = await exigirPaciente(scope.trx, elegido)
          const lugar: Lugar = { ...sinPaciente, pacienteId }
          await exigirSinBloqueo(scope.trx, lugar, input.sobrecupoMotivo)
          const dichos = await avisos(scope.trx, lugar, profesional.franjas)
          const cita: Cita = {
            id: kit.ids.next(),
            version: 1,
            pacienteId,
            profesionalId: input.profesionalId,
            cups: input.cups,
            servicio: input.servicio,
            modalidad: input.modalidad,
            inicio: input.inicio,
            fin,
            estado: 'agendada',
            fechaSolicitud: input.fechaSolicitud,
            fechaDeseada: input.fechaDeseada,
            sobrecupoMotivo: input.sobrecupoMotivo,
            nota: input.nota,
            motivoCancelacion: null,
            llegoEn: null,
            creadaEn: scope.at,
          }
          await explicando(scope.trx, lugar, () => repository.insertCita(scope.trx, cita))
          await anotar(scope, call, cita, { acto: 'creada', detalle: input.sobrecupoMotivo })
          return { id: cita.id, version: cita.version, pacienteId, avisos: dichos }
        },
      )
    },

    mover(
      call: CallContext,
      input: {
        commandId: string
        id: string
        version: number
        inicio: string
        minutos?: number | undefined
        profesionalId: string
        sobrecupoMotivo: string | null
      },
    ) {
      return kit.runCommand(
        call,
        { name: 'agenda.mover', commandId: input.commandId, input },
        async (scope) => {
          const cita = await exigirVersion(scope.trx, input.id, input.version)
          const antes = minutosEntre(cita.inicio, cita.fin)
          exigirMovible(cita, input.inicio)
          const profesional = await exigirProfesional(scope.trx, input.profesionalId)
          const cambio = {
            inicio: input.inicio,
            fin: masMinutos(input.inicio, input.minutos ?? antes),
            profesionalId: input.profesionalId,
            sobrecupoMotivo: input.sobrecupoMotivo,
          }
          const lugar = lugarDe({ ...cita, ...cambio })
          await exigirSinBloqueo(scope.trx, lugar, input.sobrecupoMotivo)
          const dichos = await avisos(scope.trx, lugar, profesional.franjas)
          const next = await explicando(scope.trx, lugar, () =>
            mudar(scope, call, cita, cambio, { acto: 'movida', detalle: input.sobrecupoMotivo }),
          )
          return {
            id: next.id,
            version: next.version,
            avisos: dichos,
            anterior: {
              inicio: cita.inicio,
              minutos: antes,
              profesionalId: cita.profesionalId,
              sobrecupoMotivo: cita.sobrecupoMotivo,
            },
          }
        },
      )
    },

    editar(
      call: CallContext,
      input: {
        commandId: string
        id: string
        version: number
        servicio: string
        cups: string | null
        modalidad: ModalidadCita
        fechaDeseada: string
        nota: string | null
      },
    ) {
      return kit.runCommand(
        call,
        { name: 'agenda.editar', commandId: input.commandId, input },
        async (scope) => {
          const cita = await exigirVersion(scope.trx, input.id, input.version)
          if (cita.estado === 'atendida') throw pasoInvalido(cita.estado, 'ya no se cambia')
          const { servicio, cups, modalidad, fechaDeseada, nota } = input
          const next = await mudar(
            scope,
            call,
            cita,
            { servicio, cups, modalidad, fechaDeseada, nota },
            { acto: 'editada' },
          )
          return { id: next.id, version: next.version, avisos: [] }
        },
      )
    },

    cambiarEstado(
      call: CallContext,
      input: {
        commandId: string
        id: string
        version: number
        estado: EstadoCita
        sobrecupoMotivo: string | null
      },
    ) {
      return kit.runCommand(
        call,
        { name: 'agenda.cambiarEstado', commandId: input.commandId, input },
        async (scope) => {
          const cita = await exigirVersion(scope.trx, input.id, input.version)
          exigirPaso(cita.estado, input.estado)
          if (exigeMotivo(input.estado)) throw motivoRequerido()
          const cambio = {
            estado: input.estado,
            motivoCancelacion: null,
            llegoEn: llegada(cita, input.estado, scope.at),
            sobrecupoMotivo: input.sobrecupoMotivo ?? cita.sobrecupoMotivo,
          }
          const next = await explicando(scope.trx, lugarDe(cita), () =>
            mudar(scope, call, cita, cambio, { acto: 'estado', detalle: input.sobrecupoMotivo }),
          )
          return { id: next.id, version: next.version, avisos: [] }
        },
      )
    },

    cancelar(
      call: CallContext,
      input: {
        commandId: string
        id: string
        version: number
        estado: 'cancelada-paciente' | 'cancelada-consultorio' | 'reprogramada'
        motivo: MotivoCancelacion
        detalle: string | null
      },
    ) {
      return kit.runCommand(
        call,
        { name: 'agenda.cancelar', commandId: input.commandId, input },
        async (scope) => {
          const cita = await exigirVersion(scope.trx, input.id, input.version)
          exigirPaso(cita.estado, input.estado)
          if (!motivosDe(input.estado).includes(input.motivo)) throw motivoRequerido()
          const next = await mudar(
            scope,
            call,
            cita,
            { estado: input.estado, motivoCancelacion: input.motivo, llegoEn: null },
            { acto: 'estado', motivo: input.motivo, detalle: input.detalle },
          )
          return { id: next.id, version: next.version, avisos: [] }
        },
      )
    },

    servicios: () => serviciosVigentes(db),

    guardarServicio(
      call: CallContext,
      input: { commandId: string; servicio: Omit<ServicioAgenda, 'id'> & { id: string | null } },
    ) {
      return kit.runCommand(
        call,
        { name: 'agenda.guardarServicio', commandId: input.commandId, input },
        async (scope) => {
          const servicio: ServicioAgenda = { ...input.servicio, id: input.servicio.id ?? kit.ids.next() }
          const propios = await repository.listServicios(scope.trx)
          // The list begins with what was offered until now, so that adding one takes none away.
          if (propios.length === 0)
            for (const one of SERVICIOS_POR_DEFECTO) await repository.saveServicio(scope.trx, one, scope.at)
          const mismo = (propios.length === 0 ? SERVICIOS_POR_DEFECTO : propios).find(
            (one) => one.nombre.toLowerCase() === servicio.nombre.toLowerCase() && one.id !== servicio.id,
          )
          if (mismo)
            throw new Refusal(
              'SERVICIO_EXISTE',
              `Ya hay un servicio que se llama ${mismo.nombre}.`,
              'Cámbiele el nombre o corrija el que ya existe.',
              { campo: 'servicio.nombre' },
            )
          await repository.saveServicio(scope.trx, servicio, scope.at)
          await scope.audit({
            action: 'agenda.servicio',
            subjectKind: 'servicio-agenda',
            subjectId: servicio.id,
            detail: { minutos: servicio.minutos, activo: servicio.activo },
          })
          scope.changed('agenda.servicios')
          return servicio
        },
      )
    },

    guardarHorario(
      call: CallContext,
      input: { commandId: string; profesionalId: string; franjas: readonly Franja[] },
    ) {
      return kit.runCommand(
        call,
        { name: 'agenda.guardarHorario', commandId: input.commandId, input },
        async (scope) => {
          await exigirProfesional(scope.trx, input.profesionalId)
          const pair = franjasTraslapadas(input.franjas)
          if (pair)
            throw new Refusal(
              'FRANJAS_TRASLAPADAS',
              `El ${DIA_SEMANA[pair[0].dia - 1]?.toLowerCase()} tiene dos franjas que se cruzan: ${pair[0].desde}–${pair[0].hasta} y ${pair[1].desde}–${pair[1].hasta}.`,
              'Corrija una de las dos.',
              { campo: 'franjas' },
            )
          await repository.replaceHorario(scope.trx, input.profesionalId, input.franjas, scope.at)
          await scope.audit({
            action: 'agenda.horario',
            subjectKind: 'profesional',
            subjectId: input.profesionalId,
            detail: { franjas: input.franjas.length },
          })
          scope.changed('citas')
          return { guardado: true as const }
        },
      )
    },

    crearBloqueo(
      call: CallContext,
      input: {
        commandId: string
        profesionalId: string | null
        desde: string
        hasta: string
        motivo: string
      },
    ) {
      return kit.runCommand(
        call,
        { name: 'agenda.crearBloqueo', commandId: input.commandId, input },
        async (scope) => {
          if (input.hasta <= input.desde)
            throw new Refusal(
              'BLOQUEO_INVALIDO',
              'El bloqueo termina antes de empezar.',
              'Revise las horas.',
              { campo: 'hasta' },
            )
          if (input.profesionalId !== null) await exigirProfesional(scope.trx, input.profesionalId)
          const { profesionalId, desde, hasta, motivo } = input
          const bloqueo = { id: kit.ids.next(), profesionalId, desde, hasta, motivo }
          await repository.insertBloqueo(scope.trx, bloqueo, scope.at)
          await scope.audit({
            action: 'agenda.bloqueo',
            subjectKind: 'bloqueo',
            subjectId: bloqueo.id,
            detail: { profesional: profesionalId, desde, hasta },
          })
          scope.changed('citas')
          const citas = await repository.citasEnRango(scope.trx, {
            desde,
            hasta,
            profesionalIds: profesionalId === null ? null : [profesionalId],
          })
          return { id: bloqueo.id, citas: citas.filter((cita) => puedeMoverse(cita.estado)) }
        },
      )
    },

    quitarBloqueo(call: CallContext, input: { commandId: string; id: string }) {
      return kit.runCommand(
        call,
        { name: 'agenda.quitarBloqueo', commandId: input.commandId, input },
        async (scope) => {
          if (!(await repository.quitarBloqueo(scope.trx, input.id, scope.at)))
            throw new Refusal('NO_ENCONTRADO', 'Ese bloqueo ya no existe.', 'Actualice la agenda.')
          await scope.audit({
            action: 'agenda.bloqueo-quitado',
            subjectKind: 'bloqueo',
            subjectId: input.id,
          })
          scope.changed('citas')
          return { quitado: true as const }
        },
      )
    },
  }
}

/** Arrival: set when the patient comes, kept while the visit goes on, forgotten when it is undone. */
function llegada(cita: Cita, estado: EstadoCita, at: string): string | null {
  if (estado === 'en-sala' || estado === 'en-consulta' || estado === 'atendida') return cita.llegoEn ?? at
  return null
}

function exigirPaso(de: EstadoCita, a: EstadoCita): void {
  if (!puedePasar(de, a)) throw pasoInvalido(de, `no puede pasar a ${ESTADO_CITA[a]}`)
}

/** Who is already in the waiting room is only moved within the day. */
function exigirMovible(cita: Cita, inicio: string): void {
  if (!puedeMoverse(cita.estado)) throw pasoInvalido(cita.estado, 'ya no se puede mover')
  const otroDia = bogotaDate(new Date(cita.inicio)) !== bogotaDate(new Date(inicio))
  if (cita.estado === 'en-sala' && otroDia)
    throw pasoInvalido(cita.estado, 'solo se puede mover dentro del mismo día')
}

function motivoRequerido(): Refusal {
  return new Refusal(
    'MOTIVO_REQUERIDO',
    'Falta el motivo de la cancelación.',
    'Escoja un motivo de la lista: así se sabe por qué se pierden las citas.',
    { campo: 'motivo' },
  )
}
