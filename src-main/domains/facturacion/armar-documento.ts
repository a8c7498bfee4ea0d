import type {
  Pagador,
  Prestador,
  ResolucionNumeracion,
  Sede,
} from '../../../src-shared/domains/configuracion/schemas.ts'
import { numeroCompleto, operacionDe } from '../../../src-shared/domains/facturacion/rules.ts'
import type {
  Direccion,
  DocumentoFactura,
  EleccionesSalud,
  ImpuestoLinea,
  Pago,
  Parte,
  SoporteRecaudo,
  TipoFactura,
} from '../../../src-shared/domains/facturacion/schemas.ts'
import type { ServicioPrestado } from '../../../src-shared/domains/historia/schemas.ts'
import type { Paciente } from '../../../src-shared/domains/pacientes/schemas.ts'
import { bogotaDate, bogotaTime } from '../../../src-shared/kernel/dates.ts'
import type { Catalogos } from '../catalogos/api.ts'
import type { RecaudoAplicado } from './recaudos/aplicar.ts'

export interface DatosFactura {
  readonly tipo: TipoFactura
  readonly ambiente: '1' | '2'
  readonly ahora: Date
  readonly numero: { readonly prefijo: string; readonly consecutivo: number }
  readonly resolucion: ResolucionNumeracion
  readonly software: { readonly id: string; readonly pin: string }
  readonly prestador: Prestador
  readonly sede: Sede
  /** The customer, when there is no payer. */
  readonly paciente: Paciente
  /** null: the patient pays. */
  readonly pagador: Pagador | null
  readonly servicios: readonly ServicioPrestado[]
  readonly impuestoDe: (cups: string) => ImpuestoLinea
  readonly municipio: Catalogos['municipio']
  readonly pago: Pago
  readonly recaudos: readonly RecaudoAplicado[]
  /** How the payments were supported. */
  readonly soporte: SoporteRecaudo
  /** Policy of its services, when the payer has no contract. */
  readonly poliza: string | null
  /** The billed period; null: from the first to the last day of care. */
  readonly periodo: DocumentoFactura['periodo'] | null
  readonly salud: EleccionesSalud
}

const EXENCIONES_PARTICULAR = { modalidadPago: '04', coberturaPlan: '15', facturaSinContrato: '07' } as const

/**
 * The invoice of services already given, as the builder of DIAN documents takes it. Pure: the same data give the same
 * document. A patient who pays: cobertura 15, modalidad 04, factura sin contrato 07 (Res. 948/2026, DT2 §3.5; the operation
 * code for a private patient is uncertain in the sources, see docs/incertidumbres-dian.md).
 */
export function armarDocumento(datos: DatosFactura): DocumentoFactura {
  const { prestador, pagador, servicios } = datos
  const fechas = servicios.map((servicio) => bogotaDate(new Date(servicio.inicio))).sort()
  const hoy = bogotaDate(datos.ahora)
  return {
    ambiente: datos.ambiente,
    tipo: datos.tipo,
    operacion: operacionDe({
      sectorSalud: true,
      esRecaudo: false,
      recaudos: [...datos.recaudos],
      soporte: datos.soporte,
    }),
    numero: { ...datos.numero },
    emision: { fecha: hoy, hora: bogotaTime(datos.ahora) },
    ...(datos.pago.vencimiento ? { vencimiento: datos.pago.vencimiento } : {}),
    periodo: datos.periodo ?? { inicio: fechas[0] ?? hoy, fin: fechas.at(-1) ?? hoy },
    resolucion: documentoResolucion(datos.resolucion),
    software: { ...datos.software },
    emisor: parteEmisor(datos),
    adquiriente: pagador ? partePagador(pagador, datos) : partePaciente(datos),
    salud: {
      codigoPrestador: prestador.codigoHabilitacion,
      ...(pagador
        ? {
            modalidadPago: pagador.modalidadPago,
            coberturaPlan: pagador.coberturaPlan,
            ...contratoOPoliza(pagador, datos.poliza, datos.salud),
          }
        : EXENCIONES_PARTICULAR),
    },
    pago: { ...datos.pago },
    recaudos: datos.recaudos.map(({ concepto, valor, fecha, numero }) => ({
      concepto,
      valor,
      fecha,
      ...(numero ? { soporte: numero } : {}),
    })),
    // Type 03 transcribes the paper that was handed over, with its number and its day.
    ...(datos.tipo === '03' ? { facturaPapel: { numero: numeroCompleto(datos.numero), fecha: hoy } } : {}),
    lineas: servicios.map((servicio) => ({
      codigo: servicio.cups,
      estandar: '999' as const,
      descripcion: servicio.descripcion,
      unidad: '94',
      cantidad: servicio.cantidad * 1000,
      precioUnitario: servicio.valorUnitario,
      impuesto: datos.impuestoDe(servicio.cups),
    })),
    notas: [],
  }
}

/** What a document says of the range of its number. */
export function documentoResolucion(resolucion: ResolucionNumeracion): DocumentoFactura['resolucion'] {
  const { numero, prefijo, desde, hasta, vigenciaDesde, vigenciaHasta, claveTecnica } = resolucion
  return { numero, prefijo, desde, hasta, vigenciaDesde, vigenciaHasta, claveTecnica }
}

/** A contract, or the policy and the case without contract: never both numbers (DT2 §3.4, FED129 and FED131). */
function contratoOPoliza(
  pagador: Pagador,
  poliza: string | null,
  { sinContrato }: EleccionesSalud,
): Partial<NonNullable<DocumentoFactura['salud']>> {
  if (pagador.numeroContrato) return { numeroContrato: pagador.numeroContrato }
  return { ...(poliza ? { numeroPoliza: poliza } : {}), facturaSinContrato: sinContrato }
}

/** The practice as the issuer of a document. */
export function parteEmisor({
  prestador,
  sede,
  municipio,
}: Pick<DatosFactura, 'prestador' | 'sede' | 'municipio'>): Parte {
  const direccion = direccionDe(sede.municipio, sede.direccion, municipio)
  return {
    tipoPersona: prestador.tipoPersona,
    tipoDocumento: 'NI',
    numero: prestador.nit,
    dv: prestador.dv,
    nombre: prestador.razonSocial,
    ...(prestador.nombreComercial ? { nombreComercial: prestador.nombreComercial } : {}),
    responsabilidades: [...prestador.responsabilidades],
    tributo: prestador.tributo,
    ...(direccion ? { direccion } : {}),
    telefono: prestador.telefono,
    correo: prestador.correo,
  }
}

/** The patient as the customer of a document. */
export function partePaciente({ paciente, municipio }: Pick<DatosFactura, 'paciente' | 'municipio'>): Parte {
  const direccion =
    paciente.municipio && paciente.direccion
      ? direccionDe(paciente.municipio, paciente.direccion, municipio)
      : undefined
  return {
    tipoPersona: '2',
    tipoDocumento: paciente.tipoDocumento ?? 'SI',
    numero: paciente.numeroDocumento ?? '',
    nombre: [paciente.primerNombre, paciente.segundoNombre, paciente.primerApellido, paciente.segundoApellido]
      .filter((parte) => parte)
      .join(' '),
    responsabilidades: ['R-99-PN'],
    tributo: 'ZZ',
    ...(direccion ? { direccion } : {}),
    ...(paciente.telefono ? { telefono: paciente.telefono } : {}),
    ...(paciente.correo ? { correo: paciente.correo } : {}),
  }
}

export function partePagador(pagador: Pagador, { municipio }: Pick<DatosFactura, 'municipio'>): Parte {
  const direccion =
    pagador.municipio && pagador.direccion
      ? direccionDe(pagador.municipio, pagador.direccion, municipio)
      : undefined
  return {
    tipoPersona: '1',
    tipoDocumento: 'NI',
    numero: pagador.nit,
    dv: pagador.dv,
    nombre: pagador.nombre,
    responsabilidades: ['R-99-PN'],
    tributo: 'ZZ',
    ...(direccion ? { direccion } : {}),
    ...(pagador.correo ? { correo: pagador.correo } : {}),
  }
}

export function direccionDe(
  codigo: string,
  linea: string,
  municipio: DatosFactura['municipio'],
): Direccion | undefined {
  const encontrado = municipio(codigo)
  if (!encontrado) return undefined
  return {
    municipio: encontrado.codigo,
    nombreMunicipio: encontrado.nombre,
    departamento: encontrado.departamento,
    codigoDepartamento: encontrado.codigoDepartamento,
    linea,
    ...(encontrado.codigoPostal ? { codigoPostal: encontrado.codigoPostal } : {}),
  }
}
