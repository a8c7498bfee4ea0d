import { agendaContract } from './domains/agenda/contract.ts'
import { catalogosContract } from './domains/catalogos/contract.ts'
import { comunicacionesContract } from './domains/comunicaciones/contract.ts'
import { configuracionContract } from './domains/configuracion/contract.ts'
import { facturacionContract } from './domains/facturacion/contract.ts'
import { habilitacionContract } from './domains/facturacion/habilitacion.ts'
import { ventasContract } from './domains/facturacion/ventas.ts'
import { finanzasContract } from './domains/finanzas/contract.ts'
import { historiaContract } from './domains/historia/contract.ts'
import { jornadaContract } from './domains/jornada/contract.ts'
import { pacientesContract } from './domains/pacientes/contract.ts'
import { ripsContract } from './domains/rips/contract.ts'
import { seguridadContract } from './domains/seguridad/contract.ts'
import { sincronizacionContract } from './domains/sincronizacion/contract.ts'

/** Every procedure of the program: the sum of the contracts of its domains. The renderer's client is typed from it. */
export const contract = {
  seguridad: seguridadContract,
  catalogos: catalogosContract,
  configuracion: configuracionContract,
  pacientes: pacientesContract,
  agenda: agendaContract,
  historia: historiaContract,
  facturacion: facturacionContract,
  habilitacion: habilitacionContract,
  ventas: ventasContract,
  rips: ripsContract,
  finanzas: finanzasContract,
  comunicaciones: comunicacionesContract,
  sincronizacion: sincronizacionContract,
  jornada: jornadaContract,
}
