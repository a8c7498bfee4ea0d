import { en, hijos, type Nodo, texto } from './arbol.ts'
import type { Caso } from './caso.ts'
import { igualAlCentavo, igualAlPeso, monto, por, sumar } from './decimal.ts'
import { type Hallazgo, rechazo } from './hallazgo.ts'

const tributos: Readonly<Record<string, string>> = {
  '01': 'IVA',
  '02': 'IC',
  '03': 'ICA',
  '04': 'INC',
  '05': 'ReteIVA',
  '06': 'ReteRenta',
  '07': 'ReteICA',
  '08': 'IC Porcentual',
  '20': 'FtoHorticultura',
  '21': 'Timbre',
  '22': 'INC Bolsas',
  '23': 'INCarbono',
  '24': 'INCombustibles',
  '25': 'Sobretasa Combustibles',
  '26': 'Sordicom',
  '30': 'IC Datos',
  '32': 'ICL',
  '33': 'INPP',
  '34': 'IBUA',
  '35': 'ICUI',
  '36': 'ADV',
}
/** Highest rate that each withholding can have, in percent: the income tax table ends at 20, that of ICA at 14 by the thousand. */
const topeDeRetencion: Readonly<Record<string, string>> = { '05': '100', '06': '20', '07': '1.4' }
const tarifas: Readonly<Record<string, readonly string[]>> = {
  '01': ['0', '5', '16', '19'],
  '04': ['0', '2', '4', '8', '16'],
}

/** FAS… (header taxes), FAT… (withholdings) and FAX…, FAY… (line taxes). */
export function reglasDeImpuestos(caso: Caso): Hallazgo[] {
  const { documento, tipo } = caso
  const lineas = hijos(documento, `${tipo}Line`)
  const encabezado = hijos(documento, 'TaxTotal')
  return [
    ...juzgarTotales(encabezado, {
      repetido: 'FAS01b',
      suma: 'FAS02',
      tarifa: 'FAS04',
      cuenta: 'FAS07',
      tributo: 'FAS16',
    }),
    ...juzgarTotales(hijos(documento, 'WithholdingTaxTotal'), {
      repetido: 'FAT01',
      suma: 'FAT02',
      tarifa: 'FAT04',
      cuenta: 'FAT07',
      tributo: 'FAT12',
    }),
    ...(caso.soporte ? [] : juzgarRetenciones(documento)),
    ...lineas.flatMap((linea) => [
      ...juzgarTotales(hijos(linea, 'TaxTotal'), {
        repetido: 'FAX01',
        suma: 'FAX02',
        tarifa: 'FAX04',
        cuenta: 'FAX07',
        tributo: 'FAX16',
      }),
      ...juzgarExcluido(linea),
    ]),
    ...juzgarCorrespondencia(encabezado, lineas),
  ]
}

interface ReglasTributo {
  readonly repetido: string
  readonly suma: string
  readonly tarifa: string
  readonly cuenta: string
  readonly tributo: string
}

const codigoDe = (total: Nodo) => texto(total, 'TaxSubtotal/TaxCategory/TaxScheme/ID')
const enCentesimas = (valor: string) => String(Number(valor))

function juzgarTotales(totales: readonly Nodo[], reglas: ReglasTributo): Hallazgo[] {
  const hallazgos: Hallazgo[] = []
  const codigos = totales.map(codigoDe)
  if (new Set(codigos).size !== codigos.length) {
    hallazgos.push(
      rechazo(reglas.repetido, 'Existe más de un grupo con información de totales para un mismo tributo.'),
    )
  }
  for (const total of totales) {
    const subtotales = hijos(total, 'TaxSubtotal')
    const suma = sumar(subtotales.map((subtotal) => monto(texto(subtotal, 'TaxAmount'))))
    if (!igualAlCentavo(suma, monto(texto(total, 'TaxAmount')))) {
      hallazgos.push(
        rechazo(
          reglas.suma,
          'Valor total de un tributo no corresponde a la suma de todas las informaciones correspondientes a cada una de las tarifas informadas en este documento para este tributo',
        ),
      )
    }
    const porcentajes = subtotales.map((subtotal) => texto(subtotal, 'TaxCategory/Percent'))
    if (new Set(porcentajes.map(enCentesimas)).size !== porcentajes.length || porcentajes.includes('')) {
      hallazgos.push(rechazo(reglas.tarifa, 'La tarifa del tributo falta o está repetida.'))
    }
    for (const subtotal of subtotales) hallazgos.push(...juzgarSubtotal(subtotal, reglas))
  }
  return hallazgos
}

function juzgarSubtotal(subtotal: Nodo, reglas: ReglasTributo): Hallazgo[] {
  const hallazgos: Hallazgo[] = []
  const codigo = texto(subtotal, 'TaxCategory/TaxScheme/ID')
  const nombre = texto(subtotal, 'TaxCategory/TaxScheme/Name')
  if (codigo !== 'ZZ' && tributos[codigo] !== nombre) {
    hallazgos.push(rechazo(reglas.tributo, `El tributo ${codigo} «${nombre}» no corresponde a la lista.`))
  }
  const porcentaje = texto(subtotal, 'TaxCategory/Percent')
  const permitidas = tarifas[codigo]
  if (permitidas && !permitidas.includes(enCentesimas(porcentaje))) {
    hallazgos.push(rechazo('FAY10', `La tarifa ${porcentaje} no existe para el tributo ${codigo}.`))
  }
  const base = monto(texto(subtotal, 'TaxableAmount'))
  const esperado = por(base, monto(porcentaje)) / 100n
  if (porcentaje !== '' && !igualAlPeso(esperado, monto(texto(subtotal, 'TaxAmount')))) {
    hallazgos.push(rechazo(reglas.cuenta, 'El valor del tributo no corresponde a la base por la tarifa.'))
  }
  return hallazgos
}

/**
 * What is withheld is one of the three withholdings, of somebody who may withhold from itself (O-15), at a rate that exists, and no
 * more than what it is taken from: the IVA for ReteIVA, the value of the document for the others.
 */
function juzgarRetenciones(documento: Nodo): Hallazgo[] {
  const grupos = hijos(documento, 'WithholdingTaxTotal')
  if (grupos.length === 0) return []
  const hallazgos: Hallazgo[] = []
  const exigir = (cumple: boolean, regla: string, mensaje: string) => {
    if (!cumple) hallazgos.push(rechazo(regla, mensaje))
  }
  const rut = texto(documento, 'AccountingSupplierParty/Party/PartyTaxScheme/TaxLevelCode').split(';')
  exigir(rut.includes('O-15'), 'FAT01', 'El emisor informa autorretenciones y no es autorretenedor (O-15).')
  const iva = sumar(
    hijos(documento, 'TaxTotal')
      .filter((total) => codigoDe(total) === '01')
      .map((total) => monto(texto(total, 'TaxAmount'))),
  )
  const bruto = monto(texto(documento, 'LegalMonetaryTotal/LineExtensionAmount'))
  for (const grupo of grupos) {
    const codigo = codigoDe(grupo)
    const tope = topeDeRetencion[codigo]
    exigir(tope !== undefined, 'FAT12', `El tributo ${codigo} no es una retención.`)
    for (const subtotal of hijos(grupo, 'TaxSubtotal')) {
      const tarifa = monto(texto(subtotal, 'TaxCategory/Percent'))
      exigir(tarifa > 0n && tarifa <= monto(tope ?? '0'), 'FAY10', 'La tarifa de la retención no existe.')
      exigir(
        codigo !== '05' || ['15', '100'].includes(enCentesimas(texto(subtotal, 'TaxCategory/Percent'))),
        'FAY10',
        'La retención de IVA es del 15 % o del 100 %.',
      )
      exigir(
        monto(texto(subtotal, 'TaxableAmount')) <= (codigo === '05' ? iva : bruto),
        'FAT07',
        'La base de la retención es mayor que el valor del que se retiene.',
      )
    }
  }
  return hallazgos
}

/** An excluded item carries no tax group; one with a base of zero is an exclusion in disguise. */
function juzgarExcluido(linea: Nodo): Hallazgo[] {
  const valor = monto(texto(linea, 'LineExtensionAmount'))
  const vacio = hijos(linea, 'TaxTotal').some((total) =>
    hijos(total, 'TaxSubtotal').every((subtotal) => monto(texto(subtotal, 'TaxableAmount')) === 0n),
  )
  return valor > 0n && vacio
    ? [rechazo('FAX01', 'La línea excluida no debe informar tributos: la base gravable es cero.')]
    : []
}

/** Header and lines must speak of the same taxes, with the same bases and amounts by rate. */
function juzgarCorrespondencia(encabezado: readonly Nodo[], lineas: readonly Nodo[]): Hallazgo[] {
  const deLineas = acumular(lineas.flatMap((linea) => hijos(linea, 'TaxTotal')))
  const deEncabezado = acumular(encabezado)
  const claves = new Set([...deLineas.keys(), ...deEncabezado.keys()])
  for (const clave of claves) {
    const linea = deLineas.get(clave)
    const total = deEncabezado.get(clave)
    // Official examples carry header groups of zero for taxes that no line has.
    if (!linea && total && total.base === 0n && total.valor === 0n && lineas.some((l) => en(l, 'TaxTotal')))
      continue
    if (
      !linea ||
      !total ||
      !igualAlCentavo(linea.base, total.base) ||
      !igualAlPeso(linea.valor, total.valor)
    ) {
      return [
        rechazo(
          'FAS01b',
          'Los tributos totalizados en el documento no corresponden a los informados en las líneas de detalle.',
        ),
      ]
    }
  }
  return []
}

function acumular(totales: readonly Nodo[]): Map<string, { base: bigint; valor: bigint }> {
  const mapa = new Map<string, { base: bigint; valor: bigint }>()
  for (const subtotal of totales.flatMap((total) => hijos(total, 'TaxSubtotal'))) {
    const clave = `${texto(subtotal, 'TaxCategory/TaxScheme/ID')} ${enCentesimas(texto(subtotal, 'TaxCategory/Percent'))}`
    const previo = mapa.get(clave) ?? { base: 0n, valor: 0n }
    mapa.set(clave, {
      base: previo.base + monto(texto(subtotal, 'TaxableAmount')),
      valor: previo.valor + monto(texto(subtotal, 'TaxAmount')),
    })
  }
  return mapa
}
