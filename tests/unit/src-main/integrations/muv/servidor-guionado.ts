import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

export interface PeticionRecibida {
  readonly metodo: string
  readonly ruta: string
  readonly cabeceras: IncomingMessage['headers']
  /** Unzipped. */
  readonly cuerpo: string
}

export type Respondedor = (peticion: PeticionRecibida, respuesta: ServerResponse) => void

/** A real HTTP server on loopback that answers what the test says and keeps what it was asked. */
export async function servidorGuionado(responder: Respondedor) {
  const peticiones: PeticionRecibida[] = []
  const servidor = createServer((request, response) => {
    const trozos: Buffer[] = []
    request.on('data', (trozo: Buffer) => trozos.push(trozo))
    request.on('end', () => {
      const crudo = Buffer.concat(trozos)
      const peticion = {
        metodo: request.method ?? '',
        ruta: request.url ?? '',
        cabeceras: request.headers,
        cuerpo: (request.headers['content-encoding'] === 'gzip' ? gunzipSync(crudo) : crudo).toString('utf8'),
      }
      peticiones.push(peticion)
      responder(peticion, response)
    })
  })
  await new Promise<void>((listo) => servidor.listen(0, '127.0.0.1', listo))
  return {
    url: `http://127.0.0.1:${(servidor.address() as AddressInfo).port}`,
    peticiones,
    close: () =>
      new Promise<void>((listo) => {
        servidor.closeAllConnections()
        servidor.close(() => listo())
      }),
  }
}

export function responderJson(respuesta: ServerResponse, status: number, valor: unknown): void {
  respuesta.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(valor))
}
