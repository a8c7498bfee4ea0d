import { numeroCompleto } from '../../../../src-shared/domains/facturacion/rules.ts'
import type { PeticionSoporte } from '../../../../src-shared/domains/finanzas/soporte-contract.ts'
import {
  anulaSoporte,
  lineasAjuste,
  porAjustar,
  totalesSoporte,
  type ValorAjustado,
} from '../../../../src-shared/domains/finanzas/soporte-rules.ts'
import type {
  ConceptoAjuste,
  DocumentoAjuste,
  DocumentoSoporte,
} from '../../../../src-shared/domains/finanzas/soporte-schemas.ts'
import { bogotaDate, bogotaTime } from '../../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../../src-shared/kernel/money.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import type { CommandScope } from '../../../core/calls/run-command.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import { getSoftwareDian } from '../../configuracion/api.ts'
import type { SoporteRow } from '../tables.ts'
import * as repository from './repository.ts'
import { dichoPor, firmarSoporte, guardarVersion, type SoportePorts } from './versiones.ts'

/** Prefix of the notas de ajuste: their consecutive is the practice's own, DIAN authorises no range for it. */
const PREFIJO_AJUSTE = 'NA'

export interface PeticionAjuste {
  readonly id: string
  readonly concepto: ConceptoAjuste
  /** Why, in the words of whoever issues it; it goes in the document. */
  readonly razon: string
  readonly valores: readonly ValorAjustado[]
}

/**
 * Issues the nota de ajuste of a documento soporte that DIAN validated. What it does to the document happens when DIAN validates it.
 * @throws Refusal AJUSTE_INVALIDO (not validated, annulled, with an annulment on its way, or values), SOPORTE_NO_EMITIBLE
 */
export async function emitirAjuste(
  scope: CommandScope,
  call: CallContext,
  ports: SoportePorts,
  peticion: PeticionAjuste,
): Promise<SoporteRow> {
  const { trx, at } = scope
  const ahora = new Date(at)
  const hoy = bogotaDate(ahora)
  const soporte = await repository.getSoporte(trx, peticion.id)
  if (soporte?.clase !== 'soporte')
    throw new Refusal('NO_ENCONTRADO', 'No se encontró el documento soporte.', 'Actualice la lista.')
  const previos = await repository.ajustesDe(trx, soporte.id)
  exigirAjustable(soporte, previos)
  const version = await repository.getVersion(trx, soporte.id, soporte.version)
  const original = JSON.parse(version.documento) as DocumentoSoporte
  const lineas = lineasAjuste(original.lineas, peticion.concepto, peticion.valores)
  if (!lineas.ok)
    throw invalido(lineas.error, 'Corrija los valores de la nota y emítala de nuevo.', 'valores')
  const disponible = porAjustar(soporte.total, previos)
  if (totalesSoporte({ lineas: lineas.value }).aPagar > disponible)
    throw invalido(
      anulaSoporte(peticion.concepto)
        ? `Este documento ya tiene notas de ajuste: para dejarlo sin valor ajuste los ${formatPesos(disponible)} que le quedan con otro concepto.`
        : `A este documento le quedan ${formatPesos(disponible)} por ajustar.`,
      'Corrija los valores de la nota y emítala de nuevo.',
      'valores',
    )
  const software = await getSoftwareDian(trx)
  const { vencimiento } = original.pago
  const numero = {
    prefijo: PREFIJO_AJUSTE,
    consecutivo: await repository.siguienteAjuste(trx, PREFIJO_AJUSTE),
  }
  const documento: DocumentoAjuste = {
    clase: 'ajuste',
    ambiente: original.ambiente,
    procedencia: original.procedencia,
    numero,
    emision: { fecha: hoy, hora: bogotaTime(ahora) },
    software: software ? { id: software.softwareId, pin: software.pin } : original.software,
    vendedor: original.vendedor,
    comprador: original.comprador,
    pago: {
      ...original.pago,
      // Nothing falls due before the note exists.
      ...(vencimiento ? { vencimiento: vencimiento < hoy ? hoy : vencimiento } : {}),
    },
    lineas: lineas.value,
    notas: [peticion.razon],
    concepto: peticion.concepto,
    soporte: { numero: soporte.numero, cuds: soporte.cuds, fecha: soporte.fecha_emision },
  }
  const firmado = firmarSoporte(documento, ports.signer, ahora)
  const row: SoporteRow = {
    id: ports.ids.next(),
    clase: 'ajuste',
    soporte_id: soporte.id,
    resolucion_id: null,
    numero: numeroCompleto(numero),
    prefijo: numero.prefijo,
    consecutivo: numero.consecutivo,
    ...dichoPor(documento, firmado),
    concepto: peticion.concepto,
    razon: peticion.razon,
    emitido_en: at,
    emitido_por: call.usuario?.id ?? null,
    estado: 'firmada',
    version: 1,
    validado_en: null,
  }
  await repository.insertSoporte(trx, row)
  await guardarVersion(scope, ports.ids, {
    row,
    peticion: JSON.parse(version.peticion) as PeticionSoporte,
    documento,
    firmado,
    motivo: 'emision',
  })
  return row
}

/** Whether a nota de ajuste leaves its document without value once validated. */
export function esAnulacion(ajuste: Pick<SoporteRow, 'concepto'>): boolean {
  return ajuste.concepto !== null && anulaSoporte(ajuste.concepto as ConceptoAjuste)
}

/** DIAN must know the document (NSBG04), and what is annulled is adjusted no more. */
function exigirAjustable(soporte: SoporteRow, previos: readonly SoporteRow[]): void {
  if (soporte.estado === 'anulada')
    throw invalido(
      'Este documento soporte ya está anulado.',
      'Si la compra sí se hizo, haga otro documento soporte.',
    )
  if (soporte.estado !== 'validada')
    throw invalido(
      'La DIAN todavía no ha validado este documento soporte, y una nota de ajuste necesita uno validado.',
      soporte.estado === 'rechazada'
        ? 'Corríjalo y envíelo con el mismo número: no necesita nota.'
        : 'Espere la validación en la Bandeja de salida y haga la nota después.',
    )
  const anulacion = previos.find((previo) => previo.estado !== 'rechazada' && esAnulacion(previo))
  if (anulacion)
    throw invalido(
      `La anulación de este documento ya va en camino (nota ${anulacion.numero}).`,
      'Espere la respuesta de la DIAN en la Bandeja de salida.',
    )
}

function invalido(causa: string, remedio: string, campo?: string): Refusal {
  return new Refusal('AJUSTE_INVALIDO', causa, remedio, campo ? { campo } : {})
}
