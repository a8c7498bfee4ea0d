import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildRips } from '../../../../../src-main/integrations/muv/build-rips.ts'
import { CATALOGO_ABIERTO } from '../../../../../src-main/integrations/muv/catalogo-rips.ts'
import { ripsBytes } from '../../../../../src-main/integrations/muv/rips-bytes.ts'
import { revisarEstructura } from '../../../../../src-main/integrations/muv/validacion/estructura.ts'
import { validarRips } from '../../../../../src-main/integrations/muv/validar.ts'
import { ripsJsonSchema } from '../../../../../src-main/integrations/muv/wire.ts'
import { decimalToCentavos } from '../../../../../src-shared/kernel/money.ts'
import { paqueteArbitrario } from './paquete-arbitrario.ts'
import { catalogoDePrueba, facturaCoherente, HOY, paqueteCoherente } from './paquete-de-prueba.ts'

describe('RIPS que se genera', () => {
  test('cualquier paquete del dominio produce una estructura sin observaciones', () => {
    fc.assert(
      fc.property(paqueteArbitrario, (paquete) => {
        const rips = buildRips(paquete)
        ripsJsonSchema.parse(rips)
        expect([
          ...revisarEstructura(JSON.parse(new TextDecoder().decode(ripsBytes(rips))), CATALOGO_ABIERTO),
        ]).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  test('los valores llegan exactos, al centavo, y los consecutivos son la posición', () => {
    fc.assert(
      fc.property(paqueteArbitrario, (paquete) => {
        const rips = buildRips(paquete)
        const porEvento = paquete.factura === null || paquete.factura.modalidadPago === '04'
        const escrito = rips.usuarios.flatMap(({ servicios }) =>
          [
            servicios.consultas,
            servicios.procedimientos,
            servicios.medicamentos,
            servicios.otrosServicios,
          ].flatMap((registros) =>
            (registros ?? []).map(({ vrServicio }) => decimalToCentavos(String(vrServicio))),
          ),
        )
        const esperado = paquete.usuarios.flatMap((u) =>
          [...u.consultas, ...u.procedimientos, ...u.medicamentos, ...u.otrosServicios].map(
            ({ valor }) => valor,
          ),
        )
        expect(escrito.sort()).toEqual((porEvento ? esperado : esperado.map(() => 0)).sort())
        for (const [i, usuario] of rips.usuarios.entries()) {
          expect(usuario.consecutivo).toBe(i + 1)
          for (const registros of Object.values(usuario.servicios)) {
            expect(registros?.map(({ consecutivo }) => consecutivo)).toEqual(registros?.map((_, j) => j + 1))
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('el mismo paciente en varias atenciones sale una sola vez', () => {
    const paquete = paqueteCoherente()
    const [primero] = paquete.usuarios
    const rips = buildRips({ ...paquete, usuarios: [primero!, primero!] })
    expect(rips.usuarios).toHaveLength(1)
    expect(rips.usuarios[0]!.servicios.consultas!.map(({ consecutivo }) => consecutivo)).toEqual([1, 2])
    expect(
      buildRips({ ...paquete, usuarios: [primero!, { ...primero!, incapacidad: true }] }).usuarios,
    ).toHaveLength(2)
  })

  test('fuera del pago por evento los servicios van en 0', () => {
    const paquete = paqueteCoherente()
    const rips = buildRips({ ...paquete, factura: { ...paquete.factura!, modalidadPago: '03' } })
    expect(rips.usuarios[0]!.servicios.consultas![0]!.vrServicio).toBe(0)
    expect(rips.usuarios[1]!.servicios.medicamentos![0]!.vrUnitMedicamento).toBe(0)
    const opciones = {
      catalogo: catalogoDePrueba,
      hoy: HOY,
      factura: { ...facturaCoherente(), modalidadPago: '03' },
    }
    expect(validarRips(rips, opciones)).toEqual([])
  })

  test('una nota crédito no lleva recaudos', () => {
    const rips = buildRips({ ...paqueteCoherente(), nota: { tipo: 'NC', numero: 'NC1' } })
    expect(rips).toMatchObject({ numFactura: 'FE100', tipoNota: 'NC', numNota: 'NC1' })
    expect(rips.usuarios[0]!.servicios.consultas![0]).toMatchObject({
      conceptoRecaudo: '05',
      valorPagoModerador: 0,
    })
  })

  test('los mismos datos dan los mismos bytes, en cualquier orden de memoria', () => {
    const rips = buildRips(paqueteCoherente())
    const alReves = Object.fromEntries(Object.entries(rips).reverse()) as typeof rips
    expect(ripsBytes(alReves)).toEqual(ripsBytes(rips))
    expect(new TextDecoder().decode(ripsBytes(rips))).toMatch(
      /^\{"numDocumentoIdObligado":"52123456","numFactura":"FE100","tipoNota":null,"numNota":null,"usuarios":\[\{"consecutivo":1,/,
    )
  })
})

describe('Validación de cualquier cosa', () => {
  test('un JSON cualquiera se informa sin detenerse', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        validarRips(json, { catalogo: CATALOGO_ABIERTO, hoy: HOY, factura: facturaCoherente() })
      }),
    )
  })

  test('un RIPS con un dato cambiado por cualquier valor se informa sin detenerse', () => {
    const base = JSON.stringify(buildRips(paqueteCoherente()))
    fc.assert(
      fc.property(fc.nat(), fc.jsonValue(), (n, valor) => {
        const rips = JSON.parse(base)
        const lugares = lugaresDe(rips)
        const { objeto, llave } = lugares[n % lugares.length]!
        objeto[llave] = valor
        validarRips(rips, { catalogo: catalogoDePrueba, hoy: HOY, factura: facturaCoherente() })
      }),
      { numRuns: 1000 },
    )
  })
})

interface Lugar {
  readonly objeto: Record<string, unknown>
  readonly llave: string
}

function lugaresDe(valor: unknown): Lugar[] {
  if (typeof valor !== 'object' || valor === null) return []
  const objeto = valor as Record<string, unknown>
  return Object.keys(objeto).flatMap((llave) => [{ objeto, llave }, ...lugaresDe(objeto[llave])])
}
