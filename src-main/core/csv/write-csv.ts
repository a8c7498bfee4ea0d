/** Cell of a sheet: text, a number as Colombia writes it, or nothing. */
export type Cell = string | number | null

/**
 * A sheet as the Excel of Colombia opens it with a double click: UTF-8 with its mark, `;` between cells because the comma is of the decimals,
 * CRLF. What a sheet would take for a formula is text: a name may begin with any sign.
 */
export function writeCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): Uint8Array {
  const lines = [header, ...rows].map((row) => row.map(cellText).join(';'))
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf8')
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell).replace('.', ',')
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
