import { createHash } from 'node:crypto'
import type { Db } from '../../src-main/core/database/schema.ts'
import type { PracticeAuthorities } from '../../src-main/practice/practice-authorities.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Notas crédito whose concept is 2 of tabla 13.2.4 leave their invoice without value. */
const annuls = (nota: { clase: string; concepto: string }) =>
  nota.clase === 'credito' && nota.concepto === '2'

/**
 * What must hold of notas crédito and débito after any fault, once everything was delivered: each at DIAN once, byte by byte, with its
 * answer; numbers without gap; an annulled invoice annulled once by one note; its services given back once, and only when asked.
 */
export async function brokenNotes(db: Db, { dian }: PracticeAuthorities): Promise<string[]> {
  const broken: string[] = []
  const claim = (holds: boolean, what: string) => {
    if (!holds) broken.push(what)
  }
  const notas = await db.selectFrom('factura_notas').selectAll().orderBy('consecutivo').execute()
  const versiones = await db.selectFrom('factura_nota_versiones').selectAll().execute()
  const respuestas = await db.selectFrom('factura_nota_respuestas').selectAll().execute()
  const numeracion = await db.selectFrom('factura_nota_numeracion').selectAll().execute()
  const facturas = await db.selectFrom('facturas').select(['id', 'numero', 'estado']).execute()
  const estados = await db.selectFrom('factura_estados').select(['factura_id', 'estado']).execute()
  const servicios = await db.selectFrom('factura_servicios').selectAll().execute()
  const esperan = await db.selectFrom('servicios_por_facturar').select('servicio_id').execute()
  const documentos = dian.documentos()

  const last = new Map<string, number>()
  for (const nota of notas) {
    const series = `${nota.clase} ${nota.prefijo}`
    const numero = `${nota.prefijo}${nota.consecutivo}`
    claim(
      nota.consecutivo === (last.get(series) ?? 0) + 1,
      `gap or repetition at ${series} ${nota.consecutivo}`,
    )
    last.set(series, nota.consecutivo)
    claim(nota.estado === 'validada', `${numero} is ${nota.estado}`)
    const version = versiones.find((one) => one.nota_id === nota.id && one.version === nota.version)
    const tipo = nota.clase === 'credito' ? 'CreditNote' : 'DebitNote'
    const held = documentos.filter((one) => one.numero === numero && one.tipo === tipo)
    claim(held.length === 1, `DIAN holds ${numero} ${held.length} times`)
    claim(version !== undefined && held[0]?.cufe === version.cude, `${numero} has another CUDE at DIAN`)
    claim(
      Buffer.from(held[0]?.xml ?? '').equals(Buffer.from(version?.xml ?? [])),
      `DIAN holds other bytes of ${numero}`,
    )
    const suyas = respuestas.filter((one) => one.nota_id === nota.id)
    claim(suyas.length === 1, `${numero} has ${suyas.length} answers`)
    claim(
      Buffer.from(suyas[0]?.application_response ?? []).toString() === held[0]?.applicationResponse,
      `answer of ${numero} is not DIAN's`,
    )
    claim(
      suyas[0] !== undefined && sha256(suyas[0].attached_document) === suyas[0].attached_sha256,
      `AttachedDocument of ${numero}`,
    )
  }
  for (const { clase, prefijo, siguiente } of numeracion)
    claim(siguiente === (last.get(`${clase} ${prefijo}`) ?? 0) + 1, `next ${clase} is ${siguiente}`)

  for (const factura of facturas) {
    const suyas = notas.filter((nota) => nota.factura_id === factura.id && annuls(nota))
    const moves = estados.filter((one) => one.factura_id === factura.id && one.estado === 'anulada').length
    claim(suyas.length <= 1, `${factura.numero} has ${suyas.length} annulments`)
    claim(moves === suyas.length, `${factura.numero} was annulled ${moves} times`)
    claim(
      factura.estado === (suyas.length === 0 ? 'validada' : 'anulada'),
      `${factura.numero} is ${factura.estado}`,
    )
    const frees = suyas.find((nota) => nota.refacturar === 1)
    for (const servicio of servicios.filter((one) => one.factura_id === factura.id)) {
      claim(servicio.liberado_por === (frees?.id ?? null), `services of ${factura.numero} freed by another`)
      const waiting = esperan.filter((one) => one.servicio_id === servicio.servicio_id).length
      const again = servicios.some(
        (one) => one.servicio_id === servicio.servicio_id && one.liberado_por === null,
      )
      claim(waiting === (frees && !again ? 1 : 0), `a service of ${factura.numero} waits ${waiting} times`)
    }
  }
  const issued = await db
    .selectFrom('audit')
    .select('subject_id')
    .where('action', '=', 'facturacion.nota')
    .execute()
  claim(issued.length === notas.length, `${issued.length} audited notes of ${notas.length}`)
  claim(
    documentos.length === facturas.length + notas.length,
    `DIAN holds ${documentos.length} of ${facturas.length} invoices and ${notas.length} notes`,
  )
  return broken
}
