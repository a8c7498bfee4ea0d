import type { ContenidoNota, Plantilla } from './schemas.ts'

/** Free-text sections of a note, in the order they are written and read (Resolución 1995 de 1999, workflows 5.1). */
export type SeccionTexto =
  | 'motivo'
  | 'enfermedadActual'
  | 'revisionSistemas'
  | 'examenFisico'
  | 'resultados'
  | 'analisis'
  | 'plan'

interface TextoSeccion {
  readonly titulo: string
  /** Letter that, with Alt, goes to the section; it is underlined in the title. */
  readonly letra: string
  /** What one writes in it, shown while it is empty. */
  readonly ayuda: string
}

/** Every section of a note, also those that are not a paragraph. */
export type Seccion =
  | SeccionTexto
  | 'antecedentes'
  | 'signosVitales'
  | 'diagnosticos'
  | 'servicios'
  | 'formula'

const SECCIONES: Readonly<Record<Seccion, TextoSeccion>> = {
  motivo: { titulo: 'Motivo de consulta', letra: 'M', ayuda: 'Con las palabras del paciente' },
  enfermedadActual: {
    titulo: 'Enfermedad actual',
    letra: 'E',
    ayuda: 'Cuándo empezó, cómo ha sido, qué ha recibido',
  },
  antecedentes: { titulo: 'Antecedentes', letra: 'A', ayuda: '' },
  revisionSistemas: {
    titulo: 'Revisión por sistemas',
    letra: 'R',
    ayuda: 'Lo que refiere por sistemas, o que niega otros síntomas',
  },
  signosVitales: { titulo: 'Signos vitales', letra: 'S', ayuda: '' },
  examenFisico: { titulo: 'Examen físico', letra: 'X', ayuda: 'Hallazgos por sistemas' },
  resultados: { titulo: 'Resultados', letra: 'U', ayuda: 'Laboratorios e imágenes que trae' },
  analisis: { titulo: 'Análisis', letra: 'N', ayuda: 'Razonamiento y criterio' },
  diagnosticos: { titulo: 'Diagnósticos', letra: 'D', ayuda: '' },
  plan: {
    titulo: 'Plan',
    letra: 'P',
    ayuda: 'Estudios, tratamiento, educación, signos de alarma y control',
  },
  servicios: { titulo: 'Servicios prestados', letra: 'V', ayuda: '' },
  formula: { titulo: 'Fórmula médica', letra: 'F', ayuda: '' },
}

/** Words of a section; a control visit asks how the person has been instead of how it began (workflows 5.1). */
export function textoSeccion(seccion: Seccion, plantilla: Plantilla): TextoSeccion {
  if (plantilla === 'control' && seccion === 'enfermedadActual')
    return {
      titulo: 'Evolución',
      letra: 'E',
      ayuda: 'Desde la última consulta: síntomas, adherencia, efectos adversos, metas',
    }
  return SECCIONES[seccion]
}

export const ESTADOS_NOTA = {
  borrador: { texto: 'Borrador', tono: 'pide' },
  firmada: { texto: 'Firmada', tono: 'hecho' },
} as const

/** Why a service given is not charged; what is chosen stays in the record of the service. */
export const MOTIVOS_SIN_COBRO = ['Cortesía', 'Incluido en otro servicio', 'Control sin costo'] as const

/** Ways of administration offered for a medicine; any other may be written. */
export const VIAS_ADMINISTRACION = [
  'oral',
  'sublingual',
  'tópica',
  'oftálmica',
  'ótica',
  'nasal',
  'inhalatoria',
  'vaginal',
  'rectal',
  'intramuscular',
  'intravenosa',
  'subcutánea',
] as const

/** The paragraphs of a note that have something written, in reading order, with their title. */
export function parrafosDe(
  contenido: ContenidoNota,
  plantilla: Plantilla,
  secciones: readonly SeccionTexto[],
): { readonly campo: SeccionTexto; readonly titulo: string; readonly texto: string }[] {
  return secciones.flatMap((campo) => {
    const texto = contenido[campo].trim()
    return texto === '' ? [] : [{ campo, titulo: textoSeccion(campo, plantilla).titulo, texto }]
  })
}
