import type { Respuesta } from '../servidor.ts'
import type { PaqueteValidado } from './archivo-cuv.ts'
import type { ResultadoValidacion } from './hallazgo-muv.ts'

const ambiente = 'Practica (SIN VALIDEZ)'
const noAplica =
  'No aplica a paquetes procesados en estado [RECHAZADO] o validaciones realizadas antes del envío al Ministerio de Salud y Protección Social'

export function json(estado: number, cuerpo: unknown): Respuesta {
  return { estado, tipo: 'application/json; charset=utf-8', cuerpo: JSON.stringify(cuerpo) }
}

/** ISO instant with 7 decimals and offset, as the validator writes them. */
export function fechaMuv(instante: Date): string {
  return instante.toISOString().replace('Z', '0000+00:00')
}

/** 200 with PascalCase keys. */
export function aceptacion(paquete: PaqueteValidado): Respuesta {
  return json(200, {
    ResultState: true,
    ProcesoId: paquete.procesoId,
    NumFactura: paquete.numero,
    CodigoUnicoValidacion: paquete.cuv,
    FechaRadicacion: paquete.fecha,
    RutaArchivos: null,
    Ambiente: ambiente,
    Modulo: paquete.modulo,
    ModalidadPago: paquete.modalidad,
    PeriodoAtencion: periodo(paquete),
    ResultadosValidacion: paquete.resultados,
  })
}

/** 400 with camelCase keys, except inside the results. */
export function rechazo(
  estado: 400 | 401,
  datos: { readonly procesoId: number; readonly numero: string; readonly ahora: Date },
  resultados: readonly ResultadoValidacion[],
): Respuesta {
  return json(estado, {
    resultState: false,
    procesoId: datos.procesoId,
    numFactura: datos.numero,
    codigoUnicoValidacion: '-',
    codigoUnicoValidacionToShow: noAplica,
    fechaRadicacion: fechaMuv(datos.ahora),
    rutaArchivos: null,
    resultadosValidacion: resultados,
  })
}

export function consulta(paquete: PaqueteValidado): Respuesta {
  const { resumen } = paquete
  return json(200, {
    ProcesoId: paquete.procesoId,
    EsValido: true,
    CodigoUnicoValidacion: paquete.cuv,
    FechaValidacion: paquete.fecha.slice(0, 27),
    TipoDocumento: paquete.modulo,
    NumDocumentoIdObligado: resumen.nit,
    NumeroDocumento: paquete.numero,
    FechaEmision: resumen.fechaEmision === '' ? null : `${resumen.fechaEmision}T00:00:00`,
    TotalFactura: resumen.totalFactura,
    CantidadUsuarios: resumen.usuarios,
    CantidadAtenciones: Object.values(resumen.atenciones).reduce((suma, cantidad) => suma + cantidad, 0),
    TotalValorServicios: resumen.totalServicios,
    IdentificacionAdquiriente: resumen.adquiriente,
    CodigoPrestador: resumen.codigoPrestador,
    ModalidadPago: paquete.modalidad,
    NumDocumentoReferenciado: resumen.referido,
    UrlJson: null,
    UrlXml: null,
    JsonFile: null,
    XmlFileBase64: null,
    ResultadosValidacion: paquete.resultados,
    CantidadTotalAtenciones: resumen.atenciones,
  })
}

export function salud(ahora: Date): Respuesta {
  const hora = ahora.getUTCHours()
  const doce = String(hora % 12 === 0 ? 12 : hora % 12).padStart(2, '0')
  const [fecha = '', resto = ''] = ahora.toISOString().split('T')
  return {
    estado: 200,
    tipo: 'text/plain; charset=utf-8',
    cuerpo:
      'ApplicationName: FVE.WebAPILocal\nVersion: 5.4.1.0\n' +
      `EnvironmentName: ${ambiente}\n` +
      `DateTime: ${fecha} ${doce}${resto.slice(2, 12)} ${hora < 12 ? 'AM' : 'PM'}\nTimeZone: Coordinated Universal Time\n`,
  }
}

function periodo({ periodo }: PaqueteValidado): { FechaInicio: string | null; FechaFin: string | null } {
  const inicio = (fecha: string) => (fecha === '' ? null : `${fecha}T00:00:00`)
  return { FechaInicio: inicio(periodo.inicio), FechaFin: inicio(periodo.fin) }
}
