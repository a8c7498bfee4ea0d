import type {
  CatalogoRips,
  Cie10Rips,
  CupsRips,
} from '../../../../../src-main/integrations/muv/catalogo-rips.ts'
import type { FacturaXmlDatos } from '../../../../../src-main/integrations/muv/factura-xml.ts'
import {
  type PaqueteRips,
  type PaqueteRipsEntrada,
  paqueteRipsSchema,
} from '../../../../../src-shared/domains/rips/schemas.ts'

/** A coherent invoice of two patients, its package and the few codes they use: nothing to report about it. */
export const HOY = '2026-11-21'
export const PRESTADOR = '110010000101'
const PROFESIONAL = { tipo: 'CC', numero: '52123456' } as const

export function paqueteCoherente(): PaqueteRips {
  const entrada: PaqueteRipsEntrada = {
    obligado: { nit: '52123456' },
    factura: {
      numero: 'FE100',
      total: 12_000_000,
      modalidadPago: '04',
      coberturaPlan: '16',
      periodo: { desde: '2026-11-01', hasta: '2026-11-20' },
      recaudos: [{ concepto: '02', valor: 500_000 }],
    },
    usuarios: [
      {
        documento: { tipo: 'CC', numero: '41555666' },
        tipoUsuario: '01',
        nacimiento: '1990-05-04',
        sexo: 'F',
        paisResidencia: '170',
        municipio: '11001',
        zona: '02',
        incapacidad: false,
        paisOrigen: '170',
        consultas: [
          {
            prestador: PRESTADOR,
            inicio: '2026-11-10 08:30',
            cups: '890201',
            modalidad: '01',
            grupo: '01',
            servicio: 328,
            finalidad: '15',
            causa: '38',
            diagnosticoPrincipal: { cie10: 'J00X' },
            tipoDiagnostico: '01',
            diagnosticosRelacionados: [{ cie10: 'I10X' }, { cie10: 'E119' }],
            profesional: PROFESIONAL,
            valor: 6_000_000,
            recaudo: { concepto: '02', valor: 500_000 },
          },
        ],
        procedimientos: [
          {
            prestador: PRESTADOR,
            inicio: '2026-11-10 09:00',
            cups: '902210',
            viaIngreso: '02',
            modalidad: '01',
            grupo: '02',
            servicio: 706,
            finalidad: '15',
            profesional: PROFESIONAL,
            diagnosticoPrincipal: { cie10: 'J00X' },
            diagnosticoRelacionado: { cie10: 'I10X' },
            valor: 2_000_000,
            recaudo: { concepto: '05', valor: 0 },
          },
        ],
      },
      {
        documento: { tipo: 'TI', numero: '1030555666' },
        tipoUsuario: '02',
        nacimiento: '2014-02-28',
        sexo: 'M',
        paisResidencia: '170',
        municipio: '11001',
        zona: '02',
        incapacidad: false,
        paisOrigen: '170',
        medicamentos: [
          {
            prestador: PRESTADOR,
            fecha: '2026-11-12 10:00',
            diagnosticoPrincipal: { cie10: 'J00X' },
            tipo: '01',
            codigo: '19900001-1',
            unidadMedida: 176,
            unidadDispensacion: 1,
            cantidad: 10,
            diasTratamiento: 5,
            prescriptor: PROFESIONAL,
            valorUnitario: 200_000,
            valor: 2_000_000,
            recaudo: { concepto: '05', valor: 0 },
          },
        ],
        otrosServicios: [
          {
            prestador: PRESTADOR,
            fecha: '2026-11-12 10:10',
            tipo: '01',
            codigo: 'INS-001',
            nombre: 'Venda elástica',
            cantidad: 2,
            ordena: PROFESIONAL,
            valorUnitario: 1_000_000,
            valor: 2_000_000,
            recaudo: { concepto: '05', valor: 0 },
          },
        ],
      },
    ],
  }
  return paqueteRipsSchema.parse(entrada)
}

export function facturaCoherente(): FacturaXmlDatos {
  return {
    tipo: 'factura',
    numero: 'FE100',
    cufe: 'a'.repeat(96),
    fechaEmision: '2026-11-20',
    tipoDocumento: '01',
    operacion: 'SS-CUFE',
    nit: '52123456',
    digitoVerificacion: '1',
    tipoDocumentoEmisor: '31',
    adquiriente: { numero: '900156264', tipoDocumento: '31', nombre: 'EPS de prueba' },
    total: 12_000_000,
    aPagar: 11_500_000,
    inicioPeriodo: '2026-11-01',
    finPeriodo: '2026-11-20',
    periodo: { desde: '2026-11-01', hasta: '2026-11-20' },
    recaudos: [{ concepto: '02', valor: 500_000 }],
    sectorSalud: true,
    camposSalud: [
      'CODIGO_PRESTADOR',
      'MODALIDAD_PAGO',
      'COBERTURA_PLAN_BENEFICIOS',
      'NUMERO_CONTRATO',
      'NUMERO_POLIZA',
    ],
    codigoPrestador: '1100100001',
    modalidadPago: '04',
    coberturaPlan: '16',
    numeroContrato: 'C'.repeat(64),
    respuestaDian: '02',
    contenedor: true,
  }
}

const CIE10: Readonly<Record<string, Cie10Rips>> = {
  J00X: { nombre: 'Rinofaringitis aguda' },
  I10X: { nombre: 'Hipertensión esencial' },
  E119: { nombre: 'Diabetes mellitus no insulinodependiente sin complicación' },
  R509: { nombre: 'Fiebre no especificada' },
  Z000: { nombre: 'Examen médico general' },
  Z370: { nombre: 'Nacido vivo único' },
  U071: { nombre: 'COVID-19' },
  V011: { nombre: 'Peatón lesionado' },
  N40X: { nombre: 'Hiperplasia de la próstata', sexo: 'M' },
  P599: { nombre: 'Ictericia neonatal', edad: { desde: 0, hasta: 0 } },
  I219: { nombre: 'Infarto agudo del miocardio' },
}

const CUPS: Readonly<Record<string, CupsRips>> = {
  '890201': { nombre: 'Consulta de primera vez por medicina general', uso: 'AC', maximoPorDia: 1 },
  '890701': { nombre: 'Consulta de urgencias por medicina general', uso: 'AC' },
  '902210': { nombre: 'Hemograma IV', uso: 'AP', maximoPorDia: 4, intervencionColectiva: false },
  '602100': { nombre: 'Prostatectomía transuretral', uso: 'AP', sexo: 'M' },
  '470100': { nombre: 'Apendicectomía', uso: 'AP', quirurgico: true, exigeEstancia: true },
  '735301': { nombre: 'Asistencia del parto', uso: 'AP', sexo: 'F' },
  '735930': { nombre: 'Asistencia del parto múltiple', uso: 'AP', sexo: 'F' },
  '10A001': { nombre: 'Internación complejidad mediana', uso: 'AT' },
}

const SERVICIOS: Readonly<Record<number, { grupo: string }>> = {
  328: { grupo: '01' },
  706: { grupo: '02' },
  203: { grupo: '04' },
  129: { grupo: '03' },
}

export const catalogoDePrueba: CatalogoRips = {
  cie10: (codigo) => CIE10[codigo],
  cups: (codigo) => CUPS[codigo],
  municipio: (codigo) => codigo === '11001',
  pais: (codigo) => codigo === '170' || codigo === '862',
  servicioReps: (codigo) => SERVICIOS[codigo],
  medicamento: (codigo) => codigo === '19900001-1',
}
