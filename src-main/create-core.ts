import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { KIND_CORREO } from '../src-shared/domains/comunicaciones/schemas.ts'
import type { CallContext } from './core/calls/call-context.ts'
import { createRunCommand } from './core/calls/run-command.ts'
import type { Clock } from './core/clock/clock.ts'
import { openDatabase } from './core/database/open-database.ts'
import type { Db } from './core/database/schema.ts'
import { Refusal } from './core/errors/refusal.ts'
import { type Changes, createChanges } from './core/events/changes.ts'
import type { HttpPort } from './core/http/http-port.ts'
import type { Ids } from './core/ids/ids.ts'
import type { Logger } from './core/logging/logger.ts'
import { createOutbox, type DeliveryListener, type Outbox } from './core/outbox/outbox.ts'
import { marcarAtendida } from './domains/agenda/api.ts'
import { agendaHandlers } from './domains/agenda/handlers.ts'
import { createAgendaService } from './domains/agenda/service.ts'
import { catalogosHandlers } from './domains/catalogos/handlers.ts'
import { createCatalogosService } from './domains/catalogos/service.ts'
import { createAdjuntos, pdfEntregado } from './domains/comunicaciones/adjunto.ts'
import { type BuzonService, createBuzonService } from './domains/comunicaciones/buzon/service.ts'
import { comunicacionesHandlers } from './domains/comunicaciones/handlers.ts'
import { createComunicacionesService } from './domains/comunicaciones/service.ts'
import { getPagador, listResoluciones } from './domains/configuracion/api.ts'
import { configuracionHandlers } from './domains/configuracion/handlers.ts'
import { createObservacionDian } from './domains/configuracion/observacion-dian.ts'
import { createConfiguracionService } from './domains/configuracion/service.ts'
import { attachedDocumentDe, cadenaDe, KIND_FACTURA, saldosDe } from './domains/facturacion/api.ts'
import { createContingenciaService } from './domains/facturacion/contingencia/service.ts'
import { createCuentaService } from './domains/facturacion/cuenta/service.ts'
import type { AlEmitir } from './domains/facturacion/emitir.ts'
import { alEntregarFactura, createEntregaFactura } from './domains/facturacion/entrega.ts'
import { alEntregarTacita, createEntregaTacita } from './domains/facturacion/eventos/entrega-tacita.ts'
import { KIND_TACITA } from './domains/facturacion/eventos/firmar-tacita.ts'
import { createEventosService } from './domains/facturacion/eventos/service.ts'
import { createFirmante } from './domains/facturacion/firmante.ts'
import { generadorDeFacturas } from './domains/facturacion/habilitacion/factura-de-prueba.ts'
import { habilitacionHandlers } from './domains/facturacion/habilitacion/handlers.ts'
import { generadorDeNotas } from './domains/facturacion/habilitacion/nota-de-prueba.ts'
import { createHabilitacionService } from './domains/facturacion/habilitacion/service.ts'
import { facturacionHandlers } from './domains/facturacion/handlers.ts'
import { KIND_NOTA } from './domains/facturacion/notas/emitir-nota.ts'
import { alEntregarNota, createEntregaNota } from './domains/facturacion/notas/entrega-nota.ts'
import { createNotasService } from './domains/facturacion/notas/service.ts'
import type { RehacerPorOrigen } from './domains/facturacion/nueva-version.ts'
import { createControlNumeracion } from './domains/facturacion/numeracion/service.ts'
import { createDocumentosPdf } from './domains/facturacion/pdf/documentos-pdf.ts'
import { rehacerRecaudo } from './domains/facturacion/recaudos/rehacer-recaudo.ts'
import { createRecaudosService } from './domains/facturacion/recaudos/service.ts'
import { rehacerServicios } from './domains/facturacion/rehacer-servicios.ts'
import { createFacturacionService } from './domains/facturacion/service.ts'
import { ventasHandlers } from './domains/facturacion/ventas/handlers.ts'
import { rehacerVenta } from './domains/facturacion/ventas/rehacer-venta.ts'
import { createVentasService } from './domains/facturacion/ventas/service.ts'
import { alEntregarEvento, createEntregaEvento } from './domains/finanzas/compras/entrega-evento.ts'
import { KIND_EVENTO } from './domains/finanzas/compras/firmar-evento.ts'
import { createComprasService } from './domains/finanzas/compras/service.ts'
import { finanzasHandlers } from './domains/finanzas/handlers.ts'
import { alEntregarSoporte, createEntregaSoporte } from './domains/finanzas/soportes/entrega-soporte.ts'
import { createSoportesService } from './domains/finanzas/soportes/service.ts'
import { KIND_SOPORTE } from './domains/finanzas/soportes/versiones.ts'
import { createFormulaPdf } from './domains/historia/formula-pdf.ts'
import { historiaHandlers } from './domains/historia/handlers.ts'
import { createHistoriaService } from './domains/historia/service.ts'
import { createCerrarConsulta } from './domains/jornada/cerrar-consulta.ts'
import { jornadaHandlers } from './domains/jornada/handlers.ts'
import { createHoy } from './domains/jornada/hoy.ts'
import type { DomainKit } from './domains/kit.ts'
import { pacientesHandlers } from './domains/pacientes/handlers.ts'
import { createPacientesService } from './domains/pacientes/service.ts'
import { paqueteDe } from './domains/rips/api.ts'
import { ripsHandlers } from './domains/rips/handlers.ts'
import { guardarRips, KIND_RIPS } from './domains/rips/preparar.ts'
import { createRipsService } from './domains/rips/service.ts'
import { seguridadHandlers } from './domains/seguridad/handlers.ts'
import { createSeguridadService } from './domains/seguridad/service.ts'
import { sincronizacionHandlers } from './domains/sincronizacion/handlers.ts'
import { createSincronizacionService } from './domains/sincronizacion/service.ts'
import { type ClaseDian, createDianOutboxHandler } from './integrations/dian/outbox-handler.ts'
import { createCorreoOutboxHandler } from './integrations/mensajeria/outbox-handler.ts'
import { createMuvOutboxHandler } from './integrations/muv/outbox-handler.ts'
import { MIGRATIONS } from './migrations.ts'
import { type Autoridades, dianClientOf, muvClientOf } from './wire-integrations.ts'

/** Everything the core needs from outside. Nothing below reads the environment or a global. */
export interface CorePorts {
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  readonly http: HttpPort
  /** 32 bytes, raw. */
  readonly databaseKey: Uint8Array
  /** Folder of this mode: `…/practica` or `…/real`. */
  readonly dataDir: string
  /** Folder `resources` of the program (starter catalogs). */
  readonly resourcesDir: string
  readonly modo: 'practica' | 'real'
  readonly version: string
  /** Number in [0, 1), for the jitter of retries. */
  readonly random: () => number
  /** Practice authorities on this machine; real mode has none. */
  readonly autoridades?: Autoridades
}

export interface Emisor {
  readonly nit: string
  readonly rangos: readonly {
    readonly resolucion: string
    readonly prefijo: string
    readonly desde: number
    readonly hasta: number
    readonly vigenciaDesde: string
    readonly vigenciaHasta: string
    readonly claveTecnica: string
  }[]
}

export interface Core {
  readonly router: Awaited<ReturnType<typeof wire>>['router']
  readonly db: Db
  readonly changes: Changes
  readonly outbox: Outbox
  /** The reading of the mailbox, for tests and headless runs: reads if it is time, and waits until none is in course. */
  readonly buzon: Pick<BuzonService, 'latido' | 'drain'>
  /** Who issues and with which ranges, as configured now: what an authority would have on file. */
  emisor(): Promise<Emisor | undefined>
  contextFor(call: {
    readonly token: string | undefined
    readonly origen: CallContext['origen']
  }): Promise<CallContext>
  /** Begins delivering the queue. Apart from creation so that calls are served first, and a test can look before anything moves. */
  start(): Promise<void>
  close(): Promise<void>
}

/** Builds the whole core on one database file. @throws DatabaseFailure when the file cannot be opened. */
export async function createCore(ports: CorePorts): Promise<Core> {
  mkdirSync(ports.dataDir, { recursive: true })
  const { db, migrated, close } = await openDatabase({
    path: join(ports.dataDir, 'consultorio.db'),
    key: ports.databaseKey,
    migrations: MIGRATIONS,
    copiesDir: join(ports.dataDir, 'copias'),
    stamp: ports.clock.now().toISOString().replaceAll(/[:.]/g, '-'),
  })
  try {
    if (migrated.length > 0) ports.logger.info('database.migrated', { count: migrated.length })
    const { router, changes, outbox, buzon, contextFor, emisor, purgarSesiones } = await wire(ports, db)
    return {
      router,
      db,
      changes,
      outbox,
      buzon,
      contextFor,
      emisor,
      async start() {
        await purgarSesiones()
        await outbox.start()
        buzon.start()
      },
      async close() {
        await buzon.stop()
        await outbox.stop()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function wire(ports: CorePorts, db: Db) {
  const { clock, ids, logger, http } = ports
  const sinValidez = ports.modo === 'practica'
  const changes = createChanges((error) => logger.error('changes.listener-failed', {}, error))
  const runCommand = createRunCommand({ db, clock, changes })
  const seguridad = createSeguridadService({
    db,
    clock,
    ids,
    logger,
    changes,
    runCommand,
    practica: sinValidez,
  })
  const kit: DomainKit = { db, clock, ids, logger, changes, runCommand, onDenied: seguridad.accesoNegado }

  const tablas = await createCatalogosService(kit, { resourcesDir: ports.resourcesDir })
  const { catalogos } = tablas
  const autoridades = ports.autoridades
  const firmante = createFirmante()
  const observacion = createObservacionDian(kit)
  const dian = dianClientOf({
    db,
    clock,
    ids,
    http,
    firmante,
    autoridades,
    alResponder: (observado) => observacion.anotar(observado),
  })
  const configuracion = createConfiguracionService({ ...kit, catalogos, dian, observacion })
  const pacientes = createPacientesService({
    ...kit,
    nombrePagador: async (reader, id) => (await getPagador(reader, id))?.nombre,
  })
  const agenda = createAgendaService({
    ...kit,
    crearPaciente: (call, input) => pacientes.crear(call, input),
    saldos: saldosDe,
  })
  const historia = createHistoriaService(kit)
  const muv = createMuvOutboxHandler({
    clock,
    // The practice validator is on this machine and answers in milliseconds.
    ...(autoridades ? { settleMs: 2000 } : {}),
    client: muvClientOf({ db, clock, ids, http, firmante, autoridades }),
    attachedDocument: (item) =>
      attachedDocumentDe(db, item.meta.facturaId ?? '').catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        return { blocked: `${error.message} ${error.remedio}` }
      }),
  })
  const alEmitir: AlEmitir = async (scope, _call, factura) => {
    await guardarRips(scope, { ids, catalogos }, factura, cadenaDe(factura.id))
  }
  const rehacer: RehacerPorOrigen = {
    servicios: rehacerServicios({ catalogos, alEmitir }),
    recaudo: rehacerRecaudo({ catalogos }),
    venta: rehacerVenta({ catalogos }),
  }
  const wakeOutbox = () => outbox.wake()
  const firman = { db, clock, ids, runCommand, firmante, wake: wakeOutbox }
  const porDian = (clase: ClaseDian, kind?: string) => createDianOutboxHandler(clase, { client: dian }, kind)
  const entrega = createEntregaFactura({ ...firman, rehacer, dian: porDian('factura') })
  const entregaNota = createEntregaNota({ ...firman, dian: porDian('nota') })
  const entregaEvento = createEntregaEvento({ ...firman, dian: porDian('evento') })
  const entregaSoporte = createEntregaSoporte({ ...firman, dian: porDian('soporte') })
  const entregaTacita = createEntregaTacita({ ...firman, dian: porDian('evento', KIND_TACITA) })
  const rips = createRipsService({ ...kit, catalogos, wakeOutbox })
  const facturacion = createFacturacionService({
    ...kit,
    catalogos,
    firmante,
    wakeOutbox,
    alEmitir,
    rehacer,
    alDescartar: rips.alDescartar,
  })

  const ventas = createVentasService({ ...kit, catalogos, firmante, wakeOutbox, facturacion })
  const notas = createNotasService({ ...kit, firmante, wakeOutbox })
  const contingencia = createContingenciaService(kit)
  const recaudos = createRecaudosService({ ...kit, catalogos, firmante, wakeOutbox })
  const cuenta = createCuentaService(kit)
  const eventos = createEventosService({ ...kit, firmante, wakeOutbox, dian })
  const compras = createComprasService({ ...kit, firmante, wakeOutbox })
  const soportes = createSoportesService({
    ...kit,
    catalogos,
    firmante,
    wakeOutbox,
    sinValidez,
    version: ports.version,
  })

  const pdf = createDocumentosPdf({
    ...kit,
    sinValidez,
    version: ports.version,
    entregado: (facturaId) => pdfEntregado(db, facturaId),
    cuvDe: async (facturaId) => (await paqueteDe(db, facturaId))?.cuv ?? null,
  })
  const adjuntos = createAdjuntos({
    db,
    clock,
    pdf: ({ facturaId, notaId }) => (notaId === undefined ? pdf.factura(facturaId) : pdf.nota(notaId)),
  })
  const comunicaciones = createComunicacionesService({
    ...kit,
    adjuntos,
    practica: sinValidez,
    outbox: () => outbox,
  })
  const correo = createCorreoOutboxHandler({
    kind: KIND_CORREO,
    cuenta: () => comunicaciones.cuentaParaEnviar(),
    adjunto: (item) => comunicaciones.adjuntoDe(item),
  })

  const buzon = createBuzonService({ ...kit, practica: sinValidez })

  const { alValidar } = comunicaciones
  const habilitacion = createHabilitacionService({
    ...kit,
    dian,
    generadores: {
      factura: generadorDeFacturas({ firmante, catalogos }),
      'nota-credito': generadorDeNotas('credito', { firmante, catalogos }),
      'nota-debito': generadorDeNotas('debito', { firmante, catalogos }),
    },
  })

  const listener: DeliveryListener = async (trx, at, item, result) => {
    if (item.kind === KIND_FACTURA)
      return alEntregarFactura(trx, at, { ids, firmante, alValidar }, item, result)
    if (item.kind === KIND_NOTA) return alEntregarNota(trx, at, { ids, firmante, alValidar }, item, result)
    if (item.kind === KIND_EVENTO) return alEntregarEvento(trx, item, result)
    if (item.kind === KIND_SOPORTE) return alEntregarSoporte(trx, at, ids, item, result)
    if (item.kind === KIND_TACITA) return alEntregarTacita(trx, item, result)
    if (item.kind === KIND_RIPS) return rips.alEntregar(trx, at, item, result)
    return []
  }
  const outbox: Outbox = createOutbox({
    db,
    clock,
    ids,
    logger,
    changes,
    handlers: [entrega, entregaNota, entregaSoporte, entregaEvento, entregaTacita, muv, correo],
    listener,
    random: ports.random,
  })

  const sincronizacion = createSincronizacionService({ ...kit, outbox })
  const cierre = createCerrarConsulta({ ...kit, facturacion, citaAtendida: marcarAtendida })
  const hoy = createHoy({
    ...kit,
    resumenEnvios: () => sincronizacion.resumen(),
    estadoConfiguracion: () => configuracion.estado(),
    contingencias: () => contingencia.pendientes(),
    buzonDetenido: () => buzon.detenidoPor(),
    borradores: (call) => historia.borradores(call),
  })

  const emisor = async (): Promise<Emisor | undefined> => {
    const { prestador } = await configuracion.prestador()
    if (!prestador) return undefined
    const rangos = (await listResoluciones(db)).map(({ numero, ...rango }) => ({
      ...rango,
      resolucion: numero,
    }))
    return { nit: prestador.nit, rangos }
  }

  return {
    changes,
    outbox,
    buzon,
    emisor,
    purgarSesiones: () => seguridad.purgarSesiones(),
    contextFor: ({ token, origen }: { token: string | undefined; origen: CallContext['origen'] }) =>
      seguridad.contextFor(token, origen),
    router: {
      seguridad: seguridadHandlers(seguridad),
      catalogos: catalogosHandlers(tablas, kit.onDenied),
      configuracion: configuracionHandlers(configuracion, kit.onDenied),
      pacientes: pacientesHandlers(pacientes, kit.onDenied),
      agenda: agendaHandlers(agenda, kit.onDenied),
      historia: historiaHandlers(historia, createFormulaPdf({ ...kit, catalogos, sinValidez }), kit.onDenied),
      facturacion: facturacionHandlers(
        facturacion,
        notas,
        contingencia,
        createControlNumeracion(kit),
        { recaudos, cuenta },
        eventos,
        pdf,
        (documento, cufe, peticion) => rips.previsualizar(documento, cufe, peticion),
        kit.onDenied,
      ),
      habilitacion: habilitacionHandlers(habilitacion, kit.onDenied),
      ventas: ventasHandlers(ventas, kit.onDenied),
      rips: ripsHandlers(rips, kit.onDenied),
      finanzas: finanzasHandlers(compras, soportes, kit.onDenied),
      comunicaciones: comunicacionesHandlers(comunicaciones, buzon, kit.onDenied),
      sincronizacion: sincronizacionHandlers(sincronizacion, kit.onDenied),
      jornada: jornadaHandlers(cierre, hoy, kit.onDenied),
    },
  }
}
