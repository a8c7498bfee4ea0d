import type { HallazgoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import type { Artefacto, Cierre } from '../../../src-shared/domains/jornada/contract.ts'
import type { HallazgoRips } from '../../../src-shared/domains/rips/schemas.ts'
import { bogotaDate } from '../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import { transact } from '../../core/database/transaction.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import { getAjuste, getPagador } from '../configuracion/api.ts'
import type { EmisionFacturas } from '../facturacion/api.ts'
import { firmarNota, notaParaCerrar } from '../historia/api.ts'
import type { DomainKit } from '../kit.ts'
import { getPaciente, registrarVisita } from '../pacientes/api.ts'
import { paqueteDe } from '../rips/api.ts'

export interface CierrePorts extends DomainKit {
  readonly facturacion: EmisionFacturas
  /** Tells the agenda, in the same transaction, that the appointment was attended. */
  readonly citaAtendida: (scope: CommandScope, call: CallContext, citaId: string) => Promise<void>
}

interface Producido {
  readonly notaId: string
  readonly facturaId: string | null
  readonly numero: string | null
  readonly formulaFolio: number | null
}

/** The whole act, in the transaction of `scope`: note frozen, appointment attended, invoice and RIPS made and queued. */
async function cerrar(
  scope: CommandScope,
  call: CallContext,
  ports: CierrePorts,
  cierre: Cierre,
): Promise<Producido> {
  const nota = await firmarNota(scope, call, ports.ids, cierre.notaId)
  if (nota.citaId) await ports.citaAtendida(scope, call, nota.citaId)
  await registrarVisita(scope.trx, nota.pacienteId, bogotaDate(new Date(scope.at)))
  const base = { notaId: nota.id, formulaFolio: nota.formulaFolio }
  if (!cierre.facturar || nota.servicios.length === 0) return { ...base, facturaId: null, numero: null }
  const factura = await ports.facturacion.emitirEn(scope, call, {
    servicioIds: nota.servicios.map((servicio) => servicio.id),
    pago: cierre.pago,
    recaudos: cierre.recaudos,
    recibo: cierre.recibo,
  })
  return { ...base, facturaId: factura.id, numero: factura.numero }
}

/** Thrown to undo a rehearsal, carrying what it learnt. */
class Ensayado extends Error {
  readonly producido: Producido
  readonly hallazgosRips: readonly HallazgoRips[]

  constructor(producido: Producido, hallazgosRips: readonly HallazgoRips[]) {
    super('rehearsal')
    this.producido = producido
    this.hallazgosRips = hallazgosRips
  }
}

export function createCerrarConsulta(ports: CierrePorts) {
  const { db, clock, runCommand } = ports

  /**
   * Runs the closing for real in a transaction and rolls it back, so that the panel cannot promise what the act would refuse.
   */
  async function ensayar(call: CallContext, cierre: Cierre): Promise<Ensayado | Refusal> {
    try {
      await transact(db, async (trx) => {
        const scope: CommandScope = {
          trx,
          at: clock.now().toISOString(),
          audit: async () => {},
          changed: () => {},
          afterCommit: () => {},
        }
        const producido = await cerrar(scope, call, ports, cierre)
        const paquete = producido.facturaId ? await paqueteDe(trx, producido.facturaId) : undefined
        throw new Ensayado(producido, paquete?.hallazgos ?? [])
      })
      throw new Error('a rehearsal always ends in a rollback')
    } catch (error) {
      if (error instanceof Ensayado || error instanceof Refusal) return error
      throw error
    }
  }

  return {
    async prepararCierre(call: CallContext, notaId: string) {
      const nota = await notaParaCerrar(db, notaId)
      if (!nota) throw new Refusal('NO_ENCONTRADO', 'No se encontró la nota.', 'Actualice la pantalla.')
      const paciente = await getPaciente(db, nota.pacienteId)
      const pagador = paciente?.pagadorId ? await getPagador(db, paciente.pagadorId) : undefined
      const cobrables = nota.contenido.servicios.filter((servicio) => servicio.sinCobro === null)
      const total = cobrables.reduce(
        (suma, servicio) => suma + (servicio.valorUnitario ?? 0) * servicio.cantidad,
        0,
      )
      const facturar =
        !pagador && cobrables.length > 0 && total > 0 && (await getAjuste(db, 'facturarAlCerrar'))
      if (facturar) await ports.facturacion.prepararFirma().catch(soloRechazos)
      const ensayo = await ensayar(call, {
        notaId,
        facturar,
        pago: { forma: '1', medio: '10' },
        recaudos: [],
        recibo: null,
      })
      const sinFactura =
        ensayo instanceof Refusal && facturar
          ? await ensayar(call, {
              notaId,
              facturar: false,
              pago: { forma: '1', medio: '10' },
              recaudos: [],
              recibo: null,
            })
          : ensayo
      const hallazgosRips = ensayo instanceof Ensayado ? [...ensayo.hallazgosRips] : []
      const artefactos: Artefacto[] = [
        artefactoNota(sinFactura),
        artefactoFormula(nota.contenido.formula.medicamentos.length, sinFactura),
        artefactoFactura({
          facturar,
          pagador: pagador?.nombre,
          cobrables: cobrables.length,
          ensayo,
          sinFactura,
        }),
        artefactoRips({ facturar, ensayo, hallazgosRips }),
      ]
      return {
        artefactos,
        total: facturar ? total : 0,
        paga: pagador?.nombre ?? 'Particular',
        facturar,
        hallazgos: hallazgosDe(ensayo),
        hallazgosRips,
        puedeCerrar:
          ensayo instanceof Ensayado && hallazgosRips.every((hallazgo) => hallazgo.clase !== 'RECHAZO'),
      }
    },

    async cerrarConsulta(call: CallContext, input: Cierre & { commandId: string }): Promise<Producido> {
      if (input.facturar) await ports.facturacion.prepararFirma()
      return runCommand(
        call,
        { name: 'jornada.cerrarConsulta', commandId: input.commandId, input },
        async (scope) => {
          const producido = await cerrar(scope, call, ports, input)
          if (producido.facturaId) {
            const paquete = await paqueteDe(scope.trx, producido.facturaId)
            const rechazo = paquete?.hallazgos.find((hallazgo) => hallazgo.clase === 'RECHAZO')
            if (rechazo)
              throw new Refusal(
                'RIPS_CON_RECHAZOS',
                `El ministerio rechazaría el RIPS: ${rechazo.mensaje}`,
                rechazo.remedio,
                {
                  datos: { hallazgos: paquete?.hallazgos ?? [] },
                },
              )
          }
          scope.changed('hoy', 'citas')
          return producido
        },
      )
    },
  }
}

function artefactoNota(ensayo: Ensayado | Refusal): Artefacto {
  const listo: Artefacto = {
    clase: 'nota',
    estado: 'listo',
    detalle: 'Completa; al cerrar queda firmada y no cambia',
    faltantes: [],
  }
  if (ensayo instanceof Ensayado) return listo
  const faltantes = faltantesDe(ensayo)
  const propios = faltantes.filter(({ campo }) => !esDeFormula(campo))
  // Only the fórmula lacks something: the note itself is whole.
  if (faltantes.length > 0 && propios.length === 0) return listo
  return {
    clase: 'nota',
    estado: 'falta',
    detalle: propios[0]?.mensaje ?? ensayo.message,
    faltantes: propios,
  }
}

function artefactoFormula(medicamentos: number, ensayo: Ensayado | Refusal): Artefacto {
  if (medicamentos === 0)
    return { clase: 'formula', estado: 'no-aplica', detalle: 'Sin medicamentos', faltantes: [] }
  const faltantes =
    ensayo instanceof Ensayado ? [] : faltantesDe(ensayo).filter(({ campo }) => esDeFormula(campo))
  return {
    clase: 'formula',
    estado: faltantes.length > 0 ? 'falta' : 'listo',
    detalle: faltantes[0]?.mensaje ?? (medicamentos === 1 ? '1 medicamento' : `${medicamentos} medicamentos`),
    faltantes,
  }
}

const esDeFormula = (campo: string): boolean => campo.startsWith('formula.')

function faltantesDe(rechazo: Refusal): Artefacto['faltantes'] {
  const faltantes = (rechazo.datos.faltantes as { campo: string; mensaje: string }[] | undefined) ?? []
  return faltantes.map((falta) => ({ ...falta, remedio: rechazo.remedio }))
}

function artefactoFactura(datos: {
  facturar: boolean
  pagador: string | undefined
  cobrables: number
  ensayo: Ensayado | Refusal
  sinFactura: Ensayado | Refusal
}): Artefacto {
  if (datos.cobrables === 0)
    return { clase: 'factura', estado: 'no-aplica', detalle: 'Sin servicios para cobrar', faltantes: [] }
  if (datos.pagador)
    return {
      clase: 'factura',
      estado: 'no-aplica',
      detalle: `Queda en Por facturar a ${datos.pagador}`,
      faltantes: [],
    }
  if (!datos.facturar)
    return { clase: 'factura', estado: 'no-aplica', detalle: 'Queda en Por facturar', faltantes: [] }
  if (datos.ensayo instanceof Ensayado)
    return {
      clase: 'factura',
      estado: 'listo',
      detalle: `Factura ${datos.ensayo.producido.numero ?? ''}`,
      faltantes: [],
    }
  // The note itself is incomplete: the invoice cannot be judged yet.
  if (datos.sinFactura instanceof Refusal)
    return { clase: 'factura', estado: 'falta', detalle: 'Primero complete la nota', faltantes: [] }
  const { message, remedio, campo } = datos.ensayo
  return {
    clase: 'factura',
    estado: 'falta',
    detalle: message,
    faltantes: [{ campo: campo ?? '', mensaje: message, remedio }],
  }
}

function artefactoRips(datos: {
  facturar: boolean
  ensayo: Ensayado | Refusal
  hallazgosRips: readonly HallazgoRips[]
}): Artefacto {
  if (!datos.facturar)
    return { clase: 'rips', estado: 'no-aplica', detalle: 'Se genera con la factura', faltantes: [] }
  if (datos.ensayo instanceof Refusal)
    return { clase: 'rips', estado: 'falta', detalle: 'Se genera con la factura', faltantes: [] }
  const rechazos = datos.hallazgosRips.filter((hallazgo) => hallazgo.clase === 'RECHAZO')
  if (rechazos.length > 0)
    return {
      clase: 'rips',
      estado: 'falta',
      detalle: `El ministerio lo rechazaría: ${rechazos[0]?.mensaje ?? ''}`,
      faltantes: rechazos.map(({ ruta, mensaje, remedio }) => ({ campo: ruta, mensaje, remedio })),
    }
  return datos.hallazgosRips.length > 0
    ? {
        clase: 'rips',
        estado: 'avisa',
        detalle:
          datos.hallazgosRips.length === 1
            ? `Listo, con un aviso: ${datos.hallazgosRips[0]?.mensaje ?? ''}`
            : `Listo, con ${datos.hallazgosRips.length} avisos`,
        faltantes: [],
      }
    : { clase: 'rips', estado: 'listo', detalle: 'Listo para el ministerio', faltantes: [] }
}

function hallazgosDe(ensayo: Ensayado | Refusal): HallazgoFactura[] {
  return ensayo instanceof Refusal ? ((ensayo.datos.hallazgos as HallazgoFactura[] | undefined) ?? []) : []
}

/** A missing certificate is told by the rehearsal itself; a bug is not swallowed. */
function soloRechazos(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
}
