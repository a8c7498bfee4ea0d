/** What is wrong with a new key as written twice, and in which of the two fields; null when nothing is. */
export function problemasClave(
  clave: string,
  repetida: string,
): { readonly campo: 'clave' | 'repetida'; readonly mensaje: string } | null {
  if (clave.length < 4) return { campo: 'clave', mensaje: 'Use al menos 4 caracteres.' }
  if (clave !== repetida)
    return { campo: 'repetida', mensaje: 'No es igual a la primera. Escríbala de nuevo.' }
  return null
}
