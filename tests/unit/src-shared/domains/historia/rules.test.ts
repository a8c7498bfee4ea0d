import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  avisosSignos,
  faltantesMedicamento,
  faltantesNota,
  imcDecimas,
  produccionDe,
  totalServicios,
} from '../../../../../src-shared/domains/historia/rules.ts'
import {
  type ContenidoNota,
  contenidoNotaSchema,
  type MedicamentoFormula,
  medicamentoFormulaSchema,
  type ServicioNota,
  signosVitalesSchema,
} from '../../../../../src-shared/domains/historia/schemas.ts'
import { parrafosDe, textoSeccion } from '../../../../../src-shared/domains/historia/texts.ts'

const SERVICIO: ServicioNota = {
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
  valorUnitario: 12_000_000,
  sinCobro: null,
}
const LOSARTAN: MedicamentoFormula = {
  dci: 'Losartán',
  concentracion: '50 mg',
  formaFarmaceutica: 'tableta',
  via: 'oral',
  dosis: '1 tableta',
  frecuencia: 'cada 12 horas',
  duracion: '30 días',
  cantidad: 60,
  unidad: 'tabletas',
  indicaciones: '',
}
const nota = (cambios: Partial<ContenidoNota> = {}): ContenidoNota => ({
  ...contenidoNotaSchema.parse({}),
  motivo: '«Me duele la cabeza»',
  enfermedadActual: 'Desde hace dos días.',
  examenFisico: 'Sin hallazgos.',
  diagnosticos: [{ cie10: 'R51X', nombre: 'Cefalea', tipo: '01' }],
  plan: 'Analgesia.',
  servicios: [SERVICIO],
  ...cambios,
})
const campos = (contenido: ContenidoNota) => faltantesNota(contenido).map(({ campo }) => campo)

describe('Lo que le falta a una nota', () => {
  it('una nota completa no tiene faltantes', () => {
    expect(faltantesNota(nota())).toEqual([])
  })

  it.each([
    ['motivo', { motivo: ' ' }],
    ['enfermedadActual', { enfermedadActual: '\n' }],
    ['examenFisico', { examenFisico: '' }],
    ['diagnosticos', { diagnosticos: [] }],
    ['plan', { plan: '' }],
    ['servicios', { servicios: [] }],
  ] as const)('sin %s no se puede firmar', (campo, cambio) => {
    expect(campos(nota(cambio as Partial<ContenidoNota>))).toEqual([campo])
  })

  it('una nota vacía pide los seis contenidos mínimos, en el orden en que se escriben', () => {
    expect(campos(contenidoNotaSchema.parse({}))).toEqual([
      'motivo',
      'enfermedadActual',
      'examenFisico',
      'diagnosticos',
      'plan',
      'servicios',
    ])
  })

  it('los signos vitales valen como examen', () => {
    const signosVitales = signosVitalesSchema.parse({ frecuenciaCardiaca: 72 })
    expect(campos(nota({ examenFisico: '', signosVitales }))).toEqual([])
  })

  it('un diagnóstico repetido se dice con su código', () => {
    const [uno] = nota().diagnosticos
    const faltan = faltantesNota(nota({ diagnosticos: [uno!, uno!] }))
    expect(faltan).toEqual([{ campo: 'diagnosticos', mensaje: 'El diagnóstico R51X está repetido' }])
  })

  it('un servicio sin valor señala su propio renglón, salvo que no se cobre', () => {
    const sinValor = { ...SERVICIO, valorUnitario: null }
    expect(campos(nota({ servicios: [SERVICIO, sinValor] }))).toEqual(['servicios.1.valorUnitario'])
    expect(campos(nota({ servicios: [SERVICIO, { ...sinValor, sinCobro: 'Cortesía' }] }))).toEqual([])
  })

  it('un medicamento incompleto señala su campo', () => {
    const formula = { medicamentos: [LOSARTAN, { ...LOSARTAN, via: '' }], vigenciaDias: 30 }
    expect(campos(nota({ formula }))).toEqual(['formula.1.via'])
  })
})

describe('La fórmula médica', () => {
  it('cada contenido que falta tiene su propio mensaje', () => {
    const obligatorios = [
      'dci',
      'concentracion',
      'formaFarmaceutica',
      'via',
      'dosis',
      'frecuencia',
      'duracion',
      'unidad',
    ] as const
    const mensajes = obligatorios.map((campo) => {
      const [falta, ...otros] = faltantesMedicamento({ ...LOSARTAN, [campo]: ' ' })
      expect(otros).toEqual([])
      expect(falta?.campo).toBe(campo)
      return falta?.mensaje
    })
    const [cantidad] = faltantesMedicamento({ ...LOSARTAN, cantidad: null })
    expect(cantidad).toEqual({ campo: 'cantidad', mensaje: 'Falta la cantidad total de Losartán' })
    expect(new Set([...mensajes, cantidad?.mensaje]).size).toBe(obligatorios.length + 1)
  })

  it('una cantidad de cero también falta, y las indicaciones no se exigen', () => {
    expect(faltantesMedicamento({ ...LOSARTAN, cantidad: 0 })).toHaveLength(1)
    expect(faltantesMedicamento(LOSARTAN)).toEqual([])
    expect(faltantesMedicamento(medicamentoFormulaSchema.parse({}))).toHaveLength(9)
  })
})

describe('Signos vitales', () => {
  const signos = (cambios: object) => signosVitalesSchema.parse(cambios)

  it('lo que casi nadie tiene se pregunta con el valor escrito', () => {
    expect(avisosSignos(signos({ taSistolica: 310, taDiastolica: 80 }))).toEqual([
      { campo: 'taSistolica', mensaje: 'TA sistólica 310 ¿es correcta?' },
    ])
    expect(avisosSignos(signos({ temperaturaDecimas: 430 }))[0]?.mensaje).toBe(
      'Temperatura 43 °C ¿es correcta?',
    )
  })

  it('los valores de todos los días no preguntan nada', () => {
    const normales = signos({
      taSistolica: 120,
      taDiastolica: 80,
      frecuenciaCardiaca: 72,
      frecuenciaRespiratoria: 16,
      temperaturaDecimas: 365,
      saturacion: 96,
      pesoGramos: 70_000,
      tallaMilimetros: 1_650,
    })
    expect(avisosSignos(normales)).toEqual([])
    expect(avisosSignos(signos({}))).toEqual([])
  })

  it('la sistólica debe ser mayor que la diastólica', () => {
    expect(avisosSignos(signos({ taSistolica: 80, taDiastolica: 120 }))).toHaveLength(1)
  })

  it('el IMC sale del peso y la talla', () => {
    expect(imcDecimas(signos({ pesoGramos: 70_000, tallaMilimetros: 1_650 }))).toBe(257)
    expect(imcDecimas(signos({ pesoGramos: 70_000 }))).toBeNull()
  })
})

describe('Lo que se producirá al cerrar', () => {
  const estados = (contenido: ContenidoNota, pagador: string | null = null) =>
    Object.fromEntries(produccionDe(contenido, pagador).map(({ clase, estado }) => [clase, estado]))

  it('una nota completa y particular: nota, factura y RIPS listos; sin medicamentos no hay fórmula', () => {
    expect(estados(nota())).toEqual({ nota: 'listo', formula: 'no-aplica', factura: 'listo', rips: 'listo' })
    expect(produccionDe(nota(), null).find(({ clase }) => clase === 'factura')?.detalle).toBe('$ 120.000')
  })

  it('lo que falta en la fórmula no se cuenta dos veces en la nota', () => {
    const formula = { medicamentos: [{ ...LOSARTAN, dosis: '' }], vigenciaDias: 30 }
    const piezas = produccionDe(nota({ formula }), null)
    expect(piezas.find(({ clase }) => clase === 'formula')?.faltantes).toHaveLength(1)
    expect(piezas.find(({ clase }) => clase === 'nota')?.estado).toBe('listo')
  })

  it('con pagador la factura va a su cuenta, y lo que es cortesía no se cobra', () => {
    const factura = produccionDe(nota(), 'EPS Sanar').find(({ clase }) => clase === 'factura')
    expect(factura?.detalle).toBe('$ 120.000 · cuenta de EPS Sanar')
    expect(estados(nota({ servicios: [{ ...SERVICIO, sinCobro: 'Cortesía' }] })).factura).toBe('no-aplica')
  })

  it('sin diagnóstico el RIPS no está listo', () => {
    expect(estados(nota({ diagnosticos: [] }))).toMatchObject({
      nota: 'falta',
      factura: 'listo',
      rips: 'falta',
    })
  })

  it('el total es la suma de lo que se cobra', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            valorUnitario: fc.option(fc.integer({ min: 0, max: 1_000_000_000 }), { nil: null }),
            cantidad: fc.integer({ min: 1, max: 99 }),
            sinCobro: fc.option(fc.constant('Cortesía'), { nil: null }),
          }),
        ),
        (renglones) => {
          const esperado = renglones
            .filter(({ sinCobro }) => sinCobro === null)
            .reduce((suma, { valorUnitario, cantidad }) => suma + (valorUnitario ?? 0) * cantidad, 0)
          expect(totalServicios({ servicios: renglones.map((r) => ({ ...SERVICIO, ...r })) })).toBe(esperado)
        },
      ),
    )
  })
})

describe('Textos de la nota', () => {
  it('un control pregunta por la evolución', () => {
    expect(textoSeccion('enfermedadActual', 'control').titulo).toBe('Evolución')
    expect(textoSeccion('enfermedadActual', 'primera-vez').titulo).toBe('Enfermedad actual')
  })

  it('cada sección tiene una letra propia que está en su título', () => {
    const secciones = [
      'motivo',
      'enfermedadActual',
      'antecedentes',
      'revisionSistemas',
      'signosVitales',
      'examenFisico',
      'resultados',
      'analisis',
      'diagnosticos',
      'plan',
      'servicios',
      'formula',
    ] as const
    for (const plantilla of ['primera-vez', 'control'] as const) {
      const textos = secciones.map((seccion) => textoSeccion(seccion, plantilla))
      expect(new Set(textos.map(({ letra }) => letra)).size).toBe(secciones.length)
      for (const { titulo, letra } of textos) expect(titulo.toUpperCase()).toContain(letra)
    }
  })

  it('al leer solo sale lo que se escribió', () => {
    const contenido = nota({ resultados: '  ' })
    expect(
      parrafosDe(contenido, 'control', ['motivo', 'resultados', 'plan']).map(({ campo }) => campo),
    ).toEqual(['motivo', 'plan'])
  })
})
