import type { z } from 'zod'
import type { Cliente } from '../../../../src-shared/domains/facturacion/clientes.ts'
import { revisarCliente } from '../../../../src-shared/domains/facturacion/clientes.ts'
import type { DocumentoFactura, HallazgoFactura } from '../../../../src-shared/domains/facturacion/schemas.ts'
import type { EstadoFactura } from '../../../../src-shared/domains/facturacion/texts.ts'
import type { Articulo, Venta, ventasContract } from '../../../../src-shared/domains/facturacion/ventas.ts'
import { bogotaDate } from '../../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import type { Catalogos } from '../../catalogos/api.ts'
import { consumirNumero } from '../../configuracion/api.ts'
import type { DomainKit } from '../../kit.ts'
import { expedirFactura } from '../expedir.ts'
import type { Firmante } from '../firmante.ts'
import { equipoDe } from '../preparar.ts'
import { previsualizarDocumento } from '../previsualizar.ts'
import * as facturas from '../repository.ts'
import type { FacturacionService } from '../service.ts'
import type { FacturaRow } from '../tables.ts'
import { armarVenta } from './armar-venta.ts'
import { prepararVenta } from './preparar-venta.ts'
import * as repository from './repository.ts'

type Contract = typeof ventasContract
type InputOf<P extends { readonly '~orpc': { readonly inputSchema?: unknown } }> =
  NonNullable<P['~orpc']['inputSchema']> extends z.ZodType
    ? z.output<NonNullable<P['~orpc']['inputSchema']>>
    : never

export type VentasService = ReturnType<typeof createVentasService>

/** Sales of anything that is no health service: who buys, what is sold, and its invoice. */
export function createVentasService(
  ports: DomainKit & {
    readonly catalogos: Catalogos
    readonly firmante: Firmante
    readonly wakeOutbox: () => void
    readonly facturacion: Pick<FacturacionService, 'recibirEn' | 'corregirEn'>
  },
) {
  const { db, ids, clock, runCommand, firmante, catalogos, facturacion } = ports

  return {
    buscarClientes: (texto: string, limite: number) => repository.buscarClientes(db, texto, limite),

    async cliente(id: string): Promise<Cliente> {
      const cliente = await repository.getCliente(db, id)
      if (!cliente)
        throw new Refusal('NO_ENCONTRADO', 'No se encontró el cliente.', 'Búsquelo de nuevo en la lista.')
      return cliente
    },

    async guardarCliente(
      call: CallContext,
      input: InputOf<Contract['clientes']['guardar']>,
    ): Promise<Cliente> {
      const limpio = revisarCliente(input.datos)
      if (!limpio.ok) {
        const [primero] = limpio.error
        throw new Refusal(
          'CLIENTE_INVALIDO',
          primero?.mensaje ?? 'Faltan datos.',
          'Corríjalo y guarde de nuevo.',
          {
            ...(primero && { campo: `datos.${primero.campo}` }),
          },
        )
      }
      return runCommand(
        call,
        { name: 'facturacion.guardarCliente', commandId: input.commandId, input },
        async (scope) => {
          const mismo = await repository.clientePorDocumento(scope.trx, limpio.value)
          if (mismo && mismo.id !== input.id)
            throw new Refusal(
              'CLIENTE_EXISTE',
              `Ya hay un cliente con ese documento: ${mismo.nombre}.`,
              'Úselo; si sus datos cambiaron, edítelo.',
              { campo: 'datos.numero', datos: { clienteId: mismo.id } },
            )
          const cliente: Cliente = { ...limpio.value, id: input.id ?? ids.next() }
          await repository.saveCliente(scope.trx, cliente, scope.at)
          await scope.audit({
            action: 'facturacion.cliente',
            subjectKind: 'cliente',
            subjectId: cliente.id,
            detail: { nuevo: input.id === null },
          })
          scope.changed('clientes')
          return cliente
        },
      )
    },

    buscarArticulos: (texto: string, limite: number) => repository.buscarArticulos(db, texto, limite),

    guardarArticulo(call: CallContext, input: InputOf<Contract['articulos']['guardar']>): Promise<Articulo> {
      return runCommand(
        call,
        { name: 'facturacion.guardarArticulo', commandId: input.commandId, input },
        async (scope) => {
          const mismo = await repository.articuloPorCodigo(scope.trx, input.datos.codigo)
          if (mismo && mismo.id !== input.id)
            throw new Refusal(
              'ARTICULO_EXISTE',
              `Ya hay un artículo con ese código: ${mismo.nombre}.`,
              'Use otro código, o venda ese artículo.',
              { campo: 'datos.codigo' },
            )
          const articulo: Articulo = { ...input.datos, id: input.id ?? ids.next(), activo: input.activo }
          await repository.saveArticulo(scope.trx, articulo, scope.at)
          await scope.audit({
            action: 'facturacion.articulo',
            subjectKind: 'articulo',
            subjectId: articulo.id,
            detail: { codigo: articulo.codigo, precio: articulo.precio },
          })
          scope.changed('articulos')
          return articulo
        },
      )
    },

    async previsualizar(
      call: CallContext,
      venta: Venta,
      facturaId: string | null,
    ): Promise<{ documento: DocumentoFactura; hallazgos: HallazgoFactura[] }> {
      const ahora = clock.now()
      const factura = facturaId === null ? undefined : await laFactura(db, facturaId)
      const preparada = await prepararVenta(db, catalogos, venta, ahora, {
        equipo: equipoDe(call),
        emitida: factura && {
          resolucionId: factura.resolucion_id,
          tipo: factura.tipo as DocumentoFactura['tipo'],
        },
      })
      const { prefijo, siguiente } = preparada.resolucion
      const documento = armarVenta(
        preparada,
        venta,
        { prefijo, consecutivo: factura?.consecutivo ?? siguiente },
        ahora,
      )
      const { cufe: _, ...previa } = previsualizarDocumento(documento, await firmante.get(db), ahora)
      return previa
    },

    async emitir(call: CallContext, input: InputOf<Contract['emitir']>) {
      const signer = await firmante.get(db)
      const factura = await runCommand(
        call,
        { name: 'facturacion.emitirVenta', commandId: input.commandId, input },
        async (scope) => {
          const { trx, at } = scope
          const ahora = new Date(at)
          const preparada = await prepararVenta(trx, catalogos, input.venta, ahora, {
            equipo: equipoDe(call),
          })
          const { resolucion, tipo, contingencia, comprador } = preparada
          const numero = await consumirNumero(
            trx,
            resolucion.id,
            bogotaDate(ahora),
            tipo === '03' ? 'contingencia' : 'factura',
          )
          const row = await expedirFactura(
            scope,
            call,
            { ids, signer },
            {
              origen: 'venta',
              documento: armarVenta(preparada, input.venta, numero, ahora),
              resolucionId: resolucion.id,
              contingencia,
              pacienteId: comprador.tipo === 'paciente' ? comprador.paciente.id : null,
              pagadorId: null,
              servicioIds: [],
              paciente: null,
              detalle: null,
              pacienteIds: comprador.tipo === 'paciente' ? [comprador.paciente.id] : [],
            },
          )
          await repository.insertVenta(trx, {
            facturaId: row.id,
            version: row.version,
            venta: input.venta,
            at,
          })
          if (input.recibo) await facturacion.recibirEn(scope, call, row, input.recibo)
          scope.afterCommit(ports.wakeOutbox)
          return row
        },
      )
      return emitida(factura)
    },

    async deFactura(facturaId: string) {
      const factura = await laFactura(db, facturaId)
      const venta = await repository.ultimaVenta(db, facturaId)
      if (!venta)
        throw new Refusal('NO_ENCONTRADO', 'Esa factura no es de una venta.', 'Ábrala desde Facturación.')
      return {
        numero: factura.numero,
        comprador: { nombre: factura.adquiriente, documento: factura.adquiriente_documento },
        venta,
      }
    },

    async corregir(call: CallContext, input: InputOf<Contract['corregir']>) {
      const signer = await firmante.get(db)
      const factura = await runCommand(
        call,
        { name: 'facturacion.corregirVenta', commandId: input.commandId, input },
        async (scope) => {
          const actual = await laFactura(scope.trx, input.facturaId)
          await repository.insertVenta(scope.trx, {
            facturaId: actual.id,
            version: actual.version + 1,
            venta: input.venta,
            at: scope.at,
          })
          return facturacion.corregirEn(scope, call, signer, actual.id)
        },
      )
      return emitida(factura)
    },
  }
}

async function laFactura(reader: Db | Trx, id: string): Promise<FacturaRow> {
  const factura = await facturas.getFactura(reader, id)
  if (!factura) throw new Refusal('NO_ENCONTRADO', 'No se encontró la factura.', 'Actualice la lista.')
  return factura
}

function emitida({ id, numero, estado }: FacturaRow) {
  return { id, numero, estado: estado as EstadoFactura }
}
