import { type CampoRips, camposRips, type GrupoRips, gruposDeServicio } from './campos-rips.ts'
import { type ResultadoValidacion, rechazado } from './hallazgo-muv.ts'

export type Registro = Readonly<Record<string, unknown>>
export type GrupoServicio = (typeof gruposDeServicio)[number]

export interface ServicioRips {
  readonly grupo: GrupoServicio
  readonly datos: Registro
  /** `usuarios[0].servicios.consultas[0]` */
  readonly ruta: string
}

export interface UsuarioRips {
  readonly datos: Registro
  readonly ruta: string
  readonly servicios: readonly ServicioRips[]
}

/** A RIPS file whose structure was found right. */
export interface PaqueteRips {
  readonly datos: Registro
  readonly usuarios: readonly UsuarioRips[]
}

const estructura = 'Solo se podrá validar los RIPS si cumplen con la estructura establecida.'

/** Reads the file, or tells what its structure breaks: RVG01, RVG03 to RVG07. */
export function leerPaquete(
  rips: unknown,
): { readonly paquete: PaqueteRips } | { readonly hallazgos: readonly ResultadoValidacion[] } {
  if (!esObjeto(rips))
    return { hallazgos: [rechazado('RVG01', estructura, { observaciones: 'El RIPS no es un objeto' })] }
  const hallazgos: ResultadoValidacion[] = []
  revisarObjeto(rips, 'transaccion', 'rips', ['usuarios'], hallazgos)
  const usuarios = comoLista(rips.usuarios, 'rips.usuarios', hallazgos).map((datos, i): UsuarioRips => {
    const ruta = `usuarios[${i}]`
    revisarObjeto(datos, 'usuarios', `rips.${ruta}`, ['servicios'], hallazgos)
    revisarConsecutivo(datos, i, ruta, hallazgos)
    return { datos, ruta, servicios: leerServicios(datos.servicios, ruta, hallazgos) }
  })
  if (usuarios.every(({ servicios }) => servicios.length === 0)) {
    hallazgos.push(rechazado('RVG03', 'El archivo debe contener al menos un registro de servicios.'))
  }
  return hallazgos.length > 0 ? { hallazgos } : { paquete: { datos: rips, usuarios } }
}

function leerServicios(
  valor: unknown,
  rutaUsuario: string,
  hallazgos: ResultadoValidacion[],
): ServicioRips[] {
  const ruta = `${rutaUsuario}.servicios`
  if (!esObjeto(valor)) {
    hallazgos.push(
      rechazado('RVG01', estructura, {
        observaciones: 'Falta la propiedad [servicios]',
        ruta: `rips.${ruta}`,
      }),
    )
    return []
  }
  for (const nombre of Object.keys(valor)) {
    if (!gruposDeServicio.some((grupo) => grupo === nombre)) {
      hallazgos.push(
        rechazado('RVG01', estructura, {
          observaciones: `La propiedad [${nombre}] no existe`,
          ruta: `rips.${ruta}`,
        }),
      )
    }
  }
  const servicios = gruposDeServicio
    .filter((grupo) => grupo in valor)
    .flatMap((grupo) =>
      comoLista(valor[grupo], `rips.${ruta}.${grupo}`, hallazgos).map((datos, i): ServicioRips => {
        const propia = `${ruta}.${grupo}[${i}]`
        revisarObjeto(datos, grupo, `rips.${propia}`, [], hallazgos)
        revisarConsecutivo(datos, i, propia, hallazgos)
        return { grupo, datos, ruta: propia }
      }),
    )
  if (servicios.length === 0) {
    hallazgos.push(
      rechazado('RVG07', 'Cada usuario debe tener al menos un registro de servicios.', {
        ruta: `rips.${ruta}`,
      }),
    )
  }
  return servicios
}

function comoLista(valor: unknown, ruta: string, hallazgos: ResultadoValidacion[]): Registro[] {
  if (Array.isArray(valor) && valor.length > 0 && valor.every(esObjeto)) return valor
  hallazgos.push(
    rechazado('RVG01', estructura, { observaciones: `Se espera una lista con registros en [${ruta}]`, ruta }),
  )
  return []
}

function revisarObjeto(
  datos: Registro,
  grupo: GrupoRips,
  ruta: string,
  anidadas: readonly string[],
  hallazgos: ResultadoValidacion[],
): void {
  const campos = camposRips[grupo]
  for (const nombre of Object.keys(datos)) {
    if (!anidadas.includes(nombre) && !campos.some((campo) => campo.nombre === nombre)) {
      hallazgos.push(
        rechazado('RVG01', estructura, {
          observaciones: `La propiedad [${nombre}] no existe`,
          ruta: `${ruta}.${nombre}`,
        }),
      )
    }
  }
  for (const campo of campos) {
    const hallazgo = revisarCampo(datos, campo, `${ruta}.${campo.nombre}`)
    if (hallazgo) hallazgos.push(hallazgo)
  }
}

function revisarCampo(datos: Registro, campo: CampoRips, ruta: string): ResultadoValidacion | undefined {
  const { nombre } = campo
  if (!(nombre in datos)) {
    return rechazado('RVG01', estructura, { observaciones: `Falta la propiedad [${nombre}]`, ruta })
  }
  const valor = datos[nombre]
  const observaciones = `La propiedad [${nombre}] no cumple con el formato o tipo de dato requerido, Dato enviado [${String(valor)}]`
  if (valor === null || (valor === '' && campo.nulo)) {
    return campo.nulo ? undefined : rechazado('RVG05', 'El dato es obligatorio.', { observaciones, ruta })
  }
  if (typeof valor !== (campo.tipo === 'numero' ? 'number' : 'string')) {
    return rechazado('RVG04', 'El tipo de dato no corresponde.', { observaciones, ruta })
  }
  if (typeof valor === 'number') {
    return valor >= 0 ? undefined : rechazado('RVG06', 'El valor no está permitido.', { observaciones, ruta })
  }
  if (typeof valor === 'string' && campo.forma && !campo.forma.test(valor)) {
    return rechazado('RVG05', 'La longitud o el formato no corresponde.', { observaciones, ruta })
  }
  if (typeof valor === 'string' && campo.codigos && !campo.codigos.has(valor)) {
    return rechazado('RVG06', 'El valor no existe en la tabla de referencia.', { observaciones, ruta })
  }
  return undefined
}

function revisarConsecutivo(
  datos: Registro,
  indice: number,
  ruta: string,
  hallazgos: ResultadoValidacion[],
): void {
  if (datos.consecutivo === indice + 1) return
  hallazgos.push(
    rechazado('RVG06', 'El consecutivo debe ir de 1 en 1 dentro de su grupo.', {
      observaciones: `Dato enviado [${String(datos.consecutivo)}]`,
      ruta: `${ruta}.consecutivo`,
    }),
  )
}

function esObjeto(valor: unknown): valor is Record<string, unknown> {
  return typeof valor === 'object' && valor !== null && !Array.isArray(valor)
}
