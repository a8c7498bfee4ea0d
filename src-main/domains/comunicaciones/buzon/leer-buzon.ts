import { setImmediate as turn } from 'node:timers/promises'
import type { CuentaBuzon, EstadoBuzon } from '../../../../src-shared/domains/comunicaciones/buzon.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import { transact } from '../../../core/database/transaction.ts'
import { archivosDe, MAL_ARMADO } from '../../../integrations/imap/mensaje.ts'
import {
  abrirBuzon,
  type Cabecera,
  type SesionBuzon,
  TOPE_MENSAJE,
} from '../../../integrations/imap/sesion.ts'
import { type CompraComprobada, comprobarArchivo, guardarCompra } from '../../finanzas/api.ts'
import type { DomainKit } from '../../kit.ts'
import type { BuzonArchivoRow } from '../tables.ts'
import * as repository from './repository.ts'

/** Messages whose headers are asked for at once. */
const TANDA = 50

export interface LecturaEnCurso {
  readonly call: CallContext
  readonly cuenta: CuentaBuzon
  /** NIT of the practice, without check digit: the buyer of every invoice. */
  readonly nit: string
  /** Ends the reading at once; what was kept stays. */
  readonly signal: AbortSignal
  /** Grows with each message that is kept. */
  readonly trajo: Trajo
  readonly alAvanzar: (hechos: number, total: number) => void
}

export type Trajo = { -readonly [K in keyof EstadoBuzon['trajo']]: number }
type Ports = Pick<DomainKit, 'db' | 'ids' | 'clock' | 'runCommand'>

/** A file as it was judged, before anything is kept. */
type Juzgado =
  | { readonly nombre: string; readonly compra: CompraComprobada }
  | { readonly nombre: string; readonly motivo: string; readonly remedio: string }

const ABRIR_EN_EL_CORREO = 'Ábralo en su correo y, si es una factura, guarde el ZIP e impórtelo en Compras.'

/** Which folder of which account, since which day: under another, everything is looked at from the beginning. */
export function lugarDe({ servidor, usuario, carpeta, desde }: CuentaBuzon): string {
  return JSON.stringify([servidor.toLowerCase(), usuario.toLowerCase(), carpeta, desde])
}

/**
 * Reads what arrived since the last time and turns it into purchases. Each message is one transaction: its purchases, what could not
 * be read, and that it was processed; cut anywhere, the next reading goes on from there.
 * @throws FalloBuzon when the mailbox cannot be read any further
 */
export async function leerBuzon(ports: Ports, lectura: LecturaEnCurso): Promise<void> {
  const { db } = ports
  const { cuenta, signal } = lectura
  const lugar = lugarDe(cuenta)
  const sesion = await abrirBuzon(cuenta, { signal })
  try {
    const { uidValidity } = sesion
    const antes = await repository.getLectura(db)
    const seguido = antes.lugar === lugar && antes.uidValidity === uidValidity
    const uids = await sesion.buscar(seguido ? antes.hastaUid + 1 : 1, cuenta.desde)
    let hechos = 0
    for (let inicio = 0; inicio < uids.length; inicio += TANDA) {
      const tanda = uids.slice(inicio, inicio + TANDA)
      for (const cabecera of await sesion.cabeceras(tanda)) {
        if (signal.aborted) return
        lectura.alAvanzar(hechos, uids.length)
        if (cabecera.trae !== 'nada') await procesar(ports, lectura, sesion, cabecera)
        hechos += 1
      }
      if (signal.aborted) return
      hechos = inicio + tanda.length
      const hastaUid = tanda.at(-1) ?? 0
      await transact(db, (trx) => repository.saveLectura(trx, { lugar, uidValidity, hastaUid }))
    }
    lectura.alAvanzar(hechos, uids.length)
  } finally {
    await sesion.cerrar()
  }
}

async function procesar(
  ports: Ports,
  lectura: LecturaEnCurso,
  sesion: SesionBuzon,
  cabecera: Cabecera,
): Promise<void> {
  const { ids } = ports
  const { uidValidity } = sesion
  const lugar = lugarDe(lectura.cuenta)
  const mensaje = {
    lugar,
    uid_validity: uidValidity,
    uid: cabecera.uid,
    message_id: cabecera.messageId,
    tamano: cabecera.tamano,
  }
  if (await repository.fueLeido(ports.db, mensaje)) return
  const juzgados = await juzgar(ports, lectura, sesion, cabecera)
  if (juzgados === undefined || lectura.signal.aborted) return
  const este: Trajo = await ports.runCommand(
    lectura.call,
    {
      name: 'comunicaciones.leer-mensaje',
      commandId: ids.next(),
      input: { lugar, uidValidity, uid: cabecera.uid },
    },
    async (scope) => {
      const cuenta: Trajo = { compras: 0, repetidas: 0, noLeidos: 0 }
      const id = ids.next()
      const archivos: BuzonArchivoRow[] = []
      const base = { mensaje_id: id, compra_id: null, motivo: '', remedio: '', descartado_en: null }
      for (const juzgado of juzgados) {
        const archivo = { ...base, id: ids.next(), archivo: juzgado.nombre }
        if ('motivo' in juzgado) {
          const { motivo, remedio } = juzgado
          archivos.push({ ...archivo, resultado: 'no-leido', motivo, remedio })
          cuenta.noLeidos += 1
          continue
        }
        const { id: compra_id, repetida } = await guardarCompra(scope, lectura.call, ids, juzgado.compra)
        archivos.push({ ...archivo, compra_id, resultado: repetida ? 'repetida' : 'compra' })
        cuenta[repetida ? 'repetidas' : 'compras'] += 1
      }
      await repository.insertMensaje(
        scope.trx,
        {
          ...mensaje,
          id,
          de: cabecera.de,
          asunto: cabecera.asunto,
          recibido_en: cabecera.recibidoEn,
          leido_en: scope.at,
        },
        archivos,
      )
      scope.changed('buzon')
      return cuenta
    },
  )
  for (const clave of ['compras', 'repetidas', 'noLeidos'] as const) lectura.trajo[clave] += este[clave]
  if (lectura.cuenta.marcarLeidos && este.noLeidos === 0) await sesion.marcarLeido(cabecera.uid)
}

/** @returns what came of each file, or undefined when the message is no longer there */
async function juzgar(
  { clock }: Ports,
  { nit, signal }: LecturaEnCurso,
  sesion: SesionBuzon,
  { uid, tamano, trae }: Cabecera,
): Promise<readonly Juzgado[] | undefined> {
  const entero = (motivo: string): readonly Juzgado[] => [{ nombre: '', motivo, remedio: ABRIR_EN_EL_CORREO }]
  if (tamano > TOPE_MENSAJE) return entero(MUY_GRANDE)
  if (trae === 'ilegible') return entero(MAL_ARMADO)
  const crudo = await sesion.descargar(uid)
  if (crudo === 'ausente') return undefined
  if (crudo === 'grande') return entero(MUY_GRANDE)
  const archivos = await archivosDe(crudo)
  if (!archivos.ok) return entero(archivos.error)
  const juzgados: Juzgado[] = []
  for (const archivo of archivos.value) {
    // Verifying signatures takes its time: screens are answered between one file and the next.
    await turn()
    if (signal.aborted) break
    const { nombre } = archivo
    const comprobado = comprobarArchivo(archivo, nit, clock.now())
    juzgados.push(
      comprobado.ok
        ? { nombre, compra: comprobado.value }
        : { nombre, motivo: comprobado.error.que, remedio: comprobado.error.remedio },
    )
  }
  return juzgados
}

const MUY_GRANDE = `El mensaje pesa más de ${TOPE_MENSAJE / 1024 / 1024} MB, más que el de cualquier factura.`
