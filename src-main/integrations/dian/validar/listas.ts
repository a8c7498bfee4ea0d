/**
 * Closed lists of annex 1.9 that the rules look codes up in: facts of the "Tablas Referenciadas" of the official toolkit FE V1.9 (as published in 2026).
 * Each set is named with the number of its table.
 */

const lista = (codigos: string): ReadonlySet<string> => new Set(codigos.split(' '))

/** Table 13.2.1, identity documents. */
export const TIPOS_DOCUMENTO = lista('10 11 12 13 21 22 31 41 42 47 48 50 91')

/** Table 13.2.6.1, responsibilities of the RUT. */
export const RESPONSABILIDADES = lista('O-13 O-15 O-23 O-47 R-99-PN')

/** Values of `TaxLevelCode/@listName` seen in accepted documents: 48 and 49 of this annex, 04 and 05 of the one before. */
export const REGIMENES: ReadonlySet<string> = new Set(['48', '49', '04', '05', 'No aplica'])

/** Table 13.2.6.2, tribute of a party, with the name that goes with each code. */
export const ESQUEMAS: ReadonlyMap<string, string> = new Map([
  ['01', 'IVA'],
  ['04', 'INC'],
  ['ZA', 'IVA e INC'],
  ['ZZ', 'No aplica'],
])

/** Table 13.2.2, tributes. */
export const TRIBUTOS = lista('01 02 03 04 05 06 07 08 20 21 22 23 24 25 26 30 32 33 34 35 36 ZZ')

/** Names of the tributes that enter the CUFE and of those that are withheld; those of the rest are not looked at. */
export const NOMBRES_TRIBUTO: ReadonlyMap<string, string> = new Map([
  ['01', 'IVA'],
  ['03', 'ICA'],
  ['04', 'INC'],
  ['05', 'ReteIVA'],
  ['06', 'ReteRenta'],
  ['07', 'ReteICA'],
])

/**
 * Table 13.3.11, rates of the tributes of a consultorio, in hundredths of a percent. INC at 0 % is what is exempt; those of ReteRenta
 * and ReteICA are many and change with the year and the municipality: they are not looked at.
 */
export const TARIFAS: ReadonlyMap<string, readonly number[]> = new Map([
  ['01', [0, 500, 1600, 1900]],
  ['04', [0, 200, 400, 800, 1600]],
  ['05', [1500, 10_000]],
])

/** Tables 13.1.5.1 and 13.1.5.1.1, operations of an invoice. */
export const OPERACIONES_FACTURA = lista(
  '09 10 11 12 14 15 16 SS-CUFE SS-CUDE SS-POS SS-SNum SS-Recaudo SS-Reporte SS-SinAporte',
)

/** Lista TipoOperacion of the annex of the documento soporte: the seller is in Colombia, or is not. */
export const OPERACIONES_SOPORTE: readonly string[] = ['10', '11']

/** Lista ConceptoNotaAjuste of the same annex. */
export const MOTIVOS_AJUSTE = lista('1 2 3 4 5')

/** Lista TipoIdFiscal of the same annex, for sellers of another country. */
export const TIPOS_VENDEDOR_EXTERIOR = lista('21 22 41 42 47 50')

/** Lista TipoImpuesto of the same annex: IVA and the two withholdings. */
export const TRIBUTOS_SOPORTE = lista('01 05 06')

/** Table 13.3.4.2, means of payment. */
export const MEDIOS_PAGO = lista(
  '1 2 3 4 5 6 7 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 60 61 62 63 64 65 66 67 70 71 72 74 75 76 77 78 91 92 93 94 95 96 97 ZZZ',
)

/** Table 13.3.8, reasons of a discount or charge of the whole document. */
export const MOTIVOS_DESCUENTO = lista('00 01 02 03')

/** Table 13.3.3, types of a reference price; an older schematron writes them with two digits. */
export const TIPOS_PRECIO = lista('1 2 3 01 02 03')

/** Table 13.3.5, who gives the code of an item. */
export const ESTANDARES = lista('001 010 020 999')

/** Departments of DIVIPOLA (table 13.4.2); 99 is abroad. */
export const DEPARTAMENTOS = lista(
  '05 08 11 13 15 17 18 19 20 23 25 27 41 44 47 50 52 54 63 66 68 70 73 76 81 85 86 88 91 94 95 97 99',
)

/** Algorithms of the code of a referenced document (tables 13.1.2.1 and 13.1.2.2). */
export const ALGORITMOS = lista('CUFE-SHA384 CUDE-SHA384 CUDS-SHA384')

/** Operations, and reasons (tables 13.2.4 and 13.2.5), of each kind of note. `sinReferencia` is for no invoice in particular. */
export const OPERACIONES_NOTA = {
  'nota-credito': { conReferencia: '20', sinReferencia: '22', motivos: lista('1 2 3 4 5 6') },
  'nota-debito': { conReferencia: '30', sinReferencia: '32', motivos: lista('1 2 3 4') },
} as const

/** Reason of a nota crédito that undoes the whole invoice (table 13.2.4). */
export const ANULACION = '2'
