import { z } from 'zod'
import { command, commandId, query, refusals } from '../procedure.ts'
import { CLINICOS } from '../seguridad/schemas.ts'
import { contenidoNotaSchema, notaSchema, PLANTILLAS } from './schemas.ts'

/** One line of a patient's clinical timeline. */
export const eventoHistoria = z.object({
  id: z.string(),
  clase: z.enum(['nota', 'formula']),
  en: z.string(),
  titulo: z.string(),
  detalle: z.string(),
  autor: z.string(),
  estado: z.enum(['borrador', 'firmada']),
  notaId: z.string(),
})
export type EventoHistoria = z.infer<typeof eventoHistoria>

/** The historia clínica: notes that save themselves, freeze when signed, and the fórmula. Closing is in jornada. */
export const historiaContract = {
  /** Opens a draft for a patient; the open one of the same appointment or day is given back instead of a second. */
  iniciar: command({ roles: CLINICOS, lan: true })
    .errors(refusals('SIN_PROFESIONAL', 'CITA_DE_OTRO_PACIENTE'))
    .input(
      z.object({
        commandId,
        pacienteId: z.string(),
        citaId: z.string().nullable(),
        plantilla: z.enum(PLANTILLAS.map(({ clave }) => clave)),
      }),
    )
    .output(notaSchema),
  obtener: query({ roles: CLINICOS, lan: true })
    .input(z.object({ id: z.string() }))
    .output(notaSchema),
  /**
   * Autosave. Answers with the revision that stands: a late older one changes nothing. `conservada` is whether what stands is
   * the text that was sent; it is not when the same note was written meanwhile in another window.
   */
  guardar: command({ roles: CLINICOS, lan: true })
    .errors(refusals('NOTA_FIRMADA', 'NOTA_AJENA'))
    .input(z.object({ id: z.string(), revision: z.number().int().min(1), contenido: contenidoNotaSchema }))
    .output(z.object({ revision: z.number().int(), guardadaEn: z.string(), conservada: z.boolean() })),
  borradores: query({ roles: CLINICOS, lan: true }).output(
    z.array(
      z.object({ id: z.string(), pacienteId: z.string(), paciente: z.string(), actualizadaEn: z.string() }),
    ),
  ),
  historiaDe: query({ roles: CLINICOS, lan: true })
    .input(z.object({ pacienteId: z.string(), limite: z.number().int().min(1).max(500).default(100) }))
    .output(z.array(eventoHistoria)),
  aclarar: command({ roles: CLINICOS, lan: true })
    .errors(refusals('NOTA_SIN_FIRMAR'))
    .input(
      z.object({
        commandId,
        notaId: z.string(),
        motivo: z.string().trim().min(3, 'Escriba por qué se aclara').max(200),
        texto: z.string().trim().min(3, 'Escriba la aclaración').max(10_000),
      }),
    )
    .output(notaSchema),
  /** The fórmula of a signed note, base64 of its PDF. */
  formulaPdf: query({ roles: CLINICOS, lan: true })
    .errors(refusals('FORMULA_INCOMPLETA'))
    .input(z.object({ notaId: z.string() }))
    .output(z.object({ nombre: z.string(), base64: z.string() })),
}
