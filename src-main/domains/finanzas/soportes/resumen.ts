import type { HallazgoFactura } from '../../../../src-shared/domains/facturacion/schemas.ts'
import type {
  EstadoSoporte,
  PeticionSoporte,
  SoporteDetalle,
  SoporteResumen,
} from '../../../../src-shared/domains/finanzas/soporte-contract.ts'
import { porAjustar, totalesSoporte } from '../../../../src-shared/domains/finanzas/soporte-rules.ts'
import { NOMBRE_RETENCION } from '../../../../src-shared/domains/finanzas/soporte-texts.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import type { SoporteRow } from '../tables.ts'
import { esAnulacion } from './emitir-ajuste.ts'
import * as repository from './repository.ts'
import type { DocumentoDeSoporte } from './versiones.ts'

/** @param ajustado number of the document that a note adjusts */
export function resumenDe(row: SoporteRow, ajustado: string | null): SoporteResumen {
  return {
    id: row.id,
    clase: row.clase === 'ajuste' ? 'ajuste' : 'soporte',
    numero: row.numero,
    proveedor: row.proveedor,
    proveedorDocumento: row.proveedor_documento,
    fecha: row.fecha_emision,
    total: row.total,
    retenido: row.retenido,
    estado: row.estado as EstadoSoporte,
    ajustaA: row.soporte_id && ajustado ? { id: row.soporte_id, numero: ajustado } : null,
  }
}

export async function detalleDe(db: Db | Trx, row: SoporteRow): Promise<SoporteDetalle> {
  const version = await repository.getVersion(db, row.id, row.version)
  const documento = JSON.parse(version.documento) as DocumentoDeSoporte
  const retenciones = documento.clase === 'soporte' ? documento.retenciones : []
  const totales = totalesSoporte({ lineas: documento.lineas, retenciones })
  const ajustes = row.clase === 'soporte' ? await repository.ajustesDe(db, row.id) : []
  const estados = await repository.listEstados(db, row.id)
  const ultimo = estados.findLast((estado) => estado.version === row.version)
  const ajustado = row.soporte_id ? await repository.getSoporte(db, row.soporte_id) : undefined
  const anulando = ajustes.some((ajuste) => ajuste.estado !== 'rechazada' && esAnulacion(ajuste))
  return {
    ...resumenDe(row, ajustado?.numero ?? null),
    cuds: row.cuds,
    emitidoEn: row.emitido_en,
    validadoEn: row.validado_en,
    version: row.version,
    peticion: JSON.parse(version.peticion) as PeticionSoporte,
    subtotal: totales.subtotal,
    impuestos: totales.aPagar - totales.subtotal,
    neto: totales.neto,
    retenciones: totales.retenciones.map(({ tributo, tarifa, base, valor }) => ({
      nombre: NOMBRE_RETENCION[tributo],
      tarifa,
      base,
      valor,
    })),
    concepto: row.concepto,
    razon: row.razon,
    porAjustar:
      row.clase === 'soporte' && row.estado === 'validada' && !anulando ? porAjustar(row.total, ajustes) : 0,
    ajustes: ajustes.map((ajuste) => resumenDe(ajuste, row.numero)),
    estados: estados.map(({ en, estado, detalle }) => ({ en, estado: estado as EstadoSoporte, detalle })),
    hallazgos: ultimo ? (JSON.parse(ultimo.hallazgos) as HallazgoFactura[]) : [],
  }
}
