import type { Clock } from '../../../core/clock/clock.ts'
import type { Ids } from '../../../core/ids/ids.ts'
import type { Logger } from '../../../core/logging/logger.ts'
import type { FirmanteDian } from './application-response.ts'
import type { Libro } from './libro.ts'
import type { RegistroDian } from './registro.ts'

/** What every operation works with. */
export interface Servicio {
  readonly registro: RegistroDian
  readonly libro: Libro
  readonly firmante: FirmanteDian
  readonly clock: Clock
  readonly ids: Ids
  readonly puerto: string
  readonly demoraLoteMs: number
  /** See `DianPracticaOptions`. */
  readonly adquirienteContesta: boolean
  readonly logger: Logger | undefined
}
