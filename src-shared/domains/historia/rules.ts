import { type Centavos, formatPesos, sumCentavos } from '../../kernel/money.ts'
import type { ContenidoNota, MedicamentoFormula, SignosVitales } from './schemas.ts'

/** Something a document lacks: which section to go to and what to write there. */
export interface Faltante {
  readonly campo: string
  readonly mensaje: string
}

/**
 * What a note lacks to be signed: the minimum of Resolución 1995 de 1999 (motivo, enfermedad actual, examen, diagnóstico,
 * plan) and, when something will be billed, its code (M-16).
 */
export function faltantesNota(contenido: ContenidoNota): Faltante[] {
  const faltan: Faltante[] = []
  const exige = (ok: boolean, campo: string, mensaje: string) => {
    if (!ok) faltan.push({ campo, mensaje })
  }
  exige(
    contenido.motivo.trim() !== '',
    'motivo',
    'Escriba el motivo de consulta con las palabras del paciente',
  )
  exige(contenido.enfermedadActual.trim() !== '', 'enfermedadActual', 'Escriba la enfermedad actual')
  exige(
    contenido.examenFisico.trim() !== '' || haySignos(contenido.signosVitales),
    'examenFisico',
    'Registre los signos vitales o el examen físico',
  )
  exige(contenido.diagnosticos.length > 0, 'diagnosticos', 'Agregue el diagnóstico principal (Ctrl+D)')
  exige(contenido.plan.trim() !== '', 'plan', 'Escriba el plan')
  exige(contenido.servicios.length > 0, 'servicios', 'Agregue el servicio prestado con su código CUPS')
  const repetido = contenido.diagnosticos.find(
    ({ cie10 }, index) => contenido.diagnosticos.findIndex((otro) => otro.cie10 === cie10) !== index,
  )
  exige(repetido === undefined, 'diagnosticos', `El diagnóstico ${repetido?.cie10 ?? ''} está repetido`)
  contenido.servicios.forEach((servicio, index) => {
    exige(
      servicio.sinCobro !== null || servicio.valorUnitario !== null,
      `servicios.${index}.valorUnitario`,
      `Falta el valor de ${servicio.descripcion}`,
    )
  })
  contenido.formula.medicamentos.forEach((medicamento, index) => {
    for (const falta of faltantesMedicamento(medicamento))
      faltan.push({ campo: `formula.${index}.${falta.campo}`, mensaje: falta.mensaje })
  })
  return faltan
}

/** Items 6 to 11 of the fórmula (Decreto 780 de 2016 art. 2.5.3.10.16): each one missing blocks printing with its own message. */
export function faltantesMedicamento(medicamento: MedicamentoFormula): Faltante[] {
  const nombre = medicamento.dci.trim() || 'el medicamento'
  const textos: [keyof MedicamentoFormula, string][] = [
    ['dci', 'Escriba el medicamento por su nombre genérico'],
    ['concentracion', `Falta la concentración de ${nombre}`],
    ['formaFarmaceutica', `Falta la forma farmacéutica de ${nombre}`],
    ['via', `Falta la vía de administración de ${nombre}`],
    ['dosis', `Falta la dosis de ${nombre}`],
    ['frecuencia', `Falta la frecuencia de ${nombre}`],
    ['duracion', `Falta la duración del tratamiento con ${nombre}`],
    ['unidad', `Falta la unidad (tabletas, frascos…) de ${nombre}`],
  ]
  const faltan = textos
    .filter(([campo]) => String(medicamento[campo] ?? '').trim() === '')
    .map(([campo, mensaje]) => ({ campo, mensaje }))
  if (!medicamento.cantidad)
    faltan.push({ campo: 'cantidad', mensaje: `Falta la cantidad total de ${nombre}` })
  return faltan
}

/** One of the papers that closing will produce, as far as the note alone can tell. */
export interface Produccion {
  readonly clase: 'nota' | 'formula' | 'factura' | 'rips'
  readonly estado: 'listo' | 'falta' | 'no-aplica'
  readonly detalle: string
  readonly faltantes: readonly Faltante[]
}

/**
 * What this note would produce if it were closed now, for the panel beside it while it is written. What only the core knows
 * (numbering, certificate, rules of DIAN and MUV) is told by `jornada.prepararCierre`.
 *
 * @param pagador name of who pays by monthly account; null when the patient pays
 */
export function produccionDe(contenido: ContenidoNota, pagador: string | null): Produccion[] {
  const todos = faltantesNota(contenido)
  const deFormula = todos.filter(({ campo }) => campo.startsWith('formula.'))
  const deNota = todos.filter(({ campo }) => !campo.startsWith('formula.'))
  const deServicios = deNota.filter(({ campo }) => campo.startsWith('servicios'))
  const deRips = deNota.filter(({ campo }) => campo === 'diagnosticos' || campo.startsWith('servicios'))
  const cobrables = contenido.servicios.filter(({ sinCobro }) => sinCobro === null)
  const total = formatPesos(totalServicios(contenido))
  const medicamentos = contenido.formula.medicamentos.length
  const sinCobrar = contenido.servicios.length > 0 && cobrables.length === 0
  return [
    estadoDe('nota', deNota, 'Completa'),
    medicamentos === 0
      ? { clase: 'formula', estado: 'no-aplica', detalle: 'Sin medicamentos', faltantes: [] }
      : estadoDe('formula', deFormula, medicamentos === 1 ? '1 medicamento' : `${medicamentos} medicamentos`),
    sinCobrar
      ? { clase: 'factura', estado: 'no-aplica', detalle: 'Nada por cobrar', faltantes: [] }
      : estadoDe('factura', deServicios, pagador === null ? total : `${total} · cuenta de ${pagador}`),
    estadoDe('rips', deRips, pagador === null ? 'Con la factura' : 'Con la cuenta del mes'),
  ]
}

/** Sum of what the note charges, in centavos; a service without value yet adds nothing. */
export function totalServicios(contenido: Pick<ContenidoNota, 'servicios'>): Centavos {
  return sumCentavos(
    contenido.servicios.map((servicio) =>
      servicio.sinCobro === null ? (servicio.valorUnitario ?? 0) * servicio.cantidad : 0,
    ),
  )
}

function estadoDe(clase: Produccion['clase'], faltantes: readonly Faltante[], detalle: string): Produccion {
  if (faltantes.length === 0) return { clase, estado: 'listo', detalle, faltantes }
  return {
    clase,
    estado: 'falta',
    detalle: faltantes.length === 1 ? 'Falta un dato' : `Faltan ${faltantes.length} datos`,
    faltantes,
  }
}

/** What of the vital signs is hardly possible in a living person: asked, never refused (workflows 1.3). */
export function avisosSignos(signos: SignosVitales): Faltante[] {
  const rangos: [keyof SignosVitales, number, number, (valor: number) => string][] = [
    ['taSistolica', 50, 260, (v) => `TA sistólica ${v} ¿es correcta?`],
    ['taDiastolica', 20, 160, (v) => `TA diastólica ${v} ¿es correcta?`],
    ['frecuenciaCardiaca', 25, 230, (v) => `FC ${v} por minuto ¿es correcta?`],
    ['frecuenciaRespiratoria', 6, 80, (v) => `FR ${v} por minuto ¿es correcta?`],
    ['temperaturaDecimas', 320, 425, (v) => `Temperatura ${v / 10} °C ¿es correcta?`],
    ['saturacion', 50, 100, (v) => `Saturación ${v} % ¿es correcta?`],
    ['pesoGramos', 400, 300_000, (v) => `Peso ${v / 1000} kg ¿es correcto?`],
    ['tallaMilimetros', 200, 2_300, (v) => `Talla ${v / 10} cm ¿es correcta?`],
  ]
  const avisos: Faltante[] = []
  for (const [campo, minimo, maximo, mensaje] of rangos) {
    const valor = signos[campo]
    if (valor !== null && (valor < minimo || valor > maximo)) avisos.push({ campo, mensaje: mensaje(valor) })
  }
  if (
    signos.taSistolica !== null &&
    signos.taDiastolica !== null &&
    signos.taSistolica <= signos.taDiastolica
  )
    avisos.push({ campo: 'taSistolica', mensaje: 'La TA sistólica debe ser mayor que la diastólica' })
  return avisos
}

/** Body mass index in tenths of kg/m², or null without weight and height. */
export function imcDecimas(signos: SignosVitales): number | null {
  const { pesoGramos, tallaMilimetros } = signos
  if (!pesoGramos || !tallaMilimetros) return null
  return Math.round((pesoGramos * 10_000) / (tallaMilimetros * tallaMilimetros))
}

function haySignos(signos: SignosVitales): boolean {
  return Object.values(signos).some((valor) => valor !== null)
}
