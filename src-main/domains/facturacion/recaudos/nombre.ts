/** Full name as its row has it. */
export function nombreDe(row: {
  readonly primer_nombre: string
  readonly segundo_nombre: string | null
  readonly primer_apellido: string | null
  readonly segundo_apellido: string | null
}): string {
  return [row.primer_nombre, row.segundo_nombre, row.primer_apellido, row.segundo_apellido]
    .filter((parte) => parte)
    .join(' ')
}
