import { createHash } from 'node:crypto'
import { XMLParser } from 'fast-xml-parser'
import { verifyAudit } from '../../src-main/core/audit/audit.ts'
import type { Db } from '../../src-main/core/database/schema.ts'
import type { PracticeAuthorities } from '../../src-main/practice/practice-authorities.ts'
import { brokenNotes } from './ledger-notes.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function repeated(list: readonly string[]): string[] {
  return list.filter((one, i) => list.indexOf(one) !== i)
}

/**
 * What must hold after any fault, once everything was delivered: a list of what does not. Compares the practice's own file with
 * what the authorities hold.
 */
export async function brokenPromises(db: Db, autoridades: PracticeAuthorities): Promise<string[]> {
  const broken = await brokenNotes(db, autoridades)
  const claim = (holds: boolean, what: string) => {
    if (!holds) broken.push(what)
  }
  const facturas = await db.selectFrom('facturas').selectAll().orderBy('consecutivo').execute()
  const versiones = await db.selectFrom('factura_versiones').selectAll().execute()
  const respuestas = await db.selectFrom('factura_respuestas').selectAll().execute()
  const paquetes = await db
    .selectFrom('paquetes_rips')
    .selectAll()
    .where('estado', '!=', 'reemplazado')
    .execute()
  const items = await db
    .selectFrom('outbox as i')
    .innerJoin('outbox_status as s', 's.item_id', 'i.id')
    .select(['i.id', 'i.kind', 'i.descriptor', 'i.payload', 'i.payload_sha256', 's.state'])
    .execute()
  const resoluciones = await db.selectFrom('resoluciones').selectAll().execute()
  const documentos = autoridades.dian.documentos()
  const validados = autoridades.muv.paquetes()

  for (const [i, factura] of facturas.entries()) {
    const previous = facturas[i - 1]
    if (previous) claim(factura.consecutivo === previous.consecutivo + 1, `gap before ${factura.numero}`)
    const version = versiones.find((one) => one.factura_id === factura.id && one.version === factura.version)
    const documento = documentos.find(({ cufe }) => cufe === factura.cufe)
    claim(version?.cufe === factura.cufe, `${factura.numero} has no version of its CUFE`)
    claim(documento?.numero === factura.numero, `DIAN does not hold ${factura.numero}`)
    if (version && documento)
      claim(
        Buffer.from(documento.xml).equals(Buffer.from(version.xml)),
        `DIAN holds other bytes of ${factura.numero}`,
      )
    const respuesta = respuestas.find(({ factura_id }) => factura_id === factura.id)
    claim(respuesta !== undefined, `${factura.numero} has no ApplicationResponse`)
    if (respuesta) {
      claim(
        sha256(respuesta.attached_document) === respuesta.attached_sha256,
        `AttachedDocument of ${factura.numero}`,
      )
      claim(
        Buffer.from(respuesta.application_response).toString() === documento?.applicationResponse,
        `ApplicationResponse of ${factura.numero} is not DIAN's`,
      )
      claim(
        embeds(respuesta.attached_document, version?.xml),
        `AttachedDocument of ${factura.numero} holds another XML`,
      )
    }
    const paquete = paquetes.filter(({ factura_id }) => factura_id === factura.id)
    claim(paquete.length === 1 && paquete[0]?.cuv !== null, `RIPS of ${factura.numero} without CUV`)
    claim(
      validados.some(({ cuv }) => cuv === paquete[0]?.cuv),
      `MUV does not hold the CUV of ${factura.numero}`,
    )
  }
  for (const version of versiones)
    claim(sha256(version.xml) === version.sha256, `hash of version ${version.cufe}`)
  for (const paquete of paquetes)
    claim(sha256(paquete.json) === paquete.sha256, `hash of RIPS ${paquete.numero}`)
  for (const item of items) {
    claim(sha256(item.payload) === item.payload_sha256, `hash of item ${item.descriptor}`)
    claim(['aceptado', 'reemplazado'].includes(item.state), `${item.descriptor} is ${item.state}`)
  }
  for (const resolucion of resoluciones) {
    const last = facturas.findLast(({ resolucion_id }) => resolucion_id === resolucion.id)
    if (last) claim(resolucion.siguiente === last.consecutivo + 1, `next number is ${resolucion.siguiente}`)
  }
  const twice = (what: string, list: readonly string[]) =>
    claim(repeated(list).length === 0, `${what} twice: ${repeated(list).join()}`)
  twice(
    'CUFE at DIAN',
    documentos.map(({ cufe }) => cufe),
  )
  twice(
    'number at DIAN',
    documentos.map(({ numero }) => numero),
  )
  twice(
    'CUV',
    validados.map(({ cuv }) => cuv),
  )
  twice(
    'number at MUV',
    validados.map(({ modulo, numero }) => `${modulo} ${numero}`),
  )
  twice(
    'number',
    facturas.map(({ numero }) => numero),
  )
  claim(validados.length === facturas.length, `MUV holds ${validados.length} of ${facturas.length} packages`)

  const billed = await db.selectFrom('factura_servicios').select('factura_id').execute()
  claim(billed.length === facturas.length, `${billed.length} services billed in ${facturas.length} invoices`)
  const signed = await db.selectFrom('notas').select('id').where('estado', '=', 'firmada').execute()
  claim(signed.length === facturas.length, `${signed.length} signed notes for ${facturas.length} invoices`)
  const { firstBreak } = await verifyAudit(db)
  claim(firstBreak === null, `audit breaks at ${firstBreak}`)
  const issued = await db
    .selectFrom('audit')
    .select('subject_id')
    .where('action', '=', 'facturacion.emitir')
    .execute()
  claim(issued.length === facturas.length, `${issued.length} audited issues of ${facturas.length}`)
  return broken
}

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
})

function embeds(attached: Uint8Array, xml: Uint8Array | undefined): boolean {
  const { AttachedDocument } = parser.parse(Buffer.from(attached).toString('utf8')) as {
    AttachedDocument?: { Attachment?: { ExternalReference?: { Description?: string } } }
  }
  return (
    AttachedDocument?.Attachment?.ExternalReference?.Description === Buffer.from(xml ?? []).toString('utf8')
  )
}
