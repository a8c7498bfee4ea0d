import fc from 'fast-check'
import { causasPara, finalidadesPara } from '../../../../../src-shared/domains/rips/rules.ts'
import { type PaqueteRips, paqueteRipsSchema } from '../../../../../src-shared/domains/rips/schemas.ts'
import {
  DOCUMENTOS_PROFESIONAL,
  LONGITUD_DOCUMENTO,
  type NombreTablaRips,
  TABLAS_RIPS,
  type TipoDocumento,
} from '../../../../../src-shared/domains/rips/tablas.ts'

/** Any package that the schema of the domain admits. */
const digitos = (minimo: number, maximo = minimo) =>
  fc.string({ unit: fc.constantFrom(...'123456789'), minLength: minimo, maxLength: maximo })
const mayusculas = (minimo: number, maximo = minimo) =>
  fc.string({ unit: fc.constantFrom(...'ABCFXZ'), minLength: minimo, maxLength: maximo })
const pegar = (...partes: readonly fc.Arbitrary<string>[]) =>
  fc.tuple(...partes).map((textos) => textos.join(''))
const de = (tabla: NombreTablaRips) =>
  fc.constantFrom(...TABLAS_RIPS[tabla].valores.map(({ codigo }) => codigo as string))
const documento = (tipos: readonly TipoDocumento[]) =>
  fc.constantFrom(...tipos).chain((tipo) => {
    const [minimo, maximo] = LONGITUD_DOCUMENTO[tipo] ?? [4, 20]
    return fc.record({ tipo: fc.constant(tipo), numero: digitos(minimo, maximo) })
  })
const conLongitud = (Object.keys(LONGITUD_DOCUMENTO) as TipoDocumento[]).filter((tipo) => tipo !== 'SI')
const fecha = fc
  .date({ min: new Date('1930-01-01'), max: new Date('2026-11-20'), noInvalidDate: true })
  .map((dia) => dia.toISOString().slice(0, 10))
const fechaHora = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2026-11-20'), noInvalidDate: true })
  .map((dia) => dia.toISOString().slice(0, 16).replace('T', ' '))
const dinero = fc.nat({ max: 999_999_999_999 })
const nulo = <T>(valor: fc.Arbitrary<T>) => fc.option(valor, { nil: null })
const cie = fc.record({
  cie10: pegar(mayusculas(1), digitos(3)),
  cie11: nulo(
    fc.record({
      codigo: fc.string({ minLength: 4, maxLength: 256 }),
      nombre: fc.string({ minLength: 4, maxLength: 1000 }),
    }),
  ),
})
const numeroFactura = pegar(mayusculas(1, 4), digitos(1, 12))
const recaudo = fc.oneof(
  fc.record({ concepto: fc.constant('05'), valor: fc.constant(0), numeroFactura: fc.constant(null) }),
  fc.record({
    concepto: fc.constantFrom('01', '02', '03'),
    valor: fc.integer({ min: 1, max: 999_999_999_999 }),
    numeroFactura: nulo(numeroFactura),
  }),
)
const comunes = {
  prestador: digitos(12),
  valor: dinero,
  recaudo,
  codigoVida: nulo(fc.string({ minLength: 1, maxLength: 256 })),
}
const servicio = {
  inicio: fechaHora,
  autorizacion: nulo(fc.string({ minLength: 1, maxLength: 30 })),
  cups: digitos(6),
  modalidad: de('modalidadAtencion'),
  grupo: de('grupoServicios'),
  servicio: fc.integer({ min: 100, max: 9999 }),
  profesional: documento(DOCUMENTOS_PROFESIONAL),
  diagnosticoPrincipal: cie,
}
const consulta = fc.record({
  ...comunes,
  ...servicio,
  finalidad: fc.constantFrom(...finalidadesPara('consultas').map(({ codigo }) => codigo)),
  causa: fc.constantFrom(...causasPara('consultas').map(({ codigo }) => codigo)),
  tipoDiagnostico: de('tipoDiagnostico'),
  diagnosticosRelacionados: fc.array(cie, { maxLength: 3 }),
})
const procedimiento = fc.record({
  ...comunes,
  ...servicio,
  mipres: nulo(digitos(19, 25)),
  viaIngreso: de('viaIngreso'),
  finalidad: fc.constantFrom(...finalidadesPara('procedimientos').map(({ codigo }) => codigo)),
  diagnosticoRelacionado: nulo(cie),
  complicacion: nulo(cie),
})
const medicamento = fc.record({
  ...comunes,
  prestador: nulo(digitos(12)),
  mipres: nulo(digitos(19, 25)),
  fecha: fechaHora,
  diagnosticoPrincipal: cie,
  diagnosticoRelacionado: nulo(cie),
  tipo: de('tipoMedicamento'),
  codigo: nulo(fc.string({ minLength: 1, maxLength: 20 })),
  nombre: nulo(fc.string({ minLength: 1, maxLength: 30 })),
  concentracion: nulo(fc.double({ min: 0, max: 9_999_999_999, noNaN: true })),
  unidadMedida: nulo(fc.nat({ max: 9999 })),
  formaFarmaceutica: nulo(fc.oneof(digitos(6), digitos(8))),
  unidadDispensacion: fc.integer({ min: 1, max: 999 }),
  cantidad: fc.integer({ min: 1, max: 9_999_999_999 }),
  diasTratamiento: fc.integer({ min: 1, max: 999 }),
  prescriptor: nulo(documento(DOCUMENTOS_PROFESIONAL)),
  valorUnitario: dinero,
  valorDispensacion: dinero,
})
const otroServicio = fc.record({
  ...comunes,
  prestador: nulo(digitos(12)),
  autorizacion: nulo(fc.string({ minLength: 1, maxLength: 30 })),
  mipres: nulo(digitos(19, 25)),
  fecha: fechaHora,
  tipo: de('tipoOtroServicio'),
  codigo: fc.string({ minLength: 1, maxLength: 20 }),
  nombre: nulo(fc.string({ minLength: 1, maxLength: 200 })),
  cantidad: fc.integer({ min: 1, max: 99_999 }),
  ordena: nulo(documento(DOCUMENTOS_PROFESIONAL)),
  valorUnitario: dinero,
  valorDispensacion: dinero,
})
const usuario = fc
  .record({
    documento: documento(conLongitud),
    tipoUsuario: de('tipoUsuario'),
    nacimiento: fecha,
    sexo: de('sexo'),
    paisResidencia: fc.constantFrom('170', '862', '840'),
    municipio: digitos(5),
    zona: de('zona'),
    incapacidad: fc.boolean(),
    paisOrigen: digitos(3),
    registroSiras: nulo(fc.string({ minLength: 1, maxLength: 60 })),
    consultas: fc.array(consulta, { maxLength: 3 }),
    procedimientos: fc.array(procedimiento, { maxLength: 3 }),
    medicamentos: fc.array(medicamento, { maxLength: 2 }),
    otrosServicios: fc.array(otroServicio, { maxLength: 2 }),
  })
  .filter(
    (u) => u.consultas.length + u.procedimientos.length + u.medicamentos.length + u.otrosServicios.length > 0,
  )

export const paqueteArbitrario: fc.Arbitrary<PaqueteRips> = fc
  .record({
    nit: digitos(4, 12),
    usuarios: fc.array(usuario, { minLength: 1, maxLength: 4 }),
    nota: fc.constantFrom(undefined, 'NC', 'ND', 'NA', 'RS'),
    numeroNota: digitos(1, 20),
    numero: numeroFactura,
    modalidadPago: de('modalidadPago'),
    coberturaPlan: de('coberturaPlan'),
  })
  .map(({ nit, usuarios, nota, numeroNota, numero, modalidadPago, coberturaPlan }) =>
    paqueteRipsSchema.parse({
      obligado: { nit },
      usuarios,
      ...(nota !== undefined && { nota: { tipo: nota, numero: numeroNota } }),
      factura:
        nota === 'RS'
          ? null
          : {
              numero,
              total: 0,
              modalidadPago,
              coberturaPlan,
              periodo: { desde: '2026-01-01', hasta: '2026-11-20' },
              recaudos: [],
            },
    }),
  )
