import type { Result } from '../../../src-shared/kernel/result.ts'
import { withXmlDocument, type XmlReadError } from '../../core/xml/read.ts'
import { queryUbl } from './ubl-query.ts'

/** One rule DIAN applied to the document. */
export interface LineaRespuesta {
  readonly regla: string
  readonly descripcion: string
}

/** What DIAN answers about one document, the legal proof that it was validated. */
export interface RespuestaDian {
  /** `02` validated, `04` rejected. */
  readonly codigo: string
  readonly descripcion: string
  readonly validado: boolean
  /** Number given by DIAN to its answer. */
  readonly id: string
  /** CUDE of the answer. */
  readonly cude: string
  readonly fecha: string
  /** `HH:MM:SS-05:00` */
  readonly hora: string
  readonly documento: { readonly numero: string; readonly cufe: string }
  /** Rules with something to say; the lines that only confirm are left out. */
  readonly reglas: readonly LineaRespuesta[]
  /** DIAN's own sentence that the document was authorised, when it comes. */
  readonly autorizacion?: string
}

/** Codes that confirm and are no rule: `0000` first, `0` with the authorisation. */
const CONFIRMACIONES = new Set(['0000', '0'])

/** Reads an ApplicationResponse of DIAN. Fields it does not bring come empty. */
export function parseApplicationResponse(xml: Uint8Array): Result<RespuestaDian, XmlReadError> {
  return withXmlDocument(xml, (doc) => {
    const { text, elements } = queryUbl(doc)
    const respuesta = '/*/cac:DocumentResponse'
    const lineas = elements(`${respuesta}/cac:LineResponse/cac:Response`).map((linea) => ({
      regla: text('cbc:ResponseCode', linea),
      descripcion: text('cbc:Description', linea),
    }))
    const codigo = text(`${respuesta}/cac:Response/cbc:ResponseCode`)
    const autorizacion = lineas.find((linea) => linea.regla === '0')?.descripcion
    return {
      codigo,
      descripcion: text(`${respuesta}/cac:Response/cbc:Description`),
      validado: codigo === '02',
      id: text('/*/cbc:ID'),
      cude: text('/*/cbc:UUID'),
      fecha: text('/*/cbc:IssueDate'),
      hora: text('/*/cbc:IssueTime'),
      documento: {
        numero: text(`${respuesta}/cac:DocumentReference/cbc:ID`),
        cufe: text(`${respuesta}/cac:DocumentReference/cbc:UUID`),
      },
      reglas: lineas.filter((linea) => linea.regla !== '' && !CONFIRMACIONES.has(linea.regla)),
      ...(autorizacion !== undefined && { autorizacion }),
    }
  })
}
