import type {
  Pagador,
  Prestador,
  ResolucionNumeracion,
  Sede,
} from '../../../../src-shared/domains/configuracion/schemas.ts'
import type { Cliente, ClienteDeVenta } from '../../../../src-shared/domains/facturacion/clientes.ts'
import {
  type CausaContingencia,
  tipoEnContingencia,
} from '../../../../src-shared/domains/facturacion/contingencia.ts'
import type { TipoFactura } from '../../../../src-shared/domains/facturacion/schemas.ts'
import {
  problemaRetencion,
  topeConsumidorFinal,
  totalesVenta,
} from '../../../../src-shared/domains/facturacion/venta-rules.ts'
import type { Venta } from '../../../../src-shared/domains/facturacion/ventas.ts'
import type { Paciente } from '../../../../src-shared/domains/pacientes/schemas.ts'
import { bogotaDate } from '../../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../../src-shared/kernel/money.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import type { Catalogos } from '../../catalogos/api.ts'
import {
  getAjuste,
  getPagador,
  getPrestador,
  getResolucion,
  getSede,
  getSoftwareDian,
  resolucionVigente,
} from '../../configuracion/api.ts'
import { getPaciente } from '../../pacientes/api.ts'
import { abierta } from '../contingencia/repository.ts'
import { falta } from '../preparar.ts'
import type { ContingenciaRow } from '../tables.ts'
import * as repository from './repository.ts'

/** Who is billed, with what is known of them now. */
export type Comprador =
  | { readonly tipo: 'consumidor-final' }
  | { readonly tipo: 'cliente'; readonly cliente: Cliente }
  | { readonly tipo: 'paciente'; readonly paciente: Paciente }
  | { readonly tipo: 'pagador'; readonly pagador: Pagador }

/** Everything the invoice of a sale is made of besides the sale itself, read in the transaction that issues it. */
export interface VentaPreparada {
  readonly prestador: Prestador
  readonly sede: Sede
  readonly software: { readonly id: string; readonly pin: string; readonly ambiente: '1' | '2' }
  readonly resolucion: ResolucionNumeracion
  readonly tipo: TipoFactura
  /** The contingency it is issued in; null for the ordinary way and for what is made again. */
  readonly contingencia: ContingenciaRow | null
  readonly comprador: Comprador
  readonly municipio: Catalogos['municipio']
}

/**
 * @param emitida the invoice the sale already has, when it is made again: its range need not be in force
 * @throws Refusal CONFIGURACION_INCOMPLETA, CLIENTE_REQUERIDO (over the limit of the consumidor final), VENTA_INVALIDA with the field
 */
export async function prepararVenta(
  db: Db | Trx,
  catalogos: Catalogos,
  venta: Venta,
  ahora: Date,
  emitida?: { readonly resolucionId: string; readonly tipo: TipoFactura },
): Promise<VentaPreparada> {
  const hoy = bogotaDate(ahora)
  const [prestador, sede, software] = [await getPrestador(db), await getSede(db), await getSoftwareDian(db)]
  if (!prestador) throw falta('los datos del prestador', 'Prestador')
  if (!sede) throw falta('la sede', 'Sede')
  if (!software) throw falta('el identificador y el PIN del software registrado en la DIAN', 'Software')
  const contingencia = emitida ? null : ((await abierta(db)) ?? null)
  const tipo = emitida?.tipo ?? tipoEnContingencia((contingencia?.causa ?? null) as CausaContingencia | null)
  const resolucion = emitida
    ? await getResolucion(db, emitida.resolucionId)
    : await resolucionVigente(db, hoy, tipo === '03' ? 'contingencia' : 'factura')
  if (!resolucion)
    throw falta(
      tipo === '03'
        ? 'una numeración de contingencia (de papel) vigente'
        : 'una resolución de numeración vigente',
      'Numeración',
    )
  const comprador = await compradorDe(db, venta.cliente)
  exigirValores(venta, prestador)
  if (comprador.tipo === 'consumidor-final') await exigirBajoElTope(db, venta, hoy)
  return {
    prestador,
    sede,
    software: { id: software.softwareId, pin: software.pin, ambiente: software.ambiente },
    resolucion,
    tipo,
    contingencia,
    comprador,
    municipio: catalogos.municipio,
  }
}

async function compradorDe(db: Db | Trx, elegido: ClienteDeVenta): Promise<Comprador> {
  switch (elegido.tipo) {
    case 'consumidor-final':
      return elegido
    case 'cliente': {
      const cliente = await repository.getCliente(db, elegido.id)
      if (!cliente) throw sinCliente()
      return { tipo: 'cliente', cliente }
    }
    case 'pagador': {
      const pagador = await getPagador(db, elegido.id)
      if (!pagador) throw sinCliente()
      return { tipo: 'pagador', pagador }
    }
    case 'paciente': {
      const paciente = await getPaciente(db, elegido.id)
      if (!paciente) throw sinCliente()
      if (!paciente.numeroDocumento || !paciente.tipoDocumento)
        throw new Refusal(
          'CLIENTE_REQUERIDO',
          'El paciente no tiene documento de identidad.',
          'Complételo en la ficha del paciente, o venda a quien responde por él.',
          { campo: 'cliente' },
        )
      return { tipo: 'paciente', paciente }
    }
  }
}

function sinCliente(): Refusal {
  return new Refusal('CLIENTE_REQUERIDO', 'Ese cliente ya no existe.', 'Búsquelo y escójalo de nuevo.', {
    campo: 'cliente',
  })
}

function exigirValores(venta: Venta, prestador: Prestador): void {
  const invalida = (mensaje: string, campo: string) =>
    new Refusal('VENTA_INVALIDA', mensaje, 'Corríjalo en la venta; lo demás queda como está.', { campo })
  const totales = totalesVenta(venta)
  if (totales.neto < 0) throw invalida('Los descuentos son mayores que lo que se vende.', 'descuentos')
  if (venta.autorretenciones.length > 0 && !prestador.responsabilidades.includes('O-15'))
    throw invalida(
      'Solo un autorretenedor (responsabilidad O-15 del RUT) informa autorretenciones.',
      'autorretenciones',
    )
  for (const campo of ['autorretenciones', 'retencionesCliente'] as const)
    for (const retencion of venta[campo]) {
      const problema = problemaRetencion(retencion, totales)
      if (problema) throw invalida(problema, campo)
    }
}

async function exigirBajoElTope(db: Db | Trx, venta: Venta, hoy: string): Promise<void> {
  const tope = topeConsumidorFinal(hoy, await getAjuste(db, 'uvtConsumidorFinal'))
  const { subtotal } = totalesVenta(venta)
  if (subtotal <= tope) return
  throw new Refusal(
    'CLIENTE_REQUERIDO',
    `La venta pasa de ${formatPesos(tope)} antes de impuestos: hay que identificar a quien compra.`,
    'Escoja o cree el cliente. El tope se cambia en Configuración › Ajustes.',
    { campo: 'cliente', datos: { tope } },
  )
}
