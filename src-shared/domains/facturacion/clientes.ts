import { z } from 'zod'
import {
  digitoVerificacion,
  isTipoDocumento,
  TIPOS_SOLO_ADQUIRIENTE,
  validateDocumento,
} from '../../kernel/identifiers.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { isPrintable, type Parte, parteSchema, tipoDocumentoParteSchema } from './schemas.ts'

/** The small directory of who buys what is no health service: remembered once, found by any part of its name or document. */

/** Who buys without saying who they are (annex 1.9, dian.md 2.6). Never in an invoice of health services: RIPS identifies each person. */
export const CONSUMIDOR_FINAL: Parte = {
  tipoPersona: '2',
  tipoDocumento: 'CC',
  numero: '222222222222',
  nombre: 'consumidor final',
  responsabilidades: ['R-99-PN'],
  tributo: 'ZZ',
}

/** Whether an invoice is to nobody in particular. */
export function esConsumidorFinal({ numero }: Pick<Parte, 'numero'>): boolean {
  return numero === CONSUMIDOR_FINAL.numero
}

const texto = (max: number, falta = 'Escriba el dato o déjelo vacío') =>
  z
    .string()
    .trim()
    .min(1, falta)
    .max(max, `Máximo ${max} letras`)
    .refine(isPrintable, 'Tiene caracteres que no se pueden imprimir')
const opcional = (max: number) => texto(max).nullable()

export const clienteDatosSchema = z.object({
  /** `1` jurídica, `2` natural. */
  tipoPersona: z.enum(['1', '2']),
  tipoDocumento: tipoDocumentoParteSchema,
  /** Clean, without the check digit of a NIT. */
  numero: texto(20, 'Falta el número de documento'),
  nombre: texto(450, 'Escriba el nombre como está en el RUT o en el documento'),
  responsabilidades: parteSchema.shape.responsabilidades,
  tributo: parteSchema.shape.tributo,
  /** ISO 3166-1, two letters. */
  pais: z.string().regex(/^[A-Z]{2}$/, 'Escoja el país de la lista'),
  nombrePais: texto(100),
  /** DIVIPOLA; only in Colombia. */
  municipio: z
    .string()
    .regex(/^\d{5}$/, 'Escoja el municipio de la lista')
    .nullable(),
  /** Only abroad. */
  ciudad: opcional(100),
  region: opcional(100),
  direccion: opcional(300),
  codigoPostal: opcional(20),
  telefono: opcional(50),
  correo: z.email('Escriba el correo completo, por ejemplo compras@empresa.com').max(100).nullable(),
  /** Days to pay that were agreed; null: on the spot. */
  plazoDias: z.int().min(1, 'Escriba los días, o déjelo vacío').max(180, 'Máximo 180 días').nullable(),
})
export type ClienteDatos = z.infer<typeof clienteDatosSchema>

export const clienteSchema = clienteDatosSchema.extend({
  id: z.string(),
  /** Check digit of a NIT. */
  dv: z.string().nullable(),
})
export type Cliente = z.infer<typeof clienteSchema>

/** Who is billed: somebody of the directory, a patient, a payer, or nobody in particular. */
export const clienteDeVentaSchema = z.discriminatedUnion('tipo', [
  z.object({ tipo: z.literal('cliente'), id: z.string() }),
  z.object({ tipo: z.literal('paciente'), id: z.string() }),
  z.object({ tipo: z.literal('pagador'), id: z.string() }),
  z.object({ tipo: z.literal('consumidor-final') }),
])
export type ClienteDeVenta = z.infer<typeof clienteDeVentaSchema>

/** A field of a customer and what is wrong with it. */
export interface ProblemaCliente {
  readonly campo: keyof ClienteDatos
  readonly mensaje: string
}

/** A customer as it is kept (clean document, no address fields of the other kind), or every problem it has. */
export function revisarCliente(
  datos: ClienteDatos,
): Result<ClienteDatos & { readonly dv: string | null }, readonly ProblemaCliente[]> {
  const enColombia = datos.pais === 'CO'
  const problemas: ProblemaCliente[] = []
  const numero = numeroLimpio(datos)
  if (!numero.ok) problemas.push({ campo: 'numero', mensaje: numero.error })
  if (datos.tipoPersona === '1' && datos.tipoDocumento !== 'NI' && datos.tipoDocumento !== 'NE')
    problemas.push({
      campo: 'tipoDocumento',
      mensaje: 'Una empresa se identifica con su NIT, o con el de su país.',
    })
  if (datos.tipoDocumento === 'NE' && enColombia)
    problemas.push({ campo: 'pais', mensaje: 'Con el NIT de otro país, escoja ese país.' })
  const ciudad = enColombia ? datos.municipio : datos.ciudad
  if ((ciudad === null) !== (datos.direccion === null))
    problemas.push({
      campo: ciudad !== null ? 'direccion' : enColombia ? 'municipio' : 'ciudad',
      mensaje:
        ciudad !== null
          ? 'Escriba la dirección, o quite el municipio: la DIAN pide los dos o ninguno.'
          : 'Escriba dónde queda esa dirección: la DIAN pide las dos cosas o ninguna.',
    })
  if (!numero.ok || problemas.length > 0) return err(problemas)
  return ok({
    ...datos,
    numero: numero.value,
    dv: datos.tipoDocumento === 'NI' ? digitoVerificacion(numero.value) : null,
    ...(enColombia ? { ciudad: null, region: null, codigoPostal: null } : { municipio: null }),
  })
}

function numeroLimpio({ tipoDocumento, numero }: ClienteDatos): Result<string, string> {
  if (isTipoDocumento(tipoDocumento)) {
    const clean = validateDocumento(tipoDocumento, numero)
    return clean.ok && clean.value === CONSUMIDOR_FINAL.numero
      ? err('Ese número es el del consumidor final: escójalo en la lista.')
      : clean
  }
  const nombre = TIPOS_SOLO_ADQUIRIENTE.find(({ codigo }) => codigo === tipoDocumento)?.nombre ?? ''
  const clean = numero.replace(/[\s.,]/g, '').toUpperCase()
  return /^[A-Z\d-]{3,20}$/.test(clean)
    ? ok(clean)
    : err(`El número (${nombre}) lleva de 3 a 20 letras, dígitos o guiones. Revíselo.`)
}
