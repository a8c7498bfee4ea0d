import { z } from 'zod'
import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { getPrestador, getProfesional, getSede } from '../configuracion/api.ts'
import { getPaciente, nombreCompleto } from '../pacientes/api.ts'

const TIPO_USUARIO: Readonly<Record<string, string>> = {
  '01': 'Contributivo',
  '02': 'Contributivo',
  '03': 'Contributivo',
  '04': 'Subsidiado',
  '12': 'Particular',
}

const membreteSchema = z.object({
  prestador: z.object({
    nombre: z.string(),
    nit: z.string(),
    /** Ten digits of the provider and the number of its site. */
    habilitacion: z.string(),
    direccion: z.string(),
    /** Code of DIVIPOLA. */
    municipio: z.string(),
    telefono: z.string(),
    correo: z.string(),
  }),
  profesional: z.object({
    nombre: z.string(),
    credencial: z.string(),
    documento: z.string(),
    registro: z.string(),
  }),
  paciente: z.object({
    nombre: z.string(),
    tipoDocumento: z.string(),
    numeroDocumento: z.string(),
    historia: z.string(),
    tipoUsuario: z.string(),
  }),
})

/** Who prescribed, to whom and where, as it was when the fórmula was signed: what its paper says for ever. */
export type MembreteFormula = z.infer<typeof membreteSchema>

/** A datum without which no fórmula is printed, and where it is set. */
export interface FaltaMembrete {
  readonly mensaje: string
  readonly donde: string
}

/** What the three records say now. */
export async function leerMembrete(
  db: Db | Trx,
  de: { readonly profesional_id: string; readonly paciente_id: string },
): Promise<Result<MembreteFormula, FaltaMembrete>> {
  const [prestador, sede, profesional, paciente] = [
    await getPrestador(db),
    await getSede(db),
    await getProfesional(db, de.profesional_id),
    await getPaciente(db, de.paciente_id),
  ]
  const enProfesionales = 'Configuración › Profesionales'
  if (!prestador)
    return err({ mensaje: 'Faltan los datos del prestador', donde: 'Configuración › Prestador' })
  if (!sede) return err({ mensaje: 'Falta la dirección de la sede', donde: 'Configuración › Sede' })
  if (!profesional) return err({ mensaje: 'Faltan los datos del profesional', donde: enProfesionales })
  if (!profesional.registro) return err({ mensaje: 'Falta el registro profesional', donde: enProfesionales })
  if (!paciente?.numeroDocumento)
    return err({ mensaje: 'Falta el documento del paciente', donde: 'la ficha del paciente' })
  return ok({
    prestador: {
      nombre: prestador.nombreComercial ?? prestador.razonSocial,
      nit: `${prestador.nit}-${prestador.dv}`,
      habilitacion: `${prestador.codigoHabilitacion}${sede.codigoSede}`,
      direccion: sede.direccion,
      municipio: sede.municipio,
      telefono: sede.telefono ?? prestador.telefono,
      correo: prestador.correo,
    },
    profesional: {
      nombre: `${profesional.nombres} ${profesional.apellidos}`,
      credencial: [profesional.profesion, profesional.especialidad].filter((texto) => texto).join(' · '),
      documento: `${profesional.tipoDocumento} ${profesional.numeroDocumento}`,
      registro: profesional.registro,
    },
    paciente: {
      nombre: nombreCompleto(paciente),
      tipoDocumento: paciente.tipoDocumento ?? '',
      numeroDocumento: paciente.numeroDocumento,
      historia: paciente.numeroHistoria ?? paciente.numeroDocumento,
      tipoUsuario: TIPO_USUARIO[paciente.tipoUsuario ?? ''] ?? (paciente.pagadorId ? 'Otro' : 'Particular'),
    },
  })
}

/** As kept in the row of the fórmula; null when it was signed with a datum missing. */
export async function membreteAlFirmar(
  trx: Trx,
  de: { readonly profesional_id: string; readonly paciente_id: string },
): Promise<string | null> {
  const leido = await leerMembrete(trx, de)
  return leido.ok ? JSON.stringify(leido.value) : null
}

/** What was signed; what the records say now only when nothing was kept with the signature. */
export async function membreteDe(
  db: Db | Trx,
  formula: {
    readonly membrete: string | null
    readonly profesional_id: string
    readonly paciente_id: string
  },
): Promise<Result<MembreteFormula, FaltaMembrete>> {
  return formula.membrete === null
    ? leerMembrete(db, formula)
    : ok(membreteSchema.parse(JSON.parse(formula.membrete)))
}
