import type { HallazgoRips } from '../../../../src-shared/domains/rips/schemas.ts'
import type { LocalDate } from '../../../../src-shared/kernel/dates.ts'
import { type Centavos, formatPesos } from '../../../../src-shared/kernel/money.ts'
import { GRUPOS_DE_SERVICIOS_RIPS, type GrupoDeServicios } from '../campos.ts'
import type { CatalogoRips } from '../catalogo-rips.ts'
import type { FacturaXmlDatos } from '../factura-xml.ts'

/**
 * The rules read any JSON, also a broken one: a datum of the wrong type counts as absent here, since the structure check
 * has already named it. So one fault gives one finding and nothing throws.
 */
export type Objeto = Readonly<Record<string, unknown>>

export interface Servicio {
  readonly grupo: GrupoDeServicios
  readonly ruta: string
  readonly datos: Objeto
}

export interface Usuario {
  readonly ruta: string
  readonly datos: Objeto
  readonly servicios: readonly Servicio[]
}

export interface Vista {
  readonly datos: Objeto
  readonly usuarios: readonly Usuario[]
}

/** What every rule knows. `ahora` is Bogotá wall time `AAAA-MM-DD HH:MM`. */
export interface Contexto extends Vista {
  readonly factura: FacturaXmlDatos | undefined
  readonly catalogo: CatalogoRips
  readonly hoy: LocalDate
  readonly ahora: string
  readonly prestadores: readonly string[] | undefined
}

export type Revision = (contexto: Contexto) => Iterable<HallazgoRips>

export function esObjeto(valor: unknown): valor is Objeto {
  return typeof valor === 'object' && valor !== null && !Array.isArray(valor)
}

export function vistaDe(json: unknown): Vista {
  const datos = esObjeto(json) ? json : {}
  return {
    datos,
    usuarios: objetosDe(datos, 'usuarios', '').map(({ datos: usuario, ruta }) => {
      const servicios = esObjeto(usuario.servicios) ? usuario.servicios : {}
      return {
        ruta,
        datos: usuario,
        servicios: GRUPOS_DE_SERVICIOS_RIPS.flatMap((grupo) =>
          objetosDe(servicios, grupo, `${ruta}.servicios.`).map((registro) => ({ grupo, ...registro })),
        ),
      }
    }),
  }
}

function objetosDe(objeto: Objeto, campo: string, base: string): { ruta: string; datos: Objeto }[] {
  const lista = objeto[campo]
  if (!Array.isArray(lista)) return []
  return lista.flatMap((datos: unknown, indice) =>
    esObjeto(datos) ? [{ ruta: `${base}${campo}[${indice}]`, datos }] : [],
  )
}

/** Text of a field; undefined when absent, null, empty or of another type. */
export function texto(objeto: Objeto, campo: string): string | undefined {
  const valor = objeto[campo]
  return typeof valor === 'string' && valor !== '' ? valor : undefined
}

export function numero(objeto: Objeto, campo: string): number | undefined {
  const valor = objeto[campo]
  return typeof valor === 'number' ? valor : undefined
}

/** Amount of a field in centavos; 0 when there is none. The wire gives pesos as a JSON number. */
export function centavos(objeto: Objeto, campo: string): Centavos {
  return Math.round((numero(objeto, campo) ?? 0) * 100)
}

/** Amount for a message; a file may bring figures beyond any money. */
export function enPesos(valor: Centavos): string {
  return Number.isSafeInteger(valor) ? formatPesos(valor) : `$ ${valor / 100}`
}

export function serviciosDe(usuario: Usuario, ...grupos: readonly GrupoDeServicios[]): readonly Servicio[] {
  return usuario.servicios.filter((servicio) => grupos.includes(servicio.grupo))
}

export function serviciosConUsuario(
  { usuarios }: Vista,
  ...grupos: readonly GrupoDeServicios[]
): readonly { servicio: Servicio; usuario: Usuario }[] {
  return usuarios.flatMap((usuario) =>
    usuario.servicios
      .filter(({ grupo }) => grupos.length === 0 || grupos.includes(grupo))
      .map((servicio) => ({ servicio, usuario })),
  )
}

/** Field that holds when the record began, by group. */
export const CAMPO_FECHA: Readonly<Record<GrupoDeServicios, string>> = {
  consultas: 'fechaInicioAtencion',
  procedimientos: 'fechaInicioAtencion',
  urgencias: 'fechaInicioAtencion',
  hospitalizacion: 'fechaInicioAtencion',
  recienNacidos: 'fechaNacimiento',
  medicamentos: 'fechaDispensAdmon',
  otrosServicios: 'fechaSuministroTecnologia',
}

/** Groups whose records carry values and moderating payments. */
export const GRUPOS_CON_VALOR = ['consultas', 'procedimientos', 'medicamentos', 'otrosServicios'] as const
