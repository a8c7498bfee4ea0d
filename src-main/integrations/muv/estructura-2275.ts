import { CAMPOS_RIPS, type CampoRips, GRUPOS_DE_SERVICIOS_RIPS } from './campos.ts'
import { esObjeto, type Objeto } from './validacion/vista.ts'

/**
 * Files made under Resolución 2275 de 2023 lack the ICD-11 pairs, codigoVIDA, registroSIRAS and vrDispensacion, and their
 * medicamentos carry numAutorizacion (M02). They are read, never written.
 */

/** Keys that every object of the new structure has and no object of the old one had. */
function llavesNuevas(grupo: keyof typeof CAMPOS_RIPS): readonly string[] {
  return CAMPOS_RIPS[grupo]
    .filter((campo) => campo.nuevoEn948 && campo.nombre !== 'idMIPRES')
    .map((campo) => campo.nombre)
}

/** Whether the whole file has the old structure: at least one user, and not one new key anywhere. */
export function esEstructura2275(json: unknown): boolean {
  if (!esObjeto(json) || !Array.isArray(json.usuarios) || json.usuarios.length === 0) return false
  return json.usuarios.every((usuario: unknown) => {
    if (!esObjeto(usuario) || tieneAlguna(usuario, llavesNuevas('usuarios'))) return false
    const { servicios } = usuario
    if (!esObjeto(servicios)) return false
    return GRUPOS_DE_SERVICIOS_RIPS.every((grupo) => {
      const lista = servicios[grupo]
      if (!Array.isArray(lista)) return true
      return lista.every(
        (registro: unknown) => esObjeto(registro) && !tieneAlguna(registro, llavesNuevas(grupo)),
      )
    })
  })
}

function tieneAlguna(objeto: Objeto, llaves: readonly string[]): boolean {
  return llaves.some((llave) => Object.hasOwn(objeto, llave))
}

/** The same data in the structure of Resolución 948: new keys null (or 0), M02 gone, optional empty texts null. */
export function aEstructura948(json: Objeto): Objeto {
  const usuarios = Array.isArray(json.usuarios) ? json.usuarios : []
  return {
    ...completar(json, CAMPOS_RIPS.transaccion),
    usuarios: usuarios.map((usuario: unknown) => {
      if (!esObjeto(usuario)) return usuario
      const { servicios } = usuario
      const completo = completar(usuario, CAMPOS_RIPS.usuarios)
      if (!esObjeto(servicios)) return completo
      return {
        ...completo,
        servicios: Object.fromEntries(
          Object.entries(servicios).map(([nombre, lista]) => {
            const grupo = GRUPOS_DE_SERVICIOS_RIPS.find((conocido) => conocido === nombre)
            if (grupo === undefined || !Array.isArray(lista)) return [nombre, lista]
            return [
              nombre,
              lista.map((registro: unknown) => {
                if (!esObjeto(registro)) return registro
                const { numAutorizacion, ...resto } = registro
                return completar(
                  grupo === 'medicamentos' ? resto : { ...resto, numAutorizacion },
                  CAMPOS_RIPS[grupo],
                )
              }),
            ]
          }),
        ),
      }
    }),
  }
}

function completar(objeto: Objeto, campos: readonly CampoRips[]): Record<string, unknown> {
  const completo: Record<string, unknown> = Object.fromEntries(
    Object.entries(objeto).filter(([, valor]) => valor !== undefined),
  )
  for (const { nombre, tipo, exigencia, nuevoEn948 } of campos) {
    if (nuevoEn948 && completo[nombre] === undefined) completo[nombre] = tipo === 'numero' ? 0 : null
    if (exigencia !== 'M' && completo[nombre] === '') completo[nombre] = null
  }
  return completo
}
