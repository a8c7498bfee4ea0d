import { createHash } from 'node:crypto'
import { openDiario } from '../diario.ts'
import type { ResultadoValidacion } from './hallazgo-muv.ts'

/** A package that the practice validator accepted. */
export interface PaqueteValidado {
  readonly cuv: string
  readonly procesoId: number
  readonly modulo: string
  readonly numero: string
  /** Instant of the validation, as it was answered. */
  readonly fecha: string
  readonly modalidad: string
  readonly periodo: { readonly inicio: string; readonly fin: string }
  readonly resultados: readonly ResultadoValidacion[]
  readonly resumen: ResumenValidado
}

/** What ConsultarCUV tells of a package. Amounts in pesos, as the wire has them. */
export interface ResumenValidado {
  readonly nit: string
  readonly fechaEmision: string
  readonly totalFactura: number
  readonly usuarios: number
  readonly totalServicios: number
  readonly adquiriente: string
  readonly codigoPrestador: string
  readonly referido: string
  readonly atenciones: Readonly<Record<string, number>>
}

/** Accepted packages: in memory to answer, in the journal to remember. */
export interface ArchivoCuv {
  readonly paquetes: readonly PaqueteValidado[]
  porCuv(cuv: string): PaqueteValidado | undefined
  porNumero(modulo: string, numero: string): PaqueteValidado | undefined
  siguienteProceso(): number
  /** Resolves once it is on the disk; only then may the sender be answered. */
  guardar(paquete: PaqueteValidado): Promise<void>
  close(): Promise<void>
}

/** SHA-384 of document and RIPS, 96 hexadecimal characters: the ministry's own recipe is not published. */
export function calcularCuv(xmlFevFile: unknown, rips: unknown): string {
  const xml = typeof xmlFevFile === 'string' ? xmlFevFile : ''
  return createHash('sha384').update(xml, 'utf8').update('\n').update(JSON.stringify(rips)).digest('hex')
}

export async function openArchivoCuv(journalPath: string): Promise<ArchivoCuv> {
  const diario = await openDiario<PaqueteValidado>(journalPath)
  const paquetes: PaqueteValidado[] = []
  const porCuv = new Map<string, PaqueteValidado>()
  const porNumero = new Map<string, PaqueteValidado>()
  let ultimoProceso = 0

  const recordar = (paquete: PaqueteValidado) => {
    paquetes.push(paquete)
    porCuv.set(paquete.cuv, paquete)
    porNumero.set(`${paquete.modulo} ${paquete.numero}`, paquete)
    ultimoProceso = Math.max(ultimoProceso, paquete.procesoId)
  }
  for (const paquete of diario.entradas) recordar(paquete)

  return {
    paquetes,
    porCuv: (cuv) => porCuv.get(cuv),
    porNumero: (modulo, numero) => porNumero.get(`${modulo} ${numero}`),
    siguienteProceso: () => ++ultimoProceso,
    async guardar(paquete) {
      await diario.append(paquete)
      recordar(paquete)
    },
    close: () => diario.close(),
  }
}
