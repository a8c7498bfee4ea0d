import type { z } from 'zod'
import type { Paso } from '../../../../src-shared/domains/configuracion/schemas.ts'
import {
  type AvanceHabilitacion,
  type CLASES_PRUEBA,
  type EstadoHabilitacion,
  type habilitacionContract,
  type SetPruebas,
  siguientePaso,
} from '../../../../src-shared/domains/facturacion/habilitacion.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import { transact } from '../../../core/database/transaction.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import type { ArchivoDian, DianClient } from '../../../integrations/dian/client.ts'
import { getCertificado, getPrestador, getSede, getSoftwareDian } from '../../configuracion/api.ts'
import type { DomainKit } from '../../kit.ts'
import type { Generadores } from './generadores.ts'
import * as repository from './repository.ts'
import { type Desenlace, trasConsultar, trasEnviar, trasPreguntar } from './respuesta-prueba.ts'
import type { SetRow } from './tables.ts'

type Contract = typeof habilitacionContract
type Input<P extends 'iniciar' | 'cerrar'> = z.output<NonNullable<Contract[P]['~orpc']['inputSchema']>>

export interface HabilitacionPorts extends DomainKit {
  readonly dian: () => Promise<DianClient | { readonly blocked: string }>
  readonly generadores: Generadores
}

export type HabilitacionService = ReturnType<typeof createHabilitacionService>

/**
 * The test set of habilitación. Each step is kept before the next one begins: signed bytes before they leave, that they are
 * leaving before the network is touched. Interrupted anywhere, it goes on from there and sends nothing twice.
 */
export function createHabilitacionService(ports: HabilitacionPorts) {
  const { db, clock, ids, changes, runCommand, generadores } = ports
  let turno: Promise<AvanceHabilitacion> | undefined

  const leer = async (reader: Db | Trx, row: SetRow): Promise<SetPruebas> =>
    repository.toSet(row, await repository.listDocumentos(reader, row.id))

  async function resultado(
    row: SetRow,
    sigue: AvanceHabilitacion['sigue'],
    detenido: Desenlace['detenido'] = undefined,
  ): Promise<AvanceHabilitacion> {
    changes.announce(['habilitacion'])
    return {
      set: await leer(db, row),
      sigue: detenido ? 'detenido' : sigue,
      motivo: detenido?.motivo ?? null,
      remedio: detenido?.remedio ?? null,
    }
  }

  async function cerrarPaso(
    row: SetRow,
    id: string,
    { cambio, detenido }: Desenlace,
    sigue: AvanceHabilitacion['sigue'],
  ): Promise<AvanceHabilitacion> {
    await transact(db, (trx) => repository.moveDocumento(trx, id, cambio))
    return resultado(row, sigue, detenido)
  }

  async function enviar(
    client: DianClient,
    row: SetRow,
    documento: ArchivoDian & { readonly id: string },
  ): Promise<AvanceHabilitacion> {
    // The TestSetId may have been corrected since the set began.
    const testSetId = (await getSoftwareDian(db))?.testSetId ?? row.test_set_id
    const outcome = await client.sendTestSetAsync(documento, testSetId)
    return cerrarPaso(row, documento.id, trasEnviar(outcome, clock.now().toISOString()), 'enseguida')
  }

  async function paso(): Promise<AvanceHabilitacion> {
    const row = await repository.getAbierto(db)
    if (!row)
      throw new Refusal(
        'NO_ENCONTRADO',
        'No hay un set de pruebas en curso.',
        'Empiece uno en esta pantalla.',
      )
    // Only one step runs at a time, so whatever is «leaving» was cut off by the end of the program.
    await transact(db, (trx) => repository.doubtSending(trx, row.id))
    const documentos = await repository.listDocumentos(db, row.id)
    const siguiente = siguientePaso(repository.toSet(row, []).pedidos, documentos)
    if (siguiente.accion === 'fin') return resultado(row, 'fin')
    const remedio = 'Corríjalo en Configuración y continúe: lo firmado está guardado.'
    // What was ready at the beginning may have been changed since: a test never goes to production.
    const [falta] = await faltan(db)
    if (falta) return resultado(row, 'detenido', { motivo: falta.mensaje, remedio })
    const client = await ports.dian()
    if ('blocked' in client) return resultado(row, 'detenido', { motivo: client.blocked, remedio })

    if (siguiente.accion === 'firmar') {
      try {
        const nuevo = await firmar(row, siguiente.clase)
        return await enviar(client, row, nuevo)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return resultado(row, 'detenido', { motivo: error.message, remedio: error.remedio })
      }
    }
    const { documento } = siguiente
    if (siguiente.accion === 'enviar') {
      await transact(db, (trx) => repository.moveDocumento(trx, documento.id, { estado: 'enviando' }))
      const xml = await repository.getXml(db, documento.id)
      return enviar(client, row, { id: documento.id, nombre: documento.archivo, xml })
    }
    const preguntar = async () =>
      trasPreguntar(await client.getStatus(documento.cufe), documento.enviadoEn, clock.now())
    if (siguiente.accion === 'preguntar') {
      const desenlace = await preguntar()
      const { estado } = desenlace.cambio
      return cerrarPaso(row, documento.id, desenlace, estado === 'incierto' ? 'espera' : 'enseguida')
    }
    const consultado = trasConsultar(await client.getStatusZip(documento.zipKey ?? ''))
    const desenlace = consultado === 'duplicado' ? deOtro(await preguntar()) : consultado
    const espera = desenlace.cambio.estado === 'enviado'
    return cerrarPaso(row, documento.id, desenlace, espera ? 'espera' : 'enseguida')
  }

  /** Signs one more of a kind and keeps it as leaving, in one transaction. */
  function firmar(row: SetRow, clase: (typeof CLASES_PRUEBA)[number]) {
    return transact(db, async (trx) => {
      const ahora = clock.now()
      const documentos = await repository.listDocumentos(trx, row.id)
      const { numero, consecutivo, cufe, fecha, archivo, xml } = await generadores[clase](trx, {
        ahora,
        ultimo: await repository.ultimoConsecutivo(trx, clase),
        factura: documentos.find((d) => d.clase === 'factura' && d.estado === 'aceptado'),
      })
      const id = ids.next()
      await repository.insertDocumento(trx, {
        id,
        set_id: row.id,
        clase,
        numero,
        consecutivo,
        cufe,
        fecha,
        archivo,
        xml,
        estado: 'enviando',
        zip_key: null,
        enviado_en: null,
        detalle: null,
        hallazgos: '[]',
        creado_en: ahora.toISOString(),
      })
      return { id, nombre: archivo, xml }
    })
  }

  return {
    async estado(): Promise<EstadoHabilitacion> {
      const row = await repository.getAbierto(db)
      return { faltan: await faltan(db), set: row ? await leer(db, row) : null }
    },

    iniciar(call: CallContext, input: Input<'iniciar'>): Promise<SetPruebas> {
      return runCommand(
        call,
        { name: 'habilitacion.iniciar', commandId: input.commandId, input },
        async (scope) => {
          if (await repository.getAbierto(scope.trx))
            throw new Refusal(
              'HABILITACION_EN_CURSO',
              'Ya hay un set de pruebas en curso.',
              'Continúelo, o ciérrelo si la DIAN le dio otro.',
            )
          const [falta] = await faltan(scope.trx)
          const testSetId = (await getSoftwareDian(scope.trx))?.testSetId
          if (falta || !testSetId)
            throw new Refusal(
              'CONFIGURACION_INCOMPLETA',
              falta?.mensaje ?? 'Falta el identificador del set de pruebas.',
              'Complételo en esta misma pantalla y empiece.',
            )
          const row: SetRow = {
            id: ids.next(),
            test_set_id: testSetId,
            facturas: input.pedidos.factura,
            notas_credito: input.pedidos['nota-credito'],
            notas_debito: input.pedidos['nota-debito'],
            iniciado_en: scope.at,
            cerrado_en: null,
          }
          await repository.insertSet(scope.trx, row)
          await scope.audit({
            action: 'habilitacion.iniciar',
            subjectKind: 'habilitacion',
            subjectId: row.id,
            detail: { ...input.pedidos },
          })
          scope.changed('habilitacion')
          return repository.toSet(row, [])
        },
      )
    },

    /** Two windows that push at once share the same step. */
    avanzar(): Promise<AvanceHabilitacion> {
      turno ??= paso().finally(() => {
        turno = undefined
      })
      return turno
    },

    cerrar(call: CallContext, input: Input<'cerrar'>) {
      return runCommand(
        call,
        { name: 'habilitacion.cerrar', commandId: input.commandId, input },
        async (scope) => {
          const row = await repository.getAbierto(scope.trx)
          if (row?.id === input.id) {
            await repository.closeSet(scope.trx, row.id, scope.at)
            await scope.audit({
              action: 'habilitacion.cerrar',
              subjectKind: 'habilitacion',
              subjectId: row.id,
            })
          }
          scope.changed('habilitacion')
          return { cerrado: true as const }
        },
      )
    },
  }
}

/** A number that DIAN already had and does not know by this document's key is of another one. */
function deOtro(desenlace: Desenlace): Desenlace {
  const { estado } = desenlace.cambio
  if (desenlace.detenido || (estado !== 'firmado' && estado !== 'incierto')) return desenlace
  return {
    cambio: { estado: 'rechazado', detalle: 'La DIAN ya tiene otro documento con ese número.' },
  }
}

/** What has to be set before the first document can be signed and sent. */
async function faltan(db: Db | Trx): Promise<{ paso: Paso; mensaje: string }[]> {
  const software = await getSoftwareDian(db)
  const lista: readonly (readonly [boolean, Paso, string])[] = [
    [(await getPrestador(db)) === undefined, 'prestador', 'Faltan los datos del prestador.'],
    [(await getSede(db)) === undefined, 'sede', 'Falta la sede.'],
    [(await getCertificado(db)) === undefined, 'certificado', 'Falta el certificado digital para firmar.'],
    [software === undefined, 'software', 'Faltan el identificador y el PIN del software.'],
    [
      software?.ambiente === '1',
      'software',
      'El software está en producción: las pruebas son en habilitación.',
    ],
    [
      software !== undefined && !software.testSetId,
      'software',
      'Falta el identificador del set de pruebas (TestSetId).',
    ],
  ]
  return lista.filter(([falta]) => falta).map(([, paso, mensaje]) => ({ paso, mensaje }))
}
