import { numeroCompleto } from '../../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoEvento } from '../../../../src-shared/domains/finanzas/eventos.ts'
import { bogotaDate, bogotaTime } from '../../../../src-shared/kernel/dates.ts'
import type { CommandScope } from '../../../core/calls/run-command.ts'
import type { Signer } from '../../../core/crypto/signer.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import type { Ids } from '../../../core/ids/ids.ts'
import { enqueue } from '../../../core/outbox/enqueue.ts'
import { DocumentoNoEmitible } from '../../../integrations/dian/emitir-documento.ts'
import { buildSignedEvento, type EventoFirmado } from '../../../integrations/dian/eventos/emitir-evento.ts'
import { nombreArchivo } from '../../../integrations/dian/nombres-archivo.ts'
import { getPrestador, getSoftwareDian } from '../../configuracion/api.ts'

/** What an event says; who signs it, when and with which software is added here. */
export type ContenidoEvento = Omit<DocumentoEvento, 'ambiente' | 'emision' | 'software' | 'remitente'>

export interface EventoPorEncolar {
  readonly contenido: ContenidoEvento
  readonly kind: string
  /** Events of one invoice leave in order. */
  readonly chain: string
  readonly descriptor: string
  /** Counter of its file name: no two events of a year have the same. */
  readonly archivo: number
  /** What stays when it cannot be signed, a sentence for the person. */
  readonly conserva: string
  /** Item of the queue that stops counting: of the event that DIAN refused, or of the one that waited too long. */
  readonly replacesId?: string
}

export interface EventoEncolado extends EventoFirmado {
  readonly id: string
  readonly outboxId: string
}

/**
 * Signs an event with the date of `scope`, as the practice, and leaves it in the queue, last of its chain. Who calls keeps its row.
 * @throws Refusal `EVENTO_NO_EMITIBLE`, `CONFIGURACION_INCOMPLETA`
 */
export async function encolarEvento(
  { trx, at }: Pick<CommandScope, 'trx' | 'at'>,
  { ids, signer }: { readonly ids: Ids; readonly signer: Signer },
  porEncolar: EventoPorEncolar,
): Promise<EventoEncolado> {
  const { contenido } = porEncolar
  const ahora = new Date(at)
  const prestador = await getPrestador(trx)
  const software = await getSoftwareDian(trx)
  if (!prestador || !software)
    throw new Refusal(
      'CONFIGURACION_INCOMPLETA',
      'Faltan los datos del consultorio o del software ante la DIAN para firmar el evento.',
      `Complételos en Configuración. ${porEncolar.conserva}`,
    )
  const fecha = bogotaDate(ahora)
  const firmado = firmar(
    {
      ...contenido,
      ambiente: software.ambiente,
      emision: { fecha, hora: bogotaTime(ahora) },
      software: { id: software.softwareId, pin: software.pin },
      remitente: { tipoPersona: prestador.tipoPersona, numero: prestador.nit, nombre: prestador.razonSocial },
    },
    signer,
    ahora,
  )
  const id = ids.next()
  const outboxId = ids.next()
  await enqueue(trx, at, {
    id: outboxId,
    kind: porEncolar.kind,
    subjectId: id,
    chain: porEncolar.chain,
    descriptor: porEncolar.descriptor,
    meta: {
      cufe: firmado.cude,
      archivo: nombreArchivo('ar', {
        nit: prestador.nit,
        anio: Number(fecha.slice(0, 4)),
        consecutivo: porEncolar.archivo,
      }),
      numero: numeroCompleto(contenido.numero),
    },
    payload: firmado.xml,
    ...(porEncolar.replacesId === undefined ? {} : { replacesId: porEncolar.replacesId }),
  })
  return { ...firmado, id, outboxId }
}

function firmar(documento: DocumentoEvento, signer: Signer, ahora: Date): EventoFirmado {
  try {
    return buildSignedEvento(documento, signer, ahora)
  } catch (error) {
    if (!(error instanceof DocumentoNoEmitible)) throw error
    const [primero] = error.hallazgos
    throw new Refusal(
      'EVENTO_NO_EMITIBLE',
      primero?.mensaje ?? 'El evento no se puede enviar.',
      primero?.remedio ?? 'Corrija los datos e intente de nuevo.',
    )
  }
}
