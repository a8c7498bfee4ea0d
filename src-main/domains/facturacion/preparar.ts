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
import { faltasDePagador, faltasDeServicio } from '../../../src-shared/domains/facturacion/faltas.ts'
import { explicarMezcla, soporteComun } from '../../../src-shared/domains/facturacion/recaudos.ts'
import type {
  DocumentoFactura,
  EleccionesSalud,
  ImpuestoLinea,
  Pago,
  SoporteRecaudo,
  TipoFactura,
} from '../../../src-shared/domains/facturacion/schemas.ts'
import type { ServicioPrestado } from '../../../src-shared/domains/historia/schemas.ts'
import type { Paciente } from '../../../src-shared/domains/pacientes/schemas.ts'
import { bogotaDate, formatFecha } from '../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
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
import { getPaciente, nombreCompleto } from '../pacientes/api.ts'
import { abierta } from './contingencia/repository.ts'
import { type RecaudoAplicado, recaudosAplicables, recaudosDeEmitida } from './recaudos/aplicar.ts'
import { yaFacturados } from './repository.ts'
import type { ContingenciaRow } from './tables.ts'

/** Who issues and with which number, whatever the invoice is made of. */
export interface Emisor {
  readonly prestador: Prestador
  readonly sede: Sede
  readonly software: { readonly id: string; readonly pin: string; readonly ambiente: '1' | '2' }
  readonly resolucion: ResolucionNumeracion
  readonly municipio: Catalogos['municipio']
  readonly tipo: TipoFactura
  /** The contingency it is issued in; null for the ordinary way and for what is made again. */
  readonly contingencia: ContingenciaRow | null
}

/** A patient of an invoice, with what is his in it. */
export interface PacienteFacturado {
  readonly paciente: Paciente
  readonly servicios: readonly ServicioPrestado[]
  readonly recaudos: readonly RecaudoAplicado[]
}

/** Everything an invoice is made of, read in the transaction that issues it. */
export interface Preparada extends Emisor {
  /** In the order of their first service. One, unless a payer is billed. */
  readonly pacientes: readonly PacienteFacturado[]
  /** The first, who is the customer when nobody else pays. */
  readonly paciente: Paciente
  readonly pagador: Pagador | null
  readonly servicios: readonly ServicioPrestado[]
  readonly impuestoDe: (cups: string) => ImpuestoLinea
  readonly recaudos: readonly RecaudoAplicado[]
  /** How the payments were supported: it decides the operation. */
  readonly soporte: SoporteRecaudo
  /** The one policy of all its services, when the payer has no contract. */
  readonly poliza: string | null
  /** The billed period; null: from the first to the last day of care. */
  readonly periodo: DocumentoFactura['periodo'] | null
}

export interface PeticionEmision {
  readonly servicioIds: readonly string[]
  readonly pago: Pago
  /** Payments of its patients, by id. */
  readonly recaudos: readonly string[]
  /** Absent: what is usual. */
  readonly salud?: EleccionesSalud | undefined
  /** Machine it is issued from, which may have a range of its own. Absent: the main one. */
  readonly equipo?: Equipo | undefined
  /** Absent: from the first to the last day of care. */
  readonly periodo?: DocumentoFactura['periodo'] | undefined
}

type Equipo = NonNullable<ResolucionNumeracion['equipo']>

/** Which machine a call comes from, as the ranges tell them apart: the one that keeps the data, or another of the network. */
export function equipoDe({ origen }: Pick<CallContext, 'origen'>): Equipo {
  return origen === 'lan' ? 'red' : 'principal'
}

/** Health services are excluded from IVA (art. 476 ET): what a service without its own tariff row is. */
const EXCLUIDO: ImpuestoLinea = { clase: 'excluido', tributo: '01', tarifa: 0 }

/** What an invoice already issued keeps whatever happens to it later: the range of its number, who owes it, what users had paid. */
export interface YaEmitida {
  readonly facturaId: string
  readonly resolucionId: string
  readonly tipo: TipoFactura
  /** null: the patient pays. */
  readonly pagadorId: string | null
  readonly documento: DocumentoFactura
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
  const servicios = await serviciosFacturables(db, peticion.servicioIds, emitida !== undefined)
  const emisor = await prepararEmisor(db, catalogos, ahora, { equipo: peticion.equipo, emitida })
  const personas = await pacientesDe(db, servicios)
  const pagadorId = emitida ? emitida.pagadorId : unSoloPagador(personas)
  const pagador = pagadorId ? ((await getPagador(db, pagadorId)) ?? null) : null
  const recaudos = emitida
    ? await recaudosDeEmitida(db, emitida, personas)
    : await recaudosAplicables(db, peticion.recaudos, pagador, personas)
  const soporte = soporteComun(recaudos)
  if (!soporte.ok) {
    const { mensaje, remedio } = explicarMezcla(soporte.error)
    throw new Refusal('RECAUDOS_MEZCLADOS', mensaje, remedio, { campo: 'recaudos' })
  }
  const impuestos = new Map<string, ImpuestoLinea>()
  for (const cups of new Set(servicios.map((servicio) => servicio.cups))) {
    const tarifa = await tarifaDe(db, cups, pagador?.id ?? null)
    if (tarifa) impuestos.set(cups, tarifa.impuesto)
  }
  if (pagador && !emitida) exigirLoQuePide(pagador, personas)
  const pacientes = personas.map((persona) => ({
    ...persona,
    recaudos: recaudos.filter(({ pacienteId }) => pacienteId === persona.paciente.id),
  }))
  const [primero] = pacientes
  if (!primero) throw new Error('services without patient')
  return {
    ...emisor,
    pacientes,
    paciente: primero.paciente,
    pagador,
    servicios,
    impuestoDe: (cups) => impuestos.get(cups) ?? EXCLUIDO,
    recaudos,
    soporte: soporte.value,
    poliza: pagador?.numeroContrato ? null : unaSolaPoliza(pacientes),
    periodo: peticion.periodo ? periodoQueIncluye(servicios, peticion.periodo) : null,
  }
}

/** Those asked for, in that order. @throws Refusal when one is gone, not charged or already has an invoice */
async function serviciosFacturables(
  db: Db | Trx,
  servicioIds: readonly string[],
  yaEmitidos: boolean,
): Promise<ServicioPrestado[]> {
  const servicios = await serviciosPorId(db, servicioIds)
  if (servicios.length === 0 || servicios.length !== servicioIds.length)
    throw new Refusal(
      'NO_ENCONTRADO',
      'Alguno de los servicios ya no existe.',
      'Actualice la lista y escójalos de nuevo.',
    )
  if (yaEmitidos) return servicios
  if ((await serviciosSinCobro(db, servicioIds)).length > 0)
    throw new Refusal(
      'SERVICIO_SIN_COBRO',
      'Uno de los servicios se marcó sin cobro en la nota.',
      'Quítelo de la factura; si sí se cobra, dígalo en una nota aclaratoria y preste el servicio de nuevo en otra nota.',
    )
  const facturados = await yaFacturados(db, servicioIds)
  if (facturados.length > 0)
    throw new Refusal(
      'SERVICIO_YA_FACTURADO',
      'Uno de los servicios ya tiene factura.',
      'Actualice la lista: la factura ya existe.',
      { datos: { servicios: facturados } },
    )
  return servicios
}

export interface DondeSeEmite {
  readonly equipo?: Equipo | undefined
  /** The range and type it already has, when it is made again. */
  readonly emitida?: Pick<YaEmitida, 'resolucionId' | 'tipo'> | undefined
}

/** Who issues, and with which range. @throws Refusal CONFIGURACION_INCOMPLETA with what is missing */
export async function prepararEmisor(
  db: Db | Trx,
  catalogos: Pick<Catalogos, 'municipio'>,
  ahora: Date,
  { equipo, emitida }: DondeSeEmite,
): Promise<Emisor> {
  const [prestador, sede, software] = [await getPrestador(db), await getSede(db), await getSoftwareDian(db)]
  if (!prestador) throw falta('los datos del prestador', 'Prestador')
  if (!sede) throw falta('la sede', 'Sede')
  if (!software) throw falta('el identificador y el PIN del software registrado en la DIAN', 'Software')
  const contingencia = emitida ? null : ((await abierta(db)) ?? null)
  const tipo = emitida?.tipo ?? tipoEnContingencia((contingencia?.causa ?? null) as CausaContingencia | null)
  const resolucion = emitida
    ? await getResolucion(db, emitida.resolucionId)
    : await resolucionVigente(db, bogotaDate(ahora), tipo === '03' ? 'contingencia' : 'factura', {
        sedeId: sede.id,
        equipo,
      })
  if (!resolucion)
    throw falta(
      `${
        tipo === '03'
          ? 'una numeración de contingencia (de papel) vigente'
          : 'una resolución de numeración vigente'
      }${equipo === 'red' ? ' que sirva en los equipos de la red' : ''}`,
      'Numeración',
    )
  return {
    prestador,
    sede,
    software: { id: software.softwareId, pin: software.pin, ambiente: software.ambiente },
    resolucion,
    municipio: catalogos.municipio,
    tipo,
    contingencia,
  }
}

type Persona = Omit<PacienteFacturado, 'recaudos'>

/** The patients of the services, each once also when two of their records were joined. @throws Refusal without document */
async function pacientesDe(db: Db | Trx, servicios: readonly ServicioPrestado[]): Promise<Persona[]> {
  const personas = new Map<string, { paciente: Paciente; servicios: ServicioPrestado[] }>()
  for (const [pacienteId, suyos] of Map.groupBy(servicios, (servicio) => servicio.pacienteId)) {
    const paciente = await pacienteVigente(db, pacienteId)
    const previa = personas.get(paciente.id)
    if (previa) previa.servicios.push(...suyos)
    else personas.set(paciente.id, { paciente, servicios: [...suyos] })
  }
  for (const { paciente } of personas.values())
    if (!paciente.tipoDocumento || !paciente.numeroDocumento)
      throw new Refusal(
        'FACTURA_NO_EMITIBLE',
        personas.size > 1
          ? `${nombreCompleto(paciente)} no tiene documento de identidad.`
          : 'El paciente no tiene documento de identidad.',
        'Complételo en la ficha del paciente.',
        { datos: { pacienteId: paciente.id } },
      )
  return [...personas.values()]
}

/** The record that stands for a patient, when the one given was joined to another. @throws Refusal NO_ENCONTRADO */
export async function pacienteVigente(db: Db | Trx, pacienteId: string): Promise<Paciente> {
  const paciente = await getPaciente(db, pacienteId)
  if (!paciente) throw new Refusal('NO_ENCONTRADO', 'No se encontró el paciente.', 'Actualice la pantalla.')
  return paciente.fusionadoEn ? pacienteVigente(db, paciente.fusionadoEn) : paciente
}

/** null: the patient pays, and then there is only one. */
function unSoloPagador(personas: readonly Persona[]): string | null {
  const pagadores = new Set(personas.map(({ paciente }) => paciente.pagadorId))
  const [uno] = pagadores
  if (personas.length > 1 && (pagadores.size > 1 || !uno))
    throw new Refusal(
      'FACTURA_NO_EMITIBLE',
      pagadores.size > 1
        ? 'Los servicios son de pacientes de distintos pagadores.'
        : 'Los servicios son de pacientes distintos que pagan ellos mismos.',
      'En una factura van juntos solo los pacientes de un mismo pagador: sepárelos.',
    )
  return uno ?? null
}

/** DT2 §3.4: an invoice names one policy at most, which covers all its services. @throws Refusal POLIZAS_DISTINTAS */
function unaSolaPoliza(pacientes: readonly PacienteFacturado[]): string | null {
  const polizas = new Map(
    pacientes.flatMap(({ paciente, servicios }) =>
      servicios.map((servicio) => [polizaDe(servicio, paciente), nombreCompleto(paciente)] as const),
    ),
  )
  if (polizas.size <= 1) return [...polizas.keys()][0] ?? null
  const [[una, alguien], [otra, otro]] = [...polizas] as [[string | null, string], [string | null, string]]
  const deQuien = (poliza: string | null, nombre: string) =>
    poliza ? `la póliza ${poliza} (${nombre})` : `sin póliza (${nombre})`
  throw new Refusal(
    'POLIZAS_DISTINTAS',
    `Una factura lleva una sola póliza, y aquí hay ${polizas.size}: ${deQuien(una, alguien)} y ${deQuien(otra, otro)}.`,
    'Facture aparte los servicios de cada póliza; en Cuenta al pagador se separan solos.',
    { campo: 'poliza', datos: { polizas: [...polizas.keys()] } },
  )
}

/** The policy that covers a service: its own, or that of the patient. */
export function polizaDe(
  servicio: Pick<ServicioPrestado, 'poliza'>,
  paciente: Pick<Paciente, 'poliza'>,
): string | null {
  return servicio.poliza ?? paciente.poliza
}

/** What the payer asks of each service (A-03). @throws Refusal FALTAN_DATOS_PAGADOR with what is missing, the first named */
function exigirLoQuePide(pagador: Pagador, personas: readonly Persona[]): void {
  const faltas = [
    ...faltasDePagador(pagador).map((falta) => ({ ...falta, servicioId: null, de: pagador.nombre })),
    ...personas.flatMap(({ paciente, servicios }) =>
      servicios.flatMap((servicio) =>
        faltasDeServicio({ ...servicio, poliza: polizaDe(servicio, paciente) }, pagador).map((falta) => ({
          ...falta,
          servicioId: servicio.id,
          de: nombreCompleto(paciente),
        })),
      ),
    ),
  ].filter(({ impide }) => impide)
  const [primera] = faltas
  if (!primera) return
  throw new Refusal(
    'FALTAN_DATOS_PAGADOR',
    `${primera.de}: ${primera.mensaje.toLowerCase()}${faltas.length > 1 ? `, y ${faltas.length - 1} faltas más` : ''}.`,
    'Complételo antes de facturar; lo que pide cada pagador se cambia en Configuración › Pagadores.',
    {
      campo: primera.campo,
      datos: { faltas: faltas.map(({ campo, servicioId }) => ({ campo, servicioId })) },
    },
  )
}

/** RVC014: every service must be inside the billed period. @throws Refusal FACTURA_NO_EMITIBLE */
function periodoQueIncluye(
  servicios: readonly ServicioPrestado[],
  periodo: DocumentoFactura['periodo'],
): DocumentoFactura['periodo'] {
  const fuera = servicios.find(({ inicio }) => {
    const fecha = bogotaDate(new Date(inicio))
    return fecha < periodo.inicio || fecha > periodo.fin
  })
  if (fuera)
    throw new Refusal(
      'FACTURA_NO_EMITIBLE',
      `El servicio ${fuera.cups} del ${formatFecha(bogotaDate(new Date(fuera.inicio)))} queda por fuera del periodo facturado.`,
      'Cambie las fechas de la cuenta o deje ese servicio para otra.',
      { campo: 'periodo' },
    )
  return periodo
}

/** What must be configured before one may bill. */
function falta(que: string, seccion: string): Refusal {
  return new Refusal(
    'CONFIGURACION_INCOMPLETA',
    `Para facturar falta ${que}.`,
    `Complételo en Configuración › ${seccion}. La nota y los servicios quedan guardados.`,
    { datos: { seccion } },
  )
}
