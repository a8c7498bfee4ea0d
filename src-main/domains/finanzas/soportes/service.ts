import { numeroCompleto, numerosRestantes } from '../../../../src-shared/domains/configuracion/numeracion.ts'
import type {
  PeticionSoporte,
  Proveedor,
  SoporteDetalle,
  SoporteResumen,
} from '../../../../src-shared/domains/finanzas/soporte-contract.ts'
import { bogotaDate } from '../../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import type { Hallazgo } from '../../../integrations/dian/validar.ts'
import type { Catalogos } from '../../catalogos/api.ts'
import { exigirResolucion } from '../../configuracion/api.ts'
import { type Firmante, intacto } from '../../facturacion/api.ts'
import type { DomainKit } from '../../kit.ts'
import type { SoporteRow } from '../tables.ts'
import { emitirAjuste, esAnulacion, type PeticionAjuste } from './emitir-ajuste.ts'
import { corregirSoporte, emitirSoporte, revisarPeticion } from './emitir-soporte.ts'
import * as repository from './repository.ts'
import { detalleDe, resumenDe } from './resumen.ts'
import { soportePdf } from './soporte-pdf.ts'
import type { DocumentoDeSoporte } from './versiones.ts'

export type SoportesService = ReturnType<typeof createSoportesService>

interface BorradorSoporte {
  readonly id: string
  readonly titulo: string
  readonly actualizadoEn: string
}

/** Documento soporte of purchases and its nota de ajuste: see the invariants in this domain's README. */
export function createSoportesService(
  ports: DomainKit & {
    readonly catalogos: Catalogos
    readonly firmante: Firmante
    readonly wakeOutbox: () => void
    readonly sinValidez: boolean
    readonly version: string
  },
) {
  const { db, ids, clock, runCommand, catalogos } = ports

  async function existente(id: string): Promise<SoporteRow> {
    const row = await repository.getSoporte(db, id)
    if (!row)
      throw new Refusal('NO_ENCONTRADO', 'No se encontró el documento soporte.', 'Actualice la lista.')
    return row
  }

  return {
    async listar(filtro: {
      texto: string
      limite: number
    }): Promise<{ documentos: SoporteResumen[]; borradores: BorradorSoporte[]; total: number }> {
      const rows = await repository.listSoportes(db, filtro)
      const borradores = await repository.listBorradores(db)
      return {
        documentos: rows.map(({ ajustado, ...row }) => resumenDe(row, ajustado)),
        borradores: borradores.map(({ id, titulo, actualizado_en }) => ({
          id,
          titulo,
          actualizadoEn: actualizado_en,
        })),
        total: await repository.countSoportes(db, filtro.texto),
      }
    },

    async obtener(id: string): Promise<SoporteDetalle> {
      return detalleDe(db, await existente(id))
    },

    async numeracion(): Promise<{
      proximo: string | null
      quedan: number
      motivo: { mensaje: string; remedio: string } | null
    }> {
      try {
        const resolucion = await exigirResolucion(db, bogotaDate(clock.now()), 'soporte')
        return {
          proximo: numeroCompleto(resolucion.prefijo, resolucion.siguiente),
          quedan: numerosRestantes(resolucion),
          motivo: null,
        }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return { proximo: null, quedan: 0, motivo: { mensaje: error.message, remedio: error.remedio } }
      }
    },

    async proveedores(texto: string): Promise<{ proveedores: Proveedor[] }> {
      const rows = await repository.findProveedores(db, texto)
      return { proveedores: rows.map(({ datos }) => JSON.parse(datos) as Proveedor) }
    },

    async borrador(id: string): Promise<{ contenido: Record<string, unknown> | null }> {
      const row = await repository.getBorrador(db, id)
      return { contenido: row ? (JSON.parse(row.contenido) as Record<string, unknown>) : null }
    },

    guardarBorrador(
      call: CallContext,
      input: { commandId: string; id: string; titulo: string; contenido: Record<string, unknown> },
    ): Promise<{ id: string }> {
      return runCommand(
        call,
        { name: 'finanzas.guardar-borrador-soporte', commandId: input.commandId, input },
        async (scope) => {
          const kept = await repository.putBorrador(scope.trx, {
            id: input.id,
            titulo: input.titulo,
            contenido: JSON.stringify(input.contenido),
            actualizado_en: scope.at,
            actualizado_por: call.usuario?.id ?? null,
          })
          if (!kept)
            throw new Refusal(
              'NO_ENCONTRADO',
              'Este borrador ya se firmó: lo que se escriba aquí no se guarda.',
              'Vuelva a la lista y haga un documento soporte nuevo.',
            )
          scope.changed('soportes')
          return { id: input.id }
        },
      )
    },

    descartarBorrador(call: CallContext, input: { commandId: string; id: string }): Promise<{ id: string }> {
      return runCommand(
        call,
        { name: 'finanzas.descartar-borrador-soporte', commandId: input.commandId, input },
        async (scope) => {
          await repository.deleteBorrador(scope.trx, input.id)
          scope.changed('soportes')
          return { id: input.id }
        },
      )
    },

    async revisar(peticion: PeticionSoporte): Promise<{ hallazgos: Hallazgo[] }> {
      return { hallazgos: await revisarPeticion(db, catalogos, peticion, clock.now()) }
    },

    async emitir(
      call: CallContext,
      input: { commandId: string; peticion: PeticionSoporte; borradorId: string | null },
    ): Promise<{ id: string }> {
      const signer = await ports.firmante.get(db)
      return runCommand(
        call,
        { name: 'finanzas.soporte', commandId: input.commandId, input },
        async (scope) => {
          const { id } = await emitirSoporte(scope, call, { ids, signer, catalogos }, input.peticion)
          if (input.borradorId)
            await repository.cerrarBorrador(scope.trx, {
              id: input.borradorId,
              actualizado_en: scope.at,
              actualizado_por: call.usuario?.id ?? null,
            })
          scope.afterCommit(ports.wakeOutbox)
          return { id }
        },
      )
    },

    async corregir(
      call: CallContext,
      input: { commandId: string; id: string; peticion: PeticionSoporte },
    ): Promise<{ id: string }> {
      const signer = await ports.firmante.get(db)
      return runCommand(
        call,
        { name: 'finanzas.corregir-soporte', commandId: input.commandId, input },
        async (scope) => {
          const { id } = await corregirSoporte(scope, { ids, signer, catalogos }, input.id, input.peticion)
          scope.afterCommit(ports.wakeOutbox)
          return { id }
        },
      )
    },

    async ajustar(call: CallContext, input: { commandId: string } & PeticionAjuste): Promise<{ id: string }> {
      const signer = await ports.firmante.get(db)
      return runCommand(
        call,
        { name: 'finanzas.ajuste-soporte', commandId: input.commandId, input },
        async (scope) => {
          const { id } = await emitirAjuste(scope, call, { ids, signer }, input)
          scope.afterCommit(ports.wakeOutbox)
          return { id }
        },
      )
    },

    async pdf(id: string): Promise<{ nombre: string; base64: string }> {
      const row = await existente(id)
      const version = await repository.getVersion(db, id, row.version)
      const anulacion =
        row.estado === 'anulada'
          ? (await repository.ajustesDe(db, id)).find((uno) => uno.estado === 'validada' && esAnulacion(uno))
          : undefined
      const bytes = await soportePdf(
        {
          documento: JSON.parse(version.documento) as DocumentoDeSoporte,
          cuds: version.cuds,
          qr: version.qr,
          validadoEn: row.validado_en,
          anuladoPor: anulacion?.numero ?? null,
          programa: `Consultorio ${ports.version}`,
        },
        { sinValidez: ports.sinValidez, en: clock.now() },
      )
      return { nombre: `${row.numero}.pdf`, base64: base64Of(bytes) }
    },

    /** Signed bytes as stored, checked against the hash they were stored with. @throws Refusal DOCUMENTO_ALTERADO */
    async archivo(
      id: string,
      cual: 'documento' | 'application-response',
    ): Promise<{ nombre: string; base64: string }> {
      const row = await existente(id)
      const deQue = `el documento ${row.numero}`
      if (cual === 'documento') {
        const { xml, sha256 } = await repository.getVersion(db, id, row.version)
        return { nombre: `${row.numero}.xml`, base64: base64Of(intacto(xml, sha256, deQue)) }
      }
      const respuesta = await repository.getRespuesta(db, id)
      if (!respuesta)
        throw new Refusal(
          'NO_ENCONTRADO',
          'La DIAN todavía no ha validado este documento.',
          'Espere la validación en la Bandeja de salida.',
        )
      return {
        nombre: `${row.numero}-application-response.xml`,
        base64: base64Of(intacto(respuesta.application_response, respuesta.sha256, deQue)),
      }
    },
  }
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
