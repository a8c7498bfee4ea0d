import { numeroCompleto } from '../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import type { PaqueteResumen } from '../../../src-shared/domains/rips/contract.ts'
import type { HallazgoRips } from '../../../src-shared/domains/rips/schemas.ts'
import { esRolDe, RADICAN } from '../../../src-shared/domains/seguridad/schemas.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import type { Trx } from '../../core/database/schema.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import { withdraw } from '../../core/outbox/enqueue.ts'
import type { DeliveryResult, OutboxItem } from '../../core/outbox/handler.ts'
import { stateOf } from '../../core/outbox/store.ts'
import { documentosEnBytes } from '../../integrations/muv/usuarios.ts'
import type { Catalogos } from '../catalogos/api.ts'
import {
  cadenaDe,
  documentoDe,
  facturaEmitida,
  nombresEnFactura,
  type PeticionEmision,
  prepararEmision,
} from '../facturacion/api.ts'
import type { DomainKit } from '../kit.ts'
import { nombrarEn } from './nombrar-usuario.ts'
import { guardarRips, prepararRips } from './preparar.ts'
import * as repository from './repository.ts'
import type { PaqueteRipsRow } from './tables.ts'

export type RipsService = ReturnType<typeof createRipsService>

/** RIPS packages of the practice: see the invariants in this folder's README. */
export function createRipsService(
  ports: DomainKit & { readonly catalogos: Catalogos; readonly wakeOutbox: () => void },
) {
  const { db, ids, runCommand } = ports
  return {
    async listar(filtro: { texto: string; estado: string | null; limite: number }) {
      const rows = await repository.listPaquetes(db, filtro)
      return {
        paquetes: rows.map((row) => ({
          id: row.id,
          facturaId: row.factura_id,
          numero: row.numero,
          paciente: row.adquiriente,
          creadoEn: row.creado_en,
          estado: row.estado as PaqueteResumen['estado'],
          cuv: row.cuv,
          validadoEn: row.validado_en,
          observaciones: (JSON.parse(row.hallazgos) as unknown[]).length,
        })),
        total: await repository.countPaquetes(db, filtro.estado),
      }
    },

    /** The content is for RADICAN alone; anybody else gets the same shape without it. */
    async deFactura(call: CallContext, facturaId: string) {
      const row = await repository.ultimoPaquete(db, facturaId)
      // Withdrawn with its invoice: nothing stands in its place.
      if (!row || row.estado === 'reemplazado') return null
      const factura = await documentoDe(db, facturaId)
      const comun = resumen(row, factura?.documento.adquiriente.nombre ?? '')
      if (!esRolDe(RADICAN, call.usuario?.rol))
        return { ...comun, hallazgos: [], hallazgosMuv: [], json: '', respuesta: null }
      return {
        ...comun,
        hallazgos: JSON.parse(row.hallazgos) as HallazgoRips[],
        hallazgosMuv: JSON.parse(row.hallazgos_muv) as HallazgoRips[],
        json: Buffer.from(row.json).toString('utf8'),
        respuesta: row.respuesta ? Buffer.from(row.respuesta).toString('utf8') : null,
      }
    },

    /** What our validation would find in the package of an invoice not issued yet. */
    async previsualizar(
      documento: DocumentoFactura,
      cufe: string,
      peticion: PeticionEmision,
    ): Promise<HallazgoRips[]> {
      const ahora = ports.clock.now()
      const preparada = await prepararEmision(db, ports.catalogos, peticion, ahora)
      const numero = numeroCompleto(documento.numero)
      const { hallazgos } = await prepararRips(
        db,
        ports.catalogos,
        { numero, documento, cufe, preparada },
        ahora,
      )
      return [...hallazgos]
    },

    async regenerar(
      call: CallContext,
      input: { commandId: string; facturaId: string },
    ): Promise<PaqueteResumen> {
      return runCommand(
        call,
        { name: 'rips.regenerar', commandId: input.commandId, input },
        async (scope) => {
          const anterior = await repository.ultimoPaquete(scope.trx, input.facturaId)
          if (anterior?.estado === 'reemplazado')
            throw new Refusal(
              'NO_ENCONTRADO',
              'El número de esta factura se dejó de lado: no lleva RIPS.',
              'El RIPS va con la factura nueva de sus servicios.',
            )
          if (anterior?.cuv)
            throw new Refusal(
              'RIPS_CON_CUV',
              'Este RIPS ya tiene CUV.',
              'Un RIPS validado no se cambia; use una nota de ajuste.',
            )
          await exigirQuieto(scope.trx, anterior?.outbox_id)
          const factura = await facturaEmitida(
            scope.trx,
            ports.catalogos,
            input.facturaId,
            new Date(scope.at),
          )
          if (!factura)
            throw new Refusal('NO_ENCONTRADO', 'No se encontró la factura.', 'Actualice la lista.')
          const row = await guardarRips(
            scope,
            { ids, catalogos: ports.catalogos },
            factura,
            cadenaDe(input.facturaId),
          )
          scope.afterCommit(ports.wakeOutbox)
          return resumen(row, factura.documento.adquiriente.nombre)
        },
      )
    },

    /** Its invoice will never be one: the package is withdrawn with it. @throws Refusal RIPS_EN_ENVIO */
    async alDescartar(scope: CommandScope, facturaId: string): Promise<void> {
      const paquete = await repository.ultimoPaquete(scope.trx, facturaId)
      if (!paquete) return
      await exigirQuieto(scope.trx, paquete.outbox_id)
      if (paquete.outbox_id) await withdraw(scope.trx, scope.at, paquete.outbox_id)
      await repository.marcarReemplazado(scope.trx, paquete.id)
      scope.changed('rips')
    },

    /** What the answer of the MUV means for a package, in the transaction that records it. @returns changed keys */
    async alEntregar(
      trx: Trx,
      at: string,
      item: OutboxItem,
      result: DeliveryResult,
    ): Promise<readonly string[]> {
      const row = await repository.getPaquete(trx, item.subjectId)
      if (!row || (result.outcome !== 'accepted' && result.outcome !== 'rejected')) return []
      const aceptado = result.outcome === 'accepted'
      const nombres = await nombresDeUsuarios(trx, row)
      await repository.guardarRespuesta(trx, row.id, {
        estado: aceptado ? 'cuv' : 'rechazado',
        cuv: aceptado ? result.detail : null,
        respuesta: result.answer ?? null,
        hallazgos_muv: JSON.stringify(
          (result.findings ?? []).map((finding) => ({
            regla: finding.regla,
            clase: finding.severidad === 'rechazo' ? 'RECHAZO' : 'NOTIFICACION',
            ruta: finding.ruta,
            mensaje: nombrarEn(finding.ruta, finding.mensaje, (indice) => nombres[indice]),
            remedio: finding.remedio,
          })),
        ),
        validado_en: aceptado ? at : null,
      })
      return ['rips', `factura:${row.factura_id}`]
    },
  }
}

/** Names of the users of a package in their order, when they are several. */
async function nombresDeUsuarios(trx: Trx, row: PaqueteRipsRow): Promise<(string | undefined)[]> {
  const documentos = documentosEnBytes(row.json)
  if (documentos.length <= 1) return []
  const nombres = await nombresEnFactura(trx, row.factura_id)
  return documentos.map((documento) => nombres.get(documento))
}

/** A package that is on its way, or may have arrived, could come back with its CUV: it is not changed meanwhile. */
async function exigirQuieto(trx: Trx, outboxId: string | null | undefined): Promise<void> {
  const estado = outboxId ? await stateOf(trx, outboxId) : undefined
  if (estado === 'enviando' || estado === 'incierto')
    throw new Refusal(
      'RIPS_EN_ENVIO',
      'Este RIPS se está enviando o espera respuesta del ministerio.',
      'Espere la respuesta en la Bandeja de salida y, si lo rechaza, genérelo de nuevo.',
    )
}

function resumen(row: PaqueteRipsRow, paciente: string): PaqueteResumen {
  return {
    id: row.id,
    facturaId: row.factura_id,
    numero: row.numero,
    paciente,
    creadoEn: row.creado_en,
    estado: row.estado as PaqueteResumen['estado'],
    cuv: row.cuv,
    validadoEn: row.validado_en,
    observaciones: (JSON.parse(row.hallazgos) as unknown[]).length,
  }
}
