import type { Tone } from '../../src-renderer/ui/tone.ts'

export const pacientes = [
  { id: '1', nombre: 'Ana Lucía Muñoz Cárdenas', documento: 'CC 41.234.512', edad: '38 años' },
  {
    id: '2',
    nombre: 'María de los Ángeles Fernández de Castro y Rodríguez-Escandón',
    documento: 'CE 398.112',
    edad: '71 años',
  },
  { id: '3', nombre: 'Íngrid Ñáñez', documento: 'TI 1.032.456.789', edad: '16 años' },
  { id: '4', nombre: 'José Ángel Piñeros', documento: 'CC 79.845.120', edad: '54 años' },
  { id: '5', nombre: 'Sara Valentina Ospina Güiza', documento: 'RC 1.141.330.201', edad: '5 meses' },
] as const

export interface FacturaMuestra {
  readonly id: string
  readonly numero: string
  readonly fecha: string
  readonly cliente: string
  readonly pagador: string
  readonly valor: number
  readonly estado: string
  readonly tono: Tone
}

const ESTADOS: readonly (readonly [string, Tone])[] = [
  ['Validada por la DIAN', 'hecho'],
  ['Firmada, pendiente de envío', 'pide'],
  ['Rechazada por la DIAN', 'peligro'],
  ['Enviada, respuesta desconocida', 'informa'],
  ['Borrador', 'neutro'],
]
const PAGADORES = ['Particular', 'Colmédica', 'Nueva EPS', 'Sura', 'Positiva ARL']

export function facturas(count: number): FacturaMuestra[] {
  return Array.from({ length: count }, (_, i) => {
    const [estado, tono] = ESTADOS[i % 11 === 0 ? 2 : i % 7 === 0 ? 1 : i % 13 === 0 ? 3 : 0] ?? [
      'Borrador',
      'neutro',
    ]
    return {
      id: `f${i}`,
      numero: `SETP${990000001 + i}`,
      fecha: `2026-11-${String(21 - (i % 20)).padStart(2, '0')}`,
      cliente: pacientes[i % pacientes.length]?.nombre ?? '',
      pagador: PAGADORES[i % PAGADORES.length] ?? '',
      valor: (45_000 + ((i * 7919) % 380) * 1000) * 100,
      estado,
      tono,
    }
  })
}
