import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { totalServicios } from '../../../src-shared/domains/historia/rules.ts'
import type { ServicioNota } from '../../../src-shared/domains/historia/schemas.ts'
import { MOTIVOS_SIN_COBRO } from '../../../src-shared/domains/historia/texts.ts'
import {
  CAUSA_MOTIVO,
  FINALIDAD,
  GRUPO_SERVICIOS,
  MODALIDAD_ATENCION,
  type ValorRips,
  VIA_INGRESO,
} from '../../../src-shared/domains/rips/tablas.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { Money } from '../../ui/money.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { SearchSelect } from '../../ui/search-select.tsx'
import { useNote, useNotePart } from './note-context.tsx'
import { Section } from './section.tsx'
import { servicioDesdeCups } from './services-rules.ts'

const MAX = 50

async function searchCups(texto: string, signal: AbortSignal) {
  const found = await client.catalogos.buscar({ tabla: 'cups', texto, limite: 12 }, { signal })
  return found.map(({ codigo, nombre, detalle }) => ({
    value: codigo,
    code: codigo,
    label: nombre,
    detail: detalle,
  }))
}

/** What was done, captured once for the note, the invoice and the RIPS. Choosing a CUPS proposes all the rest. */
export function Services() {
  const { nota, ficha, open } = useNote()
  const [servicios, set] = useNotePart('servicios')
  const [problem, setProblem] = useState<string | null>(null)
  const queries = useQueryClient()

  const add = async (cups: string) => {
    setProblem(null)
    try {
      const [found] = await client.catalogos.nombres({ tabla: 'cups', codigos: [cups] })
      if (!found) return
      const [[servicioReps], tarifas, sedes, profesionales] = await Promise.all([
        client.catalogos.nombres({ tabla: 'serviciosReps', codigos: [String(found.datos.servicio ?? '')] }),
        queries.ensureQueryData(
          orpc.configuracion.tarifas.queryOptions({ input: { pagadorId: ficha.paciente.pagadorId } }),
        ),
        queries.ensureQueryData(orpc.configuracion.sedes.queryOptions()),
        queries.ensureQueryData(orpc.configuracion.profesionales.queryOptions()),
      ])
      open.draft.change(({ servicios: current }) => ({
        servicios: [
          ...current,
          servicioDesdeCups(found, {
            grupo: servicioReps && String(servicioReps.datos.grupo),
            habilitados: sedes.flatMap((sede) => sede.servicios.map(({ codigo }) => codigo)),
            servicioProfesional: profesionales.find(({ id }) => id === nota.profesionalId)?.servicioReps,
            tarifas,
            yaEnLaNota: current,
          }),
        ],
      }))
    } catch (error) {
      setProblem(failureText(error))
    }
  }

  const update = (index: number, change: Partial<ServicioNota>) =>
    open.draft.change(({ servicios: current }) => ({
      servicios: current.map((servicio, i) => (i === index ? { ...servicio, ...change } : servicio)),
    }))

  return (
    <Section
      seccion="servicios"
      aside={servicios.length > 1 ? <Money value={totalServicios({ servicios })} strong /> : undefined}
    >
      <ol className="nota-renglones">
        {servicios.map((servicio, index) => (
          <ServiceLine
            // Two lines may carry the same code: their place tells them apart.
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added at the end or removed by hand
            key={`${servicio.cups}-${index}`}
            servicio={servicio}
            index={index}
            onChange={(change) => update(index, change)}
            onRemove={() => set(servicios.filter((_, i) => i !== index))}
          />
        ))}
      </ol>
      <div className="nota-buscador">
        <SearchSelect
          label={<span className="solo-lector">Agregar servicio</span>}
          placeholder={
            servicios.length === 0
              ? 'Servicio prestado: palabras o código CUPS'
              : 'Otro servicio o procedimiento'
          }
          disabled={servicios.length >= MAX}
          value={null}
          clearOnPick
          search={searchCups}
          error={problem}
          onChange={(option) => {
            if (option) void add(option.value)
          }}
          onBlur={() => void open.autosave.flush()}
        />
      </div>
    </Section>
  )
}

interface ServiceLineProps {
  readonly servicio: ServicioNota
  readonly index: number
  readonly onChange: (change: Partial<ServicioNota>) => void
  readonly onRemove: () => void
}

function ServiceLine({ servicio, index, onChange, onRemove }: ServiceLineProps) {
  const campo = `servicios.${index}`
  const group = servicio.clase === 'consulta' ? 'consultas' : 'procedimientos'
  const valores = (lista: readonly ValorRips[]) =>
    lista.filter(({ soloEn }) => soloEn === undefined || soloEn === group)
  return (
    <li className="nota-renglon nota-servicio" data-campo={campo}>
      <div className="nota-servicio-linea">
        <span className="codigo">{servicio.cups}</span>
        <span className="nota-renglon-nombre">{servicio.descripcion}</span>
        <input
          className="nota-servicio-cantidad tabular"
          aria-label={`Cantidad de ${servicio.descripcion}`}
          title="Cantidad"
          inputMode="numeric"
          value={servicio.cantidad}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => {
            const cantidad = Number(event.currentTarget.value.replace(/\D/g, ''))
            onChange({ cantidad: Math.min(999, Math.max(1, cantidad)) })
          }}
        />
        <span className="atenuado">×</span>
        <span className="nota-servicio-valor" data-campo={`${campo}.valorUnitario`}>
          {servicio.sinCobro === null ? (
            <MoneyInput
              label={<span className="solo-lector">Valor de {servicio.descripcion}</span>}
              value={servicio.valorUnitario}
              onChange={(valor) => onChange({ valorUnitario: Number.isNaN(valor) ? null : valor })}
            />
          ) : (
            <span className="atenuado">No se cobra</span>
          )}
        </span>
        <ActionIcon size={22} aria-label={`Quitar ${servicio.descripcion}`} title="Quitar" onClick={onRemove}>
          <IconX size={13} aria-hidden="true" />
        </ActionIcon>
      </div>
      <div className="nota-servicio-rips">
        <Option
          label="Finalidad"
          value={servicio.finalidad}
          options={valores(FINALIDAD.valores)}
          onChange={(finalidad) => onChange({ finalidad })}
        />
        <Option
          label="Causa que motiva la atención"
          value={servicio.causaMotivo}
          options={valores(CAUSA_MOTIVO.valores)}
          onChange={(causaMotivo) => onChange({ causaMotivo })}
        />
        <Option
          label="Modalidad de atención"
          value={servicio.modalidadAtencion}
          options={valores(MODALIDAD_ATENCION.valores)}
          onChange={(modalidadAtencion) => onChange({ modalidadAtencion })}
        />
        <Option
          label="Grupo de servicios"
          value={servicio.grupoServicios}
          options={valores(GRUPO_SERVICIOS.valores)}
          onChange={(grupoServicios) => onChange({ grupoServicios })}
        />
        {servicio.viaIngreso !== null && (
          <Option
            label="Vía de ingreso"
            value={servicio.viaIngreso}
            options={valores(VIA_INGRESO.valores)}
            onChange={(viaIngreso) => onChange({ viaIngreso })}
          />
        )}
        <Option
          label="Cobro"
          value={servicio.sinCobro ?? ''}
          options={[
            { codigo: '', nombre: 'Se cobra' },
            ...MOTIVOS_SIN_COBRO.map((motivo) => ({ codigo: motivo, nombre: motivo })),
          ]}
          onChange={(motivo) => onChange({ sinCobro: motivo === '' ? null : motivo })}
        />
        <label className="nota-servicio-autorizacion">
          <span>Autorización</span>
          <input
            className="nota-opcion tabular"
            value={servicio.autorizacion ?? ''}
            placeholder="—"
            maxLength={30}
            onChange={(event) => {
              const numero = event.currentTarget.value.trim()
              onChange({ autorizacion: numero === '' ? null : numero })
            }}
          />
        </label>
      </div>
    </li>
  )
}

interface OptionProps {
  readonly label: string
  readonly value: string
  readonly options: readonly ValorRips[]
  readonly onChange: (value: string) => void
}

/** A code of RIPS shown as its name, without a box until it is in hand. */
function Option({ label, value, options, onChange }: OptionProps) {
  return (
    <select
      className="nota-opcion"
      aria-label={label}
      title={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {options.map(({ codigo, nombre }) => (
        <option key={codigo} value={codigo}>
          {nombre}
        </option>
      ))}
    </select>
  )
}
