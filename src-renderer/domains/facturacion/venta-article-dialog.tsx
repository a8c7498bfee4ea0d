import { Button } from '@mantine/core'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { UNIDADES } from '../../../src-shared/domains/facturacion/unidades.ts'
import { IMPUESTOS_VENTA } from '../../../src-shared/domains/facturacion/venta-rules.ts'
import { type Articulo, articuloDatosSchema } from '../../../src-shared/domains/facturacion/ventas.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { CheckboxField, MoneyField, SelectField, TextField } from '../../ui/fields.tsx'
import { Form, FormRow } from '../../ui/form.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'

interface ArticleDialogProps {
  /** What was typed to find it. */
  readonly texto: string
  readonly onClose: () => void
  readonly onSaved: (articulo: Articulo) => void
}

interface Values {
  nombre: string
  codigo: string
  estandar: '999' | '001' | '010' | '020'
  unidad: string
  precio: number | null
  incluyeImpuesto: boolean
  impuesto: string
}

const FORM_ID = 'venta-articulo'
const ESTANDARES = [
  { value: '999', label: 'Código propio' },
  { value: '010', label: 'Código de barras (GTIN)' },
  { value: '001', label: 'UNSPSC' },
]
const IMPUESTOS = IMPUESTOS_VENTA.map(({ id, nombre }) => ({ value: id, label: nombre }))
const UNIDADES_OFRECIDAS = UNIDADES.map(({ codigo, nombre }) => ({ value: codigo, label: nombre }))

/** A good or service to sell, remembered with its price and tax. */
export function ArticleDialog(props: ArticleDialogProps) {
  return (
    <Modal opened onClose={props.onClose} title="Producto o servicio nuevo" size="lg">
      <ArticleForm {...props} />
    </Modal>
  )
}

function ArticleForm({ texto, onClose, onSaved }: ArticleDialogProps) {
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [commandId, setCommandId] = useState(() => crypto.randomUUID())
  const form = useForm<Values>({
    defaultValues: {
      nombre: texto,
      codigo: '',
      estandar: '999',
      unidad: '94',
      precio: null,
      incluyeImpuesto: true,
      impuesto: 'iva19',
    },
  })
  const save = async (values: Values) => {
    setFailure(null)
    const impuesto = IMPUESTOS_VENTA.find(({ id }) => id === values.impuesto)?.impuesto
    const leido = articuloDatosSchema.safeParse({ ...values, impuesto, precio: values.precio ?? Number.NaN })
    if (!leido.success) {
      leido.error.issues.forEach(({ path, message }, orden) => {
        const campo = String(path[0] ?? 'nombre') as keyof Values
        const mensaje = campo === 'precio' ? 'Escriba el precio, por ejemplo 50.000' : message
        form.setError(campo, { message: mensaje }, { shouldFocus: orden === 0 })
      })
      return
    }
    setBusy(true)
    try {
      onSaved(await client.ventas.articulos.guardar({ commandId, id: null, datos: leido.data }))
    } catch (error) {
      const refused = failureOf(error)
      if (refused.codigo !== 'FALLO') setCommandId(crypto.randomUUID())
      const mensaje = `${refused.mensaje} ${refused.remedio}`
      if (refused.campo === 'datos.codigo')
        form.setError('codigo', { message: mensaje }, { shouldFocus: true })
      else setFailure(mensaje)
    } finally {
      setBusy(false)
    }
  }
  useShortcut('Ctrl+Enter', () => void form.handleSubmit(save)(), { label: 'Guardar', enabled: !busy })
  return (
    <>
      <Form form={form} onSubmit={save} id={FORM_ID} autoFocus>
        {failure !== null && <Notice tone="peligro">{failure}</Notice>}
        <TextField<Values> name="nombre" label="Nombre" hint="Como saldrá en la factura" maxLength={300} />
        <FormRow>
          <TextField<Values> name="codigo" label="Código" kind="codigo" maxLength={60} />
          <SelectField<Values> name="estandar" label="De dónde es el código" options={ESTANDARES} />
          <SelectField<Values> name="unidad" label="Se vende por" options={UNIDADES_OFRECIDAS} />
        </FormRow>
        <FormRow>
          <MoneyField<Values> name="precio" label="Precio" />
          <SelectField<Values> name="impuesto" label="Impuesto" options={IMPUESTOS} />
        </FormRow>
        <CheckboxField<Values> name="incluyeImpuesto" label="El precio ya trae el impuesto" />
      </Form>
      <div className="factura-pie">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          type="submit"
          form={FORM_ID}
          loading={busy}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          Guardar y agregar
        </Button>
      </div>
    </>
  )
}
