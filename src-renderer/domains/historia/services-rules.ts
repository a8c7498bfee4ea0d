import type { CodigoEncontrado } from '../../../src-shared/domains/catalogos/contract.ts'
import { filaCupsSchema } from '../../../src-shared/domains/catalogos/schemas.ts'
import type { Tarifa } from '../../../src-shared/domains/configuracion/schemas.ts'
import type { MedicamentoFormula, ServicioNota } from '../../../src-shared/domains/historia/schemas.ts'

/** What is known around a CUPS when it is chosen. */
export interface AlrededorServicio {
  /** Group of the REPS service of the code (list `grupoServicios`). */
  readonly grupo: string | undefined
  /** Services enabled in the practice's sites, REPS codes; empty when none were told. */
  readonly habilitados: readonly number[]
  /** Service in which the professional attends. */
  readonly servicioProfesional: number | undefined
  readonly tarifas: readonly Tarifa[]
  readonly yaEnLaNota: readonly ServicioNota[]
}

/**
 * A row of the CUPS table as a service of the note: everything RIPS asks is proposed (causa 38 enfermedad general, modality 01
 * intramural) and may be changed. The price is the agreed one; without one it is asked.
 */
export function servicioDesdeCups(found: CodigoEncontrado, alrededor: AlrededorServicio): ServicioNota {
  const fila = filaCupsSchema.parse(found.datos)
  const clase = fila.uso === 'AC' ? 'consulta' : 'procedimiento'
  const tarifa = alrededor.tarifas.find(({ cups }) => cups === fila.codigo)
  const conConsulta = alrededor.yaEnLaNota.some((servicio) => servicio.clase === 'consulta')
  return {
    clase,
    cups: fila.codigo,
    descripcion: (tarifa?.descripcion ?? fila.nombre).slice(0, 300),
    cantidad: 1,
    finalidad: fila.finalidad,
    causaMotivo: '38',
    modalidadAtencion: '01',
    grupoServicios: alrededor.grupo ?? '01',
    servicioReps: servicioReps(Number(fila.servicio), alrededor),
    viaIngreso: clase === 'procedimiento' ? (conConsulta ? '02' : '01') : null,
    autorizacion: null,
    valorUnitario: tarifa?.valor ?? null,
    sinCobro: null,
  }
}

/** The service of the code when the practice has it enabled; else the one the professional attends in. */
function servicioReps(delCodigo: number, alrededor: AlrededorServicio): number {
  const { habilitados, servicioProfesional } = alrededor
  if (habilitados.length === 0 || habilitados.includes(delCodigo)) return delCodigo
  return servicioProfesional ?? delCodigo
}

/** A row of the generic medicines as a line of the fórmula, to be completed with dose, frequency and duration. */
export function medicamentoDesdeDci(found: CodigoEncontrado): MedicamentoFormula {
  const texto = (campo: string) => String(found.datos[campo] ?? '')
  return {
    dci: texto('dci'),
    concentracion: texto('concentracion'),
    formaFarmaceutica: texto('nombreForma').toLowerCase(),
    via: texto('via'),
    dosis: '',
    frecuencia: '',
    duracion: '',
    cantidad: null,
    unidad: plural(texto('nombreUnidad').toLowerCase()),
    indicaciones: '',
  }
}

/** `tableta` → `tabletas`, `vial` → `viales`: the quantity is nearly always more than one. */
export function plural(palabra: string): string {
  if (palabra === '' || palabra.includes(' ') || palabra.endsWith('s')) return palabra
  return /[aeiouáéó]$/.test(palabra) ? `${palabra}s` : `${palabra}es`
}

export const EMPTY_MEDICINE: MedicamentoFormula = {
  dci: '',
  concentracion: '',
  formaFarmaceutica: '',
  via: '',
  dosis: '',
  frecuencia: '',
  duracion: '',
  cantidad: null,
  unidad: '',
  indicaciones: '',
}
