import { createHash } from 'node:crypto'
import { hashOf } from '../../src-main/core/audit/audit.ts'
import type { Signer } from '../../src-main/core/crypto/signer.ts'
import type { Db, Schema } from '../../src-main/core/database/schema.ts'
import type { SqliteHandle } from '../../src-main/core/database/sqlite/open.ts'
import {
  getPrestador,
  getSede,
  getSoftwareDian,
  resolucionVigente,
} from '../../src-main/domains/configuracion/api.ts'
import { armarDocumento } from '../../src-main/domains/facturacion/armar-documento.ts'
import { createFirmante } from '../../src-main/domains/facturacion/firmante.ts'
import { buildAttachedDocument } from '../../src-main/integrations/dian/attached-document.ts'
import { buildSignedFactura } from '../../src-main/integrations/dian/emitir-factura.ts'
import { nombreArchivo } from '../../src-main/integrations/dian/nombres-archivo.ts'
import { TARIFAS } from '../../src-main/practice/demo-facts.ts'
import { ELECCIONES_USUALES } from '../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../src-shared/domains/facturacion/schemas.ts'
import type { ServicioPrestado } from '../../src-shared/domains/historia/schemas.ts'
import type { Paciente, PacienteDatos } from '../../src-shared/domains/pacientes/schemas.ts'
import { bogotaDate } from '../../src-shared/kernel/dates.ts'
import { foldText } from '../../src-shared/kernel/text-folding.ts'
import { auditChain } from './audit-chain.ts'
import { bulkInsert } from './bulk-insert.ts'
import type { PracticeSize } from './practice-cache.ts'
import { notaDe } from './practice-note.ts'

/** An appointment to write: instants in ms. */
export interface Visita {
  readonly fecha: string
  readonly inicio: number
  readonly fin: number
  readonly profesionalId: string
  readonly paciente: { readonly id: string; readonly datos: PacienteDatos }
}

/** Bytes of one invoice and of what the authorities answered for it. */
interface Bytes {
  readonly documento: string
  readonly xml: Uint8Array
  readonly sha256: string
  readonly qr: string
  readonly applicationResponse: Uint8Array
  readonly attached: Uint8Array
  readonly attachedSha256: string
}

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const iso = (ms: number) => new Date(ms).toISOString()
const RECORTE = 64

/**
 * Writes consultations as the program leaves them, from the appointment to the answers of both authorities, with their audit and
 * their commands. The latest invoices are signed one by one; the others share the bytes of one signed at the beginning.
 */
export async function createPracticeRows(
  db: Db,
  handle: SqliteHandle,
  ports: {
    readonly size: PracticeSize
    readonly random: () => number
    readonly nextId: (ms: number) => string
  },
) {
  const { size, random, nextId } = ports
  const into = <T extends keyof Schema & string>(table: T) => bulkInsert(db, handle, table)
  const cita = into('citas')
  const citaEstado = into('citas_estados')
  const nota = into('notas')
  const servicio = into('servicios_prestados')
  const formula = into('formulas')
  const factura = into('facturas')
  const version = into('factura_versiones')
  const estado = into('factura_estados')
  const respuesta = into('factura_respuestas')
  const facturaServicio = into('factura_servicios')
  const recibo = into('recibos')
  const paquete = into('paquetes_rips')
  const outbox = into('outbox')
  const outboxEvent = into('outbox_events')
  const outboxStatus = into('outbox_status')
  const audit = into('audit')
  const command = into('commands')

  const demo = await readDemo(db)
  const chain = auditChain(
    await db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirstOrThrow(),
  )
  const usuario = await db
    .selectFrom('usuarios')
    .select('id')
    .where('rol', '=', 'medico')
    .executeTakeFirstOrThrow()
  let consecutivo = demo.resolucion.siguiente
  let folio = demo.folio
  let numeroRecibo = demo.recibo
  const archivos = new Map<number, number>()
  const visitas = new Map<string, string>()
  let ultimoCierre = 0
  let compartidos: Bytes | undefined
  let recortados: Bytes | undefined

  const log = (
    ms: number,
    action: string,
    subjectKind: string,
    subjectId: string,
    detail = '{}',
    after?: string,
  ) =>
    audit(
      chain.next({
        at: iso(ms),
        actor_id: usuario.id,
        actor_role: 'medico',
        device: 'ventana',
        action,
        subject_kind: subjectKind,
        subject_id: subjectId,
        before_hash: null,
        after_hash: after ?? null,
        detail,
      }),
    )
  const done = (ms: number, name: string, result: string) => {
    const id = nextId(ms)
    command({ command_id: id, name, input_hash: hashOf(id), result, at: iso(ms) })
  }

  function insertCita(visita: Visita, pasos: readonly (readonly [estado: string, ms: number])[]): string {
    const creada = visita.inicio - 5 * 86_400_000
    const id = nextId(visita.inicio)
    const actual = pasos.at(-1)?.[0] ?? 'agendada'
    const cancelada = actual.startsWith('cancelada')
    cita({
      id,
      version: pasos.length,
      paciente_id: visita.paciente.id,
      profesional_id: visita.profesionalId,
      cups: '890201',
      servicio: 'Consulta de primera vez',
      modalidad: '01',
      inicio: iso(visita.inicio),
      fin: iso(visita.fin),
      estado: actual,
      fecha_solicitud: bogotaDate(new Date(creada)),
      fecha_deseada: visita.fecha,
      sobrecupo_motivo: null,
      nota: null,
      motivo_cancelacion: cancelada ? 'no-puede-asistir' : null,
      llego_en: pasos.find(([paso]) => paso === 'en-sala') ? iso(visita.inicio - 600_000) : null,
      creada_en: iso(creada),
    })
    pasos.forEach(([paso, ms], i) => {
      citaEstado({
        cita_id: id,
        paso: i + 1,
        acto: i === 0 ? 'creada' : 'estado',
        estado: paso,
        inicio: iso(visita.inicio),
        fin: iso(visita.fin),
        profesional_id: visita.profesionalId,
        motivo: paso.startsWith('cancelada') ? 'no-puede-asistir' : null,
        detalle: null,
        usuario_id: usuario.id,
        en: iso(ms),
      })
    })
    log(creada, 'agenda.crear', 'cita', id)
    done(creada, 'agenda.crear', JSON.stringify({ id, version: 1, avisos: [] }))
    return id
  }

  function bytesDe(
    indice: number,
    servicios: readonly ServicioPrestado[],
    visita: Visita,
    ahora: Date,
  ): {
    bytes: Bytes
    cufe: string
  } {
    const firmar = () => {
      const documento = demo.documento(consecutivo, visita.paciente, servicios, ahora)
      const firmada = buildSignedFactura(documento, demo.signer, ahora)
      const attached = buildAttachedDocument({
        documento,
        xml: firmada.xml,
        applicationResponse: demo.applicationResponse,
        codigo: { nombre: 'CUFE', valor: firmada.cufe },
        id: nextId(ahora.getTime()),
        signer: demo.signer,
        ahora,
      })
      const bytes: Bytes = {
        documento: JSON.stringify(documento),
        xml: firmada.xml,
        sha256: firmada.sha256,
        qr: firmada.qr,
        applicationResponse: demo.applicationResponse,
        attached,
        attachedSha256: sha256(attached),
      }
      return { bytes, cufe: firmada.cufe }
    }
    if (indice >= size.consultas - size.firmadas) return firmar()
    // Signed with the certificate in force, which is of the last months: any moment of it serves.
    compartidos ??= demo.compartidos
    recortados ??= recorte(compartidos)
    const cufe = createHash('sha384').update(`banco:${consecutivo}`).digest('hex')
    return { bytes: indice >= size.consultas - size.conBytes ? compartidos : recortados, cufe }
  }

  function enviado(
    item: {
      id: string
      kind: string
      subjectId: string
      chain: string
      seq: number
      descriptor: string
      meta: object
    },
    payload: Uint8Array,
    payloadSha256: string,
    ms: number,
    detail: string,
    answer: Uint8Array,
  ): void {
    outbox({
      id: item.id,
      kind: item.kind,
      subject_id: item.subjectId,
      chain: item.chain,
      seq: item.seq,
      descriptor: item.descriptor,
      meta: JSON.stringify(item.meta),
      payload,
      payload_sha256: payloadSha256,
      replaces_id: null,
      created_at: iso(ms),
    })
    const event = (after: number, state: string, text: string, bytes: Uint8Array | null) =>
      outboxEvent({
        id: nextId(ms + after),
        item_id: item.id,
        at: iso(ms + after),
        state,
        attempt: 1,
        detail: text,
        findings: '[]',
        answer: bytes,
      })
    event(1_000, 'enviando', 'Enviando', null)
    event(3_000 * item.seq, 'aceptado', detail, answer)
    outboxStatus({
      item_id: item.id,
      state: 'aceptado',
      attempts: 1,
      failures: 0,
      next_attempt_at: null,
      last_detail: detail,
      answered: 0,
      updated_at: iso(ms + 3_000 * item.seq),
    })
  }

  return {
    citaPerdida(visita: Visita, como: 'no-asistio' | 'cancelada-paciente'): void {
      insertCita(visita, [
        ['agendada', visita.inicio - 5 * 86_400_000],
        [como, visita.inicio - 3_600_000],
      ])
    },

    citaFutura(visita: Visita): void {
      insertCita(visita, [['agendada', visita.inicio - 5 * 86_400_000]])
    },

    consulta(visita: Visita, indice: number): void {
      const { paciente, profesionalId } = visita
      const empieza = visita.inicio + 60_000
      // Numbers grow with time: two doctors who end at once are seconds apart.
      const cierra = Math.max(ultimoCierre + 1_000, visita.fin - 60_000) + Math.floor(random() * 10_000)
      ultimoCierre = cierra
      const citaId = insertCita(visita, [
        ['agendada', visita.inicio - 5 * 86_400_000],
        ['en-sala', visita.inicio - 600_000],
        ['en-consulta', empieza],
        ['atendida', cierra],
      ])
      visitas.set(paciente.id, visita.fecha)
      const tarifa = TARIFAS[random() < 0.5 ? 0 : 1]
      const contenido = notaDe(random, tarifa)
      const notaId = nextId(empieza)
      const json = JSON.stringify(contenido)
      const hash = sha256(json)
      nota({
        id: notaId,
        paciente_id: paciente.id,
        profesional_id: profesionalId,
        cita_id: citaId,
        plantilla: tarifa === TARIFAS[0] ? 'primera-vez' : 'control',
        estado: 'firmada',
        contenido: json,
        revision: 12,
        iniciada_en: iso(empieza),
        actualizada_en: iso(cierra),
        firmada_en: iso(cierra),
        firmada_por: usuario.id,
        hash,
      })
      log(empieza, 'historia.iniciar', 'nota', notaId)
      log(empieza, 'historia.leer-historia', 'paciente', paciente.id)
      done(empieza, 'historia.iniciar', JSON.stringify(notaId))
      const prestado = servicioDe(nextId(cierra), notaId, visita, iso(empieza), contenido)
      const {
        id,
        notaId: _n,
        pacienteId: _p,
        profesionalId: _f,
        clase,
        inicio,
        cups,
        descripcion,
        cantidad,
        valorUnitario,
        ...datos
      } = prestado
      servicio({
        id,
        nota_id: notaId,
        paciente_id: paciente.id,
        profesional_id: profesionalId,
        clase,
        inicio,
        cups,
        descripcion,
        cantidad,
        valor_unitario: valorUnitario,
        datos: JSON.stringify(datos),
        sin_cobro: null,
      })
      const { medicamentos } = contenido.formula
      if (medicamentos.length > 0) {
        const texto = JSON.stringify(medicamentos)
        folio += 1
        formula({
          id: nextId(cierra),
          folio,
          nota_id: notaId,
          paciente_id: paciente.id,
          profesional_id: profesionalId,
          vigencia_dias: 30,
          contenido: texto,
          en: iso(cierra),
          hash: sha256(texto),
        })
      }
      log(cierra, 'historia.firmar', 'nota', notaId, JSON.stringify({ servicios: 1, formula: folio }), hash)

      const facturaId = nextId(cierra)
      const facturaOutbox = nextId(cierra)
      const numero = `${demo.resolucion.prefijo}${consecutivo}`
      const ahora = new Date(cierra)
      const fecha = bogotaDate(ahora)
      const { bytes, cufe } = bytesDe(indice, [prestado], visita, ahora)
      const nombre = [
        paciente.datos.primerNombre,
        paciente.datos.segundoNombre,
        paciente.datos.primerApellido,
        paciente.datos.segundoApellido,
      ]
        .filter((parte) => parte)
        .join(' ')
      const anio = Number(fecha.slice(0, 4))
      const archivo = (archivos.get(anio) ?? 0) + 1
      archivos.set(anio, archivo)
      factura({
        id: facturaId,
        numero,
        resolucion_id: demo.resolucion.id,
        consecutivo,
        origen: 'servicios',
        tipo: '01',
        operacion: demo.operacion,
        paciente_id: paciente.id,
        pagador_id: null,
        adquiriente: nombre,
        adquiriente_documento: paciente.datos.numeroDocumento ?? '',
        busqueda: foldText(`${numero} ${nombre} ${paciente.datos.numeroDocumento ?? ''}`),
        total: valorUnitario,
        a_pagar: valorUnitario,
        emitida_en: iso(cierra),
        fecha_emision: fecha,
        emitida_por: usuario.id,
        estado: 'validada',
        version: 1,
        cufe,
        validada_en: iso(cierra + 3_000),
      })
      const nombreXml = nombreArchivo('fv', { nit: demo.nit, anio, consecutivo: archivo })
      enviado(
        {
          id: facturaOutbox,
          kind: 'dian.factura',
          subjectId: facturaId,
          chain: `factura:${facturaId}`,
          seq: 1,
          descriptor: `Factura ${numero}`,
          meta: { cufe, archivo: nombreXml, numero },
        },
        bytes.xml,
        bytes.sha256,
        cierra,
        'Procesado Correctamente.',
        bytes.applicationResponse,
      )
      version({
        factura_id: facturaId,
        version: 1,
        motivo: 'emision',
        documento: bytes.documento,
        xml: bytes.xml,
        sha256: bytes.sha256,
        cufe,
        qr: bytes.qr,
        archivo: nombreXml,
        outbox_id: facturaOutbox,
        creada_en: iso(cierra),
      })
      facturaServicio({ servicio_id: prestado.id, factura_id: facturaId })
      const paso = (como: string, ms: number, detalle: string) =>
        estado({
          id: nextId(ms),
          factura_id: facturaId,
          version: 1,
          estado: como,
          en: iso(ms),
          detalle,
          hallazgos: '[]',
        })
      paso('firmada', cierra, 'Firmada y en la bandeja de salida')
      paso('validada', cierra + 3_000, 'Procesado Correctamente.')
      respuesta({
        factura_id: facturaId,
        application_response: bytes.applicationResponse,
        attached_document: bytes.attached,
        attached_sha256: bytes.attachedSha256,
        recibida_en: iso(cierra + 3_000),
      })
      numeroRecibo += 1
      const reciboId = nextId(cierra)
      recibo({
        id: reciboId,
        numero: numeroRecibo,
        factura_id: facturaId,
        paciente_id: paciente.id,
        concepto: `Pago de la factura ${numero}`,
        valor: valorUnitario,
        medio: '10',
        referencia: null,
        recibido_por: usuario.id,
        en: iso(cierra),
      })
      log(
        cierra,
        'facturacion.emitir',
        'factura',
        facturaId,
        JSON.stringify({ numero, total: valorUnitario, servicios: 1 }),
        bytes.sha256,
      )
      log(
        cierra,
        'facturacion.recibo',
        'recibo',
        reciboId,
        JSON.stringify({ numero: numeroRecibo, valor: valorUnitario }),
      )

      const paqueteId = nextId(cierra)
      const ripsOutbox = nextId(cierra)
      const rips = demo.rips(numero, paciente.datos.numeroDocumento ?? '', prestado)
      const ripsSha = sha256(rips)
      const cuv = createHash('sha384').update(`cuv:${consecutivo}`).digest('hex')
      const acuse = demo.acuse(cuv)
      enviado(
        {
          id: ripsOutbox,
          kind: 'muv.rips',
          subjectId: paqueteId,
          chain: `factura:${facturaId}`,
          seq: 2,
          descriptor: `RIPS de la factura ${numero}`,
          meta: { numero, facturaId },
        },
        rips,
        ripsSha,
        cierra,
        cuv,
        acuse,
      )
      paquete({
        id: paqueteId,
        factura_id: facturaId,
        version: 1,
        numero,
        json: rips,
        sha256: ripsSha,
        creado_en: iso(cierra),
        outbox_id: ripsOutbox,
        hallazgos: '[]',
        estado: 'cuv',
        cuv,
        respuesta: acuse,
        hallazgos_muv: '[]',
        validado_en: iso(cierra + 6_000),
      })
      log(
        cierra,
        'rips.generar',
        'paquete-rips',
        paqueteId,
        JSON.stringify({ numero, version: 1, rechazos: 0 }),
        ripsSha,
      )
      done(
        cierra,
        'jornada.cerrarConsulta',
        JSON.stringify({ notaId, facturaId, numero, formulaFolio: folio }),
      )
      consecutivo += 1
    },

    /** Counters, the end of the audit chain and the last visit of each patient, as so many consultations leave them. */
    async finish(): Promise<void> {
      await db
        .updateTable('resoluciones')
        .set({ siguiente: consecutivo, consumidos: consecutivo - demo.resolucion.desde })
        .where('id', '=', demo.resolucion.id)
        .execute()
      for (const [anio, usados] of archivos)
        await db
          .insertInto('factura_archivos')
          .values({ anio, siguiente: usados + 1 })
          .onConflict((conflict) =>
            conflict
              .column('anio')
              .doUpdateSet((eb) => ({ siguiente: eb('factura_archivos.siguiente', '+', usados) })),
          )
          .execute()
      await db.updateTable('audit_head').set(chain.head()).where('id', '=', 1).execute()
      for (const [id, fecha] of visitas)
        await db.updateTable('pacientes').set({ ultima_visita: fecha }).where('id', '=', id).execute()
    },
  }
}

function servicioDe(
  id: string,
  notaId: string,
  visita: Visita,
  inicio: string,
  contenido: ReturnType<typeof notaDe>,
): ServicioPrestado {
  const [escrito] = contenido.servicios
  const [principal] = contenido.diagnosticos
  if (!escrito || !principal) throw new Error('a note of the bench has a service and a diagnosis')
  return {
    id,
    notaId,
    pacienteId: visita.paciente.id,
    profesionalId: visita.profesionalId,
    clase: escrito.clase,
    inicio,
    cups: escrito.cups,
    descripcion: escrito.descripcion,
    cantidad: escrito.cantidad,
    finalidad: escrito.finalidad,
    causaMotivo: escrito.causaMotivo,
    modalidadAtencion: escrito.modalidadAtencion,
    grupoServicios: escrito.grupoServicios,
    servicioReps: escrito.servicioReps,
    viaIngreso: escrito.viaIngreso,
    diagnosticoPrincipal: { cie10: principal.cie10, cie11: null },
    diagnosticosRelacionados: [],
    tipoDiagnostico: principal.tipo,
    autorizacion: escrito.autorizacion,
    mipres: null,
    entrega: null,
    poliza: null,
    valorUnitario: escrito.valorUnitario ?? 0,
  }
}

function recorte(bytes: Bytes): Bytes {
  const cut = (whole: Uint8Array) => whole.subarray(0, RECORTE)
  const [xml, attached] = [cut(bytes.xml), cut(bytes.attached)]
  return {
    documento: bytes.documento,
    qr: bytes.qr,
    xml,
    sha256: sha256(xml),
    applicationResponse: cut(bytes.applicationResponse),
    attached,
    attachedSha256: sha256(attached),
  }
}

interface Demo {
  readonly resolucion: NonNullable<Awaited<ReturnType<typeof resolucionVigente>>>
  readonly signer: Signer
  readonly nit: string
  readonly operacion: string
  readonly folio: number
  readonly recibo: number
  readonly applicationResponse: Uint8Array
  readonly compartidos: Bytes
  documento(
    consecutivo: number,
    paciente: Visita['paciente'],
    servicios: readonly ServicioPrestado[],
    ahora: Date,
  ): DocumentoFactura
  rips(numero: string, documento: string, servicio: ServicioPrestado): Buffer
  acuse(cuv: string): Buffer
}

/** What the demo left: settings to sign with, and the answers of the authorities to its one invoice. */
async function readDemo(db: Db): Promise<Demo> {
  const factura = await db.selectFrom('facturas').selectAll().executeTakeFirstOrThrow()
  const version = await db.selectFrom('factura_versiones').selectAll().executeTakeFirstOrThrow()
  const respuesta = await db.selectFrom('factura_respuestas').selectAll().executeTakeFirstOrThrow()
  const paquete = await db.selectFrom('paquetes_rips').selectAll().executeTakeFirstOrThrow()
  const { folio } = await db
    .selectFrom('formulas')
    .select((eb) => eb.fn.max('folio').as('folio'))
    .executeTakeFirstOrThrow()
  const { recibo } = await db
    .selectFrom('recibos')
    .select((eb) => eb.fn.max('numero').as('recibo'))
    .executeTakeFirstOrThrow()
  const [prestador, sede, software, resolucion] = [
    await getPrestador(db),
    await getSede(db),
    await getSoftwareDian(db),
    await resolucionVigente(db, factura.fecha_emision, 'factura'),
  ]
  if (!prestador || !sede || !software || !resolucion || !paquete.respuesta || !paquete.cuv)
    throw new Error('the demo of the practice is not whole')
  const direccion = (JSON.parse(version.documento) as DocumentoFactura).emisor.direccion
  if (!direccion) throw new Error('the practice has no address')
  const ripsJson = Buffer.from(paquete.json).toString('utf8')
  const acuseJson = Buffer.from(paquete.respuesta).toString('utf8')
  const { numDocumentoIdentificacion } = (
    JSON.parse(ripsJson) as { usuarios: [{ numDocumentoIdentificacion: string }] }
  ).usuarios[0]
  return {
    resolucion,
    signer: await createFirmante().get(db),
    nit: prestador.nit,
    operacion: factura.operacion,
    folio: Number(folio ?? 0),
    recibo: Number(recibo ?? 0),
    applicationResponse: respuesta.application_response,
    compartidos: {
      documento: version.documento,
      xml: version.xml,
      sha256: version.sha256,
      qr: version.qr,
      applicationResponse: respuesta.application_response,
      attached: respuesta.attached_document,
      attachedSha256: respuesta.attached_sha256,
    },
    documento: (consecutivo, paciente, servicios, ahora) =>
      armarDocumento({
        tipo: '01',
        ambiente: software.ambiente,
        ahora,
        numero: { prefijo: resolucion.prefijo, consecutivo },
        resolucion,
        software: { id: software.softwareId, pin: software.pin },
        prestador,
        sede,
        paciente: { ...paciente.datos, id: paciente.id } as Paciente,
        pagador: null,
        servicios,
        impuestoDe: () => ({ clase: 'excluido', tributo: '01', tarifa: 0 }),
        municipio: () => ({
          codigo: direccion.municipio,
          nombre: direccion.nombreMunicipio,
          departamento: direccion.departamento,
          codigoDepartamento: direccion.codigoDepartamento,
          codigoPostal: direccion.codigoPostal ?? null,
        }),
        pago: { forma: '1', medio: '10' },
        recaudos: [],
        soporte: 'factura-electronica',
        poliza: null,
        periodo: null,
        salud: ELECCIONES_USUALES,
      }),
    rips: (numero, documento, servicio) =>
      Buffer.from(
        ripsJson
          .replaceAll(factura.numero, numero)
          .replaceAll(numDocumentoIdentificacion, documento)
          .replaceAll(
            /"codDiagnosticoPrincipal":"[A-Z0-9]+"/g,
            `"codDiagnosticoPrincipal":"${servicio.diagnosticoPrincipal.cie10}"`,
          ),
        'utf8',
      ),
    acuse: (cuv) => Buffer.from(acuseJson.replaceAll(paquete.cuv ?? '', cuv), 'utf8'),
  }
}
