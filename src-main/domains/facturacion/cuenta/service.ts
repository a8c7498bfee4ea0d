import type { FaltaCuenta, LineaCuenta } from '../../../../src-shared/domains/facturacion/contract.ts'
import { faltasDePaciente } from '../../../../src-shared/domains/facturacion/faltas.ts'
import type { Paciente } from '../../../../src-shared/domains/pacientes/schemas.ts'
import { addDays, bogotaDate, bogotaInstant } from '../../../../src-shared/kernel/dates.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import { getPagador } from '../../configuracion/api.ts'
import { serviciosPorId } from '../../historia/api.ts'
import type { DomainKit } from '../../kit.ts'
import { nombreCompleto } from '../../pacientes/api.ts'
import { pacienteVigente, polizaDe } from '../preparar.ts'
import { porAplicar } from '../recaudos/service.ts'
import * as repository from '../repository.ts'

export type CuentaService = ReturnType<typeof createCuentaService>

/** Most services of an account that are listed at once: a month of a practice with several professionals. */
const MAX_SERVICIOS = 5000

/** What is billed to a payer in one invoice of many patients, with what each service lacks told before. */
export function createCuentaService({ db }: Pick<DomainKit, 'db'>) {
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
            faltas: faltasDePaciente(paciente, pagador),
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
        faltas: [] as FaltaCuenta[],
      }
    },
  }
}
