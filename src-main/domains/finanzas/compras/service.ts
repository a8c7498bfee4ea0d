import { createHash } from 'node:crypto'
import type { CompraDetalle, CompraResumen } from '../../../../src-shared/domains/finanzas/contract.ts'
import { type QuienRecibe, quienRecibeSchema } from '../../../../src-shared/domains/finanzas/eventos.ts'
import { type Comprobacion, facturaRecibidaSchema } from '../../../../src-shared/domains/finanzas/recibida.ts'
import { eventosPosibles } from '../../../../src-shared/domains/finanzas/rules.ts'
import { bogotaDate } from '../../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import type { Signer } from '../../../core/crypto/signer.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import { abrirArchivoRecibido } from '../../../integrations/dian/recibidas/archivo.ts'
import { getPrestador } from '../../configuracion/api.ts'
import type { DomainKit } from '../../kit.ts'
import { countCompras, type FiltroCompras, listCompras } from './busqueda.ts'
import { PREFIJO_EVENTO } from './firmar-evento.ts'
import { comprobarArchivo, guardarCompra } from './recibir.ts'
import { type PeticionEvento, registrarEvento } from './registrar-evento.ts'
import * as repository from './repository.ts'
import { hechosDe, resumenDe } from './resumen.ts'

export type ComprasService = ReturnType<typeof createComprasService>

/** Invoices of suppliers: see the invariants in this folder's README. */
export function createComprasService(
  ports: DomainKit & {
    readonly firmante: { get(db: Db | Trx): Promise<Signer> }
    readonly wakeOutbox: () => void
  },
) {
  const { db, ids, clock, runCommand } = ports
  const hoy = () => bogotaDate(clock.now())

  return {
    /** @throws Refusal COMPRA_NO_VALIDA with what is wrong, COMPRA_REPETIDA, CONFIGURACION_INCOMPLETA */
    async importar(
      call: CallContext,
      input: { commandId: string; nombre: string; archivo: string },
    ): Promise<{ id: string; numero: string }> {
      const bytes = new Uint8Array(Buffer.from(input.archivo, 'base64'))
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return runCommand(
        call,
        {
          name: 'finanzas.importar-compra',
          commandId: input.commandId,
          input: { nombre: input.nombre, sha256 },
        },
        async (scope) => {
          const prestador = await getPrestador(scope.trx)
          if (!prestador)
            throw new Refusal(
              'CONFIGURACION_INCOMPLETA',
              'Falta el NIT del consultorio para saber si la factura es suya.',
              'Complete los datos del consultorio en Configuración. No se guardó nada.',
            )
          const comprobado = comprobarArchivo(
            { nombre: input.nombre, bytes },
            prestador.nit,
            new Date(scope.at),
          )
          if (!comprobado.ok)
            throw new Refusal(
              'COMPRA_NO_VALIDA',
              comprobado.error.que,
              `No se guardó nada. ${comprobado.error.remedio}`,
            )
          const { id, repetida } = await guardarCompra(scope, call, ids, comprobado.value)
          if (repetida)
            throw new Refusal(
              'COMPRA_REPETIDA',
              `La factura ${repetida.numero} ya se había importado el ${repetida.el}.`,
              'Búsquela en Compras: está con todo lo que se haya hecho con ella.',
              { datos: { id } },
            )
          return { id, numero: comprobado.value.factura.numero }
        },
      )
    },

    async listar(filtro: FiltroCompras): Promise<{ compras: CompraResumen[]; total: number }> {
      const rows = await listCompras(db, filtro)
      const eventos = Map.groupBy(
        await repository.listEventos(
          db,
          rows.map(({ id }) => id),
        ),
        ({ compra_id }) => compra_id,
      )
      return {
        compras: rows.map((row) => resumenDe(row, eventos.get(row.id) ?? [], hoy())),
        total: await countCompras(db, filtro.texto),
      }
    },

    async obtener(id: string): Promise<CompraDetalle> {
      const row = await repository.getCompra(db, id)
      if (!row) throw noEncontrada()
      const eventos = await repository.listEventos(db, [id])
      const { subtotal, forma, lineas } = facturaRecibidaSchema.parse(JSON.parse(row.factura))
      const hechos = hechosDe(eventos)
      return {
        ...resumenDe(row, eventos, hoy()),
        cufe: row.cufe,
        subtotal,
        forma,
        lineas,
        comprobaciones: JSON.parse(row.comprobaciones) as Comprobacion[],
        tienePdf: row.archivo_nombre.toLowerCase().endsWith('.zip'),
        posibles: [...eventosPosibles(hechos, hoy())],
        eventos: eventos.map((evento, indice) => ({
          id: evento.id,
          codigo: hechos[indice]?.codigo ?? '030',
          numero: `${PREFIJO_EVENTO}${evento.consecutivo}`,
          en: evento.creado_en,
          estado: hechos[indice]?.estado ?? 'firmado',
          detalle: evento.detalle,
          hallazgos: JSON.parse(evento.hallazgos) as CompraDetalle['eventos'][number]['hallazgos'],
        })),
      }
    },

    /** @throws Refusal DOCUMENTO_ALTERADO when the bytes are not those that were imported */
    async archivo(id: string, cual: 'original' | 'pdf'): Promise<{ nombre: string; base64: string }> {
      const row = await repository.getArchivo(db, id)
      if (!row) throw noEncontrada()
      if (createHash('sha256').update(row.archivo).digest('hex') !== row.sha256)
        throw new Refusal(
          'DOCUMENTO_ALTERADO',
          `El archivo guardado de la factura ${row.numero} ya no es el que se importó: cambió en el disco.`,
          'Vuelva a la copia de sus datos más reciente anterior al daño, o pida el archivo de nuevo al proveedor.',
        )
      if (cual === 'original') return { nombre: row.archivo_nombre, base64: base64Of(row.archivo) }
      const abierto = abrirArchivoRecibido(row.archivo)
      if (!abierto.ok || abierto.value.pdf === undefined)
        throw new Refusal(
          'NO_ENCONTRADO',
          'El archivo que se importó no trae PDF.',
          'Descargue el archivo original.',
        )
      return { nombre: `${row.numero}.pdf`, base64: base64Of(abierto.value.pdf) }
    },

    async quienRecibe(): Promise<{ persona: QuienRecibe | null }> {
      const guardado = await repository.getReceptor(db)
      return { persona: guardado === undefined ? null : quienRecibeSchema.parse(JSON.parse(guardado)) }
    },

    async registrar(
      call: CallContext,
      input: { commandId: string } & PeticionEvento,
    ): Promise<{ id: string }> {
      return runCommand(
        call,
        { name: 'finanzas.evento', commandId: input.commandId, input },
        async (scope) => {
          const signer = await ports.firmante.get(scope.trx)
          const id = await registrarEvento(scope, call, { ids, signer }, input)
          scope.afterCommit(ports.wakeOutbox)
          return { id }
        },
      )
    },
  }
}

function noEncontrada(): Refusal {
  return new Refusal('NO_ENCONTRADO', 'No se encontró la compra.', 'Actualice la lista.')
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
