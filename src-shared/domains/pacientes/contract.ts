import { z } from 'zod'
import { command, commandId, query, refusals } from '../procedure.ts'
import { ATIENDEN, TODOS } from '../seguridad/schemas.ts'
import {
  coincidencia,
  consentimientoSchema,
  fichaPacienteSchema,
  pacienteCambiosSchema,
  pacienteNuevoSchema,
  pacienteResumenSchema,
  posibleDuplicadoSchema,
} from './schemas.ts'

const id = z.string().min(1)
/** `pacientes:nuevo`, `pacientes:editar:<id>` … */
const claveBorrador = z.string().regex(/^[a-z]+(:[a-zA-Z0-9-]+)+$/)
const guardado = z.object({ id: z.string(), version: z.number().int() })

export const pacientesContract = {
  /** As-you-type search by document, any part of the name, or phone; best match first. Empty text: the latest visits. */
  buscar: query({ roles: TODOS, lan: true })
    .input(z.object({ texto: z.string().max(200), limite: z.number().int().min(1).max(100).default(20) }))
    .output(z.array(pacienteResumenSchema.extend({ coincidencia: coincidencia.nullable() }))),
  /** Alphabetical list in pages; `total` counts them all. */
  listar: query({ roles: TODOS, lan: true })
    .input(
      z.object({
        desde: z.number().int().min(0).default(0),
        cantidad: z.number().int().min(1).max(500).default(100),
        soloPorCompletar: z.boolean().default(false),
      }),
    )
    .output(z.object({ total: z.number().int(), pacientes: z.array(pacienteResumenSchema) })),
  /** The card of one patient. Reading it stays in the audit chain (M-31). */
  obtener: query({ roles: TODOS, lan: true }).input(z.object({ id })).output(fichaPacienteSchema),
  /** Who may be the same person, before saving. */
  posiblesDuplicados: query({ roles: ATIENDEN, lan: true })
    .input(z.object({ datos: pacienteNuevoSchema, exceptoId: id.optional() }))
    .output(z.array(posibleDuplicadoSchema)),
  /** Refuses `PACIENTE_DUPLICADO` with `datos.candidatos` (PosibleDuplicado[]) unless `noEsDuplicado`. */
  crear: command({ roles: ATIENDEN, lan: true })
    .errors(refusals('PACIENTE_DUPLICADO', 'DOCUMENTO_EXISTE', 'RESPONSABLE_REQUERIDO'))
    .input(
      z.object({
        commandId,
        datos: pacienteNuevoSchema,
        noEsDuplicado: z.boolean().default(false),
        consentimiento: consentimientoSchema.nullable().default(null),
      }),
    )
    .output(guardado),
  /**
   * Saves the fields that changed. `version` is the one the person was looking at: if someone else saved meanwhile, other
   * fields are joined; the same field refuses `VERSION_VIEJA` with `datos.campos` (names) and `datos.version`.
   */
  actualizar: command({ roles: ATIENDEN, lan: true })
    .errors(refusals('VERSION_VIEJA', 'PACIENTE_DUPLICADO', 'DOCUMENTO_EXISTE', 'RESPONSABLE_REQUERIDO'))
    .input(
      z.object({
        commandId,
        id,
        version: z.number().int().min(1),
        cambios: pacienteCambiosSchema,
        noEsDuplicado: z.boolean().default(false),
      }),
    )
    .output(guardado.extend({ unidos: z.array(z.string()) })),
  /** `Confirmar datos` at arrival (C-01). */
  confirmarDatos: command({ roles: ATIENDEN, lan: true })
    .input(z.object({ commandId, id }))
    .output(z.object({ confirmadosEn: z.string() })),
  /** Authorisation to treat personal data, or its withdrawal (Ley 1581 de 2012, art. 9). */
  registrarConsentimiento: command({ roles: ATIENDEN, lan: true })
    .input(z.object({ commandId, id, consentimiento: consentimientoSchema }))
    .output(z.object({ registrado: z.literal(true) })),
  /**
   * Joins a record found twice into the one that stays: nothing is deleted, the joined one leaves the lists and what it knew
   * fills the blanks of the other (K-23).
   */
  fusionar: command({ roles: ATIENDEN, lan: true })
    .errors(refusals('FUSION_IMPOSIBLE'))
    .input(z.object({ commandId, conservarId: id, duplicadoId: id }))
    .output(guardado.extend({ completados: z.array(z.string()) })),

  /** Half-filled forms, per user, kept by the core so that a killed program loses nothing. */
  leerBorrador: query({ roles: ATIENDEN, lan: true })
    .input(z.object({ clave: claveBorrador }))
    .output(z.object({ json: z.string(), actualizadoEn: z.string() }).nullable()),
  /** Drafts whose key begins so (`pacientes:nuevo`), newest first. */
  listarBorradores: query({ roles: ATIENDEN, lan: true })
    .input(z.object({ prefijo: claveBorrador }))
    .output(z.array(z.object({ clave: z.string(), json: z.string(), actualizadoEn: z.string() }))),
  guardarBorrador: command({ roles: ATIENDEN, lan: true })
    .input(z.object({ clave: claveBorrador, json: z.string().max(200_000) }))
    .output(z.object({ actualizadoEn: z.string() })),
  descartarBorrador: command({ roles: ATIENDEN, lan: true })
    .input(z.object({ clave: claveBorrador }))
    .output(z.object({ descartado: z.literal(true) })),
}
