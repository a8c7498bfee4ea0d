import type { Pagador } from '../../../../src-shared/domains/configuracion/schemas.ts'
import type { QuienPaga } from '../../../../src-shared/domains/facturacion/recaudo-schemas.ts'
import { type ConceptoCobrado, conceptoRecaudo } from '../../../../src-shared/domains/facturacion/recaudos.ts'
import { numeroCompleto } from '../../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura, Parte } from '../../../../src-shared/domains/facturacion/schemas.ts'
import type { Paciente } from '../../../../src-shared/domains/pacientes/schemas.ts'
import { bogotaDate, bogotaTime } from '../../../../src-shared/kernel/dates.ts'
import { documentoResolucion, parteEmisor, partePaciente } from '../armar-documento.ts'
import type { Emisor } from '../preparar.ts'

export interface DatosRecaudo extends Emisor {
  readonly ahora: Date
  readonly numero: DocumentoFactura['numero']
  readonly paciente: Paciente
  /** Who hands over the money when it is not the patient, who is then the beneficiary. */
  readonly quienPaga: QuienPaga | null
  /** Whose the money is. */
  readonly pagador: Pagador
  readonly concepto: Exclude<ConceptoCobrado, '04'>
  /** Centavos. */
  readonly valor: number
  readonly medio: string
}

/**
 * The SS-Recaudo invoice: what the user pays of his own, held for the payer (DT2 §3.7). An ordinary document: no health extension, no
 * RIPS; the line says in the exact words what was collected and for whom. Pure.
 */
export function armarRecaudo(datos: DatosRecaudo): DocumentoFactura {
  const { paciente, quienPaga, pagador } = datos
  const { linea, interno } = conceptoRecaudo(datos.concepto)
  const hoy = bogotaDate(datos.ahora)
  return {
    ambiente: datos.software.ambiente,
    tipo: datos.tipo,
    operacion: 'SS-Recaudo',
    numero: { ...datos.numero },
    emision: { fecha: hoy, hora: bogotaTime(datos.ahora) },
    periodo: { inicio: hoy, fin: hoy },
    resolucion: documentoResolucion(datos.resolucion),
    software: { id: datos.software.id, pin: datos.software.pin },
    emisor: parteEmisor(datos),
    adquiriente: quienPaga ? partePersona(quienPaga) : partePaciente(datos),
    ...(quienPaga ? { beneficiario: beneficiario(datos) } : {}),
    pago: { forma: '1', medio: datos.medio },
    recaudos: [],
    ...(datos.tipo === '03' ? { facturaPapel: { numero: numeroCompleto(datos.numero), fecha: hoy } } : {}),
    lineas: [
      {
        codigo: interno,
        estandar: '999',
        descripcion: linea ?? '',
        unidad: '94',
        cantidad: 1000,
        precioUnitario: datos.valor,
        impuesto: { clase: 'excluido', tributo: '01', tarifa: 0 },
        mandante: { nit: pagador.nit, dv: pagador.dv },
      },
    ],
    notas: [
      `Recaudo por cuenta de ${pagador.nombre}, NIT ${pagador.nit}-${pagador.dv}. Paciente: ${nombres(paciente)} ${apellidos(paciente)}.`,
    ],
  }
}

function partePersona(persona: QuienPaga): Parte {
  return {
    tipoPersona: '2',
    tipoDocumento: persona.tipoDocumento,
    numero: persona.numeroDocumento,
    nombre: persona.nombre,
    responsabilidades: ['R-99-PN'],
    tributo: 'ZZ',
    ...(persona.correo ? { correo: persona.correo } : {}),
  }
}

function beneficiario({ paciente, municipio }: DatosRecaudo): NonNullable<DocumentoFactura['beneficiario']> {
  const { direccion } = partePaciente({ paciente, municipio })
  return {
    tipoDocumento: paciente.tipoDocumento ?? 'SI',
    numero: paciente.numeroDocumento ?? '',
    nombres: nombres(paciente),
    apellidos: apellidos(paciente) || nombres(paciente),
    ...(direccion ? { direccion } : {}),
  }
}

function nombres({ primerNombre, segundoNombre }: Paciente): string {
  return [primerNombre, segundoNombre].filter((parte) => parte).join(' ')
}

function apellidos({ primerApellido, segundoApellido }: Paciente): string {
  return [primerApellido, segundoApellido].filter((parte) => parte).join(' ')
}
