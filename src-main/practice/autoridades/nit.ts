const pesos = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71]

/**
 * Check digit of a NIT as an authority computes it. Written apart from the program's own function on purpose:
 * a judge that shares code with the judged agrees with its mistakes.
 */
export function dvDeNit(nit: string): string {
  const digitos = [...nit].reverse()
  const suma = digitos.reduce((total, digito, i) => total + Number(digito) * (pesos[i] ?? 0), 0)
  const resto = suma % 11
  return String(resto < 2 ? resto : 11 - resto)
}
