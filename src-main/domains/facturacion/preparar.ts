import type {
  Pagador,
  Prestador,
  ResolucionNumeracion,
  Sede,
} from '../../../src-shared/domains/configuracion/schemas.ts'
import {
  type CausaContingencia,
  tipoEnContingencia,
} from '../../../src-shared/domains/facturacion/contingencia.ts'
import type {
  EleccionesSalud,
  ImpuestoLinea,
  Pago,
  Recaudo,
  TipoFactura,
} from '../../../src-shared/domains/facturacion/schemas.ts'
import type { ServicioPrestado } from '../../../src-shared/domains/historia/schemas.ts'
import type { Paciente } from '../../../src-shared/domains/pacientes/schemas.ts'
import { bogotaDate } from '../../../src-shared/kernel/dates.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import type { Catalogos } from '../catalogos/api.ts'
import {
  getPagador,
  getPrestador,
  getResolucion,
  getSede,
  getSoftwareDian,
  resolucionVigente,
  tarifaDe,
} from '../configuracion/api.ts'
import { serviciosPorId, serviciosSinCobro } from '../historia/api.ts'
import { getPaciente } from '../pacientes/api.ts'
import { abierta } from './contingencia/repository.ts'
import { yaFacturados } from './repository.ts'
import type { ContingenciaRow } from './tables.ts'

/** Everything an invoice is made of, read in the transaction that issues it. */
export interface Preparada {
  readonly prestador: Prestador
  readonly sede: Sede
  readonly software: { readonly id: string; readonly pin: string; readonly ambiente: '1' | '2' }
  readonly resolucion: ResolucionNumeracion
  readonly paciente: Paciente
  readonly pagador: Pagador | null
  readonly servicios: readonly ServicioPrestado[]
  readonly impuestoDe: (cups: string) => ImpuestoLinea
  readonly municipio: Catalogos['municipio']
  readonly tipo: TipoFactura
  /** The contingency it is issued in; null for the ordinary way and for what is made again. */
  readonly contingencia: ContingenciaRow | null
}

export interface PeticionEmision {
  readonly servicioIds: readonly string[]
  readonly pago: Pago
  readonly recaudos: readonly Recaudo[]
  /** Absent: what is usual. */
  readonly salud?: EleccionesSalud | undefined
}

/** Health services are excluded from IVA (art. 476 ET): what a service without its own tariff row is. */
const EXCLUIDO: ImpuestoLinea = { clase: 'excluido', tributo: '01', tarifa: 0 }

/** What an invoice already issued keeps whatever happens to it later: the range of its number, and who owes it. */
export interface YaEmitida {
  readonly resolucionId: string
  readonly tipo: TipoFactura
  /** null: the patient pays. */
  readonly pagadorId: string | null
}

/**
 * @param emitida the invoice that the services already have, when it is made again: that they have one is no obstacle, its
 * range need not be in force and its payer is not today's
 * @throws Refusal with what is missing and where it is set
 */
export async function prepararEmision(
  db: Db | Trx,
  catalogos: Catalogos,
  peticion: PeticionEmision,
  ahora: Date,
  emitida?: YaEmitida,
): Promise<Preparada> {
  const servicios = await serviciosPorId(db, peticion.servicioIds)
  const primero = servicios[0]
  if (!primero || servicios.length !== peticion.servicioIds.length)
    throw new Refusal(
      'NO_ENCONTRADO',
      'Alguno de los servicios ya no existe.',
      'Actualice la lista y escójalos de nuevo.',
    )
  if (servicios.some((servicio) => servicio.pacienteId !== primero.pacienteId))
    throw new Refusal(
      'FACTURA_NO_EMITIBLE',
      'Los servicios son de pacientes distintos.',
      'Facture los de un solo paciente a la vez.',
    )
  if (!emitida && (await serviciosSinCobro(db, peticion.servicioIds)).length > 0)
    throw new Refusal(
      'SERVICIO_SIN_COBRO',
      'Uno de los servicios se marcó sin cobro en la nota.',
      'Quítelo de la factura; si sí se cobra, dígalo en una nota aclaratoria y preste el servicio de nuevo en otra nota.',
    )
  const facturados = emitida ? [] : await yaFacturados(db, peticion.servicioIds)
  if (facturados.length > 0)
    throw new Refusal(
      'SERVICIO_YA_FACTURADO',
      'Uno de los servicios ya tiene factura.',
      'Actualice la lista: la factura ya existe.',
      {
        datos: { servicios: facturados },
      },
    )
  const [prestador, sede, software, paciente] = [
    await getPrestador(db),
    await getSede(db),
    await getSoftwareDian(db),
    await getPaciente(db, primero.pacienteId),
  ]
  if (!prestador) throw falta('los datos del prestador', 'Prestador')
  if (!sede) throw falta('la sede', 'Sede')
  if (!software) throw falta('el identificador y el PIN del software registrado en la DIAN', 'Software')
  if (!paciente) throw new Refusal('NO_ENCONTRADO', 'No se encontró el paciente.', 'Actualice la pantalla.')
  if (!paciente.tipoDocumento || !paciente.numeroDocumento)
    throw new Refusal(
      'FACTURA_NO_EMITIBLE',
      'El paciente no tiene documento de identidad.',
      'Complételo en la ficha del paciente.',
      {
        datos: { pacienteId: paciente.id },
      },
    )
  const contingencia = emitida ? null : ((await abierta(db)) ?? null)
  const tipo = emitida?.tipo ?? tipoEnContingencia((contingencia?.causa ?? null) as CausaContingencia | null)
  const resolucion = emitida
    ? await getResolucion(db, emitida.resolucionId)
    : await resolucionVigente(db, bogotaDate(ahora), tipo === '03' ? 'contingencia' : 'factura')
  if (!resolucion)
    throw falta(
      tipo === '03'
        ? 'una numeración de contingencia (de papel) vigente'
        : 'una resolución de numeración vigente',
      'Numeración',
    )
  const pagadorId = emitida ? emitida.pagadorId : paciente.pagadorId
  const pagador = pagadorId ? ((await getPagador(db, pagadorId)) ?? null) : null
  const impuestos = new Map<string, ImpuestoLinea>()
  for (const { cups } of servicios) {
    const tarifa = await tarifaDe(db, cups, pagador?.id ?? null)
    if (tarifa) impuestos.set(cups, tarifa.impuesto)
  }
  return {
    prestador,
    sede,
    software: { id: software.softwareId, pin: software.pin, ambiente: software.ambiente },
    resolucion,
    paciente,
    pagador,
    servicios,
    impuestoDe: (cups) => impuestos.get(cups) ?? EXCLUIDO,
    municipio: catalogos.municipio,
    tipo,
    contingencia,
  }
}

/** What must be configured before one may bill. */
export function falta(que: string, seccion: string): Refusal {
  return new Refusal(
    'CONFIGURACION_INCOMPLETA',
    `Para facturar falta ${que}.`,
    `Complételo en Configuración › ${seccion}. La nota y los servicios quedan guardados.`,
    { datos: { seccion } },
  )
}
