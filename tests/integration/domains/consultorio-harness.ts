import { createRouterClient } from '@orpc/server'
import type { HttpPort } from '../../../src-main/core/http/http-port.ts'
import { nodeHttp } from '../../../src-main/core/http/node-http.ts'
import { createIds } from '../../../src-main/core/ids/ids.ts'
import { silentLogger } from '../../../src-main/core/logging/logger.ts'
import { type CoreClient, seedPractice } from '../../../src-main/practice/demo-data.ts'
import { PIN, TARIFAS } from '../../../src-main/practice/demo-facts.ts'
import {
  type PracticeAuthorities,
  startPracticeAuthorities,
} from '../../../src-main/practice/practice-authorities.ts'
import type { Pagador } from '../../../src-shared/domains/configuracion/schemas.ts'
import type { CobroRecaudo } from '../../../src-shared/domains/facturacion/recaudo-schemas.ts'
import type { ContenidoNota, ServicioNota } from '../../../src-shared/domains/historia/schemas.ts'
import { contenidoNotaSchema } from '../../../src-shared/domains/historia/schemas.ts'
import { digitoVerificacion } from '../../../src-shared/kernel/identifiers.ts'
import { testClock, testCore, testPorts } from '../../fixtures/core.ts'

/** A port nobody listens on: what a machine without network meets. */
const NOWHERE = 'http://127.0.0.1:9/'

/** The real network, until it is told that there is none. */
export interface Network extends HttpPort {
  cut(): void
  restore(): void
}

function switchableNetwork(): Network {
  let isCut = false
  return {
    request: (request) => nodeHttp.request(isCut ? { ...request, url: NOWHERE } : request),
    cut: () => {
      isCut = true
    },
    restore: () => {
      isCut = false
    },
  }
}

export type Consultorio = Awaited<ReturnType<typeof abrirConsultorio>>

/**
 * A whole core on an encrypted file, with the practice's data and the practice authorities beside it over real HTTP. The queue
 * is started; a test moves the clock and waits with `deliver`.
 */
export async function abrirConsultorio(
  start = '2026-11-21T15:00:00.000Z',
  practica: { readonly pagadorContesta?: boolean } = {},
) {
  const clock = testClock(start)
  const ids = createIds(clock)
  const http = switchableNetwork()
  const ports = testPorts({ clock, ids, http })
  const autoridades: PracticeAuthorities = await startPracticeAuthorities({
    dataDir: ports.dataDir,
    clock,
    ids,
    logger: silentLogger,
    ...practica,
  })
  const { core, dispose } = await testCore({
    ...ports,
    autoridades: { dian: autoridades.dian.url, muv: autoridades.muv.url },
  })
  let enUso = true
  const usarSesiones = () =>
    core.db.updateTable('sesiones').set({ ultima_actividad: clock.now().toISOString() }).execute()
  const clientFor = (token: string | undefined): CoreClient =>
    createRouterClient(core.router, {
      context: async () => {
        // A test that moves the clock for hours stands for somebody who worked meanwhile; `inactivo` for somebody who did not.
        if (token && enUso) await usarSesiones()
        return core.contextFor({ token, origen: 'ventana' })
      },
    })
  await seedPractice(clientFor, {
    clock,
    ids,
    registro: autoridades.registro,
    url: autoridades.dian.url,
    muvUrl: autoridades.muv.url,
  })
  const como = async (usuario: 'medico' | 'recepcion' | 'administrador'): Promise<CoreClient> =>
    clientFor((await clientFor(undefined).seguridad.iniciarSesion({ usuario, clave: PIN })).token)
  const medico = await como('medico')
  await core.start()

  return {
    core,
    clock,
    ids,
    http,
    autoridades,
    como,
    clientFor,
    /** What happens in `work` is without anybody using the sessions but through its own calls. */
    async inactivo(work: () => Promise<void>): Promise<void> {
      enUso = false
      try {
        await work()
      } finally {
        enUso = true
      }
    },
    medico,
    /** Waits until nothing can be delivered now. */
    async deliver(): Promise<void> {
      core.outbox.wake()
      await core.outbox.drain()
    },
    /** A consultation signed with its services left in Por facturar. @returns their ids and the patient's */
    async atender(datos: { paciente?: number; servicios?: readonly ServicioNota[] } = {}) {
      const pacientes = await medico.pacientes.listar({ desde: 0, cantidad: 50, soloPorCompletar: false })
      const paciente = pacientes.pacientes[datos.paciente ?? 0]
      if (!paciente) throw new Error('no such demo patient')
      const nota = await medico.historia.iniciar({
        commandId: ids.next(),
        pacienteId: paciente.id,
        citaId: null,
        plantilla: 'control',
      })
      await medico.historia.guardar({
        id: nota.id,
        revision: nota.revision + 1,
        contenido: notaCompleta(datos.servicios ?? [servicio(0)]),
      })
      await medico.jornada.cerrarConsulta({
        commandId: ids.next(),
        notaId: nota.id,
        facturar: false,
        pago: { forma: '1', medio: '10' },
        recaudos: [],
        recibo: null,
      })
      const porFacturar = await medico.facturacion.porFacturar({ pacienteId: paciente.id })
      return { pacienteId: paciente.id, servicioIds: porFacturar.map(({ id }) => id) }
    },
    /** A payer, once for each NIT; a prepagada without contract unless something else is said. */
    async pagador(cambios: Partial<Pagador> = {}): Promise<Pagador> {
      const admin = await como('administrador')
      const nit = cambios.nit ?? '860002964'
      const ya = (await admin.configuracion.pagadores()).find((uno) => uno.nit === nit)
      if (ya) return ya
      return admin.configuracion.guardarPagador({
        commandId: ids.next(),
        pagador: {
          id: null,
          tipo: 'prepagada',
          nombre: 'Prepagada de Prueba S.A.',
          codigo: null,
          coberturaPlan: '11',
          modalidadPago: '04',
          numeroContrato: null,
          contratoDesde: null,
          contratoHasta: null,
          direccion: 'Calle 10 # 20-30',
          municipio: '05001',
          correo: null,
          activo: true,
          ...cambios,
          nit,
          dv: digitoVerificacion(nit),
        },
      })
    },
    /** Makes a payer that of a patient, as the record of the patient would say it. */
    async asegurar(
      pacienteId: string,
      pagador: Pick<Pagador, 'id'>,
      datos: { readonly poliza?: string | null; readonly tipoUsuario?: string } = {},
    ): Promise<void> {
      await core.db
        .updateTable('pacientes')
        .set({
          pagador_id: pagador.id,
          poliza: datos.poliza ?? null,
          tipo_usuario: datos.tipoUsuario ?? '11',
        })
        .where('id', '=', pacienteId)
        .execute()
    },
    /** What a patient pays towards what his payer owes: 20.000 of cuota moderadora, invoiced, unless something else is said. */
    cobrar: (pacienteId: string, pagadorId: string | null, cambios: Partial<CobroRecaudo> = {}) =>
      medico.facturacion.recaudos.cobrar({
        commandId: ids.next(),
        pacienteId,
        pagadorId,
        concepto: '02',
        valor: 2_000_000,
        medio: '10',
        referencia: null,
        soporte: 'factura-electronica',
        numeroSoporte: null,
        fecha: null,
        quienPaga: null,
        ...cambios,
      }),
    emision: (servicioIds: readonly string[]) => ({
      commandId: ids.next(),
      servicioIds: [...servicioIds],
      pago: { forma: '1' as const, medio: '10' },
      recaudos: [],
      recibo: null,
    }),
    count: async (
      table: 'facturas' | 'factura_versiones' | 'factura_estados' | 'outbox' | 'paquetes_rips' | 'audit',
    ) => {
      const row = await core.db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return Number(row.n)
    },
    async siguiente(): Promise<number> {
      const row = await core.db.selectFrom('resoluciones').select('siguiente').executeTakeFirstOrThrow()
      return row.siguiente
    },
    async close(): Promise<void> {
      await dispose()
      await autoridades.close()
    },
  }
}

/** A service of the note with the price of the demo. @param n place in its tariffs: 0 and 1 are consultations */
export function servicio(n: number): ServicioNota {
  const tarifa = TARIFAS[n]
  if (!tarifa) throw new Error(`no demo tariff ${n}`)
  return {
    clase: n < 2 ? 'consulta' : 'procedimiento',
    cups: tarifa.cups,
    descripcion: tarifa.descripcion,
    cantidad: 1,
    finalidad: n < 2 ? '15' : '16',
    causaMotivo: '38',
    modalidadAtencion: '01',
    grupoServicios: '01',
    servicioReps: 328,
    viaIngreso: n < 2 ? null : '01',
    autorizacion: null,
    valorUnitario: tarifa.pesos * 100,
    sinCobro: null,
  }
}

/** A whole note of a control, with these services. */
export function notaCompleta(servicios: readonly ServicioNota[]): ContenidoNota {
  return contenidoNotaSchema.parse({
    motivo: 'Control',
    enfermedadActual: 'Sin síntomas desde la última consulta.',
    revisionSistemas: 'Sin hallazgos.',
    antecedentes: { patologicos: 'Niega', alergicos: 'Niega' },
    signosVitales: { taSistolica: 118, taDiastolica: 76, frecuenciaCardiaca: 72 },
    examenFisico: 'Buen estado general.',
    analisis: 'Cefalea tensional resuelta.',
    diagnosticos: [{ cie10: 'G442', nombre: 'Cefalea debida a tensión', tipo: '01' }],
    plan: 'Continuar igual.',
    servicios,
  })
}
