import type { Regla } from './regla.ts'

/** Kinds of document DIAN validates with these rules. */
export type ClaseDocumento = 'factura' | 'nota-credito' | 'nota-debito' | ClaseSoporte

/** Documento soporte of a purchase and its nota de ajuste: an annex of their own. */
export type ClaseSoporte = 'soporte' | 'nota-ajuste'

export type ClaseNota = Exclude<ClaseDocumento, 'factura' | ClaseSoporte>

export function esDeSoporte(clase: ClaseDocumento): clase is ClaseSoporte {
  return clase === 'soporte' || clase === 'nota-ajuste'
}

interface Nota {
  readonly letra: 'C' | 'D'
  readonly palabra: string
  /** Value of `Regla.espejo` that names this kind alone. */
  readonly sola: Regla['espejo']
}

const NOTAS: Readonly<Record<ClaseNota, Nota>> = {
  'nota-credito': { letra: 'C', palabra: 'nota crédito', sola: 'credito' },
  'nota-debito': { letra: 'D', palabra: 'nota débito', sola: 'debito' },
}

/** Rules of the ministry that have another number in each kind of note (DT2; part 3.6 of our reference). */
const RENUMERADAS: Readonly<Record<string, Readonly<Record<ClaseNota, string>>>> = {
  VFE020: { 'nota-credito': 'VCN019', 'nota-debito': 'VDN017' },
}

/**
 * Code of a rule in a kind of document. Annex 1.9 numbers those of notes as those of the invoice with another first letter (`FAK24` → `CAK24`,
 * `DAK24`), the ministry with another prefix (`FED108` → `CND108`); `CBF01` is `DBF01` in a nota débito. The annex of the documento soporte puts
 * two letters in their place (`FAU14` → `DSAU14`, `NSAU14` in its note). Those of no group (`ZB01`) have one code.
 */
export function codigoEn(clase: ClaseDocumento, codigo: string): string {
  if (clase === 'factura') return codigo
  if (esDeSoporte(clase)) {
    const prefijo = clase === 'soporte' ? 'DS' : 'NS'
    return codigo.replace(/^(?:[FC](?=[AB][A-Z]\d)|DS)/, prefijo)
  }
  const { letra } = NOTAS[clase]
  return (
    RENUMERADAS[codigo]?.[clase] ??
    codigo.replace(/^FED(?=\d)/, `${letra}ND`).replace(/^[FC](?=[AB][A-Z]\d)/, letra)
  )
}

/** The rules of a kind of note: those of its own, and for the rest those of the invoice in its words. */
export function reglasDeNota(
  clase: ClaseNota,
  deFactura: readonly Regla[],
  deNota: readonly Regla[],
): readonly Regla[] {
  const propias = deNota
    .filter((regla) => existeEn(clase, regla))
    .map((regla) => adaptar(clase, regla, 'nota'))
  const codigos = new Set(propias.map((regla) => regla.codigo))
  const derivadas = deFactura
    .filter((regla) => existeEn(clase, regla) && /^F(?:[AB][A-Z]|ED)\d/.test(regla.codigo))
    .map((regla) => adaptar(clase, regla, 'factura'))
    .filter((regla) => !codigos.has(regla.codigo))
  return [...propias, ...derivadas]
}

function existeEn(clase: ClaseNota, { espejo }: Regla): boolean {
  return espejo === undefined || espejo === NOTAS[clase].sola
}

function adaptar(clase: ClaseNota, regla: Regla, palabra: 'factura' | 'nota'): Regla {
  const { palabra: nueva } = NOTAS[clase]
  const texto = (original: string): string =>
    palabra === 'nota'
      ? original.replace(/\bnota\b/g, nueva)
      : original
          .replace(/\bCUFE\b/g, 'CUDE')
          .replace(/\bfactura\b/g, nueva)
          .replace(/\bFactura\b/g, `${nueva.charAt(0).toUpperCase()}${nueva.slice(1)}`)
  return {
    ...regla,
    codigo: codigoEn(clase, regla.codigo),
    campo: texto(regla.campo),
    mensaje: texto(regla.mensaje),
    remedio: texto(regla.remedio),
  }
}
