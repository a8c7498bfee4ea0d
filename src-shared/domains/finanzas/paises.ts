/** ISO 3166-1, without Colombia: where a seller of another country may be. */
const CODIGOS =
  'ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW'.match(
    /../g,
  ) ?? []

const nombres = new Intl.DisplayNames(['es-CO', 'es'], { type: 'region' })

/** Name of a country in Spanish; the code itself when it is none. */
export function nombrePais(codigo: string): string {
  return /^[A-Z]{2}$/.test(codigo) ? (nombres.of(codigo) ?? codigo) : codigo
}

/** Every country a seller may be in, by name. */
export const PAISES: readonly { readonly codigo: string; readonly nombre: string }[] = CODIGOS.map(
  (codigo) => ({
    codigo,
    nombre: nombrePais(codigo),
  }),
).sort((a, b) => a.nombre.localeCompare(b.nombre, 'es'))
