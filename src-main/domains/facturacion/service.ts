import type {
  Emision,
  FacturaDetalle,
  FacturaResumen,
  ServicioPorFacturar,
} from '../../../src-shared/domains/facturacion/contract.ts'
import type { RecaudoRegistrado } from '../../../src-shared/domains/facturacion/recaudo-schemas.ts'
import { ELECCIONES_USUALES } from '../../../src-shared/domains/facturacion/rules.ts'
import {
  type DocumentoFactura,
  documentoFacturaSchema,
  type HallazgoFactura,
} from '../../../src-shared/domains/facturacion/schemas.ts'
import type { EstadoFactura } from '../../../src-shared/domains/facturacion/texts.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import type { Signer } from '../../core/crypto/signer.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import { stateOf } from '../../core/outbox/store.ts'
import type { Catalogos } from '../catalogos/api.ts'
import { getPagador } from '../configuracion/api.ts'
import type { DomainKit } from '../kit.ts'
import { armarDocumento } from './armar-documento.ts'
import { leerDetalle } from './detalle.ts'
import { type AlEmitir, emitirFactura } from './emitir.ts'
import type { Firmante } from './firmante.ts'
import { type DocumentoGuardado, leerGuardado } from './guardados.ts'
import { nuevaVersion, type RehacerPorOrigen } from './nueva-version.ts'
import { type AlDescartar, descartarNumero, otroNumeroDe } from './otro-numero.ts'
import { type PeticionEmision, prepararEmision } from './preparar.ts'
import { previsualizarDocumento, sinSecretos } from './previsualizar.ts'
import * as recaudos from './recaudos/repository.ts'
import { toRegistrado } from './recaudos/service.ts'
import * as repository from './repository.ts'
import type { FacturaRow } from './tables.ts'

export type FacturacionService = ReturnType<typeof createFacturacionService>

/** The electronic invoice: see the invariants in this folder's README. */
export function createFacturacionService(
  ports: DomainKit & {
    readonly catalogos: Catalogos
    readonly firmante: Firmante
    readonly alEmitir: AlEmitir
    readonly rehacer: RehacerPorOrigen
    readonly alDescartar: AlDescartar
    readonly wakeOutbox: () => void
  },
) {
  const { db, ids, runCommand, firmante } = ports

  /** Issues inside a scope that another use case opened (Cerrar consulta). The signer must have been opened before. */
  async function emitirEn(
    scope: CommandScope,
    call: CallContext,
    peticion: Omit<Emision, 'commandId'>,
  ): Promise<FacturaRow> {
    const signer = await firmante.get(scope.trx)
    const factura = await emitirFactura(
      scope,
      call,
      { ids, signer, catalogos: ports.catalogos, alEmitir: ports.alEmitir },
      peticion,
    )
    if (peticion.recibo) await recibir(scope, call, factura, peticion.recibo)
    scope.afterCommit(ports.wakeOutbox)
    return factura
  }

  async function recibir(
    scope: CommandScope,
    call: CallContext,
    factura: FacturaRow,
    recibo: { valor: number; medio: string; referencia: string | null },
  ): Promise<number> {
    const saldo =
      (await repository.aPagarDe(scope.trx, factura)) - (await repository.recibidoDe(scope.trx, factura.id))
    if (recibo.valor > saldo)
      throw new Refusal(
        'VALOR_MAYOR_AL_SALDO',
        'El valor recibido es mayor que el saldo de la factura.',
        'Escriba como máximo el saldo; lo demás regístrelo como anticipo.',
        {
          campo: 'valor',
          datos: { saldo },
        },
      )
    const id = ids.next()
    const numero = await repository.insertRecibo(scope.trx, {
      id,
      factura_id: factura.id,
      paciente_id: factura.paciente_id,
      concepto: `Pago de la factura ${factura.numero}`,
      valor: recibo.valor,
      medio: recibo.medio,
      referencia: recibo.referencia,
      recibido_por: call.usuario?.id ?? null,
      en: scope.at,
    })
    await scope.audit({
      action: 'facturacion.recibo',
      subjectKind: 'recibo',
      subjectId: id,
      detail: { numero, valor: recibo.valor },
    })
    scope.changed('facturas', `factura:${factura.id}`, 'recibos')
    return numero
  }

  /** The document as it would be issued now, on the next number, without consuming it. */
  async function borrador(reader: Db | Trx, peticion: PeticionEmision): Promise<DocumentoFactura> {
    const ahora = ports.clock.now()
    const preparada = await prepararEmision(reader, ports.catalogos, peticion, ahora)
    return armarDocumento({
      ...preparada,
      ambiente: preparada.software.ambiente,
      ahora,
      numero: { prefijo: preparada.resolucion.prefijo, consecutivo: preparada.resolucion.siguiente },
      pago: peticion.pago,
      salud: peticion.salud ?? ELECCIONES_USUALES,
    })
  }

  /** Makes a rejected invoice again inside a scope. @throws Refusal FACTURA_NO_RECHAZADA, also while its bytes are on their way again */
  async function corregirEn(
    scope: CommandScope,
    call: CallContext,
    signer: Signer,
    facturaId: string,
  ): Promise<FacturaRow> {
    const actual = await rechazadaQuieta(scope.trx, facturaId)
    scope.afterCommit(ports.wakeOutbox)
    return nuevaVersion(scope, call, { ids, signer, rehacer: ports.rehacer }, actual, 'correccion')
  }

  return {
    emitirEn,
    recibirEn: recibir,
    corregirEn,
    borrador,

    /** Opens the certificate ahead of a transaction that will sign. @throws Refusal */
    prepararFirma: async () => {
      await firmante.get(db)
    },

    async porFacturar(pacienteId?: string): Promise<ServicioPorFacturar[]> {
      const rows = await repository.serviciosSinFactura(db, {
        ...(pacienteId ? { pacienteId } : {}),
        limite: 500,
      })
      const pagadores = new Map<string, string>()
      for (const id of new Set(rows.flatMap((row) => (row.pagador_id ? [row.pagador_id] : []))))
        pagadores.set(id, (await getPagador(db, id))?.nombre ?? '')
      return rows.map((row) => ({
        id: row.id,
        pacienteId: row.paciente_id,
        paciente: [row.primer_nombre, row.segundo_nombre, row.primer_apellido, row.segundo_apellido]
          .filter((parte) => parte)
          .join(' '),
        pagadorId: row.pagador_id,
        pagador: (row.pagador_id && pagadores.get(row.pagador_id)) || 'Particular',
        inicio: row.inicio,
        cups: row.cups,
        descripcion: row.descripcion,
        cantidad: row.cantidad,
        valorUnitario: row.valor_unitario,
      }))
    },

    /** Findings of the document as it would be issued: built and signed for real, then thrown away. */
    async previsualizar(peticion: PeticionEmision): Promise<{
      documento: DocumentoFactura
      cufe: string
      hallazgos: HallazgoFactura[]
      recibido: number
    }> {
      const documento = await borrador(db, peticion)
      const heredados = await repository.recibosPorHeredar(db, peticion.servicioIds)
      return {
        ...previsualizarDocumento(documento, await firmante.get(db), ports.clock.now()),
        recibido: heredados.reduce((suma, { valor }) => suma + valor, 0),
      }
    },

    async emitir(call: CallContext, input: Emision): Promise<FacturaResumen> {
      await firmante.get(db)
      const factura = await runCommand(
        call,
        { name: 'facturacion.emitir', commandId: input.commandId, input },
        (scope) => emitirEn(scope, call, input),
      )
      return resumen(factura, input.recibo?.valor ?? 0)
    },

    async corregir(
      call: CallContext,
      input: { commandId: string; facturaId: string },
    ): Promise<FacturaResumen> {
      const signer = await firmante.get(db)
      const factura = await runCommand(
        call,
        { name: 'facturacion.corregir', commandId: input.commandId, input },
        (scope) => corregirEn(scope, call, signer, input.facturaId),
      )
      return resumen(factura, await repository.recibidoDe(db, factura.id))
    },

    /** @throws Refusal FACTURA_NO_RECHAZADA (also while it is being sent again), NUMERO_SIRVE */
    descartarNumero(
      call: CallContext,
      input: { commandId: string; facturaId: string },
    ): Promise<{ servicioIds: string[] }> {
      return runCommand(
        call,
        { name: 'facturacion.descartarNumero', commandId: input.commandId, input },
        async (scope) => descartarNumero(scope, ports, await rechazadaQuieta(scope.trx, input.facturaId)),
      )
    },

    async listar(filtro: repository.FiltroFacturas) {
      const rows = await repository.listFacturas(db, filtro)
      return {
        facturas: rows.map((row) =>
          resumen({ ...row, a_pagar: row.a_pagar + Number(row.ajuste ?? 0) }, Number(row.recibido ?? 0)),
        ),
        total: await repository.countFacturas(db, filtro),
      }
    },

    async obtener(id: string): Promise<FacturaDetalle> {
      const factura = await existente(db, id)
      const version = await repository.getVersion(db, id, factura.version)
      const estados = await repository.listEstados(db, id)
      return {
        ...resumen(
          { ...factura, a_pagar: await repository.aPagarDe(db, factura) },
          await repository.recibidoDe(db, id),
        ),
        version: factura.version,
        cufe: factura.cufe,
        qr: version.qr,
        operacion: factura.operacion,
        origen: factura.origen,
        documento: sinSecretos(documentoFacturaSchema.parse(JSON.parse(version.documento))),
        validadaEn: factura.validada_en,
        outboxId: version.outbox_id,
        otroNumero: await otroNumeroDe(db, factura, ports.clock.now()),
        despues: factura.descartada_en === null ? [] : await repository.facturasDespues(db, id),
        recaudos: (await recaudos.deFactura(db, id)).map(toRegistrado),
        recaudo: await recaudoPropio(db, factura),
        pacientes: leerDetalle(version).map(({ pacienteId, nombre, documento }) => ({
          id: pacienteId,
          nombre,
          documento,
        })),
        estados: estados.map((estado) => ({
          estado: estado.estado,
          en: estado.en,
          version: estado.version,
          detalle: estado.detalle,
          hallazgos: JSON.parse(estado.hallazgos) as HallazgoFactura[],
        })),
      }
    },

    async registrarRecibo(
      call: CallContext,
      input: {
        commandId: string
        facturaId: string
        valor: number
        medio: string
        referencia: string | null
      },
    ): Promise<{ numero: number }> {
      return runCommand(
        call,
        { name: 'facturacion.recibo', commandId: input.commandId, input },
        async (scope) => ({
          numero: await recibir(scope, call, await cobrable(scope.trx, input.facturaId), input),
        }),
      )
    },

    /** Bytes as they were kept. @throws Refusal DOCUMENTO_ALTERADO when they changed */
    async xml(id: string, cual: DocumentoGuardado): Promise<{ nombre: string; bytes: Uint8Array }> {
      const factura = await existente(db, id)
      const bytes = await leerGuardado(db, factura, cual)
      return { nombre: cual === 'factura' ? `${factura.numero}.xml` : `${factura.numero}-${cual}.xml`, bytes }
    },
  }
}

async function existente(db: Db | Trx, id: string): Promise<FacturaRow> {
  const factura = await repository.getFactura(db, id)
  if (!factura) throw new Refusal('NO_ENCONTRADO', 'No se encontró la factura.', 'Actualice la lista.')
  return factura
}

/** Money is received for an invoice, not for a number that was left aside. */
async function cobrable(trx: Trx, id: string): Promise<FacturaRow> {
  const factura = await existente(trx, id)
  if (factura.descartada_en === null) return factura
  throw new Refusal(
    'VALOR_MAYOR_AL_SALDO',
    'Este número se dejó de lado: no se cobra.',
    'Facture sus servicios desde Por facturar y cobre la factura nueva.',
    { campo: 'valor' },
  )
}

/** @throws Refusal FACTURA_NO_RECHAZADA unless DIAN's last word of it was a rejection */
async function rechazadaQuieta(trx: Trx, id: string): Promise<FacturaRow> {
  const factura = await existente(trx, id)
  if (repository.estadoDe(factura) !== 'rechazada')
    throw new Refusal(
      'FACTURA_NO_RECHAZADA',
      'Esta factura no está rechazada.',
      'Solo se corrige una factura que la DIAN rechazó; para las demás use una nota crédito.',
    )
  await exigirSinReenvio(trx, factura)
  return factura
}

/** The rejected bytes may be on their way again (Reintentar): their answer is waited for, so that no number is validated twice. */
async function exigirSinReenvio(trx: Trx, factura: FacturaRow): Promise<void> {
  const { outbox_id } = await repository.getVersion(trx, factura.id, factura.version)
  const estado = await stateOf(trx, outbox_id)
  if (estado === 'rechazado') return
  throw new Refusal(
    'FACTURA_NO_RECHAZADA',
    'Esta factura se está reenviando a la DIAN.',
    'Espere la respuesta en la Bandeja de salida antes de corregirla.',
  )
}

async function recaudoPropio(db: Db, factura: FacturaRow): Promise<RecaudoRegistrado | null> {
  const row = factura.origen === 'recaudo' ? await recaudos.recaudoDeFactura(db, factura.id) : undefined
  return row ? toRegistrado(row) : null
}

function resumen(row: FacturaRow, recibido: number): FacturaResumen {
  return {
    id: row.id,
    numero: row.numero,
    adquiriente: row.adquiriente,
    adquirienteDocumento: row.adquiriente_documento,
    pacienteId: row.paciente_id,
    pagadorId: row.pagador_id,
    origen: row.origen,
    total: row.total,
    aPagar: row.a_pagar,
    recibido,
    fechaEmision: row.fecha_emision,
    emitidaEn: row.emitida_en,
    estado: repository.estadoDe(row) as EstadoFactura,
  }
}
