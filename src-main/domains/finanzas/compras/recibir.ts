import { createHash } from 'node:crypto'
import { bogotaDate, formatFecha } from '../../../../src-shared/kernel/dates.ts'
import { err, ok, type Result } from '../../../../src-shared/kernel/result.ts'
import { foldText } from '../../../../src-shared/kernel/text-folding.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import type { CommandScope } from '../../../core/calls/run-command.ts'
import type { Ids } from '../../../core/ids/ids.ts'
import { abrirArchivoRecibido } from '../../../integrations/dian/recibidas/archivo.ts'
import {
  comprobarRecibida,
  type Rechazo,
  type Recibida,
} from '../../../integrations/dian/recibidas/comprobar.ts'
import * as repository from './repository.ts'

/** A file that came from a supplier, as it arrived. */
export interface ArchivoLlegado {
  readonly nombre: string
  readonly bytes: Uint8Array
}

/** One that was found good, ready to be kept. */
export interface CompraComprobada extends ArchivoLlegado, Recibida {}

/**
 * Opens and checks a file of a supplier. Keeps nothing.
 * @param nit of the practice, without check digit
 */
export function comprobarArchivo(
  archivo: ArchivoLlegado,
  nit: string,
  ahora: Date,
): Result<CompraComprobada, Rechazo> {
  const abierto = abrirArchivoRecibido(archivo.bytes)
  if (!abierto.ok)
    return err({ que: abierto.error, remedio: 'Importe el archivo tal como llegó del proveedor.' })
  const recibida = comprobarRecibida(abierto.value.xml, nit, ahora)
  return recibida.ok ? ok({ ...archivo, ...recibida.value }) : recibida
}

/** A purchase that is kept now, or was before. */
export interface CompraGuardada {
  readonly id: string
  /** When it had been imported before, in words; absent when it is new. */
  readonly repetida?: { readonly numero: string; readonly el: string }
}

/** Keeps a checked invoice as a purchase, once by its CUFE, in the transaction of `scope`. */
export async function guardarCompra(
  scope: CommandScope,
  call: CallContext,
  ids: Ids,
  { nombre, bytes, factura, comprobaciones }: CompraComprobada,
): Promise<CompraGuardada> {
  const antes = await repository.findByCufe(scope.trx, factura.cufe)
  if (antes)
    return {
      id: antes.id,
      repetida: { numero: antes.numero, el: formatFecha(bogotaDate(new Date(antes.importada_en))) },
    }
  const id = ids.next()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await repository.insertCompra(scope.trx, {
    id,
    cufe: factura.cufe,
    numero: factura.numero,
    proveedor: factura.proveedor.nombre,
    proveedor_nit: factura.proveedor.numero,
    fecha: factura.fecha,
    vence: factura.vence,
    total: factura.total,
    impuestos: factura.impuestos,
    factura: JSON.stringify(factura),
    comprobaciones: JSON.stringify(comprobaciones),
    archivo_nombre: nombre,
    archivo: bytes,
    sha256,
    busqueda: foldText(`${factura.numero} ${factura.proveedor.nombre} ${factura.proveedor.numero}`),
    importada_en: scope.at,
    importada_por: call.usuario?.id ?? null,
  })
  await scope.audit({
    action: 'finanzas.importar-compra',
    subjectKind: 'compra',
    subjectId: id,
    afterHash: sha256,
    detail: { numero: factura.numero, total: factura.total },
  })
  scope.changed('compras')
  return { id }
}
