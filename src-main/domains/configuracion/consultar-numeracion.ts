import type { NumeracionConsultada } from '../../../src-shared/domains/configuracion/contract.ts'
import {
  compararRango,
  type RangoComparado,
  type RangoDian,
} from '../../../src-shared/domains/configuracion/rangos-dian.ts'
import { bogotaDate } from '../../../src-shared/kernel/dates.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import type { DianClient } from '../../integrations/dian/client.ts'
import { sinRespuesta } from '../../integrations/dian/sin-respuesta.ts'
import type { DomainKit } from '../kit.ts'
import * as repository from './repository.ts'

const CONSERVA = 'No se cambió nada de su numeración.'

export type ClienteDian = () => Promise<DianClient | { readonly blocked: string }>

/**
 * Asks DIAN for the ranges of the practice (`GetNumberingRange`). What it answered, technical keys included, stays in the core
 * until the person chooses what to bring: the keys never travel to a screen.
 */
export function createConsultaNumeracion(kit: DomainKit, dian: ClienteDian) {
  let ultima: { readonly id: string; readonly rangos: readonly RangoDian[] } | undefined

  return {
    /** @throws Refusal CONFIGURACION_INCOMPLETA, DIAN_NO_AUTORIZA, DIAN_SIN_RESPUESTA or DIAN_NO_RECONOCE */
    async consultar(): Promise<NumeracionConsultada> {
      const { nit, softwareId } = await exigirIdentidad(kit.db, kit.clock.now())
      const client = await dian()
      if ('blocked' in client) throw falta(client.blocked, 'Complételo en Configuración y pregunte de nuevo.')
      const outcome = await client.getNumberingRange(nit, softwareId)
      if (outcome.kind !== 'answer') throw sinRespuesta(outcome, CONSERVA)
      const { codigo, descripcion, rangos } = outcome.value
      if (codigo === '401')
        throw new Refusal(
          'DIAN_NO_AUTORIZA',
          `La DIAN no autoriza a este software a consultar la numeración del NIT ${nit}. ${CONSERVA}`,
          'Revise en Configuración, Software DIAN, que el identificador sea el que muestra el portal de la DIAN y el ambiente el que corresponde, y que el certificado sea de ese NIT.',
        )
      if (codigo !== '100')
        throw new Refusal(
          'DIAN_SIN_RESPUESTA',
          `La DIAN no entregó la numeración. Dice: «${descripcion || codigo}». ${CONSERVA}`,
          'Intente más tarde.',
        )
      const leidos = rangos.map(({ resolucion, fechaResolucion: _, claveTecnica = '', ...rango }) => ({
        ...rango,
        numero: resolucion,
        claveTecnica,
      }))
      ultima = { id: kit.ids.next(), rangos: leidos }
      const comparados = await comparar(kit.db, leidos, kit.clock.now())
      return { consultaId: ultima.id, rangos: comparados.map(visible) }
    },

    /** What that answer would change now. @throws Refusal CONSULTA_VENCIDA when it is no longer at hand */
    async encontrados(trx: Trx, consultaId: string, at: string): Promise<RangoComparado[]> {
      if (ultima?.id !== consultaId)
        throw new Refusal(
          'CONSULTA_VENCIDA',
          'La respuesta de la DIAN ya no está a la mano. No se cambió nada.',
          'Pulse otra vez «Consultar en la DIAN».',
        )
      return comparar(trx, ultima.rangos, new Date(at))
    },
  }
}

async function comparar(db: Db | Trx, rangos: readonly RangoDian[], ahora: Date): Promise<RangoComparado[]> {
  const guardadas = await repository.listResoluciones(db)
  return rangos.map((rango) => compararRango(rango, guardadas, bogotaDate(ahora)))
}

function visible({ rango, tipo, preguntarTipo, efecto, explicacion, siguiente }: RangoComparado) {
  const { claveTecnica: _, ...impreso } = rango
  return { ...impreso, tipo, preguntarTipo, efecto, explicacion, siguiente }
}

async function exigirIdentidad(db: Db, ahora: Date): Promise<{ nit: string; softwareId: string }> {
  const prestador = await repository.getPrestador(db)
  if (!prestador) throw falta('Falta el NIT del prestador.', 'Escríbalo en Configuración, Prestador.')
  const certificado = await repository.getCertificadoInfo(db)
  if (!certificado || ahora > new Date(certificado.hasta))
    throw falta(
      certificado
        ? 'El certificado digital venció, y con él se identifica ante la DIAN.'
        : 'Falta el certificado digital, con el que se identifica ante la DIAN.',
      'Impórtelo en Configuración, Certificado digital.',
    )
  const software = await repository.getSoftware(db)
  if (!software)
    throw falta(
      'Falta el identificador del software.',
      'Cópielo del portal de la DIAN en Configuración, Software DIAN.',
    )
  return { nit: prestador.nit, softwareId: software.softwareId }
}

function falta(mensaje: string, remedio: string): Refusal {
  return new Refusal('CONFIGURACION_INCOMPLETA', mensaje, remedio)
}
