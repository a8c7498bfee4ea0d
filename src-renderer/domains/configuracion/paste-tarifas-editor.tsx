import { Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import {
  type LineaPegada,
  leerTarifasPegadas,
} from '../../../src-shared/domains/configuracion/tarifas-pegadas.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { type Failure, failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { EditorProps } from './editor.ts'
import { nombreContrato } from './nombre-contrato.ts'

const PARTICULAR = 'particular'
const EXAMPLE =
  '890201\tConsulta de primera vez por medicina general\t120.000\n890301\tControl por medicina general\t90.000'

/** Many tariffs at once, pasted from a spreadsheet: what was understood is shown before storing it. */
export function PasteTarifasEditor({
  pagadorId,
  canSkip,
  formId,
  onSaved,
  onBusy,
}: EditorProps & {
  readonly pagadorId: string | null
  /** Nothing pasted is fine when there are tariffs already. */
  readonly canSkip: boolean
}) {
  const pagadores = useQuery(orpc.configuracion.pagadores.queryOptions())
  const [pagador, setPagador] = useState(pagadorId ?? PARTICULAR)
  const [texto, setTexto] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => () => onBusy(false), [onBusy])
  const lineas = leerTarifasPegadas(texto)
  const buenas = lineas.flatMap(({ resultado }) => (resultado.ok ? [resultado.value] : []))

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (buenas.length === 0) {
      if (canSkip && texto.trim() === '') onSaved()
      else
        setFailure({
          mensaje: 'No hay tarifas para guardar.',
          remedio: 'Pegue una línea por servicio: código CUPS, descripción y valor.',
          campo: null,
        })
      return
    }
    setFailure(null)
    onBusy(true)
    try {
      await client.configuracion.guardarTarifas({
        commandId: crypto.randomUUID(),
        pagadorId: pagador === PARTICULAR ? null : pagador,
        tarifas: buenas,
      })
      // What was not understood stays, so that it can be mended.
      setTexto(lineas.flatMap((l) => (l.resultado.ok ? [] : [l.texto])).join('\n'))
      if (buenas.length === lineas.length) onSaved()
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      onBusy(false)
    }
  }

  return (
    <form id={formId} className="form" noValidate onSubmit={(event) => void submit(event)}>
      <FailureNotice failure={failure} />
      <Select
        {...fieldTexts({ label: '¿De quién son estas tarifas?' })}
        value={pagador}
        onChange={(value) => setPagador(value ?? PARTICULAR)}
        allowDeselect={false}
        data={[
          { value: PARTICULAR, label: 'Particular' },
          ...(pagadores.data ?? [])
            .filter((p) => p.activo)
            .map((p) => ({ value: p.id, label: nombreContrato(p) })),
        ]}
      />
      <Textarea
        {...fieldTexts({
          label: 'Tarifas',
          hint: 'Copie las columnas CUPS, descripción y valor de su hoja de cálculo y péguelas aquí. Una cuarta columna con el IVA, si lo tiene.',
        })}
        value={texto}
        onChange={(event) => setTexto(event.currentTarget.value)}
        placeholder={EXAMPLE}
        minRows={6}
        maxRows={14}
        classNames={{ input: 'codigo' }}
      />
      <Leidas lineas={lineas} />
    </form>
  )
}

function Leidas({ lineas }: { readonly lineas: readonly LineaPegada[] }) {
  if (lineas.length === 0) return null
  const malas = lineas.filter((l) => !l.resultado.ok)
  const buenas = lineas.length - malas.length
  return (
    <>
      {malas.length > 0 && (
        <Notice tone="pide">
          <strong>
            {malas.length === 1 ? '1 línea no se entiende' : `${malas.length} líneas no se entienden`}
          </strong>{' '}
          y quedará para corregir; las demás se guardan.
          <ul className="configuracion-lineas">
            {malas.slice(0, 20).map((l) => (
              <li key={l.linea}>
                <span className="tabular">Línea {l.linea}:</span> {!l.resultado.ok && l.resultado.error}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {buenas > 0 && (
        <div className="configuracion-leidas">
          <p className="atenuado">
            {buenas === 1 ? '1 tarifa lista' : `${buenas} tarifas listas`} para guardar
          </p>
          <table>
            <tbody>
              {lineas.slice(0, 100).map(({ linea, resultado }) =>
                resultado.ok ? (
                  <tr key={linea}>
                    <td className="codigo">{resultado.value.cups}</td>
                    <td>{resultado.value.descripcion}</td>
                    <td className="tabular configuracion-valor">{formatPesos(resultado.value.valor)}</td>
                  </tr>
                ) : null,
              )}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
