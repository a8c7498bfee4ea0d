import { describe, expect, it } from 'vitest'
import {
  type AlrededorServicio,
  medicamentoDesdeDci,
  plural,
  servicioDesdeCups,
} from '../../../../../src-renderer/domains/historia/services-rules.ts'
import type { CodigoEncontrado } from '../../../../../src-shared/domains/catalogos/contract.ts'
import {
  medicamentoFormulaSchema,
  servicioNotaSchema,
} from '../../../../../src-shared/domains/historia/schemas.ts'

const cups = (cambios: object = {}): CodigoEncontrado => ({
  codigo: '890201',
  nombre: 'Consulta de primera vez por medicina general',
  detalle: 'Consulta',
  datos: {
    codigo: '890201',
    nombre: 'Consulta de primera vez por medicina general',
    uso: 'AC',
    palabras: [],
    sexo: null,
    finalidad: '15',
    servicio: '328',
    especialidades: ['mg'],
    ...cambios,
  },
})
const ALREDEDOR: AlrededorServicio = {
  grupo: '01',
  habilitados: [328],
  servicioProfesional: 328,
  tarifas: [],
  yaEnLaNota: [],
}
const TARIFA = {
  id: 't',
  cups: '890201',
  descripcion: 'Consulta general',
  valor: 12_000_000,
  pagadorId: null,
  impuesto: { clase: 'excluido', tributo: '01', tarifa: 0 },
} as const

describe('Escoger un CUPS', () => {
  it('llena todo lo que pide el RIPS y deja por preguntar solo el valor', () => {
    const servicio = servicioDesdeCups(cups(), ALREDEDOR)
    expect(servicioNotaSchema.parse(servicio)).toEqual({
      clase: 'consulta',
      cups: '890201',
      descripcion: 'Consulta de primera vez por medicina general',
      cantidad: 1,
      finalidad: '15',
      causaMotivo: '38',
      modalidadAtencion: '01',
      grupoServicios: '01',
      servicioReps: 328,
      viaIngreso: null,
      autorizacion: null,
      valorUnitario: null,
      sinCobro: null,
    })
  })

  it('propone el valor y el nombre de la tarifa pactada', () => {
    const servicio = servicioDesdeCups(cups(), { ...ALREDEDOR, tarifas: [TARIFA] })
    expect(servicio).toMatchObject({ valorUnitario: 12_000_000, descripcion: 'Consulta general' })
  })

  it('un procedimiento lleva vía de ingreso: derivado de la consulta si la hubo', () => {
    const solo = servicioDesdeCups(cups({ uso: 'AP' }), ALREDEDOR)
    expect(solo).toMatchObject({ clase: 'procedimiento', viaIngreso: '01' })
    const consulta = servicioDesdeCups(cups(), ALREDEDOR)
    expect(servicioDesdeCups(cups({ uso: 'AP' }), { ...ALREDEDOR, yaEnLaNota: [consulta] }).viaIngreso).toBe(
      '02',
    )
  })

  it('si el servicio del código no está habilitado usa el del profesional', () => {
    expect(servicioDesdeCups(cups({ servicio: '334' }), ALREDEDOR).servicioReps).toBe(328)
    expect(servicioDesdeCups(cups({ servicio: '334' }), { ...ALREDEDOR, habilitados: [] }).servicioReps).toBe(
      334,
    )
  })
})

describe('Escoger un medicamento', () => {
  it('llena DCI, concentración, forma, vía y unidad en palabras', () => {
    const medicamento = medicamentoDesdeDci({
      codigo: 'Losartán',
      nombre: 'Losartán',
      detalle: '50 mg · Tableta de 50 mg',
      datos: {
        dci: 'Losartán',
        concentracion: '50 mg',
        forma: 'COLFF001',
        via: 'oral',
        nombreForma: 'Tableta',
        nombreUnidad: 'Tableta',
      },
    })
    expect(medicamentoFormulaSchema.parse(medicamento)).toMatchObject({
      dci: 'Losartán',
      concentracion: '50 mg',
      formaFarmaceutica: 'tableta',
      via: 'oral',
      unidad: 'tabletas',
      dosis: '',
      cantidad: null,
    })
  })

  it.each([
    ['tableta', 'tabletas'],
    ['vial', 'viales'],
    ['frasco', 'frascos'],
    ['unidades', 'unidades'],
    ['atomizador (spray)', 'atomizador (spray)'],
    ['', ''],
  ])('%s en plural es %s', (uno, varios) => {
    expect(plural(uno)).toBe(varios)
  })
})
