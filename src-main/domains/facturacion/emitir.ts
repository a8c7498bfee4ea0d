import { ELECCIONES_USUALES } from '../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import type { Paciente } from '../../../src-shared/domains/pacientes/schemas.ts'
import { bogotaDate } from '../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import type { Catalogos } from '../catalogos/api.ts'
import { consumirNumero } from '../configuracion/api.ts'
import { nombreCompleto } from '../pacientes/api.ts'
import { armarDocumento } from './armar-documento.ts'
import type { DetallePaciente } from './detalle.ts'
import { type ExpedicionPorts, expedirFactura } from './expedir.ts'
import { equipoDe, type PeticionEmision, type Preparada, prepararEmision } from './preparar.ts'
import { aplicar } from './recaudos/repository.ts'
import type { FacturaRow } from './tables.ts'

/** What a higher domain hears of in the same transaction (rips makes its package of it). Of invoices of services alone. */
export interface FacturaEmitida {
  readonly id: string
  readonly numero: string
  readonly documento: DocumentoFactura
  readonly cufe: string
  readonly preparada: Preparada
}

export type AlEmitir = (scope: CommandScope, call: CallContext, factura: FacturaEmitida) => Promise<void>

/**
 * Issues the invoice of services already given: number consumed, document signed, bytes stored, item queued, audit written,
 * all in the transaction of `scope`. If DIAN would refuse it nothing happens, the number included.
 *
 * @throws Refusal `FACTURA_NO_EMITIBLE` with the findings, `CONFIGURACION_INCOMPLETA`, `NUMERACION_AGOTADA`…
 */
export async function emitirFactura(
  scope: CommandScope,
  call: CallContext,
  ports: ExpedicionPorts & { readonly catalogos: Catalogos; readonly alEmitir: AlEmitir },
  peticion: PeticionEmision,
): Promise<FacturaRow> {
  const ahora = new Date(scope.at)
  const aqui = { ...peticion, equipo: equipoDe(call) }
  const preparada = await prepararEmision(scope.trx, ports.catalogos, aqui, ahora)
  const { contingencia, tipo, resolucion } = preparada
  const numero = await consumirNumero(
    scope.trx,
    resolucion.id,
    bogotaDate(ahora),
    tipo === '03' ? 'contingencia' : 'factura',
  )
  const documento = armarDocumento({
    ...preparada,
    ambiente: preparada.software.ambiente,
    ahora,
    numero,
    pago: peticion.pago,
    salud: peticion.salud ?? ELECCIONES_USUALES,
  })
  const row = await expedirFactura(scope, call, ports, {
    origen: 'servicios',
    documento,
    resolucionId: resolucion.id,
    contingencia,
    pacienteId: unPaciente(preparada)?.id ?? null,
    pagadorId: preparada.pagador?.id ?? null,
    servicioIds: peticion.servicioIds,
    paciente: pacienteImpreso(preparada),
    detalle: detalleImpreso(preparada),
    pacienteIds: preparada.pacientes.map(({ paciente }) => paciente.id),
  })
  await aplicar(
    scope.trx,
    row.id,
    preparada.recaudos.flatMap(({ id }) => id ?? []),
  )
  await ports.alEmitir(scope, call, { id: row.id, numero: row.numero, documento, cufe: row.cufe, preparada })
  return row
}

/** The patient of an invoice of only one. */
function unPaciente({ pacientes, paciente }: Preparada): Paciente | null {
  return pacientes.length === 1 ? paciente : null
}

/** Name and document as the printed invoice will say for ever; null when it is of several, whom its annex names. */
export function pacienteImpreso(preparada: Preparada): string | null {
  const paciente = unPaciente(preparada)
  return paciente && JSON.stringify({ nombre: nombreCompleto(paciente), documento: documentoDe(paciente) })
}

/** What each patient has in the invoice, as its annex will say for ever. */
export function detalleImpreso({ pacientes }: Preparada): string {
  return JSON.stringify(
    pacientes.map(
      ({ paciente, servicios, recaudos }): DetallePaciente => ({
        pacienteId: paciente.id,
        nombre: nombreCompleto(paciente),
        documento: documentoDe(paciente),
        servicios: servicios.map(({ inicio, cups, descripcion, autorizacion, cantidad, valorUnitario }) => ({
          fecha: bogotaDate(new Date(inicio)),
          cups,
          descripcion,
          autorizacion,
          valor: valorUnitario * cantidad,
        })),
        recaudos: recaudos.map(({ concepto, valor, fecha, numero }) => ({ concepto, valor, fecha, numero })),
      }),
    ),
  )
}

function documentoDe({ tipoDocumento, numeroDocumento }: Paciente): string {
  return `${tipoDocumento ?? ''} ${numeroDocumento ?? ''}`
}
