import fc from 'fast-check'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { writeAroundSlot } from '../../../../../src-main/core/xml/write.ts'
import type { DocumentoSinFirmar } from '../../../../../src-main/integrations/dian/emitir-documento.ts'
import { buildFactura } from '../../../../../src-main/integrations/dian/factura/factura.ts'
import { buildNota } from '../../../../../src-main/integrations/dian/notas/nota.ts'
import type { LineaFactura } from '../../../../../src-shared/domains/facturacion/schemas.ts'
import { carrito, type Venta, venta } from '../../../../fixtures/dian/carritos.ts'
import { facturaParticular, pagador, salud } from '../../../../fixtures/dian/factura-particular.ts'
import { notaAnulacion } from '../../../../fixtures/dian/nota-credito.ts'

/** The sums of a document as whoever receives it makes them: over its text, with whole numbers, knowing nothing of our rules. */

interface Impuesto {
  TaxAmount: string
  TaxSubtotal: {
    TaxableAmount: string
    TaxAmount: string
    TaxCategory: { Percent: string; TaxScheme: { ID: string } }
  }[]
}
interface Linea {
  LineExtensionAmount: string
  TaxTotal: Impuesto[]
}
interface Ajuste {
  ChargeIndicator: string
  Amount: string
}
interface Documento {
  TaxTotal: Impuesto[]
  WithholdingTaxTotal: Impuesto[]
  AllowanceCharge: Ajuste[]
  PrepaidPayment: { PaidAmount: string }[]
  linea: Linea[]
  totales: Record<string, string>
}

const LISTAS = [
  'TaxTotal',
  'WithholdingTaxTotal',
  'AllowanceCharge',
  'TaxSubtotal',
  'PrepaidPayment',
  'InvoiceLine',
  'CreditNoteLine',
  'DebitNoteLine',
]
const parser = new XMLParser({
  removeNSPrefix: true,
  parseTagValue: false,
  isArray: (name) => LISTAS.includes(name),
})

function leer({ root }: DocumentoSinFirmar): Documento {
  const parsed = parser.parse(writeAroundSlot(root).document.join('')) as Record<
    string,
    Record<string, unknown>
  >
  const raiz = Object.values(parsed)[0] ?? {}
  return {
    TaxTotal: (raiz.TaxTotal ?? []) as Impuesto[],
    WithholdingTaxTotal: (raiz.WithholdingTaxTotal ?? []) as Impuesto[],
    AllowanceCharge: (raiz.AllowanceCharge ?? []) as Ajuste[],
    PrepaidPayment: (raiz.PrepaidPayment ?? []) as Documento['PrepaidPayment'],
    linea: ((raiz.InvoiceLine ?? raiz.CreditNoteLine ?? raiz.DebitNoteLine) as Linea[]).map((linea) => ({
      ...linea,
      TaxTotal: linea.TaxTotal ?? [],
    })),
    totales: (raiz.LegalMonetaryTotal ?? raiz.RequestedMonetaryTotal) as Record<string, string>,
  }
}

/** `120000.50` → 12000050n; anything but two decimals is a mistake of the document. */
function centavos(text: string | undefined): bigint {
  const [, pesos, decimales] = /^(\d+)\.(\d\d)$/.exec(text ?? '') ?? []
  if (pesos === undefined || decimales === undefined) throw new Error(`not an amount: ${text}`)
  return BigInt(pesos + decimales)
}

const suma = (valores: readonly (string | undefined)[]): bigint =>
  valores.reduce((total, valor) => total + centavos(valor), 0n)

/** Bases and taxes of the subtotals, by tribute and rate: `01 19.00`. */
function porTarifa(impuestos: readonly Impuesto[]): Map<string, { base: bigint; valor: bigint }> {
  const grupos = new Map<string, { base: bigint; valor: bigint }>()
  for (const { TaxableAmount, TaxAmount, TaxCategory } of impuestos.flatMap((uno) => uno.TaxSubtotal)) {
    const cual = `${TaxCategory.TaxScheme.ID} ${TaxCategory.Percent}`
    const { base, valor } = grupos.get(cual) ?? { base: 0n, valor: 0n }
    grupos.set(cual, { base: base + centavos(TaxableAmount), valor: valor + centavos(TaxAmount) })
  }
  return grupos
}

/** How far a tax is from base × rate, in ten-thousandths of a centavo. */
function desvio({ TaxableAmount, TaxAmount, TaxCategory }: Impuesto['TaxSubtotal'][number]): bigint {
  const exacto = centavos(TaxableAmount) * centavos(TaxCategory.Percent)
  const diferencia = centavos(TaxAmount) * 10_000n - exacto
  return diferencia < 0n ? -diferencia : diferencia
}

const anticipo = { concepto: '01', valor: 1, fecha: '2026-11-21' } as const
const CLASES: readonly [string, (lineas: LineaFactura[]) => DocumentoSinFirmar][] = [
  ['factura', (lineas) => buildFactura(facturaParticular({ operacion: '10', salud: undefined, lineas }))],
  [
    'factura de la que se resta un anticipo',
    (lineas) =>
      buildFactura(
        facturaParticular({
          operacion: 'SS-CUFE',
          adquiriente: pagador,
          salud: salud({ numeroContrato: 'CUCON' }),
          recaudos: [anticipo, anticipo],
          lineas,
        }),
      ),
  ],
  ['nota crédito', (lineas) => buildNota(notaAnulacion({ lineas }))],
  [
    'nota débito',
    (lineas) => buildNota(notaAnulacion({ clase: 'debito', operacion: '30', concepto: '3', lineas })),
  ],
]

describe('las sumas de un documento, como las hace quien lo recibe', () => {
  it.each(CLASES)('%s: ningún centavo se pierde entre las líneas y el encabezado', (clase, construir) => {
    fc.assert(
      fc.property(carrito, (lineas) => {
        const { linea, totales, TaxTotal, PrepaidPayment } = leer(construir(lineas))
        const deLineas = linea.flatMap((una) => una.TaxTotal)
        expect(linea).toHaveLength(lineas.length)
        expect(centavos(totales.LineExtensionAmount)).toBe(suma(linea.map((una) => una.LineExtensionAmount)))
        expect(centavos(totales.TaxExclusiveAmount)).toBe(
          suma(deLineas.flatMap((uno) => uno.TaxSubtotal.map(({ TaxableAmount }) => TaxableAmount))),
        )
        expect(porTarifa(TaxTotal)).toEqual(porTarifa(deLineas))
        for (const uno of [...TaxTotal, ...deLineas])
          expect(centavos(uno.TaxAmount)).toBe(suma(uno.TaxSubtotal.map(({ TaxAmount }) => TaxAmount)))
        const total = centavos(totales.TaxInclusiveAmount)
        expect(total).toBe(
          centavos(totales.LineExtensionAmount) + suma(TaxTotal.map(({ TaxAmount }) => TaxAmount)),
        )
        const anticipos = suma(PrepaidPayment.map(({ PaidAmount }) => PaidAmount))
        expect(anticipos).toBe(clase.includes('anticipo') ? 2n : 0n)
        // A cart may be worth less than what was paid for it: that one is refused before it is signed (VLR01).
        if (total >= anticipos) expect(centavos(totales.PayableAmount)).toBe(total - anticipos)
      }),
      { numRuns: 60 },
    )
  })

  it.each(CLASES)(
    '%s: cada impuesto es base por tarifa, al medio centavo arriba y a menos de uno en la línea',
    (_clase, construir) => {
      fc.assert(
        fc.property(carrito, (lineas) => {
          const { linea, TaxTotal } = leer(construir(lineas))
          for (const subtotal of TaxTotal.flatMap((uno) => uno.TaxSubtotal))
            expect(desvio(subtotal)).toBeLessThanOrEqual(5_000n)
          for (const subtotal of linea.flatMap((una) => una.TaxTotal.flatMap((uno) => uno.TaxSubtotal)))
            expect(desvio(subtotal)).toBeLessThan(10_000n)
        }),
        { numRuns: 60 },
      )
    },
  )
})

const ADJUNTOS: readonly [string, (datos: Venta) => DocumentoSinFirmar][] = [
  ['factura', (datos) => buildFactura(facturaParticular({ operacion: '10', salud: undefined, ...datos }))],
  [
    'nota crédito',
    ({ lineas, descuentos, recargos }) => buildNota(notaAnulacion({ lineas, descuentos, recargos })),
  ],
]

describe('los descuentos, recargos y retenciones del documento, como los suma quien lo recibe', () => {
  it.each(ADJUNTOS)(
    '%s: cada total es la suma de su grupo y lo que se paga sale de ellos',
    (_clase, construir) => {
      fc.assert(
        fc.property(venta, (datos) => {
          const { AllowanceCharge, totales } = leer(construir(datos))
          const de = (indicador: string) =>
            suma(
              AllowanceCharge.filter(({ ChargeIndicator }) => ChargeIndicator === indicador).map(
                ({ Amount }) => Amount,
              ),
            )
          expect(AllowanceCharge).toHaveLength(datos.descuentos.length + datos.recargos.length)
          expect(centavos(totales.AllowanceTotalAmount ?? '0.00')).toBe(de('false'))
          expect(centavos(totales.ChargeTotalAmount ?? '0.00')).toBe(de('true'))
          expect(centavos(totales.PayableAmount)).toBe(
            centavos(totales.TaxInclusiveAmount) - de('false') + de('true'),
          )
        }),
        { numRuns: 60 },
      )
    },
  )

  it('lo que se retiene un autorretenedor no cambia lo que se paga, y cada tarifa es base por porcentaje', () => {
    fc.assert(
      fc.property(venta, (datos) => {
        const escribir = (autorretenciones: Venta['autorretenciones']) =>
          leer(
            buildFactura(
              facturaParticular({ operacion: '10', salud: undefined, ...datos, autorretenciones }),
            ),
          )
        const con = escribir(datos.autorretenciones)
        expect(con.totales).toEqual(escribir([]).totales)
        const tributos = con.WithholdingTaxTotal.map(
          ({ TaxSubtotal }) => TaxSubtotal[0]?.TaxCategory.TaxScheme.ID,
        )
        expect(tributos).toEqual(
          [...new Set(datos.autorretenciones.map(({ tributo }) => tributo))].toSorted(),
        )
        for (const uno of con.WithholdingTaxTotal) {
          expect(centavos(uno.TaxAmount)).toBe(suma(uno.TaxSubtotal.map(({ TaxAmount }) => TaxAmount)))
          for (const { TaxableAmount, TaxAmount, TaxCategory } of uno.TaxSubtotal) {
            // Percent may have a third decimal: ICA goes by the thousand.
            const milesimas = BigInt(Math.round(Number(TaxCategory.Percent) * 1000))
            const exacto = centavos(TaxableAmount) * milesimas
            const lejos = centavos(TaxAmount) * 100_000n - exacto
            expect(lejos < 0n ? -lejos : lejos).toBeLessThanOrEqual(50_000n)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('lo que retendrá el cliente no va en lo que se envía', () => {
    fc.assert(
      fc.property(venta, (datos) => {
        const escrita = (retencionesCliente: Venta['retencionesCliente']) =>
          writeAroundSlot(
            buildFactura(
              facturaParticular({ operacion: '10', salud: undefined, ...datos, retencionesCliente }),
            ).root,
          ).document.join('')
        expect(escrita(datos.retencionesCliente)).toBe(escrita([]))
      }),
      { numRuns: 20 },
    )
  })
})
