import { type Cliente, CONSUMIDOR_FINAL } from '../../../../src-shared/domains/facturacion/clientes.ts'
import { numeroCompleto } from '../../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura, Parte } from '../../../../src-shared/domains/facturacion/schemas.ts'
import { valoresVenta } from '../../../../src-shared/domains/facturacion/venta-rules.ts'
import type { Venta } from '../../../../src-shared/domains/facturacion/ventas.ts'
import { bogotaDate, bogotaTime } from '../../../../src-shared/kernel/dates.ts'
import type { Catalogos } from '../../catalogos/api.ts'
import {
  direccionDe,
  documentoResolucion,
  parteEmisor,
  partePaciente,
  partePagador,
} from '../armar-documento.ts'
import type { Comprador, VentaPreparada } from './preparar-venta.ts'

/** The invoice of a sale, as the builder of DIAN documents takes it. Pure: the same data give the same document. */
export function armarVenta(
  preparada: VentaPreparada,
  venta: Venta,
  numero: { readonly prefijo: string; readonly consecutivo: number },
  ahora: Date,
): DocumentoFactura {
  const { tipo, software, municipio } = preparada
  const hoy = bogotaDate(ahora)
  return {
    ambiente: software.ambiente,
    tipo,
    ...valoresVenta(venta),
    numero: { ...numero },
    emision: { fecha: hoy, hora: bogotaTime(ahora) },
    ...(venta.pago.vencimiento ? { vencimiento: venta.pago.vencimiento } : {}),
    periodo: { inicio: hoy, fin: hoy },
    resolucion: documentoResolucion(preparada.resolucion),
    software: { id: software.id, pin: software.pin },
    emisor: parteEmisor(preparada),
    adquiriente: parteComprador(preparada.comprador, municipio),
    // Type 03 transcribes the paper that was handed over, with its number and its day.
    ...(tipo === '03' ? { facturaPapel: { numero: numeroCompleto(numero), fecha: hoy } } : {}),
    pago: { ...venta.pago },
    notas: venta.nota === '' ? [] : [venta.nota],
  }
}

function parteComprador(comprador: Comprador, municipio: Catalogos['municipio']): Parte {
  switch (comprador.tipo) {
    case 'consumidor-final':
      return CONSUMIDOR_FINAL
    case 'paciente':
      return partePaciente({ paciente: comprador.paciente, municipio })
    case 'pagador':
      return partePagador(comprador.pagador, { municipio })
    case 'cliente':
      return parteCliente(comprador.cliente, municipio)
  }
}

function parteCliente(cliente: Cliente, municipio: Catalogos['municipio']): Parte {
  const { direccion: linea } = cliente
  const direccion = linea && cliente.municipio ? direccionDe(cliente.municipio, linea, municipio) : undefined
  const enElExterior = linea && cliente.ciudad && cliente.pais !== 'CO'
  return {
    tipoPersona: cliente.tipoPersona,
    tipoDocumento: cliente.tipoDocumento,
    numero: cliente.numero,
    ...(cliente.dv ? { dv: cliente.dv } : {}),
    nombre: cliente.nombre,
    responsabilidades: [...cliente.responsabilidades],
    tributo: cliente.tributo,
    ...(direccion ? { direccion } : {}),
    ...(enElExterior
      ? {
          direccionExterior: {
            pais: cliente.pais,
            nombrePais: cliente.nombrePais,
            ciudad: cliente.ciudad ?? '',
            ...(cliente.region ? { region: cliente.region } : {}),
            linea,
            ...(cliente.codigoPostal ? { codigoPostal: cliente.codigoPostal } : {}),
          },
        }
      : {}),
    ...(cliente.telefono ? { telefono: cliente.telefono } : {}),
    ...(cliente.correo ? { correo: cliente.correo } : {}),
  }
}
