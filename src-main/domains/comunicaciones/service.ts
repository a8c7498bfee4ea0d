import type {
  CorreoDeFactura,
  CuentaEntrada,
  EnvioCorreo,
} from '../../../src-shared/domains/comunicaciones/contract.ts'
import { motivoSinCorreo, seguridadPermitida } from '../../../src-shared/domains/comunicaciones/rules.ts'
import {
  type CuentaCorreo,
  type CuentaVisible,
  KIND_CORREO,
} from '../../../src-shared/domains/comunicaciones/schemas.ts'
import { CORREO_TEXTOS } from '../../../src-shared/domains/comunicaciones/texts.ts'
import { NOMBRE_NOTA } from '../../../src-shared/domains/facturacion/nota-texts.ts'
import type { Entregable } from '../../../src-shared/domains/facturacion/schemas.ts'
import { appendAudit, hashOf } from '../../core/audit/audit.ts'
import { auditActor, type CallContext } from '../../core/calls/call-context.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { transact } from '../../core/database/transaction.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import { enqueue } from '../../core/outbox/enqueue.ts'
import type { DeliveryFinding, OutboxItem } from '../../core/outbox/handler.ts'
import type { Outbox } from '../../core/outbox/outbox.ts'
import { armarMensaje } from '../../integrations/mensajeria/mensaje.ts'
import { palabrasDe } from '../../integrations/mensajeria/palabras.ts'
import { entregarPorSmtp } from '../../integrations/mensajeria/smtp.ts'
import { type DocumentoEntregable, entregableDe } from '../facturacion/api.ts'
import type { DomainKit } from '../kit.ts'
import type { Adjuntos } from './adjunto.ts'
import { cartaEntrega } from './carta-entrega.ts'
import { cartaPrueba } from './carta-prueba.ts'
import { claveParaGuardar, exigirCifrado, SIN_CIFRAR } from './cuenta-segura.ts'
import { noEncontrada, nombreDe, sinValidar, sujetoDe } from './entregable.ts'
import * as repository from './repository.ts'

export type ComunicacionesService = ReturnType<typeof createComunicacionesService>

/** Delivery of invoices and their notes to their customers: see the invariants in this folder's README. */
export function createComunicacionesService(
  ports: DomainKit & {
    readonly adjuntos: Adjuntos
    readonly practica: boolean
    readonly outbox: () => Pick<Outbox, 'retry' | 'wake'>
  },
) {
  const { db, ids, clock, runCommand, practica } = ports

  /** Another try that a person asked for, after the transaction that says so. */
  function retryLater(itemId: string): void {
    ports
      .outbox()
      .retry(itemId)
      .catch((error: unknown) => ports.logger.error('comunicaciones.retry-failed', { id: itemId }, error))
  }

  async function encolar(
    trx: Trx,
    at: string,
    datos: {
      readonly cual: Entregable
      readonly entregable: DocumentoEntregable
      readonly para: string
      readonly cuenta: CuentaCorreo
      readonly pedidoPor: string | null
    },
  ): Promise<string> {
    const { cual, entregable, para } = datos
    const id = ids.next()
    const carta = cartaEntrega(entregable.documento, {
      id,
      para,
      remitente: datos.cuenta.correo,
      codigo: entregable.codigo,
      sinValidez: practica,
      en: at,
    })
    await enqueue(trx, at, {
      id,
      kind: KIND_CORREO,
      // Also of a note: it is seen and mended in its invoice.
      subjectId: cual.facturaId,
      // Of its own: neither the RIPS nor another address waits for it.
      chain: `correo:${id}`,
      descriptor: descriptorDe(entregable),
      meta: { numero: entregable.numero, ...(cual.notaId === undefined ? {} : { notaId: cual.notaId }) },
      payload: Buffer.from(JSON.stringify(carta)),
    })
    await repository.insertEnvio(trx, {
      outbox_id: id,
      factura_id: cual.facturaId,
      nota_id: cual.notaId ?? null,
      para,
      pedido_por: datos.pedidoPor,
      creado_en: at,
    })
    return id
  }

  return {
    async cuenta(): Promise<{ cuenta: CuentaVisible | null; practica: boolean }> {
      const found = await repository.getCuenta(db)
      return { cuenta: found ? visible(found) : null, practica }
    },

    /** The account to send with now, or why there is none. */
    async cuentaParaEnviar(): Promise<CuentaCorreo | { readonly blocked: string }> {
      const found = await repository.getCuenta(db)
      if (!found) return { blocked: 'Falta la cuenta de correo del consultorio en Configuración › Correo' }
      if (!seguridadPermitida(found, practica)) return { blocked: SIN_CIFRAR.mensaje }
      return found
    },

    guardarCuenta(
      call: CallContext,
      input: { commandId: string; cuenta: CuentaEntrada },
    ): Promise<CuentaVisible> {
      const { clave: escrita, ...datos } = input.cuenta
      return runCommand(
        call,
        { name: 'comunicaciones.guardarCuenta', commandId: input.commandId, input: datos },
        async (scope) => {
          exigirCifrado(datos, practica)
          const before = await repository.getCuenta(scope.trx)
          const cuenta = { ...datos, clave: claveParaGuardar(escrita, before, datos) }
          const same = before !== undefined && conexionDe(before) === conexionDe(cuenta)
          const saved = { ...cuenta, probadaEn: same ? before.probadaEn : null }
          await repository.saveCuenta(scope.trx, saved, scope.at)
          await scope.audit({
            action: 'comunicaciones.guardar-cuenta',
            subjectKind: 'cuenta-correo',
            subjectId: 'cuenta',
            ...(before ? { beforeHash: hashOf(JSON.stringify(before)) } : {}),
            afterHash: hashOf(JSON.stringify(saved)),
            detail: { probada: saved.probadaEn !== null, automatico: saved.automatico },
          })
          scope.changed('correo')
          return visible(saved)
        },
      )
    },

    async probarCuenta(
      call: CallContext,
      input: { commandId: string; para: string },
    ): Promise<CuentaVisible> {
      const cuenta = await repository.getCuenta(db)
      if (!cuenta) throw sinCuenta()
      if (!seguridadPermitida(cuenta, practica))
        throw new Refusal('CORREO_NO_SALIO', SIN_CIFRAR.mensaje, SIN_CIFRAR.remedio)
      const carta = cartaPrueba({
        id: input.commandId,
        para: input.para,
        cuenta,
        sinValidez: practica,
        en: clock.now().toISOString(),
      })
      const entrega = await entregarPorSmtp(cuenta, input, await armarMensaje(carta, cuenta))
      if (!entrega.entregado) {
        const { mensaje, remedio } = palabrasDe(entrega, cuenta, input.para)
        throw new Refusal('CORREO_NO_SALIO', mensaje, remedio, {
          datos: { paso: entrega.paso, dijo: entrega.dijo },
        })
      }
      return runCommand(
        call,
        { name: 'comunicaciones.probarCuenta', commandId: input.commandId, input: input.para },
        async (scope) => {
          const now = await repository.getCuenta(scope.trx)
          // Changed while the message was on its way: what was tested is another account.
          if (!now || conexionDe(now) !== conexionDe(cuenta)) throw sinCuenta()
          const tested = { ...now, probadaEn: scope.at }
          await repository.saveCuenta(scope.trx, tested, scope.at)
          await scope.audit({
            action: 'comunicaciones.probar-cuenta',
            subjectKind: 'cuenta-correo',
            subjectId: 'cuenta',
          })
          const waiting = await repository.failedItems(scope.trx, KIND_CORREO)
          scope.afterCommit(() => {
            for (const id of waiting) retryLater(id)
          })
          scope.changed('correo')
          return visible(tested)
        },
      )
    },

    /** The file of an item of the queue. What was queued before notes were sent names no note. */
    adjuntoDe({ subjectId: facturaId, meta: { notaId } }: Pick<OutboxItem, 'subjectId' | 'meta'>) {
      return ports.adjuntos.paraEnviar({ facturaId, notaId })
    },

    async deFactura(cual: Entregable): Promise<CorreoDeFactura> {
      const entregable = await entregableDe(db, cual)
      if (!entregable) throw noEncontrada(cual)
      const cuenta = await repository.getCuenta(db)
      const direccion = await direccionDe(db, cual, entregable)
      const rows = await repository.listEnvios(db, cual)
      return {
        direccion,
        motivo: motivoSinCorreo({
          validada: entregable.validadaEn !== null,
          direccion,
          cuenta: cuenta ?? null,
        }),
        hayCuenta: cuenta !== undefined,
        envios: rows.map(envioDe),
      }
    },

    enviar(
      call: CallContext,
      input: Entregable & { commandId: string; para: string },
    ): Promise<{ id: string }> {
      return runCommand(
        call,
        { name: 'comunicaciones.enviar', commandId: input.commandId, input },
        async (scope) => {
          const entregable = await entregableDe(scope.trx, input)
          if (!entregable) throw noEncontrada(input)
          if (entregable.validadaEn === null) throw sinValidar(input)
          const cuenta = await repository.getCuenta(scope.trx)
          if (!cuenta) throw sinCuenta()
          const last = (await repository.listEnvios(scope.trx, input)).find(
            ({ para }) => para.toLowerCase() === input.para.toLowerCase(),
          )
          if (last?.state === 'enviando')
            throw new Refusal(
              'CORREO_EN_CAMINO',
              'Este correo está saliendo en este momento.',
              'Espere unos segundos y mire cómo quedó.',
            )
          const unfinished = last !== undefined && last.state !== 'aceptado'
          const id = unfinished
            ? last.outbox_id
            : await encolar(scope.trx, scope.at, {
                cual: input,
                entregable,
                para: input.para,
                cuenta,
                pedidoPor: call.usuario?.id ?? null,
              })
          await scope.audit({
            action: `comunicaciones.${unfinished ? 'reenviar' : 'enviar'}-${nombreDe(input)}`,
            ...sujetoDe(input),
            detail: { envio: id },
          })
          scope.afterCommit(() => (unfinished ? retryLater(id) : ports.outbox().wake()))
          scope.changed('outbox', `factura:${input.facturaId}`)
          return { id }
        },
      )
    },

    async exportar(call: CallContext, cual: Entregable): Promise<{ nombre: string; base64: string }> {
      const { nombre, bytes } = await ports.adjuntos.de(cual)
      await transact(db, (trx) =>
        appendAudit(trx, clock.now().toISOString(), auditActor(call), {
          action: `comunicaciones.exportar-${nombreDe(cual)}`,
          ...sujetoDe(cual),
        }),
      )
      return { nombre, base64: Buffer.from(bytes).toString('base64') }
    },

    /** Puts the document on its way in the transaction that records its validation, when it goes by itself. @returns changed keys */
    async alValidar(trx: Trx, at: string, cual: Entregable): Promise<readonly string[]> {
      const entregable = await entregableDe(trx, cual)
      const cuenta = await repository.getCuenta(trx)
      if (!entregable || !cuenta) return []
      const para = await direccionDe(trx, cual, entregable)
      if (para === null || motivoSinCorreo({ validada: true, direccion: para, cuenta }) !== null) return []
      await encolar(trx, at, { cual, entregable, para, cuenta, pedidoPor: null })
      return [`factura:${cual.facturaId}`]
    },
  }
}

function visible({ clave: _, ...cuenta }: repository.CuentaGuardada): CuentaVisible {
  return cuenta
}

/** What a test message proves: with the same, it is still proved. */
function conexionDe(cuenta: CuentaCorreo): string {
  const { servidor, puerto, seguridad, usuario, clave, correo } = cuenta
  return JSON.stringify([servidor, puerto, seguridad, usuario, clave, correo])
}

function envioDe(row: Awaited<ReturnType<typeof repository.listEnvios>>[number]): EnvioCorreo {
  const findings = JSON.parse(row.findings ?? '[]') as DeliveryFinding[]
  return {
    id: row.outbox_id,
    para: row.para,
    pedido: row.pedido_por !== null,
    creadoEn: row.creado_en,
    estado: row.state,
    en: row.updated_at,
    detalle: row.last_detail,
    remedio:
      row.state === 'incierto'
        ? CORREO_TEXTOS.porQueNoSeSabe
        : row.state === 'rechazado'
          ? (findings[0]?.remedio ?? '')
          : '',
    proximoIntento: row.next_attempt_at,
  }
}

function sinCuenta(): Refusal {
  return new Refusal(
    'CORREO_SIN_CUENTA',
    'El consultorio no tiene una cuenta de correo para enviar.',
    'Un administrador la agrega en Configuración › Correo. Mientras tanto, guarde el .zip y entréguelo.',
  )
}

/**
 * Address a document goes to by itself: of an invoice, that of its customer as it was signed; of a note, the last one where its
 * invoice arrived, and else the same.
 */
async function direccionDe(
  db: Db | Trx,
  { facturaId, notaId }: Entregable,
  { documento }: DocumentoEntregable,
): Promise<string | null> {
  const enviada = notaId === undefined ? [] : await repository.listEnvios(db, { facturaId })
  return enviada.find(({ state }) => state === 'aceptado')?.para ?? documento.adquiriente.correo ?? null
}

function descriptorDe({ documento, numero }: DocumentoEntregable): string {
  return 'clase' in documento
    ? `Correo de la ${NOMBRE_NOTA[documento.clase].toLowerCase()} ${numero}`
    : `Correo de la factura ${numero}`
}
