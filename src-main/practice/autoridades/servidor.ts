import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from '../../core/logging/logger.ts'
import type { FaultPlan } from './fallas.ts'

export interface Peticion {
  readonly metodo: string
  readonly ruta: string
  /** Name of the operation, as the fault plan knows it. */
  readonly operacion: string
  readonly cabeceras: IncomingMessage['headers']
  readonly cuerpo: Buffer
  /** Set when the fault plan asks for a refusal by a named rule. */
  readonly rechazo: { readonly regla: string; readonly mensaje: string } | undefined
}

export interface Respuesta {
  readonly estado: number
  readonly tipo: string
  readonly cuerpo: string
  readonly cabeceras?: Readonly<Record<string, string>>
}

export interface ServidorConfig {
  readonly port: number
  readonly maxBytes: number
  readonly faults: FaultPlan
  readonly logger: Logger | undefined
  /** Names the operation from what is known before the body is read. */
  operacion(request: IncomingMessage): string
  atender(peticion: Peticion): Promise<Respuesta>
}

export interface Servidor {
  /** `http://127.0.0.1:PORT`, no slash at the end. */
  readonly url: string
  /** Stops listening and cuts what is open; resolves when the port is free. */
  close(): Promise<void>
}

/**
 * HTTP server of an authority on loopback, which applies the fault plan to the bytes on the wire.
 * The authority itself only sees whole requests.
 */
export async function startServidor(config: ServidorConfig): Promise<Servidor> {
  const server = createServer((request) => {
    void serve(request, config)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => close(server) }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function serve(request: IncomingMessage, config: ServidorConfig): Promise<void> {
  const { socket } = request
  socket.on('error', () => socket.destroy())
  const operacion = config.operacion(request)
  const falla = config.faults.take(operacion)
  try {
    switch (falla?.tipo) {
      case 'corte-antes':
        socket.destroy()
        return
      case 'corte-durante':
        await readBody(request, config.maxBytes, falla.bytes)
        socket.destroy()
        return
      case '500':
        await readBody(request, config.maxBytes)
        send(socket, page(500, 'Error interno del servidor'))
        return
      case '503':
        await readBody(request, config.maxBytes)
        send(socket, {
          ...page(503, 'Servicio no disponible'),
          cabeceras: { 'retry-after': String(falla.segundos ?? 5) },
        })
        return
      case 'mantenimiento':
        await readBody(request, config.maxBytes)
        send(socket, page(falla.estado, 'Estamos en mantenimiento. Intente más tarde.'))
        return
    }

    const cuerpo = await readBody(request, config.maxBytes)
    if (!cuerpo) {
      send(socket, page(413, 'El mensaje es demasiado grande'))
      return
    }
    // After the body, so that a client that stops waiting leaves behind a request that will be processed.
    if (falla?.tipo === 'lenta') await wait(falla.ms)
    const peticion: Peticion = {
      metodo: request.method ?? 'GET',
      ruta: new URL(request.url ?? '/', 'http://127.0.0.1').pathname,
      operacion,
      cabeceras: request.headers,
      cuerpo,
      rechazo: falla?.tipo === 'rechazo' ? { regla: falla.regla, mensaje: falla.mensaje } : undefined,
    }
    if (falla?.tipo === 'repetida') await config.atender(peticion)
    const respuesta = await config.atender(peticion)
    config.logger?.info('practica.respuesta', { kind: operacion, status: respuesta.estado })

    if (falla?.tipo === 'corte-despues') {
      const bytes = render(respuesta).subarray(0, falla.bytes)
      if (bytes.length === 0) socket.destroy()
      else socket.write(bytes, () => socket.destroy())
      return
    }
    send(socket, respuesta, falla?.tipo === 'repetida' && falla.dobleRespuesta === true ? 2 : 1)
  } catch (error) {
    config.logger?.error('practica.error', { kind: operacion }, error)
    send(socket, page(500, 'Error interno del servidor'))
  }
}

/** The whole body, or what came until `stopAfter` bytes; undefined when it is larger than `maxBytes`. */
async function readBody(
  request: IncomingMessage,
  maxBytes: number,
  stopAfter = Number.POSITIVE_INFINITY,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let total = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    total += chunk.length
    if (total > maxBytes) return undefined
    if (total >= stopAfter) break
  }
  return Buffer.concat(chunks)
}

function page(estado: number, titulo: string): Respuesta {
  return {
    estado,
    tipo: 'text/html; charset=utf-8',
    cuerpo: `<!DOCTYPE html>\n<html lang="es"><head><title>${titulo}</title></head><body><h1>${titulo}</h1></body></html>\n`,
  }
}

/** The answer is written by hand so that a cut can fall on any byte of it; one answer per connection keeps that simple. */
function send(socket: Socket, respuesta: Respuesta, times = 1): void {
  if (socket.destroyed) return
  const bytes = render(respuesta)
  for (let i = 0; i < times; i++) socket.write(bytes)
  socket.end()
}

function render(respuesta: Respuesta): Buffer {
  const cuerpo = Buffer.from(respuesta.cuerpo, 'utf8')
  const cabeceras = Object.entries({
    'content-type': respuesta.tipo,
    'content-length': String(cuerpo.length),
    connection: 'close',
    ...respuesta.cabeceras,
  })
    .map(([nombre, valor]) => `${nombre}: ${valor}\r\n`)
    .join('')
  const inicio = `HTTP/1.1 ${respuesta.estado} ${STATUS_CODES[respuesta.estado] ?? ''}\r\n${cabeceras}\r\n`
  return Buffer.concat([Buffer.from(inicio, 'latin1'), cuerpo])
}
