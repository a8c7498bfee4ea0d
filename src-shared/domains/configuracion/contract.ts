import { z } from 'zod'
import { digitoVerificacion, validateCodigoHabilitacion } from '../../kernel/identifiers.ts'
import { command, commandId, query, refusals } from '../procedure.ts'
import { ADMINISTRAN, ATIENDEN, TODOS } from '../seguridad/schemas.ts'
import { consentimientoSchema, muvSchema, obligacionSchema } from './ajustes.ts'
import { esDireccionSegura } from './rules.ts'
import {
  avisoSchema,
  certificadoInfoSchema,
  estadoPasoSchema,
  pagadorSchema,
  pasoSchema,
  pendienteSchema,
  prestadorSchema,
  profesionalSchema,
  resolucionNumeracionSchema,
  sedeSchema,
  servicioHabilitadoSchema,
  softwareDianSchema,
  tarifaSchema,
} from './schemas.ts'

/** id null: new. */
const idONuevo = z.object({ id: z.string().nullable() }).shape

/** A NIT that is no number is told by its own field: this check runs all the same. */
const conDv = <T extends { nit: string; dv: string }>(valor: T) =>
  !/^\d{1,15}$/.test(valor.nit) || valor.dv === digitoVerificacion(valor.nit)
const DV = { path: ['dv'], message: 'El dígito de verificación no corresponde al NIT. Revise el NIT.' }

export const prestadorEntrada = prestadorSchema.refine(conDv, DV).superRefine((valor, contexto) => {
  const codigo = validateCodigoHabilitacion(valor.codigoHabilitacion)
  if (!codigo.ok) contexto.addIssue({ code: 'custom', path: ['codigoHabilitacion'], message: codigo.error })
})
export const sedeEntrada = sedeSchema.extend(idONuevo)
export const profesionalEntrada = profesionalSchema.extend(idONuevo)
export const pagadorEntrada = pagadorSchema.extend(idONuevo).refine(conDv, DV)

/**
 * `siguiente` is where this program begins: after `desde` when another one used the first numbers. An empty `claveTecnica` keeps
 * the one stored; it is never answered.
 */
export const resolucionEntrada = resolucionNumeracionSchema
  .extend(idONuevo)
  .refine((r) => r.hasta >= r.desde, { path: ['hasta'], message: 'El rango termina antes de empezar' })
  .refine((r) => r.vigenciaHasta >= r.vigenciaDesde, {
    path: ['vigenciaHasta'],
    message: 'La vigencia termina antes de empezar',
  })
  .refine((r) => r.siguiente >= r.desde && r.siguiente <= r.hasta + 1, {
    path: ['siguiente'],
    message: 'El próximo número debe estar dentro del rango',
  })
  .refine((r) => r.id !== null || r.tipo !== 'factura' || r.claveTecnica !== '', {
    path: ['claveTecnica'],
    message: 'Falta la clave técnica: sin ella la DIAN rechaza las facturas',
  })
  .refine((r) => r.tipo === 'factura' || r.claveTecnica === '', {
    path: ['claveTecnica'],
    message: 'Los rangos de papel y los de documento soporte no tienen clave técnica',
  })

/** `pin` null keeps the one stored. */
export const softwareEntrada = softwareDianSchema
  .extend({
    pin: z.string().trim().min(1, 'Falta el PIN del software').max(50).nullable(),
  })
  .refine((s) => esDireccionSegura(s.url), {
    path: ['url'],
    message: 'La dirección debe empezar por https://',
  })

/** `clave` null keeps the one stored. */
export const muvEntrada = muvSchema
  .extend({ clave: muvSchema.shape.clave.nullable() })
  .refine((m) => esDireccionSegura(m.baseUrl), {
    path: ['baseUrl'],
    message: 'La dirección debe empezar por https://',
  })

export const tarifaEntrada = tarifaSchema
  .omit({ id: true, pagadorId: true })
  .refine((t) => (t.impuesto.clase === 'gravado' ? t.impuesto.tarifa > 0 : t.impuesto.tarifa === 0), {
    path: ['impuesto'],
    message: 'Un servicio gravado lleva porcentaje; uno excluido o exento, no',
  })

export const resolucionConUsoSchema = resolucionNumeracionSchema.extend({
  /** Numbers given by this program: once there is one, the identity of the range is fixed. */
  consumidos: z.number().int(),
  quedan: z.number().int(),
  /** Numbers that it never gave, and since when they are left aside. */
  saltos: z.array(z.object({ desde: z.number().int(), hasta: z.number().int(), en: z.string() })),
})
export type ResolucionConUso = z.infer<typeof resolucionConUsoSchema>

/** A range as DIAN has it, beside what there is here. Its technical key stays in the core. */
const rangoConsultadoSchema = z.object({
  // As it came: what cannot be read is shown all the same, with why.
  numero: z.string(),
  prefijo: z.string(),
  desde: z.number(),
  hasta: z.number(),
  vigenciaDesde: z.string(),
  vigenciaHasta: z.string(),
  tipo: resolucionNumeracionSchema.shape.tipo,
  /** DIAN does not say what it is for: the person chooses. */
  preguntarTipo: z.boolean(),
  efecto: z.enum(['nuevo', 'igual', 'cambia', 'reemplaza', 'no-se-puede']),
  explicacion: z.string(),
  siguiente: z.number(),
})
export type RangoConsultado = z.infer<typeof rangoConsultadoSchema>

const numeracionConsultadaSchema = z.object({
  consultaId: z.string(),
  rangos: z.array(rangoConsultadoSchema),
})
export type NumeracionConsultada = z.infer<typeof numeracionConsultadaSchema>

const sedeConServicios = sedeSchema.extend({ servicios: z.array(servicioHabilitadoSchema) })
const escribe = { roles: ADMINISTRAN, lan: true } as const
/** Key material and service accounts are only typed on the machine that keeps them. */
const escribeSecreto = { roles: ADMINISTRAN, lan: false } as const

/** The practice's data: what the first-run wizard asks and every document uses. */
export const configuracionContract = {
  estado: query({ roles: TODOS, lan: true }).output(
    z.object({
      pasos: z.array(estadoPasoSchema),
      pendientes: z.array(pendienteSchema),
      avisos: z.array(avisoSchema),
      obligacion: z.enum(['factura-electronica', 'rips-sin-factura', 'sin-responder']),
    }),
  ),
  prestador: query({ roles: TODOS, lan: true }).output(
    z.object({ prestador: prestadorSchema.nullable(), obligacion: obligacionSchema }),
  ),
  sedes: query({ roles: TODOS, lan: true }).output(z.array(sedeConServicios)),
  profesionales: query({ roles: TODOS, lan: true }).output(z.array(profesionalSchema)),
  resoluciones: query({ roles: ATIENDEN, lan: true }).output(z.array(resolucionConUsoSchema)),
  /** Asks DIAN for the ranges of the practice; nothing changes until they are brought. */
  consultarNumeracion: query(escribe)
    .errors(
      refusals('CONFIGURACION_INCOMPLETA', 'DIAN_NO_AUTORIZA', 'DIAN_SIN_RESPUESTA', 'DIAN_NO_RECONOCE'),
    )
    .output(numeracionConsultadaSchema),
  /** Name and mail of a payer as the RUT has them; null what is empty there. */
  consultarAdquiriente: query(escribe)
    .errors(refusals('CONFIGURACION_INCOMPLETA', 'DIAN_SIN_RESPUESTA', 'DIAN_NO_RECONOCE'))
    .input(z.object({ nit: z.string().regex(/^\d{1,15}$/, 'Escriba el NIT sin dígito de verificación') }))
    .output(z.object({ nombre: z.string().nullable(), correo: z.string().nullable() })),
  certificado: query({ roles: ADMINISTRAN, lan: true }).output(certificadoInfoSchema.nullable()),
  software: query({ roles: ADMINISTRAN, lan: true }).output(softwareDianSchema.nullable()),
  pagadores: query({ roles: TODOS, lan: true }).output(z.array(pagadorSchema)),
  tarifas: query({ roles: TODOS, lan: true })
    .input(z.object({ pagadorId: z.string().nullable() }))
    .output(z.array(tarifaSchema)),
  muv: query({ roles: ADMINISTRAN, lan: true }).output(muvSchema.omit({ clave: true }).nullable()),
  ajustes: query({ roles: TODOS, lan: true }).output(
    z.object({
      facturarAlCerrar: z.boolean(),
      diasMaximosSinEnviar: z.number().int(),
      uvtConsumidorFinal: z.number().int(),
      minutosBloqueo: z.number().int(),
      consentimiento: consentimientoSchema,
    }),
  ),

  guardarPrestador: command(escribe)
    .input(z.object({ commandId, prestador: prestadorEntrada, obligacion: obligacionSchema }))
    .output(prestadorSchema),
  guardarSede: command(escribe)
    .errors(refusals('SEDE_EXISTE', 'MUNICIPIO_DESCONOCIDO'))
    .input(z.object({ commandId, sede: sedeEntrada }))
    .output(sedeSchema),
  guardarServiciosHabilitados: command(escribe)
    .input(z.object({ commandId, sedeId: z.string(), servicios: z.array(servicioHabilitadoSchema).max(200) }))
    .output(z.array(servicioHabilitadoSchema)),
  guardarProfesional: command(escribe)
    .errors(refusals('PROFESIONAL_EXISTE'))
    .input(z.object({ commandId, profesional: profesionalEntrada }))
    .output(profesionalSchema),
  guardarResolucion: command(escribe)
    .errors(refusals('NUMERACION_TRASLAPADA', 'NUMERACION_USADA', 'NUMERACION_VENCIDA'))
    .input(z.object({ commandId, resolucion: resolucionEntrada }))
    .output(resolucionNumeracionSchema),
  /** Stores the chosen ranges of a consultation as DIAN has them, technical key included. `siguiente` null: from the first free. */
  traerNumeracion: command(escribe)
    .errors(refusals('CONSULTA_VENCIDA', 'NUMERACION_TRASLAPADA', 'NUMERACION_USADA', 'NUMERACION_VENCIDA'))
    .input(
      z.object({
        commandId,
        consultaId: z.string(),
        rangos: z
          .array(
            z.object({
              numero: z.string(),
              prefijo: z.string(),
              siguiente: z.number().int().nullable(),
              tipo: z.enum(['contingencia', 'soporte']).optional(),
            }),
          )
          .min(1, 'Escoja al menos una numeración')
          .max(100),
      }),
    )
    .output(z.object({ traidas: z.number().int() })),
  /** Only a range that gave no number. */
  quitarResolucion: command(escribe)
    .errors(refusals('NUMERACION_USADA'))
    .input(z.object({ commandId, id: z.string() }))
    .output(z.object({ quitada: z.literal(true) })),
  /** `archivo`: the .p12 in base64. Neither it nor its password ever comes back. */
  importarCertificado: command(escribeSecreto)
    .errors(
      refusals(
        'CERTIFICADO_CLAVE_ERRADA',
        'CERTIFICADO_ILEGIBLE',
        'CERTIFICADO_INCOMPLETO',
        'CERTIFICADO_DEBIL',
        'CERTIFICADO_VENCIDO',
        'CERTIFICADO_AUN_NO_VIGENTE',
        'CERTIFICADO_OTRO_NIT',
      ),
    )
    .input(
      z.object({
        commandId,
        archivo: z
          .base64('Vuelva a escoger el archivo')
          .min(1, 'Escoja el archivo .p12 o .pfx')
          .max(1_400_000, 'Ese archivo es muy grande para ser un certificado (máximo 1 MB)'),
        clave: z.string().max(200),
      }),
    )
    .output(certificadoInfoSchema),
  guardarSoftware: command(escribeSecreto)
    .input(z.object({ commandId, software: softwareEntrada }))
    .output(softwareDianSchema),
  guardarPagador: command(escribe)
    .errors(refusals('PAGADOR_EXISTE', 'MUNICIPIO_DESCONOCIDO'))
    .input(z.object({ commandId, pagador: pagadorEntrada }))
    .output(pagadorSchema),
  /** Adds them, or changes those the payer already has for the same code. */
  guardarTarifas: command(escribe)
    .input(
      z.object({
        commandId,
        pagadorId: z.string().nullable(),
        tarifas: z.array(tarifaEntrada).min(1, 'No hay tarifas para guardar').max(5000),
      }),
    )
    .output(z.object({ nuevas: z.number().int(), cambiadas: z.number().int(), iguales: z.number().int() })),
  quitarTarifas: command(escribe)
    .input(z.object({ commandId, ids: z.array(z.string()).min(1).max(5000) }))
    .output(z.object({ quitadas: z.number().int() })),
  guardarMuv: command(escribeSecreto)
    .input(z.object({ commandId, muv: muvEntrada }))
    .output(muvSchema.omit({ clave: true })),
  guardarAjustes: command(escribe)
    .input(
      z.object({
        commandId,
        facturarAlCerrar: z.boolean().optional(),
        diasMaximosSinEnviar: z
          .number()
          .int()
          .min(1, 'Entre 1 y 30 días')
          .max(30, 'Entre 1 y 30 días')
          .optional(),
        uvtConsumidorFinal: z
          .number()
          .int()
          .min(1, 'Entre 1 y 1.000 UVT')
          .max(1000, 'Entre 1 y 1.000 UVT')
          .optional(),
        minutosBloqueo: z
          .number()
          .int()
          .min(1, 'Entre 1 y 120 minutos')
          .max(120, 'Entre 1 y 120 minutos')
          .optional(),
      }),
    )
    .output(z.object({ guardados: z.literal(true) })),
  /** Stores the text as a new version; the ones already signed stay as they were. */
  guardarConsentimiento: command(escribe)
    .input(z.object({ commandId, texto: consentimientoSchema.shape.texto }))
    .output(consentimientoSchema),
  /** Leaves a step of the wizard for later, or takes it up again. */
  omitirPaso: command(escribe)
    .input(z.object({ commandId, paso: pasoSchema, omitido: z.boolean() }))
    .output(z.object({ omitidos: z.array(pasoSchema) })),
}
