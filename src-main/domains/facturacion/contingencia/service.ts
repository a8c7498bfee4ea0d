import {
  CASOS_CONTINGENCIA,
  type CausaContingencia,
  venceTransmision,
} from '../../../../src-shared/domains/facturacion/contingencia.ts'
import type {
  ContingenciaResumen,
  EstadoContingencia,
} from '../../../../src-shared/domains/facturacion/contract.ts'
import { bogotaDate, formatFechaHora } from '../../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import { resolucionVigente } from '../../configuracion/api.ts'
import type { DomainKit } from '../../kit.ts'
import { equipoDe } from '../preparar.ts'
import * as repository from './repository.ts'

export type ContingenciaService = ReturnType<typeof createContingenciaService>

/** Oldest beginning that can be declared, in days: the evidence of an older one is not at hand. */
const DIAS_ATRAS = 8
const RECIENTES = 20

/** Contingency is an act of a person, offered and explained; the program only sees when DIAN answers again. */
export function createContingenciaService(ports: DomainKit) {
  const { db, clock, ids, runCommand } = ports

  async function recientes(): Promise<ContingenciaResumen[]> {
    return (await repository.listContingencias(db, RECIENTES)).map((row) => ({
      id: row.id,
      causa: row.causa as CausaContingencia,
      razon: row.razon,
      desde: row.desde,
      recuperadaEn: row.recuperada_en,
      terminadaEn: row.terminada_en,
      facturas: Number(row.facturas ?? 0),
      porTransmitir: Number(row.por_transmitir ?? 0),
      vence: venceTransmision(primero(row.recuperada_en, row.terminada_en)),
    }))
  }

  return {
    async estado(call: CallContext): Promise<EstadoContingencia> {
      const todas = await recientes()
      return {
        abierta: todas.find(({ terminadaEn }) => terminadaEn === null) ?? null,
        recientes: todas,
        hayPapel: await hayPapel(db, call, clock.now()),
      }
    },

    async declarar(
      call: CallContext,
      input: { commandId: string; causa: CausaContingencia; razon: string; desde: string },
    ): Promise<{ id: string }> {
      return runCommand(
        call,
        { name: 'facturacion.contingencia-declarar', commandId: input.commandId, input },
        async (scope) => {
          const ya = await repository.abierta(scope.trx)
          if (ya)
            throw new Refusal(
              'CONTINGENCIA_ABIERTA',
              `Ya hay una contingencia abierta desde el ${formatFechaHora(ya.desde)}.`,
              'Termínela antes de declarar otra.',
            )
          exigirFecha(input.desde, scope.at)
          if (input.causa === 'propia') await exigirPapel(scope.trx, call, scope.at)
          const id = ids.next()
          await repository.insertContingencia(scope.trx, {
            id,
            causa: input.causa,
            razon: input.razon,
            desde: input.desde,
            declarada_en: scope.at,
            declarada_por: call.usuario?.id ?? null,
            recuperada_en: null,
            terminada_en: null,
            terminada_por: null,
          })
          await scope.audit({
            action: 'facturacion.contingencia-declarar',
            subjectKind: 'contingencia',
            subjectId: id,
            detail: { causa: input.causa, desde: input.desde },
          })
          scope.changed('contingencia')
          return { id }
        },
      )
    },

    async terminar(call: CallContext, input: { commandId: string; id: string }): Promise<{ id: string }> {
      return runCommand(
        call,
        { name: 'facturacion.contingencia-terminar', commandId: input.commandId, input },
        async (scope) => {
          const actual = await repository.getContingencia(scope.trx, input.id)
          if (!actual || actual.terminada_en !== null)
            throw new Refusal(
              'CONTINGENCIA_ABIERTA',
              'Esa contingencia ya está terminada.',
              'Actualice la pantalla para ver cómo quedó.',
            )
          await repository.terminar(scope.trx, actual.id, { at: scope.at, por: call.usuario?.id ?? null })
          await scope.audit({
            action: 'facturacion.contingencia-terminar',
            subjectKind: 'contingencia',
            subjectId: actual.id,
            detail: { causa: actual.causa },
          })
          scope.changed('contingencia')
          return { id: actual.id }
        },
      )
    },

    /** What somebody must do about contingencies today: one open, and what is still to be transmitted with its term. */
    async pendientes(): Promise<{ texto: string }[]> {
      const ahora = clock.now().toISOString()
      return (await recientes()).flatMap((una) => {
        if (una.terminadaEn === null)
          return [
            {
              texto: una.recuperadaEn
                ? 'La DIAN ya responde: termine la contingencia'
                : `En contingencia desde ${formatFechaHora(una.desde)}: ${CASOS_CONTINGENCIA[una.causa].titulo.toLowerCase()}`,
            },
          ]
        if (una.porTransmitir === 0 || una.vence === null) return []
        const cuantas =
          una.porTransmitir === 1
            ? 'Una factura de contingencia está por transmitir'
            : `${una.porTransmitir} facturas de contingencia están por transmitir`
        return [
          {
            texto:
              una.vence < ahora
                ? `${cuantas} y su plazo terminó ${formatFechaHora(una.vence)}`
                : `${cuantas} antes del ${formatFechaHora(una.vence)}`,
          },
        ]
      })
    },
  }

  function exigirFecha(desde: string, ahora: string): void {
    const dias = (Date.parse(ahora) - Date.parse(desde)) / 86_400_000
    if (dias < 0 || dias > DIAS_ATRAS)
      throw new Refusal(
        'CONTINGENCIA_INVALIDA',
        'La hora en que empezó la falla no puede ser futura ni de hace más de ocho días.',
        'Escriba cuándo empezó.',
        { campo: 'desde' },
      )
  }

  /** Whether the machine that asks has paper numbers. */
  async function hayPapel(reader: Db | Trx, call: CallContext, ahora: Date): Promise<boolean> {
    const lugar = { equipo: equipoDe(call) }
    return (await resolucionVigente(reader, bogotaDate(ahora), 'contingencia', lugar)) !== undefined
  }

  async function exigirPapel(trx: Trx, call: CallContext, ahora: string): Promise<void> {
    if (await hayPapel(trx, call, new Date(ahora))) return
    throw new Refusal(
      'CONFIGURACION_INCOMPLETA',
      'Para facturar en papel falta una numeración de contingencia vigente.',
      'Pídala a la DIAN y agréguela en Configuración › Numeración. Mientras tanto los servicios quedan por facturar.',
      { datos: { seccion: 'Numeración' } },
    )
  }
}

function primero(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}
