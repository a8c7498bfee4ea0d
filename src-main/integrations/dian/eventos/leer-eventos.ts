import type { CodigoEvento, ConceptoReclamo } from '../../../../src-shared/domains/finanzas/eventos.ts'
import { codigoEventoSchema, conceptoReclamoSchema } from '../../../../src-shared/domains/finanzas/eventos.ts'
import { foldText } from '../../../../src-shared/kernel/text-folding.ts'
import { withXmlDocument } from '../../../core/xml/read.ts'
import { NIT_DIAN } from '../factura/extension-dian.ts'
import type { DianResponse } from '../soap/parse-response.ts'
import { queryUbl } from '../ubl-query.ts'

/** An event that DIAN has of an invoice. What it did not say is null. */
export interface EventoRegistrado {
  readonly codigo: CodigoEvento
  /** Date of the event, Bogotá. */
  readonly fecha: string | null
  readonly cude: string | null
  readonly concepto: ConceptoReclamo | null
}

/** How each is named in words, folded; the code may come alone. */
const NOMBRES: readonly (readonly [RegExp, CodigoEvento])[] = [
  [/acuse de recibo/g, '030'],
  [/reclamo de la factura/g, '031'],
  [/recibo del bien/g, '032'],
  [/aceptacion expresa/g, '033'],
  [/aceptacion tacita/g, '034'],
]

/**
 * The events that an answer of GetStatusEvent tells, one for each code, in the order of their codes. The shape of the real answer is in
 * none of our sources (docs/incertidumbres-dian.md), so both the words and the XML that comes with them are read, each for what it has.
 * @param cufe of the invoice asked for, never the CUDE of an event
 */
export function eventosRegistrados(respuesta: DianResponse, cufe: string): EventoRegistrado[] {
  if (!respuesta.valido) return []
  const dichos = [
    ...enXml(respuesta.applicationResponse, cufe),
    ...enPalabras(`${respuesta.descripcion}; ${respuesta.mensaje}`, cufe),
  ]
  return codigoEventoSchema.options.flatMap((codigo) => {
    const delCodigo = dichos.filter((uno) => uno.codigo === codigo)
    if (delCodigo.length === 0) return []
    const primero = <C extends keyof EventoRegistrado>(campo: C) =>
      delCodigo.find((uno) => uno[campo] !== null)?.[campo] ?? null
    return [{ codigo, fecha: primero('fecha'), cude: primero('cude'), concepto: primero('concepto') }]
  })
}

/** Each event with what is written from its code or name until the next one. */
function enPalabras(mensaje: string, cufe: string): EventoRegistrado[] {
  const texto = foldText(mensaje)
  const codigos = [...texto.matchAll(/(?<![\w.:/-])03[0-4](?![\w/]|[.:-]\d)/g)].map(
    ({ 0: codigo, index }) => ({
      codigo: codigo as CodigoEvento,
      index,
    }),
  )
  const nombres = NOMBRES.flatMap(([nombre, codigo]) =>
    [...texto.matchAll(nombre)].map(({ index }) => ({ codigo, index })),
  )
  const menciones = [...codigos, ...nombres].sort((a, b) => a.index - b.index)
  return menciones.map(({ codigo, index }, n) => {
    const trozo = texto.slice(index, menciones[n + 1]?.index)
    return {
      codigo,
      fecha: fechaEn(trozo),
      cude: trozo.match(/\b[0-9a-f]{96}\b/g)?.find((uno) => uno !== cufe) ?? null,
      concepto: codigo === '031' ? conceptoEn(/concepto\D{0,20}(0[1-4])/.exec(trozo)?.[1]) : null,
    }
  })
}

/** `2026-11-21` or `21/11/2026`. */
function fechaEn(texto: string): string | null {
  const iso = /\b(\d{4})-(\d{2})-(\d{2})/.exec(texto)
  if (iso) return `${iso[1]}-${iso[2]}-${iso[3]}`
  const local = /\b(\d{2})\/(\d{2})\/(\d{4})/.exec(texto)
  return local ? `${local[3]}-${local[2]}-${local[1]}` : null
}

function conceptoEn(texto: string | undefined): ConceptoReclamo | null {
  const leido = conceptoReclamoSchema.safeParse(texto)
  return leido.success ? leido.data : null
}

/** An ApplicationResponse that lists events, or is one. The one in which DIAN only says that it validated tells none. */
function enXml(xml: Uint8Array | undefined, cufe: string): EventoRegistrado[] {
  if (xml === undefined) return []
  const leidos = withXmlDocument(xml, (documento) => {
    const { text, elements } = queryUbl(documento)
    const respuestas = elements('/*/cac:DocumentResponse')
    const deDian = text('/*/cac:SenderParty/cac:PartyTaxScheme/cbc:CompanyID') === NIT_DIAN.numero
    // Signed by its sender it is the event itself: its date and its CUDE are those of the document.
    const propio = respuestas.length === 1 && !deDian
    return respuestas.flatMap((respuesta): EventoRegistrado[] => {
      const codigo = codigoEventoSchema.safeParse(text('cac:Response/cbc:ResponseCode', respuesta))
      if (!codigo.success) return []
      const referido = text('cac:DocumentReference/cbc:UUID', respuesta)
      const cude = propio ? text('/*/cbc:UUID') : referido === cufe ? '' : referido
      return [
        {
          codigo: codigo.data,
          fecha: fechaEn(
            text('cac:Response/cbc:EffectiveDate', respuesta) || (propio ? text('/*/cbc:IssueDate') : ''),
          ),
          cude: cude || null,
          concepto:
            codigo.data === '031'
              ? conceptoEn(text('cac:Response/cbc:ResponseCode/@listID', respuesta))
              : null,
        },
      ]
    })
  })
  return leidos.ok ? leidos.value : []
}
