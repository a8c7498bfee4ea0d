import { readFileSync } from 'node:fs'
import type {
  CatalogoRips,
  Cie10Rips,
  CupsRips,
} from '../../../../../src-main/integrations/muv/catalogo-rips.ts'
import { referencePath } from '../../../../fixtures/reference.ts'

/** The official lists of the reference data, read only by tests. The columns used hold no quoted commas. */
function filas(archivo: string): string[][] {
  const lineas = readFileSync(referencePath('rips/tablas', archivo), 'utf8').trim().split('\n').slice(1)
  return lineas.map((linea) =>
    [...linea.matchAll(/("([^"]|"")*"|[^,]*)(,|$)/g)].map(([, campo = '']) => campo),
  )
}

export function catalogoOficial(): CatalogoRips {
  const cie10 = new Map<string, Cie10Rips>(
    filas('cie10.csv').map(([codigo = '', nombre = '']) => [codigo, { nombre }]),
  )
  const cups = new Map<string, CupsRips>(
    filas('cups-rips.csv').map(
      ([codigo = '', nombre = '', , , uso = '', quirurgico, , maximo, , sexo, , estancia]) => [
        codigo,
        {
          nombre,
          uso,
          quirurgico: quirurgico === 'S',
          maximoPorDia: Number(maximo),
          exigeEstancia: estancia === 'E',
          ...((sexo === 'F' || sexo === 'M') && { sexo }),
        },
      ],
    ),
  )
  const municipios = new Set(filas('divipola-municipios.csv').map(([codigo]) => codigo))
  const servicios = new Map(
    filas('servicios-reps.csv').map(([codigo, , grupo = '']) => [Number(codigo), { grupo }]),
  )
  return {
    cie10: (codigo) => cie10.get(codigo),
    cups: (codigo) => cups.get(codigo),
    municipio: (codigo) => municipios.has(codigo),
    pais: (codigo) => /^\d{3}$/.test(codigo),
    servicioReps: (codigo) => servicios.get(codigo),
  }
}
