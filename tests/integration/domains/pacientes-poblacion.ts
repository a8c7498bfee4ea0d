import type { Db } from '../../../src-main/core/database/schema.ts'
import { transact } from '../../../src-main/core/database/transaction.ts'
import { insertPaciente } from '../../../src-main/domains/pacientes/repository.ts'
import { completarDatos } from '../../../src-shared/domains/pacientes/rules.ts'
import type { PacienteNuevo } from '../../../src-shared/domains/pacientes/schemas.ts'

const NOMBRES =
  'Ana María José Luis Carlos Andrés Juan Pedro Santiago Mateo Valentina Camila Luisa Paola Diana Carolina Laura Sofía Isabella Daniela Mónica Patricia Claudia Adriana Sandra Martha Gloria Blanca Rosa Carmen Luz Jorge Hernán Óscar Fabián Iván Álvaro Édgar Rubén Félix Tomás Nicolás Sebastián Julián Cristian Jhon Brayan Duván Yeison Wílmer Yésica Leidy Yuliana Shirley Karen Ingrid Nancy Esperanza Consuelo Amparo Mercedes Teresa Lucía Elena Beatriz Cecilia Fernanda Alejandra Natalia Marcela Viviana Liliana Johana Ximena Gabriela Mariana Antonia Manuel Miguel Ángel Rafael Gabriel David Daniel Samuel Emiliano Joaquín Martín Simón Ricardo Roberto Hugo Gustavo Germán Guillermo Gonzalo Henry Harold'.split(
    ' ',
  )
const APELLIDOS =
  'Rodríguez Gómez González Martínez García López Hernández Sánchez Ramírez Pérez Díaz Muñoz Rojas Moreno Jiménez Vargas Torres Castro Gutiérrez Álvarez Ruiz Suárez Ortiz Vásquez Restrepo Valencia Cárdenas Mejía Quintero Osorio Ospina Giraldo Zapata Bedoya Arango Echeverri Londoño Betancur Cardona Henao Montoya Agudelo Salazar Marín Herrera Medina Aguilar Molina Castaño Rincón Parra Pineda Contreras Ríos Romero Acosta Guerrero Camacho Cortés León Peña Bernal Ávila Caicedo Mosquera Palacios Córdoba Hurtado Rentería Angulo Cuero Banguera Ibarra Narváez Erazo Benavides Portilla Chaves Pantoja Coral Bolaños Zambrano Solarte Figueroa Bravo Villota Delgado Ceballos Villegas Uribe Jaramillo Vélez Posada Botero Escobar Duque Naranjo Tobón Toro Franco Arias'.split(
    ' ',
  )
const SILABAS =
  'ba be bi ca co cu da de do fa fe ga go gu ja la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se ta te ti to va ve vi ya'.split(
    ' ',
  )

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
export function semilla(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Patients as a practice has them: common names mostly, and one in eight words of its own. */
export function poblacion(cuantos: number, seed = 7): PacienteNuevo[] {
  const random = semilla(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const raro = () => {
    const word = pick(SILABAS) + pick(SILABAS) + pick(SILABAS) + pick(['', 'n', 's', 'z', 'r'])
    return word[0]!.toUpperCase() + word.slice(1)
  }
  const apellido = () => (random() < 0.125 ? raro() : pick(APELLIDOS))
  return Array.from({ length: cuantos }, (_, i) => ({
    tipoDocumento: 'CC' as const,
    numeroDocumento: String(10_000_000 + i * 47 + Math.floor(random() * 40)),
    primerNombre: pick(NOMBRES),
    segundoNombre: random() < 0.6 ? pick(NOMBRES) : null,
    primerApellido: apellido(),
    segundoApellido: random() < 0.9 ? apellido() : null,
    fechaNacimiento: `${1940 + Math.floor(random() * 65)}-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`,
    sexo: random() < 0.5 ? ('F' as const) : ('M' as const),
    telefono: `+573${String(Math.floor(random() * 1e9)).padStart(9, '0')}`,
    municipio: '05001',
    zona: '02' as const,
    tipoUsuario: '12' as const,
  }))
}

/** Writes them through the repository, in transactions of a thousand. */
export async function sembrar(
  db: Db,
  pacientes: readonly PacienteNuevo[],
  nextId: () => string,
): Promise<string[]> {
  const ids: string[] = []
  for (let from = 0; from < pacientes.length; from += 1000)
    await transact(db, async (trx) => {
      for (const nuevo of pacientes.slice(from, from + 1000)) {
        const id = nextId()
        await insertPaciente(trx, {
          id,
          datos: completarDatos(nuevo),
          usuarioId: null,
          at: '2026-11-21T15:00:00.000Z',
        })
        ids.push(id)
      }
    })
  return ids
}
