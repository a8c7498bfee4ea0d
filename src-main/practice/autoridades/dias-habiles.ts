/** Business days of Colombia as the practice authorities count them, by a computation of their own. Dates are `AAAA-MM-DD`. */

/** Holidays of a fixed date, and those that Ley 51 de 1983 moves to the Monday that follows. */
const fijos = ['01-01', '05-01', '07-20', '08-07', '12-08', '12-25']
const trasladables = ['01-06', '03-19', '06-29', '08-15', '10-12', '11-01', '11-11']
/** Days after Easter Sunday; the last three already fall on their Monday. */
const desdePascua = [-3, -2, 43, 64, 71]
/** Virgen de Chiquinquirá, moved to Monday too (Ley 2578 de 2026). */
const chiquinquira = { dia: '07-09', desde: 2026 }

/** The day `n` business days after one that is not counted. */
export function sumarDiasHabiles(fecha: string, n: number): string {
  let dia = fecha
  for (let faltan = n; faltan > 0; ) {
    dia = correr(dia, 1)
    if (esHabil(dia)) faltan -= 1
  }
  return dia
}

function esHabil(fecha: string): boolean {
  const semana = diaDeSemana(fecha)
  return semana !== 0 && semana !== 6 && !festivos(Number(fecha.slice(0, 4))).has(fecha)
}

function festivos(anio: number): ReadonlySet<string> {
  const moviles = anio >= chiquinquira.desde ? [...trasladables, chiquinquira.dia] : trasladables
  const pascua = domingoDePascua(anio)
  return new Set([
    ...fijos.map((dia) => `${anio}-${dia}`),
    ...moviles.map((dia) => lunesSiguiente(`${anio}-${dia}`)),
    ...desdePascua.map((dias) => correr(pascua, dias)),
  ])
}

/** Oudin's computation (1940) of the Gregorian Easter. */
function domingoDePascua(anio: number): string {
  const siglo = Math.floor(anio / 100)
  const aureo = anio % 19
  const k = Math.floor((siglo - 17) / 25)
  let i = (siglo - Math.floor(siglo / 4) - Math.floor((siglo - k) / 3) + 19 * aureo + 15) % 30
  i -=
    Math.floor(i / 28) * (1 - Math.floor(i / 28) * Math.floor(29 / (i + 1)) * Math.floor((21 - aureo) / 11))
  const j = (anio + Math.floor(anio / 4) + i + 2 - siglo + Math.floor(siglo / 4)) % 7
  return correr(`${anio}-03-28`, i - j)
}

function lunesSiguiente(fecha: string): string {
  return correr(fecha, (8 - diaDeSemana(fecha)) % 7)
}

/** Sunday is 0. */
function diaDeSemana(fecha: string): number {
  return new Date(`${fecha}T00:00:00Z`).getUTCDay()
}

function correr(fecha: string, dias: number): string {
  return new Date(Date.parse(`${fecha}T00:00:00Z`) + dias * 86_400_000).toISOString().slice(0, 10)
}
