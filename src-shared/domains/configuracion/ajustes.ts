import { z } from 'zod'
import { CONSENTIMIENTO_INICIAL } from './consentimiento.ts'
import { pasoSchema } from './schemas.ts'

/**
 * The typed table of settings. Each has its shape and the value that holds until somebody changes it; a stored value that no
 * longer has the shape (older program) counts as absent.
 */

/** Account of the ministry's validator (MUV). `pinnedSha256`: fingerprint of its certificate, for a local container. */
export const muvSchema = z.object({
  baseUrl: z.url('Escriba la dirección completa, por ejemplo https://localhost:9443'),
  usuario: z.object({
    tipo: z.enum(['CC', 'CE', 'CD', 'PA', 'SC', 'PE', 'DE', 'PT']),
    numero: z.string().regex(/^[0-9A-Za-z]{4,20}$/, 'Número sin puntos ni espacios'),
  }),
  clave: z.string().min(1, 'Falta la contraseña de SISPRO').max(200),
  nit: z.string().regex(/^\d{4,12}$/, 'NIT o documento sin puntos ni dígito de verificación'),
  pinnedSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'La huella tiene 64 letras y números')
    .nullable(),
})
export type Muv = z.infer<typeof muvSchema>

/** Version and text of the data-treatment authorisation (Ley 1581 de 2012); old versions stay with who signed them. */
export const consentimientoSchema = z.object({
  version: z.number().int().min(1),
  texto: z.string().trim().min(100, 'El texto es muy corto para ser una autorización').max(20_000),
})
export type Consentimiento = z.infer<typeof consentimientoSchema>

/** Answers from which the obligation follows (rips.md 1). null: not answered. */
export const obligacionSchema = z.object({
  superaTope: z.boolean().nullable(),
  contrataConPagadores: z.boolean().nullable(),
})
export type RespuestasObligacion = z.infer<typeof obligacionSchema>

const prefijoNota = z
  .string()
  .regex(/^[A-Z0-9]{1,4}$/, 'El prefijo tiene de 1 a 4 letras mayúsculas o números')

export const AJUSTES = {
  /** `Cerrar consulta` issues the invoice of patients who pay themselves, in the same act. */
  facturarAlCerrar: { schema: z.boolean(), porDefecto: true },
  /**
   * Days after which a signed invoice that never left is dated and signed anew. The limit is uncertain in the sources (5 days is
   * the reading taken), hence a setting.
   */
  diasMaximosSinEnviar: { schema: z.number().int().min(1).max(30), porDefecto: 5 },
  /**
   * UVT, before taxes, up to which one may sell to the consumidor final without saying who buys. The limit is uncertain in the
   * sources (5 UVT is that of the documents POS), hence a setting.
   */
  uvtConsumidorFinal: { schema: z.number().int().min(1).max(1000), porDefecto: 5 },
  /** Prefix of notas crédito and débito: the issuer chooses it, and must not repeat one used with other software. */
  prefijosNota: {
    schema: z.object({ credito: prefijoNota, debito: prefijoNota }),
    porDefecto: { credito: 'NC', debito: 'ND' },
  },
  /** Minutes without use after which the screen locks by itself. */
  minutosBloqueo: { schema: z.number().int().min(1).max(120), porDefecto: 10 },
  muv: { schema: muvSchema.nullable(), porDefecto: null },
  consentimiento: { schema: consentimientoSchema, porDefecto: CONSENTIMIENTO_INICIAL },
  obligacion: {
    schema: obligacionSchema,
    porDefecto: { superaTope: null, contrataConPagadores: null },
  },
  /** Steps of the wizard that the person chose to leave for later. They are still listed as pending. */
  pasosOmitidos: { schema: z.array(pasoSchema), porDefecto: [] },
  /** What DIAN said of a certificate that no longer serves; it holds while that one is in use. */
  certificadoObservado: {
    schema: z.object({ certificadoId: z.string(), dice: z.enum(['revocado', 'vencido']) }).nullable(),
    porDefecto: null,
  },
  /** Facts of the practice database: when its demo data were made and with which seed. */
  practica: {
    schema: z.object({ preparadaEn: z.iso.datetime(), semilla: z.number().int() }).nullable(),
    porDefecto: null,
  },
} as const satisfies Record<string, { readonly schema: z.ZodType; readonly porDefecto: unknown }>

export type Clave = keyof typeof AJUSTES
export type ValorAjuste<C extends Clave> = z.infer<(typeof AJUSTES)[C]['schema']>
