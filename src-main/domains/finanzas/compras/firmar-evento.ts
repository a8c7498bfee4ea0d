import type { DocumentoEvento, QuienRecibe } from '../../../../src-shared/domains/finanzas/eventos.ts'
import { facturaRecibidaSchema } from '../../../../src-shared/domains/finanzas/recibida.ts'
import type { EventoComprador } from '../../../../src-shared/domains/finanzas/rules.ts'
import { ACTOS_COMPRA } from '../../../../src-shared/domains/finanzas/texts.ts'
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
import * as repository from './repository.ts'

export const KIND_EVENTO = 'dian.evento'

/** Own consecutive of the events of the practice. */
export const PREFIJO_EVENTO = 'EV'

/** What a person wrote in an event, kept with it so that it can be signed again. */
export interface EscritoEnEvento {
  readonly quienRecibe: QuienRecibe | null
  readonly reclamo: DocumentoEvento['reclamo'] | null
}

interface EventoPorFirmar {
  readonly compra: repository.CompraLigera
  readonly codigo: EventoComprador
  readonly consecutivo: number
  readonly escrito: EscritoEnEvento
  readonly creadoPor: string | null
  readonly detalle: string
  /** Item of the queue that stops counting: of the event that DIAN refused, or of the one that waited too long. */
  readonly replacesId?: string
  /** The event of its same number that this one replaces. */
  readonly reemplazaId?: string
}

/**
 * Signs an event with the date of `scope` and leaves it in the queue, last of its purchase.
 * @returns its id and the SHA-256 of its bytes
 * @throws Refusal `EVENTO_NO_EMITIBLE`, `CONFIGURACION_INCOMPLETA`
 */
export async function firmarEvento(
  { trx, at }: CommandScope,
  { ids, signer }: { readonly ids: Ids; readonly signer: Signer },
  porFirmar: EventoPorFirmar,
): Promise<{ readonly id: string; readonly sha256: string }> {
  const { compra, codigo, consecutivo, escrito } = porFirmar
  const ahora = new Date(at)
  const prestador = await getPrestador(trx)
  const software = await getSoftwareDian(trx)
  if (!prestador || !software)
    throw new Refusal(
      'CONFIGURACION_INCOMPLETA',
      'Faltan los datos del consultorio o del software ante la DIAN para firmar el evento.',
      'Complételos en Configuración. La compra queda guardada.',
    )
  const factura = facturaRecibidaSchema.parse(JSON.parse(compra.factura))
  const documento: DocumentoEvento = {
    codigo,
    ambiente: software.ambiente,
    numero: { prefijo: PREFIJO_EVENTO, consecutivo },
    emision: { fecha: bogotaDate(ahora), hora: bogotaTime(ahora) },
    software: { id: software.softwareId, pin: software.pin },
    remitente: { tipoPersona: prestador.tipoPersona, numero: prestador.nit, nombre: prestador.razonSocial },
    contraparte: factura.proveedor,
    factura: { numero: factura.numero, cufe: factura.cufe, tipo: factura.tipo },
    ...(escrito.quienRecibe ? { quienRecibe: escrito.quienRecibe } : {}),
    ...(escrito.reclamo ? { reclamo: escrito.reclamo } : {}),
  }
  const firmado = firmar(documento, signer, ahora)
  const id = ids.next()
  const outboxId = ids.next()
  await enqueue(trx, at, {
    id: outboxId,
    kind: KIND_EVENTO,
    subjectId: id,
    chain: `compra:${compra.id}`,
    descriptor: `${ACTOS_COMPRA[codigo]} de la factura ${compra.numero} de ${compra.proveedor}`,
    meta: {
      cufe: firmado.cude,
      archivo: nombreArchivo('ar', {
        nit: prestador.nit,
        anio: Number(documento.emision.fecha.slice(0, 4)),
        consecutivo,
      }),
      numero: `${PREFIJO_EVENTO}${consecutivo}`,
    },
    payload: firmado.xml,
    ...(porFirmar.replacesId === undefined ? {} : { replacesId: porFirmar.replacesId }),
  })
  await repository.insertEvento(trx, {
    id,
    compra_id: compra.id,
    codigo,
    consecutivo,
    cude: firmado.cude,
    xml: firmado.xml,
    sha256: firmado.sha256,
    outbox_id: outboxId,
    creado_en: at,
    creado_por: porFirmar.creadoPor,
    peticion: JSON.stringify(escrito),
    reemplaza_id: porFirmar.reemplazaId ?? null,
    estado: 'firmado',
    detalle: porFirmar.detalle,
    hallazgos: '[]',
    application_response: null,
  })
  return { id, sha256: firmado.sha256 }
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
