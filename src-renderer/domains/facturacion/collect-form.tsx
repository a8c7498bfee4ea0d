import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import type { Pagador } from '../../../src-shared/domains/configuracion/schemas.ts'
import type { RecaudoRegistrado } from '../../../src-shared/domains/facturacion/recaudo-schemas.ts'
import {
  CONCEPTOS_RECAUDO,
  type ConceptoCobrado,
  SOPORTES_RECAUDO,
  type SoporteRegistrado,
  soporteRegistradoSchema,
} from '../../../src-shared/domains/facturacion/recaudos.ts'
import { isLocalDate } from '../../../src-shared/kernel/dates.ts'
import { validateDocumento } from '../../../src-shared/kernel/identifiers.ts'
import { type CallFailure, failureOf, refusalIn } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import type { Documento } from '../../ui/documento-input.tsx'
import { useHoy } from '../../ui/environment.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import {
  CheckboxField,
  DocumentoField,
  FechaField,
  MoneyField,
  SelectField,
  TextField,
} from '../../ui/fields.tsx'
import { Form, FormRow } from '../../ui/form.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { WhyHint } from '../../ui/why-hint.tsx'
import { MEDIOS } from './charge-dialog.tsx'

interface CollectFormProps {
  readonly pacienteId: string
  readonly onCollected: (recaudo: RecaudoRegistrado) => void
  readonly onClose: () => void
}

interface Values {
  pagadorId: string
  concepto: ConceptoCobrado
  valor: number | null
  medio: string
  referencia: string
  soporte: SoporteRegistrado
  numeroSoporte: string
  fecha: string
  pagaOtro: boolean
  documento: Documento
  nombre: string
  correo: string
}

const PARTICULAR = ''
const CONCEPTOS = CONCEPTOS_RECAUDO.map(({ codigo, nombre }) => ({ value: codigo, label: nombre }))
const SOPORTES = soporteRegistradoSchema.options
  .filter((soporte) => soporte !== 'recibo')
  .map((soporte) => ({ value: soporte, label: SOPORTES_RECAUDO[soporte].nombre }))

/** What was half-written, by patient: Esc never destroys it. */
const kept = new Map<string, Values>()

/** `Cobrar copago o cuota`: what, how much and how; the program issues the invoice to the patient and the receipt of cash. */
export function CollectForm(props: CollectFormProps) {
  const { pacienteId } = props
  const ficha = useQuery({
    ...orpc.pacientes.obtener.queryOptions({ input: { id: pacienteId } }),
    meta: { datos: [`paciente:${pacienteId}`] },
  })
  const pagadores = useQuery({
    ...orpc.configuracion.pagadores.queryOptions(),
    meta: { datos: ['configuracion'] },
  })
  if (!ficha.data || !pagadores.data) return null
  const propio = ficha.data.paciente.pagadorId
  const activos = pagadores.data.filter(
    ({ activo, id, coberturaPlan }) => (activo || id === propio) && coberturaPlan !== '15',
  )
  return <CollectFields {...props} pagadorId={propio} pagadores={activos} />
}

function CollectFields({
  pacienteId,
  pagadorId,
  pagadores,
  onCollected,
  onClose,
}: CollectFormProps & { readonly pagadorId: string | null; readonly pagadores: readonly Pagador[] }) {
  const hoy = useHoy()
  const formId = useId()
  const [commandId, setCommandId] = useState(() => crypto.randomUUID())
  const [failure, setFailure] = useState<CallFailure | null>(null)
  const form = useForm<Values>({
    defaultValues: kept.get(pacienteId) ?? {
      pagadorId: pagadorId ?? PARTICULAR,
      concepto: pagadorId === null ? '04' : '02',
      valor: null,
      medio: '10',
      referencia: '',
      soporte: 'factura-electronica',
      numeroSoporte: '',
      fecha: hoy,
      pagaOtro: false,
      documento: { tipo: 'CC', numero: '' },
      nombre: '',
      correo: '',
    },
  })
  const [concepto, soporte, pagaOtro] = useWatch({
    control: form.control,
    name: ['concepto', 'soporte', 'pagaOtro'],
  })
  const isAdvance = concepto === '04'
  const invoices = !isAdvance && soporte === 'factura-electronica'
  const numbered = !isAdvance && !invoices ? SOPORTES_RECAUDO[soporte].documento : null
  useEffect(() => {
    const watching = form.watch((values) => kept.set(pacienteId, values as Values))
    return () => watching.unsubscribe()
  }, [form, pacienteId])

  const collect = useMutation({
    mutationFn: (input: Parameters<typeof client.facturacion.recaudos.cobrar>[0]) =>
      client.facturacion.recaudos.cobrar(input),
    onSuccess: (recaudo) => {
      kept.delete(pacienteId)
      onCollected(recaudo)
    },
    onError: (error) => {
      if (refusalIn(error)) setCommandId(crypto.randomUUID())
      const refused = failureOf(error)
      const field = refused.campo?.split('.').at(-1)
      if (field && field in form.getValues())
        form.setError(
          field as keyof Values,
          { message: `${refused.mensaje} ${refused.remedio}` },
          { shouldFocus: true },
        )
      else setFailure(refused)
    },
  })
  const submit = (values: Values) => {
    const fail = (field: keyof Values, message: string) =>
      form.setError(field, { message }, { shouldFocus: true })
    setFailure(null)
    if (!isAdvance && values.pagadorId === PARTICULAR)
      return fail('pagadorId', 'Escoja a qué pagador pertenece este dinero')
    if (values.valor === null || Number.isNaN(values.valor) || values.valor <= 0)
      return fail('valor', 'Escriba un valor mayor que cero')
    if (numbered && values.numeroSoporte.trim() === '')
      return fail('numeroSoporte', 'Escriba el número de lo que se le entregó al paciente')
    if (!invoices && !isLocalDate(values.fecha)) return fail('fecha', 'Escriba la fecha como 21 nov o hoy')
    const persona = validateDocumento(values.documento.tipo, values.documento.numero)
    if (invoices && values.pagaOtro) {
      if (!persona.ok) return fail('documento', persona.error)
      if (values.nombre.trim() === '') return fail('nombre', 'Escriba el nombre de quien paga')
    }
    if (collect.isPending) return
    collect.mutate({
      commandId,
      pacienteId,
      pagadorId: values.pagadorId === PARTICULAR ? null : values.pagadorId,
      concepto: values.concepto,
      valor: values.valor,
      medio: values.medio,
      referencia: values.referencia.trim() || null,
      soporte: isAdvance ? 'recibo' : values.soporte,
      numeroSoporte: numbered ? values.numeroSoporte.trim() : null,
      fecha: invoices ? null : values.fecha,
      quienPaga:
        invoices && values.pagaOtro && persona.ok
          ? {
              tipoDocumento: values.documento.tipo,
              numeroDocumento: persona.value,
              nombre: values.nombre.trim(),
              correo: values.correo.trim() || null,
            }
          : null,
    })
  }
  const verb = invoices ? 'Cobrar y facturar' : soporte === 'solo-informar' ? 'Registrar' : 'Cobrar'
  useShortcut('Ctrl+Enter', () => void form.handleSubmit(submit)(), {
    label: verb,
    inTextField: true,
    enabled: !collect.isPending,
  })

  return (
    <>
      <Form form={form} onSubmit={submit} id={formId} label="Cobrar copago o cuota" autoFocus>
        <FailureNotice failure={failure} />
        <FormRow>
          <SelectField<Values> name="concepto" label="Qué paga" options={CONCEPTOS} />
          <MoneyField<Values> name="valor" label="Valor" />
        </FormRow>
        <SelectField<Values>
          name="pagadorId"
          label={isAdvance ? 'Para descontarlo en la factura de' : 'A nombre de qué pagador'}
          options={[
            ...(isAdvance ? [{ value: PARTICULAR, label: 'El mismo paciente (particular)' }] : []),
            ...pagadores.map(({ id, nombre }) => ({ value: id, label: nombre })),
          ]}
          placeholder="EPS, prepagada o aseguradora"
        />
        <FormRow>
          <SelectField<Values> name="medio" label="Medio de pago" options={MEDIOS} />
          <TextField<Values> name="referencia" label="Referencia" optional maxLength={60} />
        </FormRow>
        {isAdvance ? (
          <p className="secundario">
            Se entrega recibo de caja. El anticipo no se factura aparte: se descuenta en la factura del
            servicio.
          </p>
        ) : (
          <div>
            <SelectField<Values>
              name="soporte"
              label="Qué se le entrega al paciente"
              hint="De esto depende el tipo de operación de la factura al pagador."
              options={SOPORTES}
            />
            <WhyHint>
              Lo que paga el usuario es dinero del pagador. Con factura electrónica se expide al paciente una
              SS-Recaudo, y la factura al pagador la descuenta (SS-CUFE). Con POS, talonario o contingencia
              cambia la operación. Resolución 948 de 2026, Documento Técnico 2.
            </WhyHint>
          </div>
        )}
        {!invoices && (
          <FormRow>
            {numbered && <TextField<Values> name="numeroSoporte" label={numbered} maxLength={20} />}
            <FechaField<Values> name="fecha" label="Se recibió el" ambito={{ pasado: true }} />
          </FormRow>
        )}
        {invoices && (
          <CheckboxField<Values>
            name="pagaOtro"
            label="Paga otra persona"
            hint="La factura sale a su nombre y el paciente queda como beneficiario."
          />
        )}
        {invoices && pagaOtro && (
          <>
            <FormRow>
              <DocumentoField<Values> name="documento" label="Documento de quien paga" />
              <TextField<Values> name="nombre" label="Nombre de quien paga" maxLength={200} />
            </FormRow>
            <TextField<Values> name="correo" label="Correo de quien paga" kind="correo" optional />
          </>
        )}
      </Form>
      <div className="factura-pie">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          type="submit"
          form={formId}
          loading={collect.isPending}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          {verb}
        </Button>
      </div>
    </>
  )
}
