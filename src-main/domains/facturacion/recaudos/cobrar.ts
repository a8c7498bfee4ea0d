import type { Pagador } from '../../../../src-shared/domains/configuracion/schemas.ts'
import type { CobroRecaudo } from '../../../../src-shared/domains/facturacion/recaudo-schemas.ts'
import { conceptoRecaudo, soporteDeFactura } from '../../../../src-shared/domains/facturacion/recaudos.ts'
import type { Paciente } from '../../../../src-shared/domains/pacientes/schemas.ts'
import { bogotaDate } from '../../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import type { CommandScope } from '../../../core/calls/run-command.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import type { Ids } from '../../../core/ids/ids.ts'
import type { Catalogos } from '../../catalogos/api.ts'
import { consumirNumero, getPagador } from '../../configuracion/api.ts'
import { type ExpedicionPorts, expedirFactura } from '../expedir.ts'
import { equipoDe, pacienteVigente, prepararEmisor } from '../preparar.ts'
import { insertRecibo } from '../repository.ts'
import type { FacturaRow } from '../tables.ts'
import { armarRecaudo } from './armar-recaudo.ts'
import { insertRecaudo } from './repository.ts'

export interface CobroPorts extends ExpedicionPorts {
  readonly catalogos: Catalogos
}

/**
 * Collects what a user pays: with its SS-Recaudo invoice and its receipt of cash, or with the support that the practice gave by hand,
 * all in the transaction of `scope`. What the program invoices is received today.
 *
 * @throws Refusal RECAUDO_INVALIDO with the field; what issuing an invoice may refuse
 * @returns id of the payment
 */
export async function cobrarRecaudo(
  scope: CommandScope,
  call: CallContext,
  ports: Omit<CobroPorts, 'signer'> & { readonly signer: ExpedicionPorts['signer'] | null },
  cobro: CobroRecaudo,
): Promise<string> {
  const { trx, at } = scope
  const hoy = bogotaDate(new Date(at))
  const paciente = await pacienteVigente(trx, cobro.pacienteId)
  const pagador = cobro.pagadorId ? ((await getPagador(trx, cobro.pagadorId)) ?? null) : null
  exigirCoherencia(cobro, pagador, hoy)
  const factura =
    cobro.soporte === 'factura-electronica' && cobro.concepto !== '04' && pagador && ports.signer
      ? await facturar(scope, call, { ...ports, signer: ports.signer }, cobro, { paciente, pagador })
      : null
  const recibido = cobro.soporte !== 'solo-informar'
  const id = ports.ids.next()
  const recibo = recibido ? await recibir(scope, call, ports.ids, cobro, paciente, factura) : null
  await insertRecaudo(trx, {
    id,
    paciente_id: paciente.id,
    pagador_id: pagador?.id ?? null,
    concepto: cobro.concepto,
    valor: cobro.valor,
    fecha: factura ? hoy : (cobro.fecha ?? hoy),
    medio: cobro.medio,
    soporte: factura ? soporteDeFactura(factura.tipo) : cobro.soporte,
    soporte_numero: factura ? null : cobro.numeroSoporte,
    factura_id: factura?.id ?? null,
    recibo_id: recibo,
    quien_paga: cobro.quienPaga && JSON.stringify(cobro.quienPaga),
    registrado_por: call.usuario?.id ?? null,
    en: at,
    anulado_en: null,
    anulado_por: null,
    motivo_anulacion: null,
  })
  await scope.audit({
    action: 'facturacion.recaudo',
    subjectKind: 'recaudo',
    subjectId: id,
    detail: { concepto: cobro.concepto, valor: cobro.valor, factura: factura?.numero ?? null },
  })
  scope.changed('recaudos', 'recibos', `paciente:${paciente.id}`)
  return id
}

function exigirCoherencia(cobro: CobroRecaudo, pagador: Pagador | null, hoy: string): void {
  const invalido = (campo: string, mensaje: string, remedio: string) => {
    throw new Refusal('RECAUDO_INVALIDO', mensaje, remedio, { campo })
  }
  if (cobro.concepto !== '04' && !pagador)
    invalido(
      'pagadorId',
      'No se sabe a qué pagador pertenece este dinero.',
      'Escoja la EPS, la prepagada o la aseguradora del paciente.',
    )
  if (pagador?.coberturaPlan === '15')
    invalido('pagadorId', 'Un paciente particular no paga copagos.', 'Cóbrele el servicio en su factura.')
  if ((cobro.concepto === '04') !== (cobro.soporte === 'recibo'))
    invalido(
      'soporte',
      cobro.concepto === '04'
        ? 'Un anticipo no se factura: se recibe con recibo de caja y se descuenta en la factura del servicio.'
        : 'Un recibo de caja no basta para un copago o una cuota.',
      cobro.concepto === '04'
        ? 'Escoja «Recibo de caja».'
        : 'Escoja la factura, el tiquete POS o el talonario que se le entregó al paciente.',
    )
  if (['pos', 'talonario', 'factura-contingencia'].includes(cobro.soporte) && !cobro.numeroSoporte)
    invalido('numeroSoporte', 'Falta el número de lo que se le entregó al paciente.', 'Escríbalo.')
  if (cobro.fecha && cobro.fecha > hoy)
    invalido('fecha', 'La fecha del pago no ha llegado.', 'Escriba el día en que se recibió.')
}

async function facturar(
  scope: CommandScope,
  call: CallContext,
  ports: CobroPorts,
  cobro: CobroRecaudo,
  { paciente, pagador }: { readonly paciente: Paciente; readonly pagador: Pagador },
): Promise<FacturaRow> {
  if (cobro.concepto === '04') throw new Error('an advance is not billed')
  if (!cobro.quienPaga && (!paciente.tipoDocumento || !paciente.numeroDocumento))
    throw new Refusal(
      'FACTURA_NO_EMITIBLE',
      'El paciente no tiene documento de identidad.',
      'Complételo en la ficha del paciente, o escriba quién paga.',
      { datos: { pacienteId: paciente.id } },
    )
  const ahora = new Date(scope.at)
  const preparado = await prepararEmisor(scope.trx, ports.catalogos, ahora, { equipo: equipoDe(call) })
  const { resolucion, tipo, contingencia } = preparado
  const numero = await consumirNumero(
    scope.trx,
    resolucion.id,
    bogotaDate(ahora),
    tipo === '03' ? 'contingencia' : 'factura',
  )
  const documento = armarRecaudo({
    ...preparado,
    ahora,
    numero,
    paciente,
    quienPaga: cobro.quienPaga,
    pagador,
    concepto: cobro.concepto,
    valor: cobro.valor,
    medio: cobro.medio,
  })
  return expedirFactura(scope, call, ports, {
    origen: 'recaudo',
    documento,
    resolucionId: resolucion.id,
    contingencia,
    pacienteId: paciente.id,
    pagadorId: null,
    servicioIds: [],
    paciente: null,
    detalle: null,
    pacienteIds: [paciente.id],
  })
}

async function recibir(
  scope: CommandScope,
  call: CallContext,
  ids: Ids,
  cobro: CobroRecaudo,
  paciente: Paciente,
  factura: FacturaRow | null,
): Promise<string> {
  const id = ids.next()
  const { nombre } = conceptoRecaudo(cobro.concepto)
  await insertRecibo(scope.trx, {
    id,
    factura_id: factura?.id ?? null,
    paciente_id: paciente.id,
    concepto: factura
      ? `${nombre}: factura ${factura.numero}`
      : `${nombre}${cobro.numeroSoporte ? `: ${cobro.numeroSoporte}` : ''}`,
    valor: cobro.valor,
    medio: cobro.medio,
    referencia: cobro.referencia,
    recibido_por: call.usuario?.id ?? null,
    en: scope.at,
  })
  return id
}
