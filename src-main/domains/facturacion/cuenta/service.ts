import {
  camposDelServicio,
  requisitosDe,
  requisitosUsuales,
} from '../../../../src-shared/domains/configuracion/requisitos.ts'
import type { LineaCuenta } from '../../../../src-shared/domains/facturacion/contract.ts'
import {
  faltasDePaciente,
  faltasDePagador,
  faltasDeServicio,
} from '../../../../src-shared/domains/facturacion/faltas.ts'
import type { SoporteServicio } from '../../../../src-shared/domains/historia/schemas.ts'
import type { Paciente } from '../../../../src-shared/domains/pacientes/schemas.ts'
import { addDays, bogotaDate, bogotaInstant } from '../../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import { getPagador } from '../../configuracion/api.ts'
import { anotarSoporte, serviciosPorId } from '../../historia/api.ts'
import type { DomainKit } from '../../kit.ts'
import { nombreCompleto } from '../../pacientes/api.ts'
import { pacienteVigente, polizaDe } from '../preparar.ts'
import { porAplicar } from '../recaudos/service.ts'
import * as repository from '../repository.ts'

export type CuentaService = ReturnType<typeof createCuentaService>

/** Most services of an account that are listed at once: a month of a practice with several professionals. */
const MAX_SERVICIOS = 5000

/** What is billed to a payer in one invoice of many patients, with what each service lacks told before. */
export function createCuentaService({ db, ids, runCommand }: Pick<DomainKit, 'db' | 'ids' | 'runCommand'>) {
  return {
    async pagadores() {
      const rows = await repository.porFacturarPorPagador(db)
      return rows.map((row) => ({
        id: row.pagador_id,
        nombre: row.nombre,
        servicios: Number(row.servicios),
        valor: Number(row.valor),
        desde: bogotaDate(new Date(row.desde)),
        hasta: bogotaDate(new Date(row.hasta)),
      }))
    },

    async servicios({
      pagadorId,
      desde,
      hasta,
    }: {
      readonly pagadorId: string
      readonly desde: string
      readonly hasta: string
    }) {
      const pagador = await getPagador(db, pagadorId)
      if (!pagador)
        throw new Refusal('NO_ENCONTRADO', 'No se encontró el pagador.', 'Escójalo de nuevo de la lista.')
      const rows = await repository.serviciosSinFactura(db, {
        pagadorId,
        entre: [
          bogotaInstant(desde, '00:00:00').toISOString(),
          bogotaInstant(addDays(hasta, 1), '00:00:00').toISOString(),
        ],
        limite: MAX_SERVICIOS,
      })
      const servicios = await serviciosPorId(
        db,
        rows.map(({ id }) => id),
      )
      const pacientes = new Map<string, Paciente>()
      for (const { pacienteId } of servicios)
        if (!pacientes.has(pacienteId)) pacientes.set(pacienteId, await pacienteVigente(db, pacienteId))
      const conContrato = pagador.numeroContrato !== null
      const lineas = servicios.flatMap((servicio): (LineaCuenta & { orden: string })[] => {
        const paciente = pacientes.get(servicio.pacienteId)
        if (!paciente) return []
        const nombre = nombreCompleto(paciente)
        return [
          {
            orden: `${nombre} ${paciente.id} ${servicio.inicio}`,
            id: servicio.id,
            pacienteId: paciente.id,
            paciente: nombre,
            documento: `${paciente.tipoDocumento ?? ''} ${paciente.numeroDocumento ?? ''}`.trim(),
            pagadorId,
            pagador: pagador.nombre,
            inicio: servicio.inicio,
            cups: servicio.cups,
            descripcion: servicio.descripcion,
            cantidad: servicio.cantidad,
            valorUnitario: servicio.valorUnitario,
            autorizacion: servicio.autorizacion,
            poliza: conContrato ? null : polizaDe(servicio, paciente),
            notaId: servicio.notaId,
            faltas: [
              ...faltasDePaciente(paciente, pagador),
              ...faltasDeServicio({ ...servicio, poliza: polizaDe(servicio, paciente) }, pagador),
            ],
          },
        ]
      })
      const collator = new Intl.Collator('es-CO')
      return {
        pagador: { id: pagador.id, nombre: pagador.nombre, conContrato },
        lineas: lineas
          .sort((a, b) => collator.compare(a.orden, b.orden))
          .map(({ orden: _, ...linea }) => linea),
        recaudos: await porAplicar(db, [...new Set([...pacientes.values()].map(({ id }) => id))], pagadorId),
        faltas: faltasDePagador(pagador),
      }
    },

    async soporte(servicioId: string) {
      const [servicio] = await serviciosPorId(db, [servicioId])
      if (!servicio) throw sinServicio()
      const paciente = await pacienteVigente(db, servicio.pacienteId)
      const pagador = paciente.pagadorId ? await getPagador(db, paciente.pagadorId) : undefined
      const { autorizacion, mipres, entrega, poliza } = servicio
      return {
        servicio: `${servicio.cups} ${servicio.descripcion}`,
        paciente: nombreCompleto(paciente),
        datos: { autorizacion, mipres, entrega, poliza: poliza ?? paciente.poliza },
        aplica: pagador ? camposDelServicio(pagador) : { autorizacion: true, mipres: false, poliza: false },
        pide: pagador ? requisitosDe(pagador) : requisitosUsuales('15'),
      }
    },

    /** A service that waits, or whose invoice DIAN refused: what is written goes in the next one. */
    async anotarSoporte(
      call: CallContext,
      input: { readonly commandId: string; readonly servicioId: string; readonly datos: SoporteServicio },
    ): Promise<{ servicioId: string }> {
      return runCommand(
        call,
        { name: 'facturacion.anotar-soporte', commandId: input.commandId, input },
        async (scope) => {
          const [servicio] = await serviciosPorId(scope.trx, [input.servicioId])
          if (!servicio) throw sinServicio()
          const factura = await repository.facturaDeServicio(scope.trx, input.servicioId)
          if (factura && factura.estado !== 'rechazada')
            throw new Refusal(
              'SERVICIO_YA_FACTURADO',
              `Este servicio ya está en la factura ${factura.numero}.`,
              'Lo facturado no cambia. Si hace falta, anúlela con una nota crédito y facture de nuevo.',
            )
          await anotarSoporte(scope, call, ids, input.servicioId, input.datos)
          return { servicioId: input.servicioId }
        },
      )
    },
  }
}

function sinServicio(): Refusal {
  return new Refusal('NO_ENCONTRADO', 'No se encontró el servicio.', 'Actualice la lista.')
}
