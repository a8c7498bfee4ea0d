import { IconCalendar, IconFileInvoice, IconPill, IconStethoscope } from '@tabler/icons-react'
import type { CitaAgenda } from '../../../src-shared/domains/agenda/schemas.ts'
import { ESTADO_CITA } from '../../../src-shared/domains/agenda/texts.ts'
import type { FacturaResumen } from '../../../src-shared/domains/facturacion/contract.ts'
import { ESTADOS_FACTURA } from '../../../src-shared/domains/facturacion/texts.ts'
import type { EventoHistoria } from '../../../src-shared/domains/historia/contract.ts'
import { bogotaDate, formatFecha } from '../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { estadoTone } from '../../ui/estado-tone.ts'
import type { TimelineEntry, TimelineGroup } from '../../ui/timeline.tsx'

interface PatientRecords {
  readonly citas: readonly CitaAgenda[]
  readonly eventos: readonly EventoHistoria[]
  readonly facturas: readonly FacturaResumen[]
}

interface Dated {
  readonly at: string
  readonly entry: TimelineEntry
}

/** One line of time for a patient, newest first and by year; the id of each event is the address it opens. */
export function timelineOf({ citas, eventos, facturas }: PatientRecords): TimelineGroup[] {
  const dated: Dated[] = [
    ...citas.map((cita) => ({
      at: cita.inicio,
      entry: {
        id: `/agenda?fecha=${dayOf(cita.inicio)}&cita=${cita.id}`,
        when: shortDay(cita.inicio),
        title: cita.servicio,
        detail: ESTADO_CITA[cita.estado],
        icon: IconCalendar,
      },
    })),
    ...eventos.map((evento) => ({
      at: evento.en,
      entry: {
        id: `/consulta/${evento.notaId}`,
        when: shortDay(evento.en),
        title: evento.estado === 'borrador' ? `${evento.titulo} (borrador)` : evento.titulo,
        detail: [evento.detalle, evento.autor].filter(Boolean).join(' · '),
        icon: evento.clase === 'nota' ? IconStethoscope : IconPill,
        tone: evento.estado === 'borrador' ? ('pide' as const) : ('acento' as const),
      },
    })),
    ...facturas.map((factura) => ({
      at: factura.emitidaEn,
      entry: {
        id: `/facturacion/${factura.id}`,
        when: shortDay(factura.emitidaEn),
        title: titleOf(factura),
        detail: ESTADOS_FACTURA[factura.estado].texto,
        // The total of an account is of all its patients.
        ...(factura.pacienteId === null ? {} : { aside: formatPesos(factura.total) }),
        icon: IconFileInvoice,
        tone: estadoTone(ESTADOS_FACTURA[factura.estado].tono),
      },
    })),
  ]
  const years = new Map<string, TimelineEntry[]>()
  for (const { at, entry } of dated.sort((a, b) => (a.at < b.at ? 1 : -1))) {
    const year = dayOf(at).slice(0, 4)
    years.set(year, [...(years.get(year) ?? []), entry])
  }
  return [...years].map(([label, entries]) => ({ label, entries }))
}

function titleOf({ numero, origen, pacienteId, adquiriente }: FacturaResumen): string {
  if (origen === 'recaudo') return `Copago o cuota: factura ${numero}`
  return pacienteId === null ? `En la cuenta ${numero} de ${adquiriente}` : `Factura ${numero}`
}

function dayOf(instant: string): string {
  return bogotaDate(new Date(instant))
}

/** `21 nov`: the year is the heading. */
function shortDay(instant: string): string {
  return formatFecha(dayOf(instant)).replace(/ \d{4}$/, '')
}
