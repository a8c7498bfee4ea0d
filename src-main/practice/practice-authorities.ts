import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { bogotaDate } from '../../src-shared/kernel/dates.ts'
import type { Clock } from '../core/clock/clock.ts'
import type { Ids } from '../core/ids/ids.ts'
import type { Logger } from '../core/logging/logger.ts'
import { type DianPractica, startDianPractica } from './autoridades/dian/dian-practica.ts'
import type { RegistroDian } from './autoridades/dian/registro.ts'
import { startMuvPractica } from './autoridades/muv/muv-practica.ts'
import { CLAVE_MUV, PRESTADOR, PROFESIONAL } from './demo-facts.ts'
import {
  ADQUIRIENTES_PRACTICA,
  type RegistroPractica,
  rangoContingencia,
  rangoPorTraer,
  rangoPractica,
  rangoSoporte,
  readRegistro,
} from './registro.ts'

type MuvPractica = Awaited<ReturnType<typeof startMuvPractica>>

export interface PracticeAuthorities {
  readonly dian: DianPractica
  readonly muv: MuvPractica
  readonly registro: RegistroPractica
  /** Tells them that the person changed the practice's own data in the wizard: they know the new NIT and ranges from then on. */
  adopt(cambio: Partial<Pick<RegistroDian, 'nit' | 'rangos'>>): void
  close(): Promise<void>
}

/**
 * DIAN and MUV of practice on loopback, on ports the system chooses, with their own memory under the practice folder. They are
 * spoken to over real HTTP by the same clients as the real ones.
 */
export async function startPracticeAuthorities(ports: {
  readonly dataDir: string
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  /** Payers acknowledge by themselves the invoices on credit: nobody else is there when a person practises. */
  readonly pagadorContesta?: boolean
}): Promise<PracticeAuthorities> {
  const folder = join(ports.dataDir, 'autoridades')
  mkdirSync(folder, { recursive: true })
  const registro = readRegistro(ports.dataDir)
  let actual: RegistroDian = {
    nit: PRESTADOR.nit,
    ...registro,
    rangos: [],
  }
  /** What the person has configured, and the ranges of practice that are not there yet. */
  const registrado = (): RegistroDian => {
    const hoy = bogotaDate(ports.clock.now())
    const falta = (propio: RegistroDian['rangos'][number]) =>
      !actual.rangos.some((r) => r.resolucion === propio.resolucion && r.prefijo === propio.prefijo)
    return {
      adquirientes: ADQUIRIENTES_PRACTICA,
      ...actual,
      rangos: [
        ...actual.rangos,
        ...[rangoPractica(hoy), rangoContingencia(hoy), rangoSoporte(hoy), rangoPorTraer(hoy)].filter(falta),
      ],
    }
  }
  const dian = await startDianPractica({
    clock: ports.clock,
    ids: ports.ids,
    logger: ports.logger,
    journalPath: join(folder, 'dian.jsonl'),
    registro: registrado,
    // As the real one, it takes its time with what is sent to the test set.
    demoraLoteMs: 1_500,
    adquirienteContesta: ports.pagadorContesta ?? false,
  })
  const muv = await startMuvPractica({
    clock: ports.clock,
    logger: ports.logger,
    journalPath: join(folder, 'muv.jsonl'),
    registro: () => ({
      ...registrado(),
      usuarios: [{ tipo: PROFESIONAL.tipoDocumento, numero: PROFESIONAL.numeroDocumento, clave: CLAVE_MUV }],
    }),
    aprobadoPorDian: (cufe) => dian.documentos().find((documento) => documento.cufe === cufe)?.xml,
  })
  return {
    dian,
    muv,
    registro,
    adopt(cambio) {
      actual = { ...actual, ...cambio }
    },
    async close() {
      await Promise.all([dian.close(), muv.close()])
    },
  }
}
