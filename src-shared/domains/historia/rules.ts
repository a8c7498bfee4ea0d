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
  for (const servicio of contenido.servicios)
    exige(
      servicio.sinCobro !== null || servicio.valorUnitario !== null,
      'servicios',
      `Falta el valor de ${servicio.descripcion}`,
    )
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
