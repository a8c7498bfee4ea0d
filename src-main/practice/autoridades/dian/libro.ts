import { type Diario, openDiario } from '../diario.ts'
import type { Caso } from './caso.ts'
import { type Antecedentes, serieDe } from './juicio.ts'
import type { DianResponse } from './sobre-salida.ts'

/** A document that the practice DIAN accepted. */
export interface DocumentoAceptado {
  readonly cufe: string
  readonly numero: string
  readonly tipo: Caso['tipo']
  /** It is a documento soporte or its nota de ajuste. */
  readonly soporte?: boolean
  /** Issue date of the document. */
  readonly fecha: string
  /** Name of the XML in the ZIP, without extension. */
  readonly archivo: string
  /** The text that arrived, untouched. */
  readonly xml: string
  readonly applicationResponse: string
  /** Lines of ErrorMessage: its notifications. */
  readonly mensajes: readonly string[]
  /** UTC instant. */
  readonly aceptadoEn: string
}

/** Outcome of an asynchronous send, for GetStatusZip. */
export interface Lote {
  readonly zipKey: string
  /** UTC instant from which it counts as processed. */
  readonly listoEn: string
  readonly respuestas: readonly DianResponse[]
  /** It was sent to the test set. */
  readonly deSetDePruebas?: boolean
}

/** An event that was registered about an invoice, its own or another's. */
export interface EventoAceptado {
  readonly cude: string
  readonly numero: string
  /** `030` … `034`. */
  readonly codigo: string
  /** CUFE of the invoice it speaks of. */
  readonly cufe: string
  readonly archivo: string
  readonly xml: string
  readonly applicationResponse: string
  /** UTC instant. */
  readonly aceptadoEn: string
}

type Entrada =
  | ({ readonly clase: 'documento' } & DocumentoAceptado)
  | ({ readonly clase: 'lote' } & Lote)
  | ({ readonly clase: 'evento' } & EventoAceptado)

/** What the practice DIAN holds: in memory to answer, in the journal to remember. */
export interface Libro extends Antecedentes {
  readonly documentos: readonly DocumentoAceptado[]
  readonly eventos: readonly EventoAceptado[]
  porCufe(cufe: string): DocumentoAceptado | undefined
  lote(zipKey: string): Lote | undefined
  /** Documents of the test set accepted so far, by the letters with which their file begins (`fv`, `nc`, `nd`). */
  aceptadosDelSet(letras: string): number
  /** Resolves once it is on the disk; only then may the sender be answered. */
  aceptar(documento: DocumentoAceptado): Promise<void>
  eventoPorCude(cude: string): EventoAceptado | undefined
  /** Events of an invoice, oldest first. */
  eventosDe(cufe: string): readonly EventoAceptado[]
  /** Like `aceptar`. */
  aceptarEvento(evento: EventoAceptado): Promise<void>
  anotarLote(lote: Lote): Promise<void>
  close(): Promise<void>
}

export async function openLibro(journalPath: string): Promise<Libro> {
  const diario: Diario<Entrada> = await openDiario(journalPath)
  const documentos: DocumentoAceptado[] = []
  const porCufe = new Map<string, DocumentoAceptado>()
  const porNumero = new Map<string, DocumentoAceptado>()
  const lotes = new Map<string, Lote>()
  const eventos: EventoAceptado[] = []

  const recordar = (documento: DocumentoAceptado) => {
    documentos.push(documento)
    porCufe.set(documento.cufe, documento)
    porNumero.set(`${serieDe(documento.tipo, documento.soporte === true)} ${documento.numero}`, documento)
  }
  for (const entrada of diario.entradas) {
    const { clase, ...datos } = entrada
    if (entrada.clase === 'documento') recordar(datos as DocumentoAceptado)
    else if (entrada.clase === 'evento') eventos.push(datos as EventoAceptado)
    else lotes.set(entrada.zipKey, datos as Lote)
  }

  return {
    documentos,
    eventos,
    porCufe: (cufe) => porCufe.get(cufe),
    lote: (zipKey) => lotes.get(zipKey),
    aceptadosDelSet: (letras) =>
      [...lotes.values()]
        .filter(({ deSetDePruebas }) => deSetDePruebas === true)
        .flatMap(({ respuestas }) => respuestas)
        .filter(({ valido, archivo }) => valido && archivo?.startsWith(letras) === true).length,
    procesado: (cufe, serie, numero) => porCufe.has(cufe) || porNumero.has(`${serie} ${numero}`),
    aceptado: (cufe, numero) => porCufe.get(cufe)?.numero === numero,
    xmlDe: (cufe) => porCufe.get(cufe)?.xml,
    async aceptar(documento) {
      await diario.append({ clase: 'documento', ...documento })
      recordar(documento)
    },
    eventoPorCude: (cude) => eventos.find((evento) => evento.cude === cude),
    eventosDe: (cufe) => eventos.filter((evento) => evento.cufe === cufe),
    async aceptarEvento(evento) {
      await diario.append({ clase: 'evento', ...evento })
      eventos.push(evento)
    },
    async anotarLote(lote) {
      await diario.append({ clase: 'lote', ...lote })
      lotes.set(lote.zipKey, lote)
    },
    close: () => diario.close(),
  }
}
