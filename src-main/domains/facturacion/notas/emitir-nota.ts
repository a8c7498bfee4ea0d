import {
  anula,
  contenidoNota,
  notasAnteriores,
  type PeticionNota,
  totalesNota,
} from '../../../../src-shared/domains/facturacion/nota-rules.ts'
import type { DocumentoNota } from '../../../../src-shared/domains/facturacion/nota-schemas.ts'
import { NOMBRE_NOTA } from '../../../../src-shared/domains/facturacion/nota-texts.ts'
import { numeroCompleto } from '../../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../../src-shared/domains/facturacion/schemas.ts'
import { bogotaDate, bogotaTime } from '../../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../../src-shared/kernel/money.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import type { CommandScope } from '../../../core/calls/run-command.ts'
import type { Signer } from '../../../core/crypto/signer.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import type { Ids } from '../../../core/ids/ids.ts'
import { enqueue } from '../../../core/outbox/enqueue.ts'
import type { DocumentoFirmado } from '../../../integrations/dian/emitir-documento.ts'
import { buildSignedNota } from '../../../integrations/dian/emitir-nota.ts'
import { nombreArchivo } from '../../../integrations/dian/nombres-archivo.ts'
import { getAjuste, getSoftwareDian } from '../../configuracion/api.ts'
import { refusing } from '../expedir.ts'
import { leyDe } from '../nueva-version.ts'
import { recaudoDeFactura } from '../recaudos/repository.ts'
import * as facturas from '../repository.ts'
import type { FacturaNotaRow, FacturaRow } from '../tables.ts'
import * as repository from './repository.ts'

export const KIND_NOTA = 'dian.nota'

export interface PeticionEmisionNota extends PeticionNota {
  readonly facturaId: string
  /** Why, in the words of whoever issues it; it goes in the document. */
  readonly razon: string
  /** In an annulment: the services go back to be billed. */
  readonly refacturar: boolean
}

interface NotaPorts {
  readonly ids: Ids
  readonly signer: Signer
}

/**
 * Issues a note of an invoice that DIAN validated: number consumed, document signed, bytes stored, item queued, audit
 * written, all in the transaction of `scope`. What it does to the invoice happens when DIAN validates it.
 *
 * @throws Refusal `NOTA_SIN_FACTURA` (not validated yet, annulled, or with an annulment on its way), `NOTA_INVALIDA` (values),
 * `FACTURA_NO_EMITIBLE` with the findings
 */
export async function emitirNota(
  scope: CommandScope,
  call: CallContext,
  ports: NotaPorts,
  peticion: PeticionEmisionNota,
): Promise<FacturaNotaRow> {
  const { trx, at } = scope
  const ahora = new Date(at)
  const factura = await facturaConNota(scope, peticion)
  if (factura.origen === 'recaudo') await exigirRecaudoLibre(scope, peticion, factura)
  const version = await facturas.getVersion(trx, factura.id, factura.version)
  const original = JSON.parse(version.documento) as DocumentoFactura
  const anteriores = notasAnteriores(factura.total, await repository.notasConSubtotal(trx, factura.id))
  const { disponible } = anteriores
  const contenido = contenidoNota(original, peticion, anteriores)
  if (!contenido.ok) throw invalida(contenido.error)
  if (peticion.clase === 'credito' && totalesNota(contenido.value).neto > disponible)
    throw invalida(
      anula(peticion)
        ? `Esta factura ya tiene notas crédito: para dejarla sin valor acredite los ${formatPesos(disponible)} que le quedan con otro concepto.`
        : `A esta factura le quedan ${formatPesos(disponible)} por acreditar.`,
    )
  const prefijo = (await getAjuste(trx, 'prefijosNota'))[peticion.clase]
  const software = await getSoftwareDian(trx)
  const documento: DocumentoNota = {
    clase: peticion.clase,
    ambiente: original.ambiente,
    operacion: peticion.clase === 'credito' ? '20' : '30',
    numero: { prefijo, consecutivo: await repository.siguienteNumero(trx, peticion.clase, prefijo) },
    emision: { fecha: bogotaDate(ahora), hora: bogotaTime(ahora) },
    concepto: peticion.concepto,
    factura: {
      numero: factura.numero,
      cufe: factura.cufe,
      codigo: factura.tipo === '03' ? 'CUDE' : 'CUFE',
      fecha: factura.fecha_emision,
    },
    periodo: original.periodo,
    software: software ? { id: software.softwareId, pin: software.pin } : original.software,
    emisor: original.emisor,
    adquiriente: original.adquiriente,
    ...(original.salud ? { salud: { ...original.salud, ley: leyDe(original) } } : {}),
    pago: pagoDeNota(original.pago, bogotaDate(ahora)),
    ...contenido.value,
    notas: [peticion.razon],
  }
  const firmada = refusing(() => buildSignedNota(documento, ports.signer, ahora))
  const row: FacturaNotaRow = {
    id: ports.ids.next(),
    factura_id: factura.id,
    clase: peticion.clase,
    prefijo,
    consecutivo: documento.numero.consecutivo,
    concepto: peticion.concepto,
    razon: peticion.razon,
    total: firmada.totales.neto,
    refacturar: anula(peticion) && peticion.refacturar ? 1 : 0,
    emitida_en: at,
    emitida_por: call.usuario?.id ?? null,
    fecha_emision: documento.emision.fecha,
    estado: 'firmada',
    version: 1,
    cude: firmada.cufe,
    validada_en: null,
  }
  await repository.insertNota(trx, row)
  await guardarVersion(scope, ports.ids, { row, factura, documento, firmada, motivo: 'emision' })
  await repository.moveEstado(trx, {
    id: ports.ids.next(),
    notaId: row.id,
    version: 1,
    estado: 'firmada',
    at,
    detalle: 'Firmada y en la bandeja de salida',
    hallazgos: firmada.advertencias,
  })
  await scope.audit({
    action: 'facturacion.nota',
    subjectKind: 'factura-nota',
    subjectId: row.id,
    afterHash: firmada.sha256,
    detail: { numero: numeroNota(row), factura: factura.numero, concepto: row.concepto, total: row.total },
  })
  scope.changed('facturas', `factura:${factura.id}`, 'outbox')
  return row
}

/**
 * Signs the same number again with today's date: it waited so long without network that its own no longer serves. The old bytes stay;
 * the old queue item stops counting.
 */
export async function refecharNota(
  scope: CommandScope,
  ports: NotaPorts,
  nota: FacturaNotaRow,
): Promise<void> {
  const { trx, at } = scope
  const ahora = new Date(at)
  const anterior = await repository.getVersion(trx, nota.id, nota.version)
  const factura = await facturas.getFactura(trx, nota.factura_id)
  if (!factura) throw new Error(`note ${nota.id} without its invoice`)
  const previo = JSON.parse(anterior.documento) as DocumentoNota
  const fecha = bogotaDate(ahora)
  const documento: DocumentoNota = {
    ...previo,
    emision: { fecha, hora: bogotaTime(ahora) },
    pago: pagoDeNota(previo.pago, fecha),
  }
  const firmada = refusing(() => buildSignedNota(documento, ports.signer, ahora))
  const cambio = { version: nota.version + 1, cude: firmada.cufe, fecha_emision: fecha }
  const row = { ...nota, ...cambio }
  await guardarVersion(scope, ports.ids, {
    row,
    factura,
    documento,
    firmada,
    motivo: 'fecha',
    replacesId: anterior.outbox_id,
  })
  await repository.replaceVersion(trx, nota.id, cambio)
  await repository.moveEstado(trx, {
    id: ports.ids.next(),
    notaId: nota.id,
    version: cambio.version,
    estado: 'firmada',
    at,
    detalle: 'Firmada de nuevo con la fecha de hoy: la DIAN no la había visto',
    hallazgos: firmada.advertencias,
  })
  await scope.audit({
    action: 'facturacion.nota-version-fecha',
    subjectKind: 'factura-nota',
    subjectId: nota.id,
    beforeHash: anterior.sha256,
    afterHash: firmada.sha256,
    detail: { numero: numeroNota(nota), version: cambio.version },
  })
  scope.changed('facturas', `factura:${factura.id}`, 'outbox')
}

export function numeroNota(nota: Pick<FacturaNotaRow, 'prefijo' | 'consecutivo'>): string {
  return numeroCompleto(nota)
}

/** DIAN must know the invoice (CBG04a, DBG04a), and what is annulled is corrected no more. */
async function facturaConNota(scope: CommandScope, peticion: PeticionEmisionNota): Promise<FacturaRow> {
  const factura = await facturas.getFactura(scope.trx, peticion.facturaId)
  if (!factura) throw new Refusal('NO_ENCONTRADO', 'No se encontró la factura.', 'Actualice la lista.')
  if (factura.estado === 'anulada')
    throw new Refusal(
      'NOTA_SIN_FACTURA',
      'Esta factura ya está anulada.',
      'Si el servicio sí se cobra, factúrelo de nuevo desde Por facturar.',
    )
  if (factura.estado !== 'validada')
    throw new Refusal(
      'NOTA_SIN_FACTURA',
      'La DIAN todavía no ha validado esta factura, y una nota necesita una factura validada.',
      factura.estado === 'rechazada'
        ? 'Corríjala y reenvíela con el mismo número: no necesita nota.'
        : 'Espere la validación en la Bandeja de salida y haga la nota después.',
    )
  const notas = await repository.notasDeFactura(scope.trx, factura.id)
  const anulacion = notas.find((nota) => nota.estado !== 'rechazada' && esAnulacion(nota))
  if (anulacion)
    throw new Refusal(
      'NOTA_SIN_FACTURA',
      `La anulación de esta factura ya va en camino (nota ${numeroNota(anulacion)}).`,
      'Espere la respuesta de la DIAN en la Bandeja de salida.',
    )
  return factura
}

/** What a user paid is given back whole, and not while an invoice to his payer lowers its amount by it. */
async function exigirRecaudoLibre(
  scope: CommandScope,
  peticion: PeticionEmisionNota,
  factura: FacturaRow,
): Promise<void> {
  if (!anula(peticion))
    throw new Refusal(
      'NOTA_INVALIDA',
      'La factura de un copago o una cuota solo se anula completa.',
      'Anúlela y cobre de nuevo el valor correcto.',
      { campo: 'concepto' },
    )
  const recaudo = await recaudoDeFactura(scope.trx, factura.id)
  if (recaudo?.aplicado_en)
    throw new Refusal(
      'NOTA_INVALIDA',
      `Este pago ya se le descontó al pagador en la factura ${recaudo.aplicado_numero ?? ''}.`,
      'Anule primero esa factura con una nota crédito; después, esta.',
    )
}

/** Whether a note leaves its invoice without value once validated. */
export function esAnulacion(nota: Pick<FacturaNotaRow, 'clase' | 'concepto'>): boolean {
  return anula(nota as Pick<PeticionNota, 'clase' | 'concepto'>)
}

function invalida(causa: string): Refusal {
  return new Refusal('NOTA_INVALIDA', causa, 'Corrija los valores de la nota y emítala de nuevo.', {
    campo: 'valores',
  })
}

/** A due date that has passed is today's: nothing falls due before the note exists. */
function pagoDeNota(pago: DocumentoFactura['pago'], hoy: string): DocumentoFactura['pago'] {
  return {
    ...pago,
    ...(pago.vencimiento ? { vencimiento: pago.vencimiento < hoy ? hoy : pago.vencimiento } : {}),
  }
}

async function guardarVersion(
  scope: CommandScope,
  ids: Ids,
  item: {
    row: FacturaNotaRow
    factura: FacturaRow
    documento: DocumentoNota
    firmada: DocumentoFirmado
    motivo: 'emision' | 'fecha'
    replacesId?: string
  },
): Promise<void> {
  const { row, factura, documento, firmada } = item
  const { trx, at } = scope
  const anio = Number(bogotaDate(new Date(at)).slice(0, 4))
  const archivo = nombreArchivo(row.clase === 'credito' ? 'nc' : 'nd', {
    nit: documento.emisor.numero,
    anio,
    consecutivo: await facturas.siguienteArchivo(trx, anio),
  })
  const outboxId = ids.next()
  const numero = numeroNota(row)
  await enqueue(trx, at, {
    id: outboxId,
    kind: KIND_NOTA,
    subjectId: row.id,
    // Its invoice is validated already: it waits for nothing, least of all for the RIPS of that invoice.
    chain: `nota-de:${factura.id}:${row.id}`,
    descriptor: `${NOMBRE_NOTA[documento.clase]} ${numero} de la factura ${factura.numero}`,
    meta: { cufe: firmada.cufe, archivo, numero },
    payload: firmada.xml,
    ...(item.replacesId ? { replacesId: item.replacesId } : {}),
  })
  await repository.insertVersion(trx, {
    nota_id: row.id,
    version: row.version,
    motivo: item.motivo,
    documento: JSON.stringify(documento),
    xml: firmada.xml,
    sha256: firmada.sha256,
    cude: firmada.cufe,
    qr: firmada.qr,
    archivo,
    outbox_id: outboxId,
    creada_en: at,
  })
}
