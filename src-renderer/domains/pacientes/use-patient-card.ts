import { useQuery } from '@tanstack/react-query'
import { COLOMBIA, completarDatos } from '../../../src-shared/domains/pacientes/rules.ts'
import {
  CAMPOS_PACIENTE,
  type FichaPaciente,
  type PacienteDatos,
} from '../../../src-shared/domains/pacientes/schemas.ts'
import { orpc } from '../../rpc/client.ts'
import type { NombresDeCodigos } from './patient-form-values.ts'

/** The card of a patient; fresh again when the core says it changed. */
export function usePatientCard(id: string) {
  return useQuery({
    ...orpc.pacientes.obtener.queryOptions({ input: { id } }),
    meta: { datos: [`paciente:${id}`] },
  })
}

/** Names of the codes a patient carries; undefined while they come. */
export function useCodeNames(ficha: FichaPaciente | undefined): NombresDeCodigos | undefined {
  const p = ficha?.paciente
  const paises = [...new Set([p?.paisResidencia, p?.paisOrigen])].filter(
    (codigo) => codigo !== undefined && codigo !== COLOMBIA,
  ) as string[]
  const municipios = useQuery({
    ...orpc.catalogos.nombres.queryOptions({
      input: { tabla: 'municipios', codigos: p?.municipio ? [p.municipio] : [] },
    }),
    enabled: Boolean(p?.municipio),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const nombresPaises = useQuery({
    ...orpc.catalogos.nombres.queryOptions({ input: { tabla: 'paises', codigos: paises } }),
    enabled: paises.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!p || municipios.isLoading || nombresPaises.isLoading) return undefined
  const pais = (codigo: string) =>
    codigo === COLOMBIA
      ? 'Colombia'
      : (nombresPaises.data?.find((found) => found.codigo === codigo)?.nombre ?? codigo)
  const municipio = municipios.data?.[0]
  return {
    municipio: municipio
      ? `${municipio.nombre}${municipio.detalle ? `, ${municipio.detalle}` : ''}`
      : p.municipio,
    paisResidencia: pais(p.paisResidencia),
    paisOrigen: pais(p.paisOrigen),
  }
}

/** The data of a card; allergies kept from this role count as not asked, and are never sent back. */
export function datosOfCard(ficha: FichaPaciente): PacienteDatos {
  const { alergias, ...rest } = ficha.paciente
  const completos = completarDatos({ ...rest, ...(alergias === null ? {} : { alergias }) })
  return Object.fromEntries(CAMPOS_PACIENTE.map((campo) => [campo, completos[campo]])) as PacienteDatos
}
