import type {
  Prestador,
  ResolucionNumeracion,
  Sede,
} from '../../../../src-shared/domains/configuracion/schemas.ts'
import type { Direccion, Parte } from '../../../../src-shared/domains/facturacion/schemas.ts'
import { nombrePais } from '../../../../src-shared/domains/finanzas/paises.ts'
import type { PeticionSoporte, Proveedor } from '../../../../src-shared/domains/finanzas/soporte-contract.ts'
import type {
  DocumentoSoporte,
  LineaSoporte,
  Retencion,
  Vendedor,
} from '../../../../src-shared/domains/finanzas/soporte-schemas.ts'
import { bogotaDate, bogotaTime } from '../../../../src-shared/kernel/dates.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import type { Catalogos } from '../../catalogos/api.ts'
import { getPrestador, getSede, getSoftwareDian } from '../../configuracion/api.ts'

/** What of the practice goes in every documento soporte. */
export interface Practica {
  readonly prestador: Prestador
  readonly sede: Sede
  readonly software: { readonly softwareId: string; readonly pin: string; readonly ambiente: '1' | '2' }
}

/** @throws Refusal CONFIGURACION_INCOMPLETA with what is missing and where it is set */
export async function practicaDe(db: Db | Trx): Promise<Practica> {
  const [prestador, sede, software] = [await getPrestador(db), await getSede(db), await getSoftwareDian(db)]
  if (!prestador) throw falta('los datos del prestador', 'Prestador')
  if (!sede) throw falta('la sede', 'Sede')
  if (!software) throw falta('el identificador y el PIN del software registrado en la DIAN', 'Software')
  return { prestador, sede, software }
}

function falta(que: string, seccion: string): Refusal {
  return new Refusal(
    'CONFIGURACION_INCOMPLETA',
    `Para hacer el documento soporte falta ${que}.`,
    `Complételo en Configuración › ${seccion}. Lo que escribió queda guardado.`,
    { datos: { seccion } },
  )
}

/** Pure: the same purchase gives the same document. */
export function armarSoporte(datos: {
  readonly practica: Practica
  readonly resolucion: ResolucionNumeracion
  readonly numero: { readonly prefijo: string; readonly consecutivo: number }
  readonly ahora: Date
  readonly municipio: Catalogos['municipio']
  readonly peticion: PeticionSoporte
}): DocumentoSoporte {
  const { practica, peticion, municipio, ahora } = datos
  const { software } = practica
  return {
    clase: 'soporte',
    ambiente: software.ambiente,
    procedencia: enColombia(peticion.proveedor) ? '10' : '11',
    numero: { prefijo: datos.numero.prefijo, consecutivo: datos.numero.consecutivo },
    emision: { fecha: bogotaDate(ahora), hora: bogotaTime(ahora) },
    resolucion: resolucionDe(datos.resolucion),
    software: { id: software.softwareId, pin: software.pin },
    vendedor: vendedor(peticion.proveedor, municipio),
    comprador: comprador(practica, municipio),
    pago: pagoDe(peticion.pago),
    lineas: peticion.lineas.map((linea, indice) => lineaDe(linea, indice, peticion.forma)),
    retenciones: retenciones(peticion),
    notas: peticion.nota ? [peticion.nota] : [],
  }
}

/** A range of documento soporte has no technical key: its hash uses the PIN. */
export function resolucionDe(resolucion: ResolucionNumeracion): DocumentoSoporte['resolucion'] {
  const { numero, prefijo, desde, hasta, vigenciaDesde, vigenciaHasta } = resolucion
  return { numero, prefijo, desde, hasta, vigenciaDesde, vigenciaHasta, claveTecnica: '' }
}

/** A due date belongs only to what is not paid at once. */
function pagoDe({ forma, medio, vencimiento }: PeticionSoporte['pago']): DocumentoSoporte['pago'] {
  return { forma, medio, ...(forma === '2' && vencimiento ? { vencimiento } : {}) }
}

function enColombia({ tipoDocumento }: Proveedor): boolean {
  return tipoDocumento === 'CC' || tipoDocumento === 'NI'
}

function vendedor(proveedor: Proveedor, municipio: Catalogos['municipio']): Vendedor {
  const { tipoPersona, tipoDocumento, numero, nombre } = proveedor
  const comun = { tipoPersona, tipoDocumento, numero, nombre, responsabilidades: ['R-99-PN' as const] }
  if (enColombia(proveedor)) {
    const direccion = direccionDe(proveedor.municipio ?? '', proveedor.direccion, municipio)
    return { ...comun, ...(direccion ? { direccion } : {}) }
  }
  const pais = proveedor.pais ?? ''
  return {
    ...comun,
    exterior: {
      pais,
      nombrePais: nombrePais(pais),
      ciudad: proveedor.ciudad ?? '',
      linea: proveedor.direccion,
    },
  }
}

function comprador({ prestador, sede }: Practica, municipio: Catalogos['municipio']): Parte {
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

function lineaDe(
  { descripcion, cantidad, precioUnitario, iva, fecha }: PeticionSoporte['lineas'][number],
  indice: number,
  forma: PeticionSoporte['forma'],
): LineaSoporte {
  return {
    codigo: String(indice + 1),
    estandar: '999',
    descripcion,
    unidad: '94',
    cantidad,
    precioUnitario,
    impuesto:
      iva === null
        ? { clase: 'excluido', tributo: '01', tarifa: 0 }
        : { clase: 'gravado', tributo: '01', tarifa: iva },
    compra: { fecha, forma },
  }
}

function retenciones({ retencionRenta, retencionIva }: PeticionSoporte): Retencion[] {
  return [
    ...(retencionIva === null ? [] : [{ tributo: '05' as const, tarifa: retencionIva }]),
    ...(retencionRenta === null ? [] : [{ tributo: '06' as const, tarifa: retencionRenta }]),
  ]
}

function direccionDe(
  codigo: string,
  linea: string,
  municipio: Catalogos['municipio'],
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
