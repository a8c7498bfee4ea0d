import type {
  ConceptoAjuste,
  DocumentoVendedor,
  FormaTransmision,
  TributoRetenido,
} from './soporte-schemas.ts'

/** The words of the documento soporte, the one table every screen and document reads. */

interface Concepto {
  /** As in lista ConceptoNotaAjuste: it goes in the document word by word. */
  readonly nombre: string
  /** What the person reads when they choose. */
  readonly ayuda: string
}

export const CONCEPTOS_AJUSTE: Readonly<Record<ConceptoAjuste, Concepto>> = {
  '2': {
    nombre: 'Anulación del documento soporte',
    ayuda: 'No debió hacerse, o quedó con un dato que no se puede corregir.',
  },
  '1': {
    nombre: 'Devolución parcial de los bienes y/o no aceptación parcial del servicio',
    ayuda: 'Devolvió una parte, o una parte no se prestó.',
  },
  '3': { nombre: 'Rebaja o descuento parcial o total', ayuda: 'El proveedor le rebajó después.' },
  '4': { nombre: 'Ajuste de precio', ayuda: 'El precio acordado era menor.' },
  '5': { nombre: 'Otros', ayuda: 'Cualquier otra razón que baje su valor.' },
}

export const NOMBRE_RETENCION: Readonly<Record<TributoRetenido, string>> = {
  '06': 'Retención en la fuente por renta',
  '05': 'Retención de IVA',
}

export const NOMBRE_FORMA: Readonly<Record<FormaTransmision, string>> = {
  '1': 'Una compra',
  '2': 'Las compras de una semana',
}

export const NOMBRE_DOCUMENTO_VENDEDOR: Readonly<Record<DocumentoVendedor, string>> = {
  CC: 'Cédula de ciudadanía',
  NI: 'NIT',
  PA: 'Pasaporte',
  CE: 'Cédula de extranjería',
  DE: 'Documento de su país',
  NE: 'Número tributario de su país',
}

export const ESTADOS_SOPORTE = {
  firmada: { texto: 'Por enviar a la DIAN', tono: 'pendiente' },
  desconocida: { texto: 'Enviado, respuesta desconocida', tono: 'alerta' },
  validada: { texto: 'Validado por la DIAN', tono: 'listo' },
  rechazada: { texto: 'Rechazado por la DIAN', tono: 'error' },
  anulada: { texto: 'Anulado', tono: 'neutro' },
} as const
