import { consultaMedica } from '../../src-main/practice/consulta-medica.ts'
import { TARIFAS } from '../../src-main/practice/demo-facts.ts'
import { type ContenidoNota, contenidoNotaSchema } from '../../src-shared/domains/historia/schemas.ts'

/** A note that can be closed: one consultation of 120.000 pesos. */
export function notaDe(motivo: string): ContenidoNota {
  const [consulta] = TARIFAS
  return contenidoNotaSchema.parse({
    motivo,
    enfermedadActual: 'Cuadro de tres días de cefalea opresiva, sin náuseas ni fotofobia.',
    revisionSistemas: 'Sin síntomas respiratorios.',
    antecedentes: { patologicos: 'Niega', alergicos: 'Niega' },
    signosVitales: { taSistolica: 118, taDiastolica: 76, frecuenciaCardiaca: 72 },
    examenFisico: 'Buen estado general.',
    analisis: 'Cefalea tensional sin signos de alarma.',
    diagnosticos: [{ cie10: 'G442', nombre: 'Cefalea debida a tensión', tipo: '01' }],
    plan: 'Acetaminofén, signos de alarma.',
    servicios: [consultaMedica(consulta)],
  })
}
