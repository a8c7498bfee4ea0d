import type { DocumentoEvento, QuienRecibe } from '../../../../src-shared/domains/finanzas/eventos.ts'
import { facturaRecibidaSchema } from '../../../../src-shared/domains/finanzas/recibida.ts'
import type { EventoComprador } from '../../../../src-shared/domains/finanzas/rules.ts'
import { ACTOS_COMPRA } from '../../../../src-shared/domains/finanzas/texts.ts'
import type { CommandScope } from '../../../core/calls/run-command.ts'
import type { Signer } from '../../../core/crypto/signer.ts'
import type { Ids } from '../../../core/ids/ids.ts'
import { encolarEvento } from '../../facturacion/api.ts'
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
  ports: { readonly ids: Ids; readonly signer: Signer },
  porFirmar: EventoPorFirmar,
): Promise<{ readonly id: string; readonly sha256: string }> {
  const { compra, codigo, consecutivo, escrito } = porFirmar
  const factura = facturaRecibidaSchema.parse(JSON.parse(compra.factura))
  const { id, outboxId, cude, xml, sha256 } = await encolarEvento({ trx, at }, ports, {
    contenido: {
      codigo,
      numero: { prefijo: PREFIJO_EVENTO, consecutivo },
      contraparte: factura.proveedor,
      factura: { numero: factura.numero, cufe: factura.cufe, tipo: factura.tipo },
      ...(escrito.quienRecibe ? { quienRecibe: escrito.quienRecibe } : {}),
      ...(escrito.reclamo ? { reclamo: escrito.reclamo } : {}),
    },
    kind: KIND_EVENTO,
    chain: `compra:${compra.id}`,
    descriptor: `${ACTOS_COMPRA[codigo]} de la factura ${compra.numero} de ${compra.proveedor}`,
    archivo: consecutivo,
    conserva: 'La compra queda guardada.',
    ...(porFirmar.replacesId === undefined ? {} : { replacesId: porFirmar.replacesId }),
  })
  await repository.insertEvento(trx, {
    id,
    compra_id: compra.id,
    codigo,
    consecutivo,
    cude,
    xml,
    sha256,
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
  return { id, sha256 }
}
