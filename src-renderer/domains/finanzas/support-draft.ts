import {
  type PeticionSoporte,
  type Proveedor,
  peticionSoporteSchema,
} from '../../../src-shared/domains/finanzas/soporte-contract.ts'
import { type TotalesSoporte, totalesSoporte } from '../../../src-shared/domains/finanzas/soporte-rules.ts'

/** What is being typed of a documento soporte: it may be half-written, and it is kept as it is. */
export interface SupportDraft {
  readonly proveedor: {
    readonly [K in keyof Proveedor]: K extends 'tipoPersona' | 'tipoDocumento' ? Proveedor[K] : string
  }
  readonly forma: PeticionSoporte['forma']
  readonly lineas: readonly DraftLine[]
  readonly pagoForma: '1' | '2'
  readonly medio: string
  readonly vencimiento: string
  /** Percent, or empty. */
  readonly retencionRenta: number | ''
  readonly retencionIva: number | ''
  readonly nota: string
}

export interface DraftLine {
  readonly descripcion: string
  readonly cantidad: number | ''
  /** Centavos. */
  readonly precio: number | null
  readonly iva: '' | '500' | '1900'
  readonly fecha: string
}

export function emptyLine(fecha: string): DraftLine {
  return { descripcion: '', cantidad: 1, precio: null, iva: '', fecha }
}

export function emptyDraft(hoy: string): SupportDraft {
  return {
    proveedor: {
      tipoPersona: '2',
      tipoDocumento: 'CC',
      numero: '',
      nombre: '',
      direccion: '',
      municipio: '',
      pais: '',
      ciudad: '',
      telefono: '',
      correo: '',
    },
    forma: '1',
    lineas: [emptyLine(hoy)],
    pagoForma: '1',
    medio: '10',
    vencimiento: '',
    retencionRenta: '',
    retencionIva: '',
    nota: '',
  }
}

export function isAbroad({ tipoDocumento }: Pick<Proveedor, 'tipoDocumento'>): boolean {
  return tipoDocumento !== 'CC' && tipoDocumento !== 'NI'
}

export function draftSeller(proveedor: Proveedor): SupportDraft['proveedor'] {
  return {
    ...proveedor,
    municipio: proveedor.municipio ?? '',
    pais: proveedor.pais ?? '',
    ciudad: proveedor.ciudad ?? '',
    telefono: proveedor.telefono ?? '',
    correo: proveedor.correo ?? '',
  }
}

/** What was issued, to be written again. */
export function draftOf(peticion: PeticionSoporte): SupportDraft {
  return {
    proveedor: draftSeller(peticion.proveedor),
    forma: peticion.forma,
    lineas: peticion.lineas.map(({ descripcion, cantidad, precioUnitario, iva, fecha }) => ({
      descripcion,
      cantidad: cantidad / 1000,
      precio: precioUnitario,
      iva: iva === null ? '' : iva === 500 ? '500' : '1900',
      fecha,
    })),
    pagoForma: peticion.pago.forma,
    medio: peticion.pago.medio,
    vencimiento: peticion.pago.vencimiento ?? '',
    retencionRenta: peticion.retencionRenta === null ? '' : peticion.retencionRenta / 100,
    retencionIva: peticion.retencionIva === null ? '' : peticion.retencionIva / 100,
    nota: peticion.nota ?? '',
  }
}

/** The draft as the core takes it, or what is wrong with each field by its path (`proveedor.nombre`, `lineas.0.fecha`). */
export function readDraft(
  draft: SupportDraft,
): { ok: true; peticion: PeticionSoporte } | { ok: false; problems: ReadonlyMap<string, string> } {
  const { proveedor } = draft
  const abroad = isAbroad(proveedor)
  const orNull = (value: string) => value.trim() || null
  const percent = (value: number | '') => (value === '' || value === 0 ? null : Math.round(value * 100))
  const parsed = peticionSoporteSchema.safeParse({
    proveedor: {
      ...proveedor,
      numero: proveedor.numero.replaceAll(/[.\s]/g, ''),
      municipio: abroad ? null : orNull(proveedor.municipio),
      pais: abroad ? orNull(proveedor.pais) : null,
      ciudad: abroad ? orNull(proveedor.ciudad) : null,
      telefono: orNull(proveedor.telefono),
      correo: orNull(proveedor.correo),
    },
    forma: draft.forma,
    lineas: draft.lineas.map(({ descripcion, cantidad, precio, iva, fecha }) => ({
      descripcion,
      cantidad: cantidad === '' ? 0 : Math.round(cantidad * 1000),
      precioUnitario: precio ?? 0,
      iva: iva === '' ? null : Number(iva),
      fecha,
    })),
    pago: {
      forma: draft.pagoForma,
      medio: draft.medio,
      ...(draft.pagoForma === '2' && draft.vencimiento ? { vencimiento: draft.vencimiento } : {}),
    },
    retencionRenta: percent(draft.retencionRenta),
    retencionIva: percent(draft.retencionIva),
    nota: orNull(draft.nota),
  })
  if (parsed.success) return { ok: true, peticion: parsed.data }
  const problems = new Map<string, string>()
  for (const { path, message } of parsed.error.issues)
    if (!problems.has(path.join('.'))) problems.set(path.join('.'), message)
  return { ok: false, problems }
}

/** What it amounts to so far; lines without a price count nothing. */
export function draftTotals({ lineas, retencionRenta, retencionIva }: SupportDraft): TotalesSoporte {
  return totalesSoporte({
    lineas: lineas.map(({ descripcion, cantidad, precio, iva, fecha }, indice) => ({
      codigo: String(indice + 1),
      estandar: '999',
      descripcion,
      unidad: '94',
      cantidad: cantidad === '' ? 0 : Math.round(cantidad * 1000),
      precioUnitario: precio === null || Number.isNaN(precio) ? 0 : precio,
      impuesto:
        iva === ''
          ? { clase: 'excluido', tributo: '01', tarifa: 0 }
          : { clase: 'gravado', tributo: '01', tarifa: Number(iva) },
      compra: { fecha, forma: '1' },
    })),
    retenciones: [
      ...(retencionIva === '' ? [] : [{ tributo: '05' as const, tarifa: Math.round(retencionIva * 100) }]),
      ...(retencionRenta === ''
        ? []
        : [{ tributo: '06' as const, tarifa: Math.round(retencionRenta * 100) }]),
    ],
  })
}
