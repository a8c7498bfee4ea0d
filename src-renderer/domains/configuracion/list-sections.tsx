import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ResolucionConUso } from '../../../src-shared/domains/configuracion/contract.ts'
import { motivoSinNumero, numeroCompleto } from '../../../src-shared/domains/configuracion/numeracion.ts'
import { NUMEROS_PARA_AVISAR } from '../../../src-shared/domains/configuracion/rules.ts'
import type { Pagador, Profesional } from '../../../src-shared/domains/configuracion/schemas.ts'
import { NOMBRE_RANGO, TIPOS_PAGADOR } from '../../../src-shared/domains/configuracion/texts.ts'
import { COBERTURA_PLAN, MODALIDAD_PAGO } from '../../../src-shared/domains/rips/tablas.ts'
import { orpc } from '../../rpc/client.ts'
import type { DataListColumn } from '../../ui/data-list.tsx'
import { useHoy } from '../../ui/environment.tsx'
import { Fecha } from '../../ui/fecha.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { ConsultaDian } from './consulta-dian.tsx'
import { ListSection } from './list-section.tsx'
import { nombreContrato } from './nombre-contrato.ts'
import { NumeracionEditor } from './numeracion-editor.tsx'
import { PagadorEditor } from './pagador-editor.tsx'
import { ProfesionalEditor } from './profesional-editor.tsx'
import type { Seccion } from './secciones.ts'
import { type SedeConServicios, SedeEditor } from './sede-editor.tsx'

interface SectionProps {
  readonly seccion: Seccion
}

const SEDES: readonly DataListColumn<SedeConServicios>[] = [
  {
    id: 'codigo',
    header: 'Sede',
    width: '64px',
    cell: (s) => <span className="codigo">{s.codigoSede}</span>,
  },
  {
    id: 'nombre',
    header: 'Nombre',
    width: 'minmax(140px, 1.4fr)',
    cell: (s) => s.nombre,
    text: (s) => s.nombre,
  },
  { id: 'direccion', header: 'Dirección', cell: (s) => s.direccion, text: (s) => s.direccion },
  {
    id: 'servicios',
    header: 'Servicios',
    cell: (s) => s.servicios.map((x) => x.nombre).join(', ') || '—',
    text: (s) => s.servicios.map((x) => `${x.codigo} ${x.nombre}`).join(' '),
  },
]

export function SedesSection({ seccion }: SectionProps) {
  const query = useQuery(orpc.configuracion.sedes.queryOptions())
  return (
    <ListSection<SedeConServicios>
      seccion={seccion}
      rows={query.data}
      failed={query.isError}
      onRetry={() => void query.refetch()}
      columns={SEDES}
      noun={['sede', 'sedes']}
      addLabel="Agregar sede"
      empty="Todavía no hay sedes."
      titleOf={(sede) => sede.nombre}
      editor={(sede, props) => <SedeEditor {...props} sede={sede} />}
    />
  )
}

const PROFESIONALES: readonly DataListColumn<Profesional>[] = [
  {
    id: 'nombre',
    header: 'Nombre',
    width: 'minmax(160px, 2fr)',
    cell: (p) => `${p.nombres} ${p.apellidos}`,
    text: (p) => `${p.nombres} ${p.apellidos}`,
    sortBy: (p) => `${p.apellidos} ${p.nombres}`,
  },
  {
    id: 'documento',
    header: 'Documento',
    width: '140px',
    cell: (p) => <span className="tabular">{`${p.tipoDocumento} ${p.numeroDocumento}`}</span>,
    text: (p) => p.numeroDocumento,
  },
  { id: 'profesion', header: 'Profesión', cell: (p) => p.especialidad ?? p.profesion },
  {
    id: 'registro',
    header: 'Registro',
    width: '120px',
    cell: (p) => <span className="codigo">{p.registro}</span>,
  },
  {
    id: 'estado',
    header: 'Estado',
    width: '120px',
    cell: (p) =>
      p.activo ? (
        <StateChip tone="hecho" label="Atiende" plain />
      ) : (
        <StateChip tone="neutro" label="No atiende" plain />
      ),
  },
]

export function ProfesionalesSection({ seccion }: SectionProps) {
  const query = useQuery(orpc.configuracion.profesionales.queryOptions())
  return (
    <ListSection<Profesional>
      seccion={seccion}
      rows={query.data}
      failed={query.isError}
      onRetry={() => void query.refetch()}
      columns={PROFESIONALES}
      noun={['profesional', 'profesionales']}
      addLabel="Agregar profesional"
      empty="Todavía no hay profesionales: sin uno no se puede atender."
      titleOf={(p) => `${p.nombres} ${p.apellidos}`}
      editor={(profesional, props) => <ProfesionalEditor {...props} profesional={profesional} />}
    />
  )
}

function Disponible({ resolucion }: { readonly resolucion: ResolucionConUso }) {
  const motivo = motivoSinNumero(resolucion, useHoy())
  if (motivo !== undefined)
    return (
      <StateChip
        tone={resolucion.activa ? 'peligro' : 'neutro'}
        label={
          resolucion.activa
            ? motivo.codigo === 'NUMERACION_AGOTADA'
              ? 'Agotada'
              : 'No vigente'
            : 'Fuera de uso'
        }
        detail={motivo.mensaje}
        plain
      />
    )
  return (
    <StateChip
      tone={resolucion.quedan <= NUMEROS_PARA_AVISAR ? 'pide' : 'hecho'}
      label={`Quedan ${resolucion.quedan.toLocaleString('es-CO')}`}
      plain
    />
  )
}

/** What it is for, and where when it is not everywhere. */
function Uso({ resolucion: { tipo, sedeId, equipo } }: { readonly resolucion: ResolucionConUso }) {
  const { data } = useQuery(orpc.configuracion.sedes.queryOptions())
  const partes = [
    NOMBRE_RANGO[tipo],
    data?.find(({ id }) => id === sedeId)?.nombre,
    equipo === null ? undefined : equipo === 'red' ? 'equipos de la red' : 'equipo principal',
  ]
  return <span className="recortado">{partes.filter((parte) => parte !== undefined).join(', ')}</span>
}

const RESOLUCIONES: readonly DataListColumn<ResolucionConUso>[] = [
  {
    id: 'rango',
    header: 'Rango',
    width: 'minmax(200px, 1.6fr)',
    cell: (r) => (
      <span className="codigo">
        {numeroCompleto(r.prefijo, r.desde)} – {r.hasta}
      </span>
    ),
    text: (r) => `${r.prefijo} ${r.numero}`,
  },
  {
    id: 'numero',
    header: 'Resolución',
    width: '140px',
    cell: (r) => <span className="codigo">{r.numero}</span>,
  },
  {
    id: 'tipo',
    header: 'Para',
    width: 'minmax(110px, 1fr)',
    cell: (r) => <Uso resolucion={r} />,
  },
  {
    id: 'siguiente',
    header: 'Próximo',
    width: '140px',
    cell: (r) => <span className="codigo">{numeroCompleto(r.prefijo, r.siguiente)}</span>,
  },
  { id: 'vence', header: 'Vence', width: '110px', cell: (r) => <Fecha value={r.vigenciaHasta} /> },
  { id: 'estado', header: 'Estado', width: '130px', cell: (r) => <Disponible resolucion={r} /> },
]

export function NumeracionSection({ seccion }: SectionProps) {
  const query = useQuery(orpc.configuracion.resoluciones.queryOptions())
  const navigation = useNavigation()
  const [asking, setAsking] = useState(false)
  const stop = () => setAsking(false)
  return (
    <>
      <ListSection<ResolucionConUso>
        seccion={seccion}
        rows={query.data}
        failed={query.isError}
        onRetry={() => void query.refetch()}
        columns={RESOLUCIONES}
        noun={['numeración', 'numeraciones']}
        addLabel="Agregar numeración"
        empty="Todavía no hay numeración: sin ella no se puede facturar."
        titleOf={(r) => `Resolución ${r.numero}`}
        editor={(resolucion, props) => <NumeracionEditor {...props} resolucion={resolucion} />}
        actions={[
          { label: 'Consultar en la DIAN', onRun: () => setAsking(true) },
          { label: 'Control de numeración', onRun: () => navigation.go('/facturacion/numeracion') },
        ]}
      />
      {asking && <ConsultaDian onClose={stop} onBrought={stop} />}
    </>
  )
}

const nameOf = (table: readonly { readonly codigo: string; readonly nombre: string }[], codigo: string) =>
  table.find((row) => row.codigo === codigo)?.nombre ?? codigo

const PAGADORES: readonly DataListColumn<Pagador>[] = [
  {
    id: 'nombre',
    header: 'Nombre',
    width: 'minmax(160px, 1.6fr)',
    cell: (p) => p.nombre,
    text: (p) => `${p.nombre} ${p.codigo ?? ''} ${p.nit}`,
    sortBy: (p) => p.nombre,
  },
  { id: 'tipo', header: 'Tipo', width: '120px', cell: (p) => nameOf(TIPOS_PAGADOR, p.tipo) },
  {
    id: 'nit',
    header: 'NIT',
    width: '120px',
    cell: (p) => (
      <span className="tabular">
        {p.nit}-{p.dv}
      </span>
    ),
  },
  {
    id: 'contrato',
    header: 'Contrato',
    width: '130px',
    cell: (p) => p.numeroContrato ?? '—',
    text: (p) => p.numeroContrato ?? '',
  },
  { id: 'plan', header: 'Cobertura', cell: (p) => nameOf(COBERTURA_PLAN.valores, p.coberturaPlan) },
  {
    id: 'modalidad',
    header: 'Modalidad',
    cell: (p) => nameOf(MODALIDAD_PAGO.valores, p.modalidadPago),
    hiddenByDefault: true,
  },
  { id: 'hasta', header: 'Hasta', width: '110px', cell: (p) => <Fecha value={p.contratoHasta} /> },
  {
    id: 'estado',
    header: 'Estado',
    width: '110px',
    cell: (p) =>
      p.activo ? (
        <StateChip tone="hecho" label="Vigente" plain />
      ) : (
        <StateChip tone="neutro" label="Terminado" plain />
      ),
  },
]

export function PagadoresSection({ seccion }: SectionProps) {
  const query = useQuery(orpc.configuracion.pagadores.queryOptions())
  return (
    <ListSection<Pagador>
      seccion={seccion}
      rows={query.data}
      failed={query.isError}
      onRetry={() => void query.refetch()}
      columns={PAGADORES}
      noun={['contrato', 'contratos']}
      addLabel="Agregar pagador"
      empty="Todavía no hay pagadores: todos los pacientes se atienden como particulares."
      titleOf={nombreContrato}
      editor={(pagador, props) => <PagadorEditor {...props} pagador={pagador} />}
    />
  )
}
