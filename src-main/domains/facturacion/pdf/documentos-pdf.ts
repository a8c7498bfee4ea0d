import type { CausaContingencia } from '../../../../src-shared/domains/facturacion/contingencia.ts'
import type { DocumentoNota } from '../../../../src-shared/domains/facturacion/nota-schemas.ts'
import type { DocumentoFactura } from '../../../../src-shared/domains/facturacion/schemas.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import { getPrestador } from '../../configuracion/api.ts'
import type { DomainKit } from '../../kit.ts'
import { getPaciente, nombreCompleto } from '../../pacientes/api.ts'
import { usuarioPorId } from '../../seguridad/api.ts'
import * as contingencias from '../contingencia/repository.ts'
import { leerDetalle } from '../detalle.ts'
import { numeroNota } from '../notas/emitir-nota.ts'
import * as notas from '../notas/repository.ts'
import { getRecaudo, getRecibo } from '../recaudos/repository.ts'
import * as repository from '../repository.ts'
import type { FacturaNotaRow, FacturaRow, FacturaVersionRow } from '../tables.ts'
import { contingenciaPdf } from './contingencia-pdf.ts'
import { type FacturaImprimible, facturaPdf } from './factura-pdf.ts'
import { notaPdf } from './nota-pdf.ts'
import { pdfGuardado } from './pdf-guardado.ts'
import { reciboPdf } from './recibo-pdf.ts'

export type DocumentosPdf = ReturnType<typeof createDocumentosPdf>

export interface PdfBase64 {
  readonly nombre: string
  readonly base64: string
}

/**
 * PDFs of the domain. That of a validated invoice or note is made once and kept.
 * @param cuvDe the CUV of an invoice's RIPS, told by the higher domain through the root
 * @param entregado the PDF of an invoice as it was delivered before PDFs were kept, told likewise
 */
export function createDocumentosPdf(
  kit: DomainKit & {
    readonly sinValidez: boolean
    readonly version: string
    readonly cuvDe: (facturaId: string) => Promise<string | null>
    readonly entregado: (facturaId: string) => Promise<Uint8Array | undefined>
  },
) {
  const { db, clock, sinValidez } = kit

  /** As signed. A version from before it was kept: who paid, when it was the patient; else what the record says now. */
  async function pacienteDe(
    factura: FacturaRow,
    version: FacturaVersionRow,
  ): Promise<FacturaImprimible['paciente']> {
    if (version.paciente !== null)
      return JSON.parse(version.paciente) as NonNullable<FacturaImprimible['paciente']>
    if (version.detalle !== null && leerDetalle(version).length > 1) return null
    const { adquiriente } = JSON.parse(version.documento) as DocumentoFactura
    if (factura.pagador_id === null)
      return { nombre: adquiriente.nombre, documento: `${adquiriente.tipoDocumento} ${adquiriente.numero}` }
    const paciente = factura.paciente_id ? await getPaciente(db, factura.paciente_id) : undefined
    if (!paciente) return null
    return {
      nombre: nombreCompleto(paciente),
      documento: `${paciente.tipoDocumento ?? ''} ${paciente.numeroDocumento ?? ''}`,
    }
  }

  async function imprimirFactura(factura: FacturaRow): Promise<Uint8Array> {
    const version = await repository.getVersion(db, factura.id, factura.version)
    return facturaPdf(
      {
        documento: JSON.parse(version.documento) as DocumentoFactura,
        cufe: factura.cufe,
        estado: repository.estadoDe(factura),
        validadaEn: factura.validada_en,
        cuv: await kit.cuvDe(factura.id),
        paciente: await pacienteDe(factura, version),
        detalle: leerDetalle(version),
        programa: `Consultorio ${kit.version}`,
      },
      { sinValidez, en: clock.now() },
    )
  }

  async function imprimirNota(nota: FacturaNotaRow): Promise<Uint8Array> {
    const version = await notas.getVersion(db, nota.id, nota.version)
    return notaPdf(
      {
        documento: JSON.parse(version.documento) as DocumentoNota,
        cude: nota.cude,
        validadaEn: nota.validada_en,
        programa: `Consultorio ${kit.version}`,
      },
      { sinValidez, en: clock.now() },
    )
  }

  return {
    async factura(id: string): Promise<PdfBase64> {
      const factura = await repository.getFactura(db, id)
      if (!factura) throw noEncontrada()
      const bytes =
        factura.validada_en === null
          ? await imprimirFactura(factura)
          : await pdfGuardado(
              kit,
              { id, facturaId: id, deQue: `la factura ${factura.numero}` },
              async () => (await kit.entregado(id)) ?? imprimirFactura(factura),
            )
      return { nombre: `${factura.numero}.pdf`, base64: Buffer.from(bytes).toString('base64') }
    },

    async nota(id: string): Promise<PdfBase64> {
      const nota = await notas.getNota(db, id)
      if (!nota) throw new Refusal('NO_ENCONTRADO', 'No se encontró la nota.', 'Actualice la factura.')
      const deQue = `la nota ${numeroNota(nota)}`
      const bytes =
        nota.validada_en === null
          ? await imprimirNota(nota)
          : await pdfGuardado(kit, { id, facturaId: nota.factura_id, deQue }, () => imprimirNota(nota))
      return { nombre: `${numeroNota(nota)}.pdf`, base64: Buffer.from(bytes).toString('base64') }
    },

    /** Letter to DIAN of a contingency. */
    async carta(id: string): Promise<PdfBase64> {
      const contingencia = await contingencias.getContingencia(db, id)
      const prestador = await getPrestador(db)
      if (!contingencia || !prestador)
        throw new Refusal('NO_ENCONTRADO', 'No se encontró la contingencia.', 'Actualice la pantalla.')
      const ahora = clock.now()
      const hasta = contingencia.terminada_en ?? ahora.toISOString()
      const bytes = await contingenciaPdf(
        {
          membrete: {
            nombre: prestador.nombreComercial ?? prestador.razonSocial,
            lineas: [
              prestador.razonSocial,
              `NIT ${prestador.nit}-${prestador.dv}`,
              `${prestador.telefono} · ${prestador.correo}`,
            ],
          },
          nit: `${prestador.nit}-${prestador.dv}`,
          causa: contingencia.causa as CausaContingencia,
          razon: contingencia.razon,
          desde: contingencia.desde,
          recuperadaEn: contingencia.recuperada_en,
          terminadaEn: contingencia.terminada_en,
          facturas: await contingencias.facturasDe(db, id),
          intentos: await contingencias.intentosFallidos(db, contingencia.desde, hasta),
        },
        { sinValidez, en: ahora },
      )
      return {
        nombre: `contingencia-${contingencia.desde.slice(0, 10)}.pdf`,
        base64: Buffer.from(bytes).toString('base64'),
      }
    },

    /** Receipt of cash of a payment of a user that has no invoice of ours; that of an invoice is the invoice's. */
    async reciboDeRecaudo(recaudoId: string): Promise<PdfBase64> {
      const recaudo = await getRecaudo(db, recaudoId)
      const recibo = recaudo?.recibo_id ? await getRecibo(db, recaudo.recibo_id) : undefined
      const prestador = await getPrestador(db)
      if (!recaudo || !recibo || !prestador)
        throw new Refusal(
          'NO_ENCONTRADO',
          'Este pago no tiene recibo de caja.',
          'Los que solo se informan al pagador no lo llevan.',
        )
      if (recaudo.factura_id) return this.recibo(recaudo.factura_id)
      const paciente = await getPaciente(db, recaudo.paciente_id)
      const cajero = recibo.recibido_por ? await usuarioPorId(db, recibo.recibido_por) : undefined
      const bytes = await reciboPdf(
        {
          numero: recibo.numero,
          en: recibo.en,
          emisor: {
            tipoPersona: prestador.tipoPersona,
            tipoDocumento: 'NI',
            numero: prestador.nit,
            dv: prestador.dv,
            nombre: prestador.razonSocial,
            ...(prestador.nombreComercial ? { nombreComercial: prestador.nombreComercial } : {}),
            responsabilidades: prestador.responsabilidades,
            tributo: prestador.tributo,
            telefono: prestador.telefono,
            correo: prestador.correo,
          },
          recibidoDe: paciente ? nombreCompleto(paciente) : '',
          documento: `${paciente?.tipoDocumento ?? ''} ${paciente?.numeroDocumento ?? ''}`,
          concepto: recibo.concepto,
          valor: recibo.valor,
          medio: recibo.medio,
          referencia: recibo.referencia,
          saldo: 0,
          cajero: cajero?.nombre ?? '',
        },
        { sinValidez, en: clock.now() },
      )
      return { nombre: `recibo-${recibo.numero}.pdf`, base64: Buffer.from(bytes).toString('base64') }
    },

    /** The last receipt of an invoice. */
    async recibo(facturaId: string): Promise<PdfBase64> {
      const factura = await repository.getFactura(db, facturaId)
      const recibo = (await repository.recibosDeFactura(db, facturaId)).at(-1)
      if (!factura || !recibo)
        throw new Refusal(
          'NO_ENCONTRADO',
          'Esta factura no tiene pagos registrados.',
          'Registre el pago con Cobrar (F4).',
        )
      const version = await repository.getVersion(db, facturaId, factura.version)
      const documento = JSON.parse(version.documento) as DocumentoFactura
      const cajero = recibo.recibido_por ? await usuarioPorId(db, recibo.recibido_por) : undefined
      const bytes = await reciboPdf(
        {
          numero: recibo.numero,
          en: recibo.en,
          emisor: documento.emisor,
          recibidoDe: factura.adquiriente,
          documento: `${documento.adquiriente.tipoDocumento} ${documento.adquiriente.numero}`,
          concepto: recibo.concepto,
          valor: recibo.valor,
          medio: recibo.medio,
          referencia: recibo.referencia,
          saldo: (await repository.aPagarDe(db, factura)) - (await repository.recibidoDe(db, facturaId)),
          cajero: cajero?.nombre ?? '',
        },
        { sinValidez, en: clock.now() },
      )
      return { nombre: `recibo-${recibo.numero}.pdf`, base64: Buffer.from(bytes).toString('base64') }
    },
  }
}

function noEncontrada(): Refusal {
  return new Refusal('NO_ENCONTRADO', 'No se encontró la factura.', 'Actualice la lista.')
}
