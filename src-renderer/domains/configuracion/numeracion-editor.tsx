import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import {
  type ResolucionConUso,
  resolucionEntrada,
} from '../../../src-shared/domains/configuracion/contract.ts'
import { numeroCompleto } from '../../../src-shared/domains/configuracion/numeracion.ts'
import { diaDe } from '../../../src-shared/domains/configuracion/rules.ts'
import { NOMBRE_EQUIPO } from '../../../src-shared/domains/configuracion/texts.ts'
import { formatFecha } from '../../../src-shared/kernel/dates.ts'
import { client, orpc } from '../../rpc/client.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import {
  CheckboxField,
  FechaField,
  NumberField,
  RadioField,
  SelectField,
  TextField,
} from '../../ui/fields.tsx'
import { Form, FormRow } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ConsultaDian } from './consulta-dian.tsx'
import type { EditorProps } from './editor.ts'
import { entradaResolver } from './entrada-resolver.ts'
import { Loaded } from './loaded.tsx'
import { remembered, useFormMemory } from './use-form-memory.ts'
import { useGuardar } from './use-guardar.ts'

interface Values {
  id: string | null
  tipo: 'factura' | 'contingencia' | 'soporte'
  numero: string
  prefijo: string
  desde: number | null
  hasta: number | null
  vigenciaDesde: string
  vigenciaHasta: string
  claveTecnica: string
  siguiente: number | null
  activa: boolean
  sedeId: string | null
  equipo: 'principal' | 'red' | null
}

const resolver = entradaResolver<Values, z.output<typeof resolucionEntrada>>(resolucionEntrada, (v) => ({
  ...v,
  numero: v.numero.replace(/\s/g, ''),
  prefijo: v.prefijo.trim().toUpperCase(),
  // Only those of invoices have one: what was written before saying so is not sent.
  claveTecnica: v.tipo !== 'factura' ? '' : v.claveTecnica.replace(/\s/g, ''),
  siguiente: v.siguiente ?? v.desde,
}))

/** The range in use, for the wizard; Configuración lists them all. */
export function FirstNumeracionEditor(props: EditorProps) {
  const query = useQuery(orpc.configuracion.resoluciones.queryOptions())
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Notice
        tone="informa"
        action={
          <button type="button" className="enlace" onClick={() => setAsking(true)}>
            Consultar en la DIAN
          </button>
        }
      >
        Con el certificado y el software ya guardados, la numeración se trae de la DIAN y no hay que
        escribirla.
      </Notice>
      <Loaded query={query}>
        {(found) => {
          const current = found.find((r) => r.tipo === 'factura' && r.activa) ?? null
          return <NumeracionEditor key={current?.id ?? ''} {...props} resolucion={current} />
        }}
      </Loaded>
      {asking && <ConsultaDian onClose={() => setAsking(false)} onBrought={props.onSaved} />}
    </>
  )
}

const EQUIPOS = Object.entries(NOMBRE_EQUIPO).map(([value, label]) => ({ value, label }))

/** Numbers that never were an invoice of this program, so that nobody looks for them. */
function Saltos({ resolucion }: { readonly resolucion: ResolucionConUso }) {
  const { prefijo, saltos } = resolucion
  return (
    <Notice tone="neutro">
      <strong>Números que no se dieron aquí:</strong>{' '}
      {saltos
        .map(({ desde, hasta, en }) => {
          const cuales =
            desde === hasta ? numeroCompleto(prefijo, desde) : `${numeroCompleto(prefijo, desde)} a ${hasta}`
          return `${cuales} (se dejaron atrás el ${formatFecha(diaDe(en))})`
        })
        .join('; ')}
      . Si los usó otro programa, sus facturas están allí.
    </Notice>
  )
}

interface NumeracionEditorProps extends EditorProps {
  readonly resolucion: ResolucionConUso | null
}

/** A numbering range as printed in DIAN's resolution. */
export function NumeracionEditor({ resolucion, formId, onSaved, onBusy }: NumeracionEditorProps) {
  const key = `numeracion.${resolucion?.id ?? ''}`
  const usada = (resolucion?.consumidos ?? 0) > 0
  const form = useForm<Values, unknown, z.output<typeof resolucionEntrada>>({
    defaultValues: remembered<Values>(key, {
      id: resolucion?.id ?? null,
      tipo: resolucion?.tipo ?? 'factura',
      numero: resolucion?.numero ?? '',
      prefijo: resolucion?.prefijo ?? '',
      desde: resolucion?.desde ?? null,
      hasta: resolucion?.hasta ?? null,
      vigenciaDesde: resolucion?.vigenciaDesde ?? '',
      vigenciaHasta: resolucion?.vigenciaHasta ?? '',
      claveTecnica: '',
      siguiente: resolucion?.siguiente ?? null,
      activa: resolucion?.activa ?? true,
      sedeId: resolucion?.sedeId ?? null,
      equipo: resolucion?.equipo ?? null,
    }),
    resolver,
  })
  const { forget } = useFormMemory(key, form)
  const { failure, submit } = useGuardar({
    form,
    send: (entrada, commandId) => client.configuracion.guardarResolucion({ commandId, resolucion: entrada }),
    onSaved: () => {
      forget()
      onSaved()
    },
    onBusy,
  })
  const [tipo, prefijo, desde, siguiente] = useWatch({
    control: form.control,
    name: ['tipo', 'prefijo', 'desde', 'siguiente'],
  })
  const sedes = useQuery(orpc.configuracion.sedes.queryOptions())
  const primero = siguiente ?? desde
  const guardada = resolucion !== null && resolucion.tipo === 'factura'
  return (
    <Form form={form} onSubmit={submit} id={formId} autoFocus={!usada}>
      <FailureNotice failure={failure} />
      {usada && resolucion !== null && (
        <Notice tone="informa">
          Ya dio {resolucion.consumidos} números: la resolución, el prefijo y el inicio quedaron fijos.
        </Notice>
      )}
      <RadioField<Values>
        name="tipo"
        label="Para qué es"
        disabled={usada}
        options={[
          { value: 'factura', label: 'Factura electrónica' },
          { value: 'contingencia', label: 'Contingencia (facturas en papel)' },
          { value: 'soporte', label: 'Documento soporte (compras a quien no factura)' },
        ]}
      />
      <FormRow tracks="minmax(0, 1fr) 140px">
        <TextField<Values> name="numero" label="Número de la resolución" kind="codigo" disabled={usada} />
        <TextField<Values>
          name="prefijo"
          label="Prefijo"
          kind="codigo"
          maxLength={4}
          hint="Vacío si no tiene"
          disabled={usada}
        />
      </FormRow>
      <FormRow>
        <NumberField<Values> name="desde" label="Desde el número" disabled={usada} />
        <NumberField<Values> name="hasta" label="Hasta el número" />
        <NumberField<Values>
          name="siguiente"
          label="Próximo número"
          hint={
            primero === null
              ? 'Si ya usó algunos en otro programa, el que sigue'
              : `${tipo === 'soporte' ? 'El próximo documento será el' : 'La próxima factura será la'} ${numeroCompleto(prefijo.trim().toUpperCase(), primero)}`
          }
        />
      </FormRow>
      <FormRow>
        <FechaField<Values> name="vigenciaDesde" label="Vigente desde" />
        <FechaField<Values> name="vigenciaHasta" label="Vigente hasta" />
      </FormRow>
      {tipo !== 'factura' ? (
        <Notice tone="neutro">
          {tipo === 'contingencia'
            ? 'Los rangos de papel no tienen clave técnica. Solo se usan para transcribir las facturas hechas a mano; nunca para las demás.'
            : 'Los rangos de documento soporte no tienen clave técnica. Solo se usan para lo que compra a quien no factura.'}
        </Notice>
      ) : (
        <TextField<Values>
          name="claveTecnica"
          label="Clave técnica"
          kind="codigo"
          optional={guardada}
          hint={
            guardada
              ? 'Ya está guardada y no se muestra. Cópiela del portal de la DIAN solo si va a cambiarla.'
              : 'Cópiela del portal de la DIAN, no la escriba: con una letra cambiada se rechazan todas las facturas'
          }
        />
      )}
      <FormRow>
        {((sedes.data?.length ?? 0) > 1 || resolucion?.sedeId) && (
          <SelectField<Values>
            name="sedeId"
            label="Sede"
            optional
            clearable
            placeholder="Todas"
            options={(sedes.data ?? []).map(({ id, nombre }) => ({ value: id, label: nombre }))}
          />
        )}
        <SelectField<Values>
          name="equipo"
          label="Equipo"
          optional
          clearable
          placeholder="Todos"
          options={EQUIPOS}
        />
      </FormRow>
      {resolucion !== null && resolucion.saltos.length > 0 && <Saltos resolucion={resolucion} />}
      {resolucion !== null && (
        <CheckboxField<Values>
          name="activa"
          label="En uso"
          hint="Fuera de uso no da más números; lo emitido se conserva."
        />
      )}
    </Form>
  )
}
