import type { Aviso, Pendiente } from '../../../src-shared/domains/configuracion/schemas.ts'
import type { PendienteHoy } from '../../../src-shared/domains/jornada/contract.ts'
import { ADMINISTRAN, esRolDe, FACTURAN } from '../../../src-shared/domains/seguridad/schemas.ts'
import type { ResumenEnvios } from '../../../src-shared/domains/sincronizacion/contract.ts'
import { addDays, bogotaDate, bogotaInstant } from '../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import { listPorAceptar, particularesSinFactura, ventasEntre } from '../facturacion/api.ts'
import type { DomainKit } from '../kit.ts'
import { paquetesPorAtender } from '../rips/api.ts'

/** How far back a service without invoice is looked for; older ones are in the report of what was never billed. */
const DIAS_POR_FACTURAR = 60

export interface HoyPorts extends DomainKit {
  readonly resumenEnvios: () => Promise<ResumenEnvios>
  readonly estadoConfiguracion: () => Promise<{
    readonly pendientes: readonly Pendiente[]
    readonly avisos: readonly Aviso[]
  }>
  readonly contingencias: () => Promise<readonly { readonly texto: string }[]>
  /** Why the mailbox of received invoices is not read any more, in words; null when it is, or there is none. */
  readonly buzonDetenido: () => Promise<string | null>
  readonly borradores: (
    call: CallContext,
  ) => Promise<readonly { readonly id: string; readonly paciente: string }[]>
}

/** The day at a glance: what needs a person, in order of consequence, each with its one action; and the day's money. */
export function createHoy(ports: HoyPorts) {
  return {
    async hoy(call: CallContext) {
      const fecha = bogotaDate(ports.clock.now())
      const desde = bogotaInstant(fecha, '00:00:00').toISOString()
      const hasta = bogotaInstant(addDays(fecha, 1), '00:00:00').toISOString()
      const clinico = call.usuario?.rol === 'medico'
      const facturan = FACTURAN.some((rol) => rol === call.usuario?.rol)
      const envios = await ports.resumenEnvios()
      const necesita: PendienteHoy[] = []
      const agrega = (si: boolean, pendiente: PendienteHoy) => {
        if (si) necesita.push(pendiente)
      }
      agrega(envios.rechazados > 0, {
        clase: 'rechazo',
        texto:
          envios.rechazados === 1
            ? 'Un envío fue rechazado'
            : `${envios.rechazados} envíos fueron rechazados`,
        accion: 'Corregir',
        destino: 'bandeja',
        referenciaId: null,
        orden: 10,
      })
      const rips = await paquetesPorAtender(ports.db)
      agrega(rips > 0, {
        clase: 'rips',
        texto: rips === 1 ? 'Un RIPS tiene observaciones' : `${rips} RIPS tienen observaciones`,
        accion: 'Revisar',
        destino: 'rips',
        referenciaId: null,
        orden: 20,
      })
      agrega(envios.inciertos > 0, {
        clase: 'incierto',
        texto:
          envios.inciertos === 1
            ? 'Un envío quedó sin respuesta: consultaremos antes de reenviar'
            : `${envios.inciertos} envíos quedaron sin respuesta: consultaremos antes de reenviar`,
        accion: 'Ver',
        destino: 'bandeja',
        referenciaId: null,
        orden: 30,
      })
      for (const { texto } of facturan ? await ports.contingencias() : [])
        necesita.push({
          clase: 'contingencia',
          texto,
          accion: 'Ver',
          destino: 'facturacion/contingencia',
          referenciaId: null,
          orden: 15,
        })
      agrega(envios.correosEnDuda > 0, {
        clase: 'incierto',
        texto:
          envios.correosEnDuda === 1
            ? 'Un correo quizá llegó y quizá no: pregunte antes de enviarlo de nuevo'
            : `${envios.correosEnDuda} correos quizá llegaron y quizá no: pregunte antes de enviarlos de nuevo`,
        accion: 'Ver',
        destino: 'bandeja',
        referenciaId: null,
        orden: 32,
      })
      const buzon = await ports.buzonDetenido()
      if (buzon !== null && esRolDe(ADMINISTRAN, call.usuario?.rol))
        necesita.push({
          clase: 'buzon',
          texto: `El buzón de facturas se detuvo. ${buzon}`,
          accion: 'Corregir',
          destino: 'configuracion/buzon',
          referenciaId: null,
          orden: 37,
        })
      const configuracion = await ports.estadoConfiguracion()
      for (const aviso of configuracion.avisos)
        agrega(facturan, {
          clase: 'vencimiento',
          texto: aviso.mensaje,
          accion: aviso.accion,
          destino: 'configuracion',
          referenciaId: aviso.paso,
          orden: 35,
        })
      for (const pendiente of configuracion.pendientes)
        agrega(pendiente.impide !== 'nada' || call.usuario?.rol === 'administrador', {
          clase: 'configuracion',
          texto: pendiente.mensaje,
          accion: 'Completar',
          destino: 'configuracion',
          referenciaId: pendiente.paso,
          orden: pendiente.impide === 'nada' ? 90 : 40,
        })
      if (clinico)
        for (const borrador of await ports.borradores(call))
          necesita.push({
            clase: 'borrador',
            texto: `Nota sin cerrar de ${borrador.paciente}`,
            accion: 'Continuar',
            destino: 'consulta',
            referenciaId: borrador.id,
            orden: 50,
          })
      agrega(envios.porEnviar > 0, {
        clase: 'por-enviar',
        texto:
          envios.porEnviar === 1
            ? 'Un documento está por enviar'
            : `${envios.porEnviar} documentos están por enviar`,
        accion: 'Ver',
        destino: 'bandeja',
        referenciaId: null,
        orden: 60,
      })
      const [calladas, ...otras] = facturan ? await listPorAceptar(ports.db, fecha) : []
      agrega(calladas !== undefined, {
        clase: 'aceptacion',
        texto:
          otras.length === 0
            ? `El pagador no respondió por la factura ${calladas?.numero}: se puede declarar aceptada`
            : `${otras.length + 1} facturas se pueden declarar aceptadas: su pagador no respondió`,
        accion: 'Ver',
        destino: 'facturacion',
        referenciaId: calladas?.id ?? null,
        orden: 65,
      })
      const sinFacturar = facturan
        ? await particularesSinFactura(
            ports.db,
            bogotaInstant(addDays(fecha, -DIAS_POR_FACTURAR), '00:00').toISOString(),
          )
        : 0
      agrega(sinFacturar > 0, {
        clase: 'por-facturar',
        texto:
          sinFacturar === 1
            ? 'Un servicio atendido está sin facturar'
            : `${sinFacturar} servicios atendidos están sin facturar`,
        accion: 'Facturar',
        destino: 'facturacion',
        referenciaId: null,
        orden: 70,
      })
      const atendidos = await ports.db
        .selectFrom('notas')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('firmada_en', '>=', desde)
        .where('firmada_en', '<', hasta)
        .executeTakeFirstOrThrow()
      return {
        fecha,
        necesita: necesita.sort((a, b) => a.orden - b.orden),
        ventas: await ventasEntre(ports.db, desde, hasta),
        atendidos: Number(atendidos.n),
      }
    },
  }
}
