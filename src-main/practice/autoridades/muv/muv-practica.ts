import { gunzipSync } from 'node:zlib'
import type { Clock } from '../../../core/clock/clock.ts'
import type { Logger } from '../../../core/logging/logger.ts'
import { createFaultPlan, type FaultPlan } from '../fallas.ts'
import { type Peticion, type Respuesta, startServidor } from '../servidor.ts'
import { createTurnos } from '../turnos.ts'
import { type ArchivoCuv, calcularCuv, openArchivoCuv, type PaqueteValidado } from './archivo-cuv.ts'
import { gruposDeServicio } from './campos-rips.ts'
import { rechazado } from './hallazgo-muv.ts'
import { juzgarCarga, type VeredictoMuv } from './juicio-muv.ts'
import { type ModuloMuv, modulos } from './modulos.ts'
import type { RegistroMuv } from './registro-muv.ts'
import { aceptacion, consulta, fechaMuv, json, rechazo, salud } from './respuestas-muv.ts'
import { comoObjeto, createSesiones, type Sesiones } from './sesiones.ts'

const maxBytes = 256 * 1024 * 1024

export interface MuvPracticaOptions {
  readonly clock: Clock
  /** File of accepted packages; created when absent. */
  readonly journalPath: string
  /** 0, the default, lets the system choose. */
  readonly port?: number
  /** What the ministry knows of the provider; a function is asked at every request. */
  readonly registro: RegistroMuv | (() => RegistroMuv)
  readonly logger?: Logger
  /** XML that DIAN accepted under a CUFE; when given, an unknown or altered document is refused (GI011). */
  readonly aprobadoPorDian?: (cufe: string) => string | undefined
}

export interface MuvPractica {
  /** Base address, `http://127.0.0.1:PORT`, no slash at the end. */
  readonly url: string
  readonly faults: FaultPlan
  /** Accepted packages, oldest first. */
  paquetes(): readonly PaqueteValidado[]
  close(): Promise<void>
}

interface Servicio {
  readonly registro: RegistroMuv
  readonly archivo: ArchivoCuv
  readonly sesiones: Sesiones
  readonly ahora: Date
  readonly aprobado: ((cufe: string) => string | undefined) | undefined
}

/**
 * Starts a ministry validator for practice on loopback: the JSON API of the real one and its rules, judged by code that
 * shares nothing with the program's own RIPS builder. Accepted packages outlive a restart; no CUV it gives has validity.
 */
export async function startMuvPractica(options: MuvPracticaOptions): Promise<MuvPractica> {
  const registro = () => (typeof options.registro === 'function' ? options.registro() : options.registro)
  const archivo = await openArchivoCuv(options.journalPath)
  const sesiones = createSesiones(options.clock)
  const faults = createFaultPlan()
  const enTurno = createTurnos()

  const servidor = await startServidor({
    port: options.port ?? 0,
    maxBytes,
    faults,
    logger: options.logger,
    operacion: (request) => ultimoPaso(request.url ?? ''),
    atender: (peticion) =>
      enTurno(() =>
        atender(peticion, {
          registro: registro(),
          archivo,
          sesiones,
          ahora: options.clock.now(),
          aprobado: options.aprobadoPorDian,
        }),
      ),
  })
  return {
    url: servidor.url,
    faults,
    paquetes: () => archivo.paquetes,
    async close() {
      await servidor.close()
      await enTurno(() => archivo.close())
    },
  }
}

function ultimoPaso(ruta: string): string {
  return /\/(\w+)(?:\?.*)?$/.exec(ruta)?.[1] ?? ''
}

async function atender(peticion: Peticion, servicio: Servicio): Promise<Respuesta> {
  const { metodo, ruta } = peticion
  if (metodo === 'GET' && ruta === '/BasicHealth') return salud(servicio.ahora)
  if (metodo !== 'POST') return json(404, { message: 'No existe' })

  const cuerpo = leerCuerpo(peticion)
  if (cuerpo === undefined) return json(400, { message: 'El cuerpo no es JSON' })
  const datos = comoObjeto(cuerpo)

  if (ruta === '/api/Auth/LoginSISPRO') return entrar(datos, servicio)
  if (ruta === '/api/ConsultasFevRips/ConsultarCUV') {
    const paquete = servicio.archivo.porCuv(String(datos.codigoUnicoValidacion))
    return paquete
      ? consulta(paquete)
      : json(200, {
          ProcesoId: 0,
          EsValido: false,
          CodigoUnicoValidacion: datos.codigoUnicoValidacion ?? null,
          ResultadosValidacion: [],
        })
  }

  const operacion = /^\/api\/PaquetesFevRips\/(\w+)$/.exec(ruta)?.[1]
  const modulo = operacion === undefined ? undefined : modulos[operacion]
  if (!modulo && operacion !== 'RecuperarCUV') return json(404, { message: 'No existe' })
  if (!servicio.sesiones.valida(peticion.cabeceras.authorization)) {
    return rechazo(401, { procesoId: 0, numero: '', ahora: servicio.ahora }, [
      rechazado('TOT002', 'La sesión no existe o el token venció.'),
    ])
  }
  if (!modulo) return recuperar(datos, servicio)
  return cargar(modulo, datos, peticion.rechazo, servicio)
}

function leerCuerpo({ cabeceras, cuerpo }: Peticion): unknown {
  try {
    const bytes =
      cabeceras['content-encoding'] === 'gzip' ? gunzipSync(cuerpo, { maxOutputLength: maxBytes }) : cuerpo
    const leido: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return leido
  } catch {
    return undefined
  }
}

/** A refused login is HTTP 200 too. */
function entrar(datos: unknown, { registro, sesiones }: Servicio): Respuesta {
  const token = sesiones.entrar(datos, registro)
  return token === undefined
    ? json(200, {
        token: null,
        login: false,
        registrado: false,
        errors: ['Sus Credenciales de Usuario no son validas'],
      })
    : json(200, { token, login: true, registrado: true, errors: null })
}

function recuperar(datos: Readonly<Record<string, unknown>>, { archivo, ahora }: Servicio): Respuesta {
  const paquete = archivo.porCuv(String(datos.codigoUnicoValidacion))
  if (paquete) return aceptacion(paquete)
  return rechazo(400, { procesoId: 0, numero: '', ahora }, [
    rechazado('PFR001', 'El código único de validación no existe en el sistema.'),
  ])
}

/** Judges an upload and, if it passes, keeps it before anybody is told. The same package again gets the same answer. */
async function cargar(
  modulo: ModuloMuv,
  datos: Readonly<Record<string, unknown>>,
  pedido: Peticion['rechazo'],
  { registro, archivo, ahora, aprobado }: Servicio,
): Promise<Respuesta> {
  const { rips = null, xmlFevFile = '' } = datos
  const cuv = calcularCuv(xmlFevFile, rips)
  if (pedido) {
    return rechazo(400, { procesoId: archivo.siguienteProceso(), numero: '', ahora }, [
      rechazado(pedido.regla, pedido.mensaje),
    ])
  }
  const repetido = archivo.porCuv(cuv)
  if (repetido?.modulo === modulo.nombre) return aceptacion(repetido)

  const veredicto = juzgarCarga(
    { modulo, rips, xmlFevFile },
    {
      registro,
      ahora,
      aprobado,
      facturaConocida: (numero) => archivo.porNumero('FacturaElectronica', numero) !== undefined,
    },
  )
  const previo = veredicto.numero === '' ? undefined : archivo.porNumero(modulo.nombre, veredicto.numero)
  const resultados = previo
    ? [
        rechazado(
          'PFR001',
          'El número ya tiene un código único de validación y el paquete enviado no le corresponde.',
          {
            observaciones: `Número [${veredicto.numero}] CUV [${previo.cuv}]`,
          },
        ),
        ...veredicto.hallazgos,
      ]
    : veredicto.hallazgos
  if (previo || !veredicto.aceptado) {
    // What never got past its structure has no process, as in the answers seen.
    const procesoId = veredicto.numero === '' ? 0 : archivo.siguienteProceso()
    return rechazo(400, { procesoId, numero: veredicto.numero, ahora }, resultados)
  }

  const paquete: PaqueteValidado = {
    cuv,
    procesoId: archivo.siguienteProceso(),
    modulo: modulo.nombre,
    numero: veredicto.numero,
    fecha: fechaMuv(ahora),
    modalidad: veredicto.documento?.modalidad.nombre ?? '',
    periodo: veredicto.documento?.periodo ?? { inicio: '', fin: '' },
    resultados,
    resumen: resumir(veredicto, registro),
  }
  await archivo.guardar(paquete)
  return aceptacion(paquete)
}

function resumir({ documento, paquete }: VeredictoMuv, registro: RegistroMuv): PaqueteValidado['resumen'] {
  const servicios = paquete?.usuarios.flatMap((usuario) => usuario.servicios) ?? []
  const nombres = {
    consultas: 'Consultas',
    procedimientos: 'Procedimientos',
    medicamentos: 'Medicamentos',
    otrosServicios: 'OtrosServicios',
    recienNacidos: 'RecienNacidos',
    hospitalizacion: 'Hospitalizaciones',
    urgencias: 'Urgencias',
  } as const
  return {
    nit: registro.nit,
    fechaEmision: documento?.fecha ?? '',
    totalFactura: (documento?.valor ?? 0) / 100,
    usuarios: paquete?.usuarios.length ?? 0,
    totalServicios: servicios.reduce((total, { datos }) => total + Number(datos.vrServicio ?? 0), 0),
    adquiriente: documento?.adquiriente ?? '',
    codigoPrestador: documento?.codigoPrestador ?? '',
    referido: documento?.facturaReferida ?? String(paquete?.datos.numFactura ?? ''),
    atenciones: Object.fromEntries(
      gruposDeServicio.map((grupo) => [
        nombres[grupo],
        servicios.filter((servicio) => servicio.grupo === grupo).length,
      ]),
    ),
  }
}
