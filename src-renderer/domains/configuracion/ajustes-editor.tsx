import { useQuery } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import {
  type Consentimiento,
  consentimientoSchema,
} from '../../../src-shared/domains/configuracion/ajustes.ts'
import { client, orpc } from '../../rpc/client.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { NumberField, SwitchField, TextareaField } from '../../ui/fields.tsx'
import { Form, FormRow } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { EditorProps } from './editor.ts'
import { entradaResolver } from './entrada-resolver.ts'
import { Loaded } from './loaded.tsx'
import { useGuardar } from './use-guardar.ts'

interface Ajustes {
  facturarAlCerrar: boolean
  diasMaximosSinEnviar: number
  uvtConsumidorFinal: number
  minutosBloqueo: number
}

const entero = (max: number, mensaje: string) => z.number().int(mensaje).min(1, mensaje).max(max, mensaje)
const ajustesEntrada: z.ZodType<Ajustes> = z.object({
  facturarAlCerrar: z.boolean(),
  diasMaximosSinEnviar: entero(30, 'Escriba entre 1 y 30 días'),
  uvtConsumidorFinal: entero(1000, 'Escriba entre 1 y 1.000 UVT'),
  minutosBloqueo: entero(120, 'Escriba entre 1 y 120 minutos'),
})
const ajustesResolver = entradaResolver<Ajustes, Ajustes>(ajustesEntrada, (v) => v)

/** How the program behaves. */
export function AjustesEditor(props: EditorProps) {
  const query = useQuery(orpc.configuracion.ajustes.queryOptions())
  return <Loaded query={query}>{(ajustes) => <AjustesForm {...props} ajustes={ajustes} />}</Loaded>
}

function AjustesForm({ ajustes, formId, onSaved, onBusy }: EditorProps & { readonly ajustes: Ajustes }) {
  const { facturarAlCerrar, diasMaximosSinEnviar, uvtConsumidorFinal, minutosBloqueo } = ajustes
  const form = useForm<Ajustes, unknown, Ajustes>({
    defaultValues: { facturarAlCerrar, diasMaximosSinEnviar, uvtConsumidorFinal, minutosBloqueo },
    resolver: ajustesResolver,
  })
  const { failure, submit } = useGuardar({
    form,
    send: (entrada, commandId) => client.configuracion.guardarAjustes({ commandId, ...entrada }),
    onSaved,
    onBusy,
  })
  return (
    <Form form={form} onSubmit={submit} id={formId}>
      <FailureNotice failure={failure} />
      <SwitchField<Ajustes>
        name="facturarAlCerrar"
        label="Facturar al cerrar la consulta"
        hint="A los pacientes que pagan ellos mismos se les emite la factura en el mismo acto. Apagado, los servicios esperan en «Por facturar»."
      />
      <FormRow>
        <NumberField<Ajustes>
          name="minutosBloqueo"
          label="Bloquear la pantalla después de"
          unit="minutos sin uso"
          min={1}
          max={120}
        />
        <NumberField<Ajustes>
          name="diasMaximosSinEnviar"
          label="Firmar de nuevo las facturas que no salieron en"
          unit="días"
          min={1}
          max={30}
          hint="Una factura firmada que nunca llegó a la DIAN se fecha y firma otra vez con el mismo número."
        />
      </FormRow>
      <NumberField<Ajustes>
        name="uvtConsumidorFinal"
        label="Vender al consumidor final hasta"
        unit="UVT antes de impuestos"
        min={1}
        max={1000}
        hint="Desde ese valor, la venta de otros productos o servicios pide identificar a quien compra. Confírmelo con su contador."
      />
    </Form>
  )
}

type Texto = Pick<Consentimiento, 'texto'>
const textoEntrada: z.ZodType<Texto> = consentimientoSchema.pick({ texto: true })
const textoResolver = entradaResolver<Texto, Texto>(textoEntrada, (v) => v)

/** The data-treatment authorisation that patients sign. */
export function ConsentimientoEditor(props: EditorProps) {
  const query = useQuery(orpc.configuracion.ajustes.queryOptions())
  return (
    <Loaded query={query}>
      {({ consentimiento }) => (
        <ConsentimientoForm key={consentimiento.version} {...props} consentimiento={consentimiento} />
      )}
    </Loaded>
  )
}

function ConsentimientoForm({
  consentimiento,
  formId,
  onSaved,
  onBusy,
}: EditorProps & { readonly consentimiento: Consentimiento }) {
  const form = useForm<Texto, unknown, Texto>({
    defaultValues: { texto: consentimiento.texto },
    resolver: textoResolver,
  })
  const { failure, submit } = useGuardar({
    form,
    send: ({ texto }, commandId) => client.configuracion.guardarConsentimiento({ commandId, texto }),
    onSaved,
    onBusy,
  })
  return (
    <Form form={form} onSubmit={submit} id={formId}>
      <FailureNotice failure={failure} />
      <Notice tone="informa">
        Versión {consentimiento.version}. Al cambiar el texto se crea otra versión: quienes firmaron las
        anteriores conservan la que firmaron. Hágalo revisar por su abogado (Ley 1581 de 2012).
      </Notice>
      <TextareaField<Texto> name="texto" label="Texto de la autorización" rows={12} />
    </Form>
  )
}
