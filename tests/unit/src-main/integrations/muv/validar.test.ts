import { describe, expect, test } from 'vitest'
import { buildRips } from '../../../../../src-main/integrations/muv/build-rips.ts'
import {
  type OpcionesValidacion,
  tieneRechazos,
  validarRips,
} from '../../../../../src-main/integrations/muv/validar.ts'
import { C, consulta, FALLAS, type Factura, type Falla, type Json } from './fallas-plantadas.ts'
import { catalogoDePrueba, facturaCoherente, HOY, paqueteCoherente } from './paquete-de-prueba.ts'

function validar(falla: Falla): string[] {
  const rips: Json = structuredClone(buildRips(paqueteCoherente()))
  const factura: Factura = { ...facturaCoherente() }
  falla.plantar(rips, factura)
  const opciones: OpcionesValidacion = {
    catalogo: catalogoDePrueba,
    hoy: HOY,
    ...(falla.sinFactura ? {} : { factura }),
    ...falla.opciones,
  }
  return validarRips(rips, opciones).map(({ regla, ruta }) => `${regla} ${ruta}`)
}

describe('Validador local de RIPS', () => {
  test('un paquete coherente con su factura no tiene observaciones', () => {
    const opciones = { catalogo: catalogoDePrueba, hoy: HOY, factura: facturaCoherente() }
    expect(validarRips(buildRips(paqueteCoherente()), opciones)).toEqual([])
  })

  describe('[M-26] cada falla se informa con su regla y su lugar', () => {
    test.each(FALLAS)('$nombre', (falla) => {
      expect(validar(falla).sort()).toEqual([...falla.esperado].sort())
    })

    test('las fallas plantadas cubren más de cien reglas', () => {
      const reglas = new Set(FALLAS.flatMap(({ esperado }) => esperado.map((texto) => texto.split(' ')[0])))
      expect(reglas.size).toBeGreaterThanOrEqual(100)
    })
  })

  test('un RIPS sin factura con valor 0 avisa que falta lo pagado', () => {
    const paquete = { ...paqueteCoherente(), factura: null, nota: { tipo: 'RS' as const, numero: '1' } }
    const rips: Json = structuredClone(buildRips(paquete))
    consulta(rips).vrServicio = 0
    const hallazgos = validarRips(rips, { catalogo: catalogoDePrueba, hoy: HOY })
    expect(hallazgos.map(({ regla, ruta }) => `${regla} ${ruta}`)).toEqual([`RVC091 ${C}.vrServicio`])
    expect(tieneRechazos(hallazgos)).toBe(false)
  })

  test('cada hallazgo dice qué pasa y cómo se arregla', () => {
    const [hallazgo] = validarRips(
      { ...buildRips(paqueteCoherente()), numFactura: 'FE101' },
      {
        catalogo: catalogoDePrueba,
        hoy: HOY,
        factura: facturaCoherente(),
      },
    )
    expect(hallazgo).toEqual({
      regla: 'RVC004',
      clase: 'RECHAZO',
      ruta: 'numFactura',
      mensaje:
        'El número de factura del RIPS no es el de la factura electrónica. RIPS: FE101. Factura: FE100.',
      remedio: 'Escriba prefijo y número exactamente como en la factura.',
    })
  })
})
