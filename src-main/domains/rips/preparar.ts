import { createHash } from 'node:crypto'
import type { HallazgoRips } from '../../../src-shared/domains/rips/schemas.ts'
import { bogotaDate, bogotaTime } from '../../../src-shared/kernel/dates.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import type { Ids } from '../../core/ids/ids.ts'
import { enqueue, withdraw } from '../../core/outbox/enqueue.ts'
import { buildRips } from '../../integrations/muv/build-rips.ts'
import { ripsBytes } from '../../integrations/muv/rips-bytes.ts'
import { documentosDeUsuarios } from '../../integrations/muv/usuarios.ts'
import { validarRips } from '../../integrations/muv/validar.ts'
import type { Catalogos } from '../catalogos/api.ts'
import { getProfesional } from '../configuracion/api.ts'
import type { FacturaEmitida, PacienteFacturado } from '../facturacion/api.ts'
import { incapacidadEnNotas } from '../historia/api.ts'
import { nombreCompleto } from '../pacientes/api.ts'
import { armarPaquete, type PacienteDelPaquete } from './armar-paquete.ts'
import { datosFacturaRips } from './datos-factura.ts'
import { nombrarEn } from './nombrar-usuario.ts'
import * as repository from './repository.ts'
import type { PaqueteRipsRow } from './tables.ts'

export const KIND_RIPS = 'muv.rips'

export interface RipsPreparado {
  readonly bytes: Uint8Array
  readonly hallazgos: readonly HallazgoRips[]
}

/** The package of an invoice as it would be sent now, with every finding of our own validation. Consumes nothing. */
export async function prepararRips(
  db: Db | Trx,
  catalogos: Catalogos,
  factura: Omit<FacturaEmitida, 'id'>,
  ahora: Date,
): Promise<RipsPreparado> {
  const { documento, preparada } = factura
  const profesionales = new Map(
    await Promise.all(
      [...new Set(preparada.servicios.map((servicio) => servicio.profesionalId))].map(
        async (id) => [id, await getProfesional(db, id)] as const,
      ),
    ),
  )
  const armado = armarPaquete({
    numero: factura.numero,
    documento,
    prestador: preparada.prestador,
    sede: preparada.sede,
    pacientes: await conIncapacidad(db, preparada.pacientes),
    profesional: (id) => profesionales.get(id),
  })
  const nombres = nombresSiSonVarios(preparada)
  if (!armado.ok)
    return {
      bytes: new Uint8Array(),
      hallazgos: armado.faltas.map((falta) => ({
        regla: 'RVG06',
        clase: 'RECHAZO',
        ruta: falta.ruta,
        mensaje: nombrarEn(falta.ruta, falta.mensaje, (indice) => nombres[indice]),
        remedio:
          'Complete el dato en la ficha del paciente, en la nota o en Configuración y genere de nuevo el RIPS.',
      })),
    }
  const json = buildRips(armado.paquete)
  const hallazgos = validarRips(json, {
    factura: datosFacturaRips(factura),
    prestadores: [`${preparada.prestador.codigoHabilitacion}${preparada.sede.codigoSede}`],
    ahora: `${bogotaDate(ahora)} ${bogotaTime(ahora).slice(0, 5)}`,
    catalogo: catalogos.rips,
    hoy: bogotaDate(ahora),
  })
  const nombreDe = new Map(
    preparada.pacientes.map(({ paciente }, indice) => [
      `${paciente.tipoDocumento} ${paciente.numeroDocumento}`,
      nombres[indice],
    ]),
  )
  const documentos = documentosDeUsuarios(json)
  return {
    bytes: ripsBytes(json),
    hallazgos: hallazgos.map((hallazgo) => ({
      ...hallazgo,
      mensaje: nombrarEn(hallazgo.ruta, hallazgo.mensaje, (indice) => nombreDe.get(documentos[indice] ?? '')),
    })),
  }
}

/** Names of the patients in their order, for the findings of an invoice of several; none when there is only one. */
function nombresSiSonVarios({ pacientes }: FacturaEmitida['preparada']): string[] {
  return pacientes.length > 1 ? pacientes.map(({ paciente }) => nombreCompleto(paciente)) : []
}

async function conIncapacidad(
  db: Db | Trx,
  pacientes: readonly PacienteFacturado[],
): Promise<PacienteDelPaquete[]> {
  const completos: PacienteDelPaquete[] = []
  for (const uno of pacientes) {
    const notas = new Set(uno.servicios.map((servicio) => servicio.notaId))
    completos.push({ ...uno, incapacidad: await incapacidadEnNotas(db, [...notas]) })
  }
  return completos
}

/** Stores the package in the transaction that issues the invoice and, if nothing would be refused, puts it in the queue behind it. */
export async function guardarRips(
  scope: CommandScope,
  ports: { readonly ids: Ids; readonly catalogos: Catalogos },
  factura: FacturaEmitida,
  cadena: string,
): Promise<PaqueteRipsRow> {
  const { bytes, hallazgos } = await prepararRips(scope.trx, ports.catalogos, factura, new Date(scope.at))
  const rechazos = hallazgos.filter((hallazgo) => hallazgo.clase === 'RECHAZO')
  const anterior = await repository.ultimoPaquete(scope.trx, factura.id)
  const id = ports.ids.next()
  const outboxId = rechazos.length === 0 ? ports.ids.next() : null
  if (outboxId)
    await enqueue(scope.trx, scope.at, {
      id: outboxId,
      kind: KIND_RIPS,
      subjectId: id,
      chain: cadena,
      descriptor: `RIPS de la factura ${factura.numero}`,
      meta: { numero: factura.numero, facturaId: factura.id },
      payload: bytes,
      ...(anterior?.outbox_id ? { replacesId: anterior.outbox_id } : {}),
    })
  else if (anterior?.outbox_id) await withdraw(scope.trx, scope.at, anterior.outbox_id)
  if (anterior) await repository.marcarReemplazado(scope.trx, anterior.id)
  const row: PaqueteRipsRow = {
    id,
    factura_id: factura.id,
    version: (anterior?.version ?? 0) + 1,
    numero: factura.numero,
    json: bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    creado_en: scope.at,
    outbox_id: outboxId,
    hallazgos: JSON.stringify(hallazgos),
    estado: outboxId ? 'listo' : 'observaciones',
    cuv: null,
    respuesta: null,
    hallazgos_muv: '[]',
    validado_en: null,
  }
  await repository.insertPaquete(scope.trx, row)
  await scope.audit({
    action: 'rips.generar',
    subjectKind: 'paquete-rips',
    subjectId: id,
    afterHash: row.sha256,
    detail: { numero: factura.numero, version: row.version, rechazos: rechazos.length },
  })
  scope.changed('rips', `factura:${factura.id}`, 'outbox')
  return row
}
