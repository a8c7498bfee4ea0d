import { seguridadContract } from './domains/seguridad/contract.ts'

/** Every procedure of the program: the sum of the contracts of its domains. The renderer's client is typed from it. */
export const contract = {
  seguridad: seguridadContract,
}
