import type { Pagador, Prestador } from '../../../../src-shared/domains/configuracion/schemas.ts'
import type { Cliente, ClienteDeVenta } from '../../../../src-shared/domains/facturacion/clientes.ts'
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
import { getAjuste, getPagador } from '../../configuracion/api.ts'
import { getPaciente } from '../../pacientes/api.ts'
import { type DondeSeEmite, type Emisor, prepararEmisor } from '../preparar.ts'
import * as repository from './repository.ts'

/** Who is billed, with what is known of them now. */
export type Comprador =
  | { readonly tipo: 'consumidor-final' }
  | { readonly tipo: 'cliente'; readonly cliente: Cliente }
  | { readonly tipo: 'paciente'; readonly paciente: Paciente }
  | { readonly tipo: 'pagador'; readonly pagador: Pagador }

/** Everything the invoice of a sale is made of besides the sale itself, read in the transaction that issues it. */
export interface VentaPreparada extends Emisor {
  readonly comprador: Comprador
}

/**
 * @param donde the machine that issues, or the range the invoice already has when it is made again
 * @throws Refusal CONFIGURACION_INCOMPLETA, CLIENTE_REQUERIDO (over the limit of the consumidor final), VENTA_INVALIDA with the field
 */
export async function prepararVenta(
  db: Db | Trx,
  catalogos: Catalogos,
  venta: Venta,
  ahora: Date,
  donde: DondeSeEmite,
): Promise<VentaPreparada> {
  const emisor = await prepararEmisor(db, catalogos, ahora, donde)
  const comprador = await compradorDe(db, venta.cliente)
  exigirValores(venta, emisor.prestador)
  if (comprador.tipo === 'consumidor-final') await exigirBajoElTope(db, venta, bogotaDate(ahora))
  return { ...emisor, comprador }
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
