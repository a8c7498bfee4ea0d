import { hostActions } from '../rpc/use-connection.ts'

/** Opens the print dialog for what is on the screen, through the program in its own window or the browser's. */
export async function printScreen(): Promise<void> {
  if (hostActions) await hostActions('imprimir')
  else window.print()
}
