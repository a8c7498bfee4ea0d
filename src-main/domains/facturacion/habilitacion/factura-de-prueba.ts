import type { ResolucionNumeracion } from '../../../../src-shared/domains/configuracion/schemas.ts'
import { numeroCompleto } from '../../../../src-shared/domains/facturacion/rules.ts'
import type {
  DocumentoFactura,
  LineaFactura,
  Parte,
} from '../../../../src-shared/domains/facturacion/schemas.ts'
import { bogotaDate, bogotaTime } from '../../../../src-shared/kernel/dates.ts'
import type { Trx } from '../../../core/database/schema.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import { buildSignedFactura } from '../../../integrations/dian/emitir-factura.ts'
import { nombreArchivo } from '../../../integrations/dian/nombres-archivo.ts'
import type { Catalogos } from '../../catalogos/api.ts'
import {
  consumirNumero,
  getPrestador,
  getSede,
  getSoftwareDian,
  listResoluciones,
} from '../../configuracion/api.ts'
import { refusing } from '../expedir.ts'
import type { Firmante } from '../firmante.ts'
import { siguienteArchivo } from '../repository.ts'
import type { GeneradorPrueba } from './generadores.ts'

/** The range that DIAN gives everybody for the test set, with its public key (dian.md 1.5). */
export const RANGO_PRUEBAS: DocumentoFactura['resolucion'] = {
  numero: '18760000001',
  prefijo: 'SETP',
  desde: 990000000,
  hasta: 995000000,
  vigenciaDesde: '2019-01-19',
  vigenciaHasta: '2030-01-19',
  claveTecnica: 'fc8eac422eba16e22ffd8c6f94b3f40a6e38162c',
}

/** Nobody. */
export const PACIENTE_DE_PRUEBA: Parte = {
  tipoPersona: '2',
  tipoDocumento: 'CC',
  numero: '1000000001',
  nombre: 'PACIENTE DE PRUEBA',
  responsabilidades: ['R-99-PN'],
  tributo: 'ZZ',
}

export const CONSULTA_DE_PRUEBA: LineaFactura = {
  codigo: '890201',
  estandar: '999',
  descripcion: 'CONSULTA DE PRIMERA VEZ POR MEDICINA GENERAL, PRUEBA DE HABILITACIÓN',
  unidad: '94',
  cantidad: 1000,
  precioUnitario: 100_000_00,
  impuesto: { clase: 'excluido', tributo: '01', tarifa: 0 },
}

/** An invoice of a consultation that nobody had, to a patient who does not exist, in the name of this practice. */
export function generadorDeFacturas(ports: {
  readonly firmante: Firmante
  readonly catalogos: Pick<Catalogos, 'municipio'>
}): GeneradorPrueba {
  return async (trx, { ahora, ultimo }) => {
    const signer = await ports.firmante.get(trx)
    const { resolucion, consecutivo } = await tomarNumero(trx, ahora, ultimo)
    const documento: DocumentoFactura = {
      ...(await emisorDePrueba(trx, ports.catalogos)),
      ambiente: '2',
      tipo: '01',
      operacion: 'SS-SinAporte',
      numero: { prefijo: resolucion.prefijo, consecutivo },
      emision: { fecha: bogotaDate(ahora), hora: bogotaTime(ahora) },
      periodo: { inicio: bogotaDate(ahora), fin: bogotaDate(ahora) },
      resolucion,
      adquiriente: PACIENTE_DE_PRUEBA,
      pago: { forma: '1', medio: '10' },
      recaudos: [],
      lineas: [CONSULTA_DE_PRUEBA],
      notas: [],
    }
    const { xml, cufe } = refusing(() => buildSignedFactura(documento, signer, ahora))
    return {
      numero: numeroCompleto(documento.numero),
      consecutivo,
      cufe,
      fecha: documento.emision.fecha,
      archivo: await archivoDePrueba(trx, 'fv', documento),
      xml,
    }
  }
}

/** Its file name, from the one counter of the year. */
export async function archivoDePrueba(
  trx: Trx,
  clase: 'fv' | 'nc' | 'nd',
  { emisor, emision }: Pick<DocumentoFactura, 'emisor' | 'emision'>,
): Promise<string> {
  const anio = Number(emision.fecha.slice(0, 4))
  return nombreArchivo(clase, { nit: emisor.numero, anio, consecutivo: await siguienteArchivo(trx, anio) })
}

/** From the range of tests when it is registered, because invoices may be taking from it too; else from its own count. */
async function tomarNumero(
  trx: Trx,
  ahora: Date,
  ultimo: number,
): Promise<{ resolucion: DocumentoFactura['resolucion']; consecutivo: number }> {
  const hoy = bogotaDate(ahora)
  const registrada = (await listResoluciones(trx)).find(
    (otra) => esDePruebas(otra) && otra.activa && otra.siguiente <= otra.hasta && otra.vigenciaHasta >= hoy,
  )
  if (!registrada)
    return { resolucion: RANGO_PRUEBAS, consecutivo: Math.max(RANGO_PRUEBAS.desde, ultimo) + 1 }
  const { consecutivo, resolucion } = await consumirNumero(trx, registrada.id, hoy)
  const { numero, prefijo, desde, hasta, vigenciaDesde, vigenciaHasta, claveTecnica } = resolucion
  return {
    resolucion: { numero, prefijo, desde, hasta, vigenciaDesde, vigenciaHasta, claveTecnica },
    consecutivo,
  }
}

function esDePruebas({ numero, prefijo, tipo }: ResolucionNumeracion): boolean {
  return tipo === 'factura' && numero === RANGO_PRUEBAS.numero && prefijo === RANGO_PRUEBAS.prefijo
}

/** The practice as it is configured, for the documents of the set. @throws Refusal CONFIGURACION_INCOMPLETA */
export async function emisorDePrueba(
  trx: Trx,
  catalogos: Pick<Catalogos, 'municipio'>,
): Promise<Pick<DocumentoFactura, 'emisor' | 'software' | 'salud'>> {
  const prestador = await getPrestador(trx)
  const sede = await getSede(trx)
  const software = await getSoftwareDian(trx)
  const municipio = sede && catalogos.municipio(sede.municipio)
  if (!prestador || !sede || !software || !municipio)
    throw new Refusal(
      'CONFIGURACION_INCOMPLETA',
      'Faltan datos del consultorio para hacer los documentos de prueba.',
      'Complete el prestador, la sede y el software en Configuración.',
    )
  return {
    software: { id: software.softwareId, pin: software.pin },
    salud: {
      codigoPrestador: prestador.codigoHabilitacion,
      modalidadPago: '04',
      coberturaPlan: '15',
      facturaSinContrato: '07',
    },
    emisor: {
      tipoPersona: prestador.tipoPersona,
      tipoDocumento: 'NI',
      numero: prestador.nit,
      dv: prestador.dv,
      nombre: prestador.razonSocial,
      ...(prestador.nombreComercial ? { nombreComercial: prestador.nombreComercial } : {}),
      responsabilidades: [...prestador.responsabilidades],
      tributo: prestador.tributo,
      direccion: {
        municipio: municipio.codigo,
        nombreMunicipio: municipio.nombre,
        departamento: municipio.departamento,
        codigoDepartamento: municipio.codigoDepartamento,
        linea: sede.direccion,
        ...(municipio.codigoPostal ? { codigoPostal: municipio.codigoPostal } : {}),
      },
      telefono: prestador.telefono,
      correo: prestador.correo,
    },
  }
}
