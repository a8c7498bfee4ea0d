import type { EmisionNota, NotaResumen } from '../../../../src-shared/domains/facturacion/contract.ts'
import { totalesNota } from '../../../../src-shared/domains/facturacion/nota-rules.ts'
import type { ClaseNota, DocumentoNota } from '../../../../src-shared/domains/facturacion/nota-schemas.ts'
import type { HallazgoFactura } from '../../../../src-shared/domains/facturacion/schemas.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import type { DomainKit } from '../../kit.ts'
import type { Firmante } from '../firmante.ts'
import { intacto } from '../guardados.ts'
import type { FacturaNotaRow } from '../tables.ts'
import { emitirNota, numeroNota } from './emitir-nota.ts'
import * as repository from './repository.ts'

export type NotasService = ReturnType<typeof createNotasService>

/** Notas crédito y débito: see the invariants in the README of the domain. */
export function createNotasService(
  ports: DomainKit & { readonly firmante: Firmante; readonly wakeOutbox: () => void },
) {
  const { db, ids, runCommand } = ports
  return {
    async emitir(call: CallContext, input: EmisionNota): Promise<NotaResumen> {
      const signer = await ports.firmante.get(db)
      const nota = await runCommand(
        call,
        { name: 'facturacion.nota', commandId: input.commandId, input },
        async (scope) => {
          scope.afterCommit(ports.wakeOutbox)
          return emitirNota(scope, call, { ids, signer }, input)
        },
      )
      const { documento } = await repository.getVersion(db, nota.id, nota.version)
      return resumen(db, nota, totalesNota(JSON.parse(documento) as DocumentoNota).subtotal)
    },

    async deFactura(facturaId: string): Promise<NotaResumen[]> {
      return Promise.all(
        (await repository.notasConSubtotal(db, facturaId)).map((nota) => resumen(db, nota, nota.subtotal)),
      )
    },

    /** Signed bytes as stored, checked against the hash they were stored with. */
    async xml(
      id: string,
      cual: 'nota' | 'attached-document' | 'application-response',
    ): Promise<{ nombre: string; bytes: Uint8Array }> {
      const nota = await repository.getNota(db, id)
      if (!nota) throw new Refusal('NO_ENCONTRADO', 'No se encontró la nota.', 'Actualice la factura.')
      const numero = numeroNota(nota)
      if (cual === 'nota') {
        const { xml, sha256 } = await repository.getVersion(db, id, nota.version)
        return { nombre: `${numero}.xml`, bytes: intacto(xml, sha256, `la nota ${numero}`) }
      }
      const respuesta = await repository.getRespuesta(db, id)
      if (!respuesta)
        throw new Refusal(
          'NO_ENCONTRADO',
          'La DIAN todavía no ha validado esta nota.',
          'Espere la validación en la Bandeja de salida.',
        )
      return cual === 'attached-document'
        ? {
            nombre: `${numero}-attached-document.xml`,
            bytes: intacto(respuesta.attached_document, respuesta.attached_sha256, `la nota ${numero}`),
          }
        : { nombre: `${numero}-application-response.xml`, bytes: respuesta.application_response }
    },
  }
}

async function resumen(db: Db | Trx, nota: FacturaNotaRow, subtotal: number): Promise<NotaResumen> {
  const estados = await repository.listEstados(db, nota.id)
  const ultimo = estados.findLast(({ version }) => version === nota.version)
  return {
    id: nota.id,
    clase: nota.clase as ClaseNota,
    numero: numeroNota(nota),
    concepto: nota.concepto,
    razon: nota.razon,
    total: nota.total,
    subtotal,
    cude: nota.cude,
    emitidaEn: nota.emitida_en,
    estado: nota.estado as NotaResumen['estado'],
    hallazgos: ultimo ? (JSON.parse(ultimo.hallazgos) as HallazgoFactura[]) : [],
  }
}
