import { fechaBogota } from '../fecha-bogota.ts'
import { leerXml, type Nodo, texto, XmlInvalido } from './arbol.ts'
import type { Caso } from './caso.ts'
import { juzgarFirma } from './firma-xades.ts'
import { type Hallazgo, hayRechazo, rechazo } from './hallazgo.ts'
import { reglasDeEstructura } from './orden-ubl.ts'
import type { RegistroDian } from './registro.ts'
import { reglasDeControl } from './reglas-control.ts'
import { reglasDeEncabezado } from './reglas-encabezado.ts'
import { reglasDeImpuestos } from './reglas-impuestos.ts'
import { reglasDeLineas } from './reglas-lineas.ts'
import { reglasDeNotas } from './reglas-notas.ts'
import { reglasDePagos } from './reglas-pagos.ts'
import { reglasDePartes } from './reglas-partes.ts'
import { esSoporte, letrasDe, reglasDeSoporte } from './reglas-soporte.ts'
import { reglasDeTotales } from './reglas-totales.ts'

/** What DIAN already holds. */
export interface Antecedentes {
  /** A document with this CUFE, or with this number and type, was accepted before. */
  procesado(cufe: string, serie: string, numero: string): boolean
  /** An accepted document has this CUFE and this number. */
  aceptado(cufe: string, numero: string): boolean
  /** The accepted document with that code, as it arrived. */
  xmlDe(cufe: string): string | undefined
}

/** Documents that may not share a number: those of one kind, and an invoice and a documento soporte are two. */
export function serieDe(tipo: Caso['tipo'], soporte: boolean): string {
  return soporte ? `soporte ${tipo}` : tipo
}

export interface Veredicto {
  readonly hallazgos: readonly Hallazgo[]
  readonly aceptado: boolean
  /** Absent when the bytes are not an invoice or note. */
  readonly documento: Nodo | undefined
  readonly tipo: Caso['tipo']
  readonly soporte: boolean
  readonly cufe: string
  readonly numero: string
}

/** Judges one document as it arrived. Decides nothing about keeping it. */
export function juzgarDocumento(
  xml: string,
  registro: RegistroDian,
  ahora: Date,
  antecedentes: Antecedentes,
): Veredicto {
  const leido = leer(xml)
  if ('fallo' in leido) {
    return {
      hallazgos: [leido.fallo],
      aceptado: false,
      documento: undefined,
      tipo: 'Invoice',
      soporte: false,
      cufe: '',
      numero: '',
    }
  }
  const { documento, tipo } = leido
  const cufe = texto(documento, 'UUID')
  const numero = texto(documento, 'ID')
  const soporte = esSoporte(documento)
  const firma = juzgarFirma(xml, documento, registro.nit)
  const dictar = (hallazgos: readonly Hallazgo[]): Veredicto => ({
    hallazgos: hallazgos.map((hallazgo) => conLetraDelTipo(hallazgo, tipo, soporte)),
    aceptado: !hayRechazo(hallazgos),
    documento,
    tipo,
    soporte,
    cufe,
    numero,
  })

  // Nothing else can be trusted in a document whose shape or signature is wrong.
  const previas = [...reglasDeEstructura(documento), ...firma.hallazgos]
  if (previas.length > 0) return dictar(previas)
  if (antecedentes.procesado(cufe, serieDe(tipo, soporte), numero)) {
    return dictar([rechazo('90', 'Documento procesado anteriormente.')])
  }

  const caso: Caso = {
    documento,
    tipo,
    soporte,
    numero,
    registro,
    hoy: fechaBogota(ahora),
    fechaDeFirma: firma.fechaDeFirma,
    yaAceptado: antecedentes.aceptado,
    aceptadoCon: antecedentes.xmlDe,
  }
  const propias = soporte
    ? reglasDeSoporte(caso)
    : [...reglasDeEncabezado(caso), ...reglasDePartes(caso), ...reglasDeNotas(caso)]
  return dictar([
    ...reglasDeControl(caso),
    ...propias,
    ...reglasDePagos(caso),
    ...reglasDeImpuestos(caso),
    ...reglasDeTotales(caso),
    ...reglasDeLineas(caso),
  ])
}

function leer(xml: string): { documento: Nodo; tipo: Caso['tipo'] } | { fallo: Hallazgo } {
  try {
    const documento = leerXml(xml)
    const { nombre } = documento
    if (nombre === 'Invoice' || nombre === 'CreditNote' || nombre === 'DebitNote')
      return { documento, tipo: nombre }
    return {
      fallo: rechazo(
        'ZB01',
        `Fallo en el esquema XML del archivo: ${nombre} no es un documento que se reciba aquí.`,
      ),
    }
  } catch (error) {
    if (!(error instanceof XmlInvalido)) throw error
    return { fallo: rechazo('ZB01', `Fallo en el esquema XML del archivo: ${error.message}`) }
  }
}

/** The rules of notes are those of invoices with another first letter (FAD06 → CAD06, DAD06); of the documento soporte, with two (DSAD06, NSAD06). */
function conLetraDelTipo(hallazgo: Hallazgo, tipo: Caso['tipo'], soporte: boolean): Hallazgo {
  if (soporte) return { ...hallazgo, regla: hallazgo.regla.replace(/^F(?=[A-Z]{2}\d)/, letrasDe(tipo)) }
  if (tipo === 'Invoice' || !/^F[AB]/.test(hallazgo.regla)) return hallazgo
  return { ...hallazgo, regla: (tipo === 'CreditNote' ? 'C' : 'D') + hallazgo.regla.slice(1) }
}
