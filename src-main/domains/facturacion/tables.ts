/** What an invoice is made of. */
export type OrigenFactura = 'servicios' | 'recaudo' | 'venta'

interface FacturasTable {
  id: string
  numero: string
  origen: OrigenFactura
  resolucion_id: string
  consecutivo: number
  tipo: string
  operacion: string
  paciente_id: string | null
  pagador_id: string | null
  adquiriente: string
  adquiriente_documento: string
  busqueda: string
  total: number
  a_pagar: number
  emitida_en: string
  fecha_emision: string
  emitida_por: string | null
  estado: string
  version: number
  cufe: string
  validada_en: string | null
  descartada_en: string | null
}

interface FacturaVersionesTable {
  factura_id: string
  version: number
  motivo: string
  documento: string
  xml: Uint8Array
  sha256: string
  cufe: string
  qr: string
  archivo: string
  outbox_id: string
  creada_en: string
  paciente: string | null
  /** Patients, services and payments as the annex prints them, JSON. */
  detalle: string | null
}

interface FacturaEstadosTable {
  id: string
  factura_id: string
  version: number
  estado: string
  en: string
  detalle: string
  hallazgos: string
}

interface FacturaRespuestasTable {
  factura_id: string
  application_response: Uint8Array
  attached_document: Uint8Array
  attached_sha256: string
  recibida_en: string
}

interface FacturaServiciosTable {
  servicio_id: string
  factura_id: string
  liberado_por: string | null
}

interface FacturaNotasTable {
  id: string
  factura_id: string
  clase: string
  prefijo: string
  consecutivo: number
  concepto: string
  razon: string
  total: number
  refacturar: number
  emitida_en: string
  emitida_por: string | null
  fecha_emision: string
  estado: string
  version: number
  cude: string
  validada_en: string | null
}

interface FacturaNotaVersionesTable {
  nota_id: string
  version: number
  motivo: string
  documento: string
  xml: Uint8Array
  sha256: string
  cude: string
  qr: string
  archivo: string
  outbox_id: string
  creada_en: string
}

interface FacturaNotaEstadosTable {
  id: string
  nota_id: string
  version: number
  estado: string
  en: string
  detalle: string
  hallazgos: string
}

interface FacturaNotaRespuestasTable {
  nota_id: string
  application_response: Uint8Array
  attached_document: Uint8Array
  attached_sha256: string
  recibida_en: string
}

interface FacturaEventosTable {
  id: string
  factura_id: string
  codigo: string
  consecutivo: number
  cude: string
  xml: Uint8Array
  sha256: string
  outbox_id: string
  creado_en: string
  creado_por: string | null
  reemplaza_id: string | null
  estado: string
  detalle: string
  hallazgos: string
  application_response: Uint8Array | null
}

interface FacturaEventoRespuestasTable {
  id: string
  factura_id: string
  en: string
  codigo: string
  mensaje: string
  application_response: Uint8Array | null
  eventos: string
  entendida: number
}

interface ContingenciasTable {
  id: string
  causa: string
  razon: string
  desde: string
  declarada_en: string
  declarada_por: string | null
  recuperada_en: string | null
  terminada_en: string | null
  terminada_por: string | null
}

interface ContingenciaFacturasTable {
  factura_id: string
  contingencia_id: string
  attached_document: Uint8Array | null
  attached_sha256: string | null
}

interface FacturaNotaNumeracionTable {
  clase: string
  prefijo: string
  siguiente: number
}

interface FacturaArchivosTable {
  anio: number
  siguiente: number
}

interface RecibosTable {
  id: string
  numero: number
  factura_id: string | null
  paciente_id: string | null
  concepto: string
  valor: number
  medio: string
  referencia: string | null
  recibido_por: string | null
  en: string
}

interface ReciboTrasladosTable {
  id: string
  recibo_id: string
  de_factura_id: string
  a_factura_id: string
  en: string
  trasladado_por: string | null
}

interface FacturaPdfTable {
  documento_id: string
  factura_id: string
  pdf: Uint8Array
  sha256: string
  creado_en: string
}

interface RecaudosTable {
  id: string
  paciente_id: string
  pagador_id: string | null
  concepto: string
  valor: number
  fecha: string
  medio: string
  soporte: string
  soporte_numero: string | null
  factura_id: string | null
  recibo_id: string | null
  quien_paga: string | null
  registrado_por: string | null
  en: string
  anulado_en: string | null
  anulado_por: string | null
  motivo_anulacion: string | null
}

interface RecaudoAplicacionesTable {
  recaudo_id: string
  factura_id: string
  liberado: number
}

// Kept by triggers, from here to the declaration: no query writes them.

interface ServiciosPorFacturarTable {
  servicio_id: string
  paciente_id: string
  inicio: string
}

interface FacturasSaldoTable {
  factura_id: string
  paciente_id: string
  saldo: number
}

interface FacturaPacientesTable {
  paciente_id: string
  emitida_en: string
  factura_id: string
}

interface FacturasBusquedaFilasTable {
  fila: number
  factura_id: string
}

interface FacturasBusquedaTable {
  rowid: number
  texto: string
}

declare module '../../core/database/schema.ts' {
  interface Schema {
    facturas: FacturasTable
    factura_versiones: FacturaVersionesTable
    factura_estados: FacturaEstadosTable
    factura_respuestas: FacturaRespuestasTable
    factura_servicios: FacturaServiciosTable
    factura_notas: FacturaNotasTable
    factura_nota_versiones: FacturaNotaVersionesTable
    factura_nota_estados: FacturaNotaEstadosTable
    factura_nota_respuestas: FacturaNotaRespuestasTable
    factura_nota_numeracion: FacturaNotaNumeracionTable
    factura_eventos: FacturaEventosTable
    factura_evento_respuestas: FacturaEventoRespuestasTable
    facturas_por_aceptar: { factura_id: string; desde: string }
    contingencias: ContingenciasTable
    contingencia_facturas: ContingenciaFacturasTable
    factura_archivos: FacturaArchivosTable
    recibos: RecibosTable
    factura_pdf: FacturaPdfTable
    recibo_traslados: ReciboTrasladosTable
    recaudos: RecaudosTable
    recaudo_aplicaciones: RecaudoAplicacionesTable
    servicios_por_facturar: ServiciosPorFacturarTable
    facturas_saldo: FacturasSaldoTable
    factura_pacientes: FacturaPacientesTable
    facturas_busqueda_filas: FacturasBusquedaFilasTable
    facturas_busqueda: FacturasBusquedaTable
  }
}

export type FacturaRow = FacturasTable
export type FacturaVersionRow = FacturaVersionesTable
export type ReciboRow = RecibosTable
export type ReciboTrasladoRow = ReciboTrasladosTable
export type RecaudoRow = RecaudosTable
export type ContingenciaRow = ContingenciasTable
export type FacturaEventoRow = FacturaEventosTable
export type FacturaEventoRespuestaRow = FacturaEventoRespuestasTable
export type FacturaNotaRow = FacturaNotasTable
export type FacturaNotaVersionRow = FacturaNotaVersionesTable
export type FacturaNotaRespuestaRow = FacturaNotaRespuestasTable
