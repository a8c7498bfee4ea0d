import type { DocumentoEvento, QuienRecibe } from '../../../../src-shared/domains/finanzas/eventos.ts'
import { facturaRecibidaSchema } from '../../../../src-shared/domains/finanzas/recibida.ts'
import { type EventoComprador, eventosPosibles } from '../../../../src-shared/domains/finanzas/rules.ts'
import { ACTOS_COMPRA } from '../../../../src-shared/domains/finanzas/texts.ts'
import { bogotaDate, bogotaTime } from '../../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
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
import { hechosDe } from './resumen.ts'

export const KIND_EVENTO = 'dian.evento'

/** Own consecutive of the events of the practice. */
const PREFIJO = 'EV'

export interface PeticionEvento {
  readonly compraId: string
  readonly codigo: EventoComprador
  readonly quienRecibe: QuienRecibe | null
  readonly reclamo: DocumentoEvento['reclamo'] | null
}

/**
 * Signs an event of a purchase and leaves it in the queue, in the transaction of `scope`. Events of one purchase leave in order. One that
 * DIAN refused is made again with another number, and the former stops counting.
 * @throws Refusal `EVENTO_FUERA_DE_ORDEN`, `EVENTO_NO_EMITIBLE`, `CONFIGURACION_INCOMPLETA`, `NO_ENCONTRADO`
 */
export async function registrarEvento(
  scope: CommandScope,
  call: CallContext,
  ports: { readonly ids: Ids; readonly signer: Signer },
  peticion: PeticionEvento,
): Promise<string> {
  const { trx, at } = scope
  const ahora = new Date(at)
  const compra = await repository.getCompra(trx, peticion.compraId)
  if (!compra) throw new Refusal('NO_ENCONTRADO', 'No se encontró la compra.', 'Actualice la lista.')
  const previos = await repository.listEventos(trx, [compra.id])
  exigirTurno(peticion.codigo, previos, bogotaDate(ahora))
  const prestador = await getPrestador(trx)
  const software = await getSoftwareDian(trx)
  if (!prestador || !software)
    throw new Refusal(
      'CONFIGURACION_INCOMPLETA',
      'Faltan los datos del consultorio o del software ante la DIAN para firmar el evento.',
      'Complételos en Configuración. La compra queda guardada.',
    )
  const factura = facturaRecibidaSchema.parse(JSON.parse(compra.factura))
  const consecutivo = await repository.siguienteConsecutivo(trx)
  const documento: DocumentoEvento = {
    codigo: peticion.codigo,
    ambiente: software.ambiente,
    numero: { prefijo: PREFIJO, consecutivo },
    emision: { fecha: bogotaDate(ahora), hora: bogotaTime(ahora) },
    software: { id: software.softwareId, pin: software.pin },
    remitente: { tipoPersona: prestador.tipoPersona, numero: prestador.nit, nombre: prestador.razonSocial },
    contraparte: factura.proveedor,
    factura: { numero: factura.numero, cufe: factura.cufe, tipo: factura.tipo },
    ...(peticion.quienRecibe ? { quienRecibe: peticion.quienRecibe } : {}),
    ...(peticion.reclamo ? { reclamo: peticion.reclamo } : {}),
  }
  const firmado = firmar(documento, ports.signer, ahora)
  const id = ports.ids.next()
  const outboxId = ports.ids.next()
  const rechazado = previos.findLast(
    ({ codigo, estado }) => codigo === peticion.codigo && estado === 'rechazado',
  )
  await enqueue(trx, at, {
    id: outboxId,
    kind: KIND_EVENTO,
    subjectId: id,
    chain: `compra:${compra.id}`,
    descriptor: `${ACTOS_COMPRA[peticion.codigo]} de la factura ${compra.numero} de ${compra.proveedor}`,
    meta: {
      cufe: firmado.cude,
      archivo: nombreArchivo('ar', {
        nit: prestador.nit,
        anio: Number(documento.emision.fecha.slice(0, 4)),
        consecutivo,
      }),
      numero: `${PREFIJO}${consecutivo}`,
    },
    payload: firmado.xml,
    ...(rechazado ? { replacesId: rechazado.outbox_id } : {}),
  })
  await repository.insertEvento(trx, {
    id,
    compra_id: compra.id,
    codigo: peticion.codigo,
    consecutivo,
    cude: firmado.cude,
    xml: firmado.xml,
    sha256: firmado.sha256,
    outbox_id: outboxId,
    creado_en: at,
    creado_por: call.usuario?.id ?? null,
    estado: 'firmado',
    detalle: 'Firmado y en la bandeja de salida',
    hallazgos: '[]',
    application_response: null,
  })
  if (peticion.quienRecibe) await repository.setReceptor(trx, JSON.stringify(peticion.quienRecibe))
  await scope.audit({
    action: 'finanzas.evento',
    subjectKind: 'compra',
    subjectId: compra.id,
    afterHash: firmado.sha256,
    detail: { numero: compra.numero, codigo: peticion.codigo },
  })
  scope.changed('compras', `compra:${compra.id}`, 'outbox')
  return id
}

function exigirTurno(
  codigo: EventoComprador,
  previos: readonly repository.EventoLigero[],
  hoy: string,
): void {
  if (eventosPosibles(hechosDe(previos), hoy).includes(codigo)) return
  throw new Refusal(
    'EVENTO_FUERA_DE_ORDEN',
    `«${ACTOS_COMPRA[codigo]}» no se puede hacer ahora con esta factura: ya se hizo, ya se respondió o falta un paso anterior.`,
    'El orden es acuse de recibo, recibo del servicio o bien, y después aceptar o reclamar. Actualice la pantalla para ver cuál sigue.',
  )
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
