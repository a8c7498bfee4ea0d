import { err, ok, type Result } from '../../kernel/result.ts'

/**
 * A phone as it is kept: `+57` and ten digits (3… mobile, 60… fixed: Plan Nacional de Numeración, Resolución CRC 5826 de
 * 2019), or another country's with its `+`. Points, spaces, brackets and hyphens are dropped.
 * @returns the phone, or a Spanish sentence with its remedy.
 */
export function normalizarTelefono(text: string): Result<string, string> {
  const clean = text.replace(/[\s().-]/g, '').replace(/^00/, '+')
  if (!/^\+?\d+$/.test(clean))
    return err(`El teléfono «${text.trim()}» tiene letras o signos. Escriba solo los números.`)
  const national = /^(?:\+?57)?(3\d{9}|60\d{8})$/.exec(clean)?.[1]
  if (national) return ok(`+57${national}`)
  if (clean.startsWith('+57'))
    return err('El teléfono de Colombia tiene 10 dígitos: 300 123 4567 o 601 234 5678. Revise el número.')
  if (/^\+[1-9]\d{6,14}$/.test(clean)) return ok(clean)
  if (/^\d{7}$/.test(clean))
    return err(
      `Al teléfono fijo ${clean} le falta el indicativo. Escriba 60, el número de su región y los 7 dígitos: 601 ${clean}.`,
    )
  return err(
    `El teléfono tiene ${clean.replace('+', '').length} dígitos. Escriba 10, como 300 123 4567; si es de otro país empiece por +.`,
  )
}

/** `300 123 4567` for Colombia, as it is for another country. */
export function telefonoLegible(telefono: string): string {
  const match = /^\+57(\d{3})(\d{3})(\d{4})$/.exec(telefono)
  return match ? `${match[1]} ${match[2]} ${match[3]}` : telefono
}
