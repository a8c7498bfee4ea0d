import { nombreCompleto, puedeSerElMismoNombre } from '../../../src-shared/domains/pacientes/names.ts'
import {
  advertenciasPaciente,
  camposDistintos,
  completarDatos,
  datosFaltantes,
  debeConfirmarDatos,
  edadDe,
  fusionarCambios,
  revisarDatos,
} from '../../../src-shared/domains/pacientes/rules.ts'
import {
  CAMPOS_PACIENTE,
  type CampoPaciente,
  type Consentimiento,
  type FichaPaciente,
  MOTIVOS_DUPLICADO,
  type Paciente,
  type PacienteCambios,
  type PacienteDatos,
  type PacienteNuevo,
  type PacienteResumen,
  type PosibleDuplicado,
  pacienteDatosSchema,
  pacienteResumenSchema,
} from '../../../src-shared/domains/pacientes/schemas.ts'
import { CLINICOS, type Rol } from '../../../src-shared/domains/seguridad/schemas.ts'
import { bogotaDate } from '../../../src-shared/kernel/dates.ts'
import { appendAudit, hashOf } from '../../core/audit/audit.ts'
import { auditActor, type CallContext } from '../../core/calls/call-context.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { transact } from '../../core/database/transaction.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import type { DomainKit } from '../kit.ts'
import * as repository from './repository.ts'

export type PacientesService = ReturnType<typeof createPacientesService>

export interface PacientesPorts extends DomainKit {
  /** Name of a payer of configuración; undefined when there is none with that id. */
  readonly nombrePagador: (db: Db | Trx, id: string) => Promise<string | undefined>
}

/** Registering, finding and keeping patients. Invariants in this folder's README. */
export function createPacientesService(kit: PacientesPorts) {
  const { db } = kit
  const hoy = () => bogotaDate(kit.clock.now())

  async function resumenes(reader: Db | Trx, filas: repository.FilaDeLista[]): Promise<PacienteResumen[]> {
    const nombres = new Map<string, string>()
    for (const id of new Set(filas.flatMap((fila) => fila.pagador_id ?? [])))
      nombres.set(id, (await kit.nombrePagador(reader, id)) ?? 'Pagador retirado')
    return filas.map((fila) => resumenDe(fila, nombres, hoy()))
  }

  /** Same document, same name by sound with the same birth date, or same phone; strongest reason first. */
  async function candidatos(
    reader: Db | Trx,
    datos: PacienteDatos,
    exceptoId: string | undefined,
  ): Promise<PosibleDuplicado[]> {
    const motivos = new Map<string, Set<PosibleDuplicado['motivos'][number]>>()
    const filas = new Map<string, repository.FilaDeLista>()
    const anotar = (motivo: PosibleDuplicado['motivos'][number], found: repository.FilaDeLista[]) => {
      for (const fila of found) {
        if (fila.id === exceptoId) continue
        filas.set(fila.id, fila)
        motivos.set(fila.id, (motivos.get(fila.id) ?? new Set()).add(motivo))
      }
    }
    if (datos.numeroDocumento !== null)
      anotar('documento', await repository.porNumeroDocumento(reader, datos.numeroDocumento))
    if (datos.fechaNacimiento !== null)
      anotar(
        'nombre-y-nacimiento',
        (await repository.porNacimiento(reader, datos.fechaNacimiento)).filter((fila) =>
          puedeSerElMismoNombre(partesDe(fila), datos),
        ),
      )
    const telefonos = [datos.telefono, datos.telefonoAlterno].filter((telefono) => telefono !== null)
    anotar('telefono', await repository.porTelefonos(reader, telefonos))
    const lista = await resumenes(reader, [...filas.values()])
    return lista
      .map((resumen) => {
        const propios = motivos.get(resumen.id) ?? new Set()
        return { ...resumen, motivos: MOTIVOS_DUPLICADO.filter((motivo) => propios.has(motivo)) }
      })
      .toSorted((a, b) => peso(a) - peso(b) || b.motivos.length - a.motivos.length)
  }

  /** @throws Refusal DOCUMENTO_EXISTE always, PACIENTE_DUPLICADO unless the person said it is someone else. */
  async function exigirUnico(
    trx: Trx,
    datos: PacienteDatos,
    options: { exceptoId?: string; noEsDuplicado: boolean; motivos: readonly string[] },
  ): Promise<void> {
    const parecidos = await candidatos(trx, datos, options.exceptoId)
    const mismo = parecidos.find(
      (p) => p.numeroDocumento === datos.numeroDocumento && p.tipoDocumento === datos.tipoDocumento,
    )
    if (mismo && datos.numeroDocumento !== null && options.noEsDuplicado)
      throw new Refusal(
        'DOCUMENTO_EXISTE',
        `Documento ya existe: ${presentar(mismo)}. Dos pacientes no pueden tener el mismo documento.`,
        'Abra ese paciente, o corrija el documento de quien lo tenga mal escrito.',
        { campo: 'datos.numeroDocumento', datos: { candidatos: [mismo] } },
      )
    if (options.noEsDuplicado) return
    const relevantes = parecidos.filter((p) => p.motivos.some((motivo) => options.motivos.includes(motivo)))
    const primero = relevantes[0]
    if (!primero) return
    throw new Refusal(
      'PACIENTE_DUPLICADO',
      primero.motivos.includes('documento')
        ? `Documento ya existe: ${presentar(primero)}. ¿Es la misma persona?`
        : `Puede que ya esté registrado: ${presentar(primero)}. ¿Es la misma persona?`,
      'Abra el paciente que ya existe, o confirme que es otra persona.',
      {
        ...(primero.motivos.includes('documento') ? { campo: 'datos.numeroDocumento' } : {}),
        datos: { candidatos: relevantes },
      },
    )
  }

  /** Data checked and with their historia number. @throws Refusal */
  async function preparar(trx: Trx, datos: PacienteDatos, id: string | undefined): Promise<PacienteDatos> {
    const limpios = limpiar(datos, hoy())
    return { ...limpios, numeroHistoria: await numeroHistoria(trx, limpios, id) }
  }

  async function exigirPagador(reader: Db | Trx, datos: PacienteDatos): Promise<void> {
    if (datos.pagadorId === null || (await kit.nombrePagador(reader, datos.pagadorId)) !== undefined) return
    throw new Refusal(
      'DATOS_INVALIDOS',
      'El pagador elegido ya no existe.',
      'Elija otro pagador de la lista.',
      {
        campo: 'datos.pagadorId',
      },
    )
  }

  async function anotarConsentimiento(
    scope: CommandScope,
    call: CallContext,
    pacienteId: string,
    consentimiento: Consentimiento,
  ): Promise<void> {
    await repository.insertConsentimiento(scope.trx, {
      id: kit.ids.next(),
      pacienteId,
      consentimiento,
      usuarioId: call.usuario?.id ?? null,
      at: scope.at,
    })
    await scope.audit({
      action: 'pacientes.consentimiento',
      subjectKind: 'paciente',
      subjectId: pacienteId,
      detail: {
        decision: consentimiento.decision,
        version: consentimiento.version,
        medio: consentimiento.medio,
      },
    })
  }

  return {
    async buscar(input: { texto: string; limite: number }) {
      if (input.texto.trim() === '') {
        const filas = await repository.recientes(db, input.limite)
        return (await resumenes(db, filas)).map((resumen) => ({ ...resumen, coincidencia: null }))
      }
      const hits = await repository.buscar(db, input.texto, input.limite)
      const lista = await resumenes(
        db,
        hits.map(({ fila }) => fila),
      )
      return lista.map((resumen, i) => ({ ...resumen, coincidencia: hits[i]?.coincidencia ?? null }))
    },

    async listar(input: { desde: number; cantidad: number; soloPorCompletar: boolean }) {
      const { total, filas } = await repository.listar(db, input)
      return { total, pacientes: await resumenes(db, filas) }
    },

    /** The card, after its reading is in the chain: if that cannot be written, nothing is shown. */
    async obtener(call: CallContext, id: string): Promise<FichaPaciente> {
      const paciente = await exigir(db, id)
      await transact(db, (trx) =>
        appendAudit(trx, kit.clock.now().toISOString(), auditActor(call), {
          action: 'pacientes.consultar',
          subjectKind: 'paciente',
          subjectId: id,
        }),
      )
      const fecha = hoy()
      const { pagadorId } = paciente
      return {
        paciente: { ...paciente, alergias: leeClinica(call) ? paciente.alergias : null },
        nombre: nombreCompleto(paciente),
        edad: edadDe(paciente, fecha),
        pagador:
          pagadorId === null
            ? 'Particular'
            : ((await kit.nombrePagador(db, pagadorId)) ?? 'Pagador retirado'),
        consentimiento: await repository.consentimientoDe(db, id),
        faltantes: {
          factura: datosFaltantes(paciente, 'factura', fecha),
          rips: datosFaltantes(paciente, 'rips', fecha),
          historia: datosFaltantes(paciente, 'historia', fecha),
        },
        advertencias: advertenciasPaciente(paciente, fecha),
        confirmarDatos: debeConfirmarDatos(paciente.datosConfirmadosEn, fecha),
      }
    },

    posiblesDuplicados(input: { datos: PacienteNuevo; exceptoId?: string | undefined }) {
      const revisados = revisarDatos(completarDatos(input.datos), hoy())
      return candidatos(
        db,
        revisados.ok ? revisados.value : sinLoIlegible(completarDatos(input.datos)),
        input.exceptoId,
      )
    },

    crear(
      call: CallContext,
      input: {
        commandId: string
        datos: PacienteNuevo
        noEsDuplicado: boolean
        consentimiento: Consentimiento | null
      },
    ) {
      exigirClinico(call, input.datos)
      return kit.runCommand(
        call,
        { name: 'pacientes.crear', commandId: input.commandId, input },
        async (scope) => {
          const datos = await preparar(scope.trx, completarDatos(input.datos), undefined)
          await exigirPagador(scope.trx, datos)
          await exigirUnico(scope.trx, datos, {
            noEsDuplicado: input.noEsDuplicado,
            motivos: MOTIVOS_DUPLICADO,
          })
          const id = kit.ids.next()
          await repository.insertPaciente(scope.trx, {
            id,
            datos,
            usuarioId: call.usuario?.id ?? null,
            at: scope.at,
          })
          await scope.audit({
            action: 'pacientes.crear',
            subjectKind: 'paciente',
            subjectId: id,
            afterHash: hashOf(JSON.stringify(datos)),
            detail: { noEsDuplicado: input.noEsDuplicado },
          })
          if (input.consentimiento) await anotarConsentimiento(scope, call, id, input.consentimiento)
          scope.changed('pacientes', `paciente:${id}`)
          return { id, version: 1 }
        },
      )
    },

    actualizar(
      call: CallContext,
      input: {
        commandId: string
        id: string
        version: number
        cambios: PacienteCambios
        noEsDuplicado: boolean
      },
    ) {
      exigirClinico(call, input.cambios)
      return kit.runCommand(
        call,
        { name: 'pacientes.actualizar', commandId: input.commandId, input },
        async (scope) => {
          const { id } = input
          const actual = await exigir(scope.trx, id)
          if (actual.fusionadoEn !== null) throw yaFusionado()
          const base = await repository.datosDeVersion(scope.trx, id, input.version)
          if (!base) throw versionDesconocida(actual.version)
          const vigente = soloDatos(actual)
          const joined = fusionarCambios(base, vigente, { ...base, ...definidos(input.cambios) })
          if (!joined.ok)
            throw new Refusal(
              'VERSION_VIEJA',
              'Otra persona cambió los mismos datos mientras usted escribía.',
              'Revise los campos marcados y elija qué valor queda.',
              {
                campo: `cambios.${joined.error[0]}`,
                datos: { campos: joined.error, version: actual.version },
              },
            )
          const datos = await preparar(scope.trx, conHistoria(vigente, joined.value), id)
          const campos = camposDistintos(vigente, datos)
          if (campos.length === 0) return { id, version: actual.version, unidos: [] }
          await exigirPagador(scope.trx, datos)
          await exigirUnico(scope.trx, datos, {
            exceptoId: id,
            noEsDuplicado: input.noEsDuplicado,
            motivos: motivosDe(campos),
          })
          const version = actual.version + 1
          await repository.updatePaciente(scope.trx, {
            id,
            version,
            datos,
            usuarioId: call.usuario?.id ?? null,
            at: scope.at,
          })
          await scope.audit({
            action: 'pacientes.actualizar',
            subjectKind: 'paciente',
            subjectId: id,
            beforeHash: hashOf(JSON.stringify(vigente)),
            afterHash: hashOf(JSON.stringify(datos)),
            detail: { version, campos: campos.join(',') },
          })
          scope.changed('pacientes', `paciente:${id}`)
          return { id, version, unidos: camposDistintos(base, vigente) as string[] }
        },
      )
    },

    confirmarDatos(call: CallContext, input: { commandId: string; id: string }) {
      return kit.runCommand(
        call,
        { name: 'pacientes.confirmarDatos', commandId: input.commandId, input },
        async (scope) => {
          await exigir(scope.trx, input.id)
          await repository.setDatosConfirmados(scope.trx, input.id, scope.at)
          await scope.audit({
            action: 'pacientes.confirmar-datos',
            subjectKind: 'paciente',
            subjectId: input.id,
          })
          scope.changed(`paciente:${input.id}`)
          return { confirmadosEn: scope.at }
        },
      )
    },

    registrarConsentimiento(
      call: CallContext,
      input: { commandId: string; id: string; consentimiento: Consentimiento },
    ) {
      return kit.runCommand(
        call,
        { name: 'pacientes.registrarConsentimiento', commandId: input.commandId, input },
        async (scope) => {
          await exigir(scope.trx, input.id)
          await anotarConsentimiento(scope, call, input.id, input.consentimiento)
          scope.changed(`paciente:${input.id}`)
          return { registrado: true as const }
        },
      )
    },

    fusionar(call: CallContext, input: { commandId: string; conservarId: string; duplicadoId: string }) {
      return kit.runCommand(
        call,
        { name: 'pacientes.fusionar', commandId: input.commandId, input },
        async (scope) => {
          const conservado = await exigir(scope.trx, input.conservarId)
          const duplicado = await exigir(scope.trx, input.duplicadoId)
          if (
            conservado.id === duplicado.id ||
            conservado.fusionadoEn !== null ||
            duplicado.fusionadoEn !== null
          )
            throw new Refusal(
              'FUSION_IMPOSIBLE',
              'Estos dos registros no se pueden unir: son el mismo, o uno ya se unió a otro.',
              'Actualice la lista y elija dos pacientes distintos.',
            )
          const antes = soloDatos(conservado)
          const datos = llenarVacios(antes, soloDatos(duplicado))
          const completados = camposDistintos(antes, datos)
          await repository.setFusionado(scope.trx, duplicado.id, conservado.id, scope.at)
          const version = conservado.version + 1
          await repository.updatePaciente(scope.trx, {
            id: conservado.id,
            version,
            datos,
            usuarioId: call.usuario?.id ?? null,
            at: scope.at,
          })
          if (duplicado.ultimaVisita !== null)
            await repository.setUltimaVisita(scope.trx, conservado.id, duplicado.ultimaVisita)
          await scope.audit({
            action: 'pacientes.fusionar',
            subjectKind: 'paciente',
            subjectId: conservado.id,
            beforeHash: hashOf(JSON.stringify(antes)),
            afterHash: hashOf(JSON.stringify(datos)),
            detail: { duplicado: duplicado.id, version, campos: completados.join(',') },
          })
          scope.changed('pacientes', `paciente:${conservado.id}`, `paciente:${duplicado.id}`)
          return { id: conservado.id, version, completados: completados as string[] }
        },
      )
    },

    async leerBorrador(call: CallContext, clave: string) {
      const row = await repository.getBorrador(db, usuarioDe(call), clave)
      return row ? { json: row.json, actualizadoEn: row.actualizado_en } : null
    },

    async listarBorradores(call: CallContext, prefijo: string) {
      const rows = await repository.listBorradores(db, usuarioDe(call), prefijo)
      return rows.map((row) => ({ clave: row.clave, json: row.json, actualizadoEn: row.actualizado_en }))
    },

    async guardarBorrador(call: CallContext, input: { clave: string; json: string }) {
      const at = kit.clock.now().toISOString()
      const usuarioId = usuarioDe(call)
      await transact(db, (trx) => repository.putBorrador(trx, { ...input, usuarioId, at }))
      return { actualizadoEn: at }
    },

    async descartarBorrador(call: CallContext, clave: string) {
      const usuarioId = usuarioDe(call)
      await transact(db, (trx) => repository.deleteBorrador(trx, usuarioId, clave))
      return { descartado: true as const }
    },
  }
}

/** @throws Refusal NO_ENCONTRADO */
async function exigir(db: Db | Trx, id: string): Promise<Paciente> {
  const paciente = await repository.getPaciente(db, id)
  if (paciente) return paciente
  throw new Refusal(
    'NO_ENCONTRADO',
    'Ese paciente no existe.',
    'Búsquelo de nuevo por documento o por nombre.',
  )
}

function limpiar(datos: PacienteDatos, hoy: string): PacienteDatos {
  const revisados = revisarDatos(datos, hoy)
  if (revisados.ok) return revisados.value
  const { codigo, campo, mensaje, remedio } = revisados.error
  throw new Refusal(codigo, mensaje, remedio, { campo: `datos.${campo}` })
}

/** The document's number by default (Resolución 1995 de 1999, art. 6); with its kind before it when another person has that number. */
async function numeroHistoria(
  trx: Trx,
  datos: PacienteDatos,
  id: string | undefined,
): Promise<string | null> {
  const { numeroHistoria, numeroDocumento, tipoDocumento } = datos
  if (numeroHistoria !== null) {
    if (!(await repository.numeroHistoriaOcupado(trx, numeroHistoria, id))) return numeroHistoria
    throw new Refusal(
      'DATOS_INVALIDOS',
      `El número de historia ${numeroHistoria} ya es de otro paciente.`,
      'Escriba otro, o déjelo vacío para usar el número de documento.',
      { campo: 'datos.numeroHistoria' },
    )
  }
  if (numeroDocumento === null) return null
  return (await repository.numeroHistoriaOcupado(trx, numeroDocumento, id))
    ? `${tipoDocumento}${numeroDocumento}`
    : numeroDocumento
}

/** A historia number that came from the document follows it when the document is corrected. */
function conHistoria(antes: PacienteDatos, despues: PacienteDatos): PacienteDatos {
  const delDocumento = antes.numeroHistoria !== null && antes.numeroHistoria === antes.numeroDocumento
  const cambio = antes.numeroDocumento !== despues.numeroDocumento
  return delDocumento && cambio && despues.numeroHistoria === antes.numeroHistoria
    ? { ...despues, numeroHistoria: null }
    : despues
}

/** Which reasons are worth asking about again: those whose fields were touched. */
function motivosDe(campos: readonly CampoPaciente[]): string[] {
  const toca = (...list: CampoPaciente[]) => list.some((campo) => campos.includes(campo))
  return [
    ...(toca('tipoDocumento', 'numeroDocumento') ? ['documento'] : []),
    ...(toca('fechaNacimiento', 'primerNombre', 'segundoNombre', 'primerApellido', 'segundoApellido')
      ? ['nombre-y-nacimiento']
      : []),
    ...(toca('telefono', 'telefonoAlterno') ? ['telefono'] : []),
  ]
}

/** Blanks take the other record's value; allergies of both are kept, since losing one could harm. */
function llenarVacios(datos: PacienteDatos, otros: PacienteDatos): PacienteDatos {
  const sinDocumento = datos.numeroDocumento === null
  const llenos = Object.fromEntries(
    CAMPOS_PACIENTE.map((campo) => [campo, datos[campo] ?? otros[campo]]),
  ) as PacienteDatos
  const sustancias = [...new Set([...datos.alergias.sustancias, ...otros.alergias.sustancias])]
  const estado = datos.alergias.estado === 'sin-registrar' ? otros.alergias.estado : datos.alergias.estado
  return pacienteDatosSchema.parse({
    ...llenos,
    tipoDocumento: sinDocumento ? otros.tipoDocumento : datos.tipoDocumento,
    numeroDocumento: sinDocumento ? otros.numeroDocumento : datos.numeroDocumento,
    numeroHistoria: datos.numeroHistoria,
    aceptaMensajes: datos.aceptaMensajes,
    alergias: { estado: sustancias.length > 0 ? 'tiene' : estado, sustancias },
  })
}

/** For looking for duplicates while the form is half-filled: what does not read as a phone or document is left out. */
function sinLoIlegible(datos: PacienteDatos): PacienteDatos {
  const numeroDocumento = datos.numeroDocumento?.replace(/[\s.,-]/g, '').toUpperCase() ?? null
  const legible = (telefono: string | null) => {
    const clean = telefono?.replace(/\D/g, '').replace(/^57(?=\d{10}$)/, '')
    return clean?.length === 10 ? `+57${clean}` : null
  }
  return {
    ...datos,
    numeroDocumento,
    telefono: legible(datos.telefono),
    telefonoAlterno: legible(datos.telefonoAlterno),
  }
}

function soloDatos(paciente: Paciente): PacienteDatos {
  return Object.fromEntries(CAMPOS_PACIENTE.map((campo) => [campo, paciente[campo]])) as PacienteDatos
}

function definidos(cambios: PacienteCambios): Partial<PacienteDatos> {
  return Object.fromEntries(Object.entries(cambios).filter(([, value]) => value !== undefined))
}

function partesDe(fila: repository.FilaDeLista) {
  return {
    primerNombre: fila.primer_nombre,
    segundoNombre: fila.segundo_nombre,
    primerApellido: fila.primer_apellido,
    segundoApellido: fila.segundo_apellido,
  }
}

function resumenDe(
  fila: repository.FilaDeLista,
  pagadores: ReadonlyMap<string, string>,
  hoy: string,
): PacienteResumen {
  return pacienteResumenSchema.parse({
    id: fila.id,
    nombre: nombreCompleto(partesDe(fila)),
    tipoDocumento: fila.tipo_documento,
    numeroDocumento: fila.numero_documento,
    fechaNacimiento: fila.fecha_nacimiento,
    edad: edadDe({ fechaNacimiento: fila.fecha_nacimiento }, hoy),
    sexo: fila.sexo,
    telefono: fila.telefono,
    pagador: fila.pagador_id === null ? 'Particular' : (pagadores.get(fila.pagador_id) ?? 'Pagador retirado'),
    ultimaVisita: fila.ultima_visita,
    porCompletar: fila.por_completar === 1,
  })
}

function peso(p: PosibleDuplicado): number {
  return MOTIVOS_DUPLICADO.findIndex((motivo) => p.motivos.includes(motivo))
}

function presentar(p: PacienteResumen): string {
  return p.fechaNacimiento === null ? p.nombre : `${p.nombre}, ${p.fechaNacimiento}`
}

function leeClinica(call: CallContext): boolean {
  return call.usuario !== undefined && CLINICOS.includes(call.usuario.rol as Rol)
}

function exigirClinico(call: CallContext, datos: PacienteCambios): void {
  if (datos.alergias === undefined || leeClinica(call)) return
  throw new Refusal(
    'SIN_PERMISO',
    'Su usuario no puede registrar alergias.',
    'Pida al médico que las registre en la consulta; lo demás se puede guardar.',
    { campo: 'datos.alergias' },
  )
}

function usuarioDe(call: CallContext): string {
  if (call.usuario) return call.usuario.id
  throw new Refusal(
    'SESION_REQUERIDA',
    'Su sesión terminó.',
    'Ingrese de nuevo; lo que estaba escribiendo se conserva.',
  )
}

function yaFusionado(): Refusal {
  return new Refusal(
    'NO_ENCONTRADO',
    'Este registro se unió a otro paciente.',
    'Búsquelo de nuevo: encontrará el registro que quedó.',
  )
}

function versionDesconocida(actual: number): Refusal {
  return new Refusal(
    'VERSION_VIEJA',
    'Los datos en pantalla no corresponden a este paciente.',
    'Abra el paciente de nuevo.',
    { datos: { campos: [], version: actual } },
  )
}
