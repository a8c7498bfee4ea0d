import { consultaMedica } from '../../src-main/practice/consulta-medica.ts'
import type { ContenidoNota } from '../../src-shared/domains/historia/schemas.ts'

const MOTIVOS = [
  [
    'G442',
    'Cefalea debida a tensión',
    'Dolor de cabeza opresivo de tres días',
    'cefalea holocraneana opresiva',
  ],
  ['I10X', 'Hipertensión esencial (primaria)', 'Control de la tensión', 'tensión en casa entre 130 y 145'],
  [
    'J00X',
    'Rinofaringitis aguda, rinitis aguda',
    'Gripa desde anteayer',
    'rinorrea hialina, odinofagia y malestar',
  ],
  [
    'M545',
    'Lumbago no especificado',
    'Dolor de espalda al levantar peso',
    'dolor lumbar mecánico sin irradiación',
  ],
  [
    'K297',
    'Gastritis, no especificada',
    'Ardor en el estómago',
    'epigastralgia urente que mejora con antiácido',
  ],
  [
    'N390',
    'Infección de vías urinarias, sitio no especificado',
    'Ardor al orinar',
    'disuria y polaquiuria sin fiebre',
  ],
  ['E119', 'Diabetes mellitus tipo 2', 'Control de azúcar', 'glucometrías en ayunas entre 110 y 160'],
  [
    'L309',
    'Dermatitis, no especificada',
    'Brote en los brazos',
    'placas eritematosas pruriginosas en antebrazos',
  ],
] as const

const MEDICAMENTOS = [
  ['Acetaminofén', '500 mg', 'Tableta', '1 tableta', 'cada 8 horas si hay dolor', '5 días', 15],
  ['Losartán', '50 mg', 'Tableta', '1 tableta', 'cada 12 horas', '30 días', 60],
  ['Metformina', '850 mg', 'Tableta', '1 tableta', 'con el almuerzo', '30 días', 30],
  ['Loratadina', '10 mg', 'Tableta', '1 tableta', 'en la noche', '7 días', 7],
  ['Omeprazol', '20 mg', 'Cápsula', '1 cápsula', 'en ayunas', '14 días', 14],
] as const

export interface ServicioDeNota {
  readonly cups: string
  readonly descripcion: string
  readonly pesos: number
}

/** A complete note of about 2 kB, as a doctor leaves it when the consultation is closed. */
export function notaDe(random: () => number, servicio: ServicioDeNota): ContenidoNota {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const [cie10, nombre, motivo, cuadro] = pick(MOTIVOS)
  const medicamentos = random() < 0.6 ? [pick(MEDICAMENTOS)] : []
  return {
    motivo: `«${motivo}»`,
    enfermedadActual: `Paciente con cuadro de ${1 + Math.floor(random() * 20)} días de evolución: ${cuadro}. Niega síntomas de alarma, consulta previa por urgencias y cambios recientes de medicación. Refiere adherencia parcial a las recomendaciones de la última consulta.`,
    antecedentes: {
      patologicos: 'Niega',
      farmacologicos: 'Niega',
      quirurgicos: 'Apendicectomía en la infancia',
      alergicos: 'Niega',
      familiares: 'Madre hipertensa, padre con diabetes',
    },
    revisionSistemas:
      'Sin síntomas respiratorios, gastrointestinales ni urinarios distintos de los descritos.',
    signosVitales: {
      taSistolica: 108 + Math.floor(random() * 40),
      taDiastolica: 66 + Math.floor(random() * 24),
      frecuenciaCardiaca: 60 + Math.floor(random() * 30),
      frecuenciaRespiratoria: 14 + Math.floor(random() * 6),
      temperaturaDecimas: 362 + Math.floor(random() * 14),
      saturacion: 94 + Math.floor(random() * 6),
      pesoGramos: 48_000 + Math.floor(random() * 50_000),
      tallaMilimetros: 1480 + Math.floor(random() * 400),
    },
    examenFisico:
      'Buen estado general, hidratado, afebril. Ruidos cardíacos rítmicos sin soplos, murmullo vesicular conservado. Abdomen blando, no doloroso. Extremidades sin edema. Sin déficit neurológico aparente.',
    resultados: '',
    analisis: `${nombre}. Sin signos de alarma; se explican el diagnóstico, el pronóstico y las opciones de manejo.`,
    diagnosticos: [{ cie10, nombre, tipo: '01' }],
    plan: 'Medidas generales, tratamiento según fórmula, signos de alarma explicados y entendidos. Control en un mes o antes si no mejora.',
    servicios: [consultaMedica(servicio)],
    formula: {
      vigenciaDias: 30,
      medicamentos: medicamentos.map(
        ([dci, concentracion, forma, dosis, frecuencia, duracion, cantidad]) => ({
          dci,
          concentracion,
          formaFarmaceutica: forma,
          via: 'Oral',
          dosis,
          frecuencia,
          duracion,
          cantidad,
          unidad: 'tabletas',
          indicaciones: 'Tomar con agua; suspender y consultar si aparece brote.',
        }),
      ),
    },
    incapacidad: false,
    proximoControl: null,
  }
}
