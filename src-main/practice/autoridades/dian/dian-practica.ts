import type { Clock } from '../../../core/clock/clock.ts'
import type { Ids } from '../../../core/ids/ids.ts'
import type { Logger } from '../../../core/logging/logger.ts'
import { crearIdentidadPractica } from '../../certificado.ts'
import { createFaultPlan, type FaultPlan } from '../fallas.ts'
import { type Peticion, type Respuesta, startServidor } from '../servidor.ts'
import { createTurnos } from '../turnos.ts'
import { type DichoDelAdquiriente, registrarDelAdquiriente } from './adquiriente.ts'
import { texto } from './arbol.ts'
import { type DocumentoAceptado, type EventoAceptado, openLibro } from './libro.ts'
import { atenderOperacion, operacionesConocidas } from './operaciones.ts'
import type { RegistroDian } from './registro.ts'
import type { Servicio } from './servicio.ts'
import { abrirSobre, FalloSoap } from './sobre-entrada.ts'
import { sobreFallo } from './sobre-salida.ts'

const ruta = '/WcfDianCustomerServices.svc'
const maxBytes = 80 * 1024 * 1024

export interface DianPracticaOptions {
  readonly clock: Clock
  readonly ids: Ids
  /** File of accepted documents; created when absent. */
  readonly journalPath: string
  /** 0, the default, lets the system choose. */
  readonly port?: number
  /** What DIAN knows of the issuer; a function is asked at every request. */
  readonly registro: RegistroDian | (() => RegistroDian)
  readonly logger?: Logger
  /** How long an asynchronous send stays «en proceso de validación». 0 unless given. */
  readonly demoraLoteMs?: number
  /** The buyer of an invoice on credit acknowledges it and its receipt by itself, so that a person can practise. */
  readonly adquirienteContesta?: boolean
}

export interface DianPractica {
  /** Address of the SOAP service, `http://127.0.0.1:PORT/WcfDianCustomerServices.svc`. */
  readonly url: string
  readonly faults: FaultPlan
  /** Accepted documents, oldest first. */
  documentos(): readonly DocumentoAceptado[]
  /** Registered events, oldest first. */
  eventos(): readonly EventoAceptado[]
  /**
   * Registers what the buyer of an accepted invoice says of it, for in practice nobody else is there to say it.
   * @throws Error when it never accepted that invoice
   */
  respondeAdquiriente(cufe: string, dicho: DichoDelAdquiriente): Promise<EventoAceptado>
  /** PEM of the certificate that signs the ApplicationResponses of this run. */
  readonly certificadoPem: string
  close(): Promise<void>
}

/**
 * Starts a DIAN for practice on loopback: the real service's shapes and rules, judged by code that shares nothing
 * with the program's own builder and signer. Accepted documents outlive a restart; nothing it answers has validity.
 */
export async function startDianPractica(options: DianPracticaOptions): Promise<DianPractica> {
  const { clock, ids } = options
  const registro = () => (typeof options.registro === 'function' ? options.registro() : options.registro)
  const libro = await openLibro(options.journalPath)
  const ahora = clock.now()
  const firmante = await crearIdentidadPractica({
    nit: '800197268',
    nombre: 'DIAN de práctica',
    desde: new Date(ahora.getTime() - 86_400_000),
    hasta: new Date(ahora.getTime() + 3650 * 86_400_000),
    ids,
  })
  const faults = createFaultPlan()
  const enTurno = createTurnos()
  let puerto = ''
  const servicio = (): Servicio => ({
    registro: registro(),
    libro,
    firmante,
    clock,
    ids,
    puerto,
    demoraLoteMs: options.demoraLoteMs ?? 0,
    adquirienteContesta: options.adquirienteContesta ?? false,
    logger: options.logger,
  })

  const servidor = await startServidor({
    port: options.port ?? 0,
    maxBytes,
    faults,
    logger: options.logger,
    operacion: (request) => operacionDe(request.headers['content-type']),
    atender: async (peticion) => {
      const respuesta = await enTurno(() => atender(peticion, servicio()))
      return { ...respuesta, cabeceras: { date: clock.now().toUTCString(), ...respuesta.cabeceras } }
    },
  })
  puerto = new URL(servidor.url).port

  return {
    url: servidor.url + ruta,
    faults,
    documentos: () => libro.documentos,
    eventos: () => libro.eventos,
    respondeAdquiriente: (cufe, dicho) => enTurno(() => registrarDelAdquiriente(servicio(), cufe, dicho)),
    certificadoPem: firmante.certificadoPem,
    async close() {
      await servidor.close()
      await enTurno(() => libro.close())
    },
  }
}

/** SOAP 1.2 names the action in the content type, so the operation is known before the body is read. */
function operacionDe(contentType: string | undefined): string {
  return /action="[^"]*\/(\w+)"/.exec(contentType ?? '')?.[1] ?? ''
}

async function atender(peticion: Peticion, servicio: Servicio): Promise<Respuesta> {
  try {
    if (peticion.ruta !== ruta || peticion.metodo !== 'POST') {
      return { estado: 404, tipo: 'text/plain; charset=utf-8', cuerpo: 'No existe' }
    }
    if (!/^application\/soap\+xml\b/.test(peticion.cabeceras['content-type'] ?? '')) {
      return { estado: 415, tipo: 'text/plain; charset=utf-8', cuerpo: 'Se espera application/soap+xml' }
    }
    const llamada = abrirSobre(peticion.cuerpo.toString('utf8'), {
      ahora: servicio.clock.now(),
      nit: servicio.registro.nit,
      puerto: servicio.puerto,
      ruta,
    })
    if (!operacionesConocidas.has(llamada.operacion)) {
      throw new FalloSoap('ActionNotSupported', `La operación ${llamada.operacion} no existe en la práctica`)
    }
    const parametros = new Map(llamada.parametros.hijos.map((hijo) => [hijo.nombre, texto(hijo)]))
    if (parametros.size !== llamada.parametros.hijos.length) {
      throw new FalloSoap('BadRequest', 'Hay parámetros repetidos')
    }
    return await atenderOperacion(llamada.operacion, parametros, peticion.rechazo, servicio)
  } catch (error) {
    if (!(error instanceof FalloSoap)) throw error
    servicio.logger?.warn('practica.dian.fallo', { code: error.codigo })
    return sobreFallo(error)
  }
}
