import { Button, Checkbox, NumberInput, Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type {
  NumeracionConsultada,
  RangoConsultado,
} from '../../../src-shared/domains/configuracion/contract.ts'
import { numeroCompleto } from '../../../src-shared/domains/configuracion/numeracion.ts'
import { formatFecha, isLocalDate } from '../../../src-shared/kernel/dates.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import type { Tone } from '../../ui/tone.ts'

interface ConsultaDianProps {
  readonly onClose: () => void
  /** Something was stored. */
  readonly onBrought: () => void
}

/** What DIAN has of this practice's numbering, and which of it to bring. */
export function ConsultaDian(props: ConsultaDianProps) {
  return (
    <Modal opened onClose={props.onClose} size="xl" title="Numeración en la DIAN">
      <Body {...props} />
    </Modal>
  )
}

const EFECTO: Readonly<Record<RangoConsultado['efecto'], { readonly tone: Tone; readonly label: string }>> = {
  nuevo: { tone: 'informa', label: 'Por traer' },
  reemplaza: { tone: 'informa', label: 'Por traer' },
  cambia: { tone: 'pide', label: 'Es distinta' },
  igual: { tone: 'hecho', label: 'Ya está' },
  'no-se-puede': { tone: 'neutro', label: 'No se trae' },
}

const claveDe = ({ numero, prefijo }: RangoConsultado) => `${numero} ${prefijo}`
const sePuede = ({ efecto }: RangoConsultado) => efecto !== 'igual' && efecto !== 'no-se-puede'

function Body({ onClose, onBrought }: ConsultaDianProps) {
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => client.configuracion.consultarNumeracion(),
  })
  useEffect(() => mutate(), [mutate])
  const again = <Button onClick={() => mutate()}>Consultar otra vez</Button>
  if (error)
    return (
      <>
        <FailureNotice failure={failureOf(error)} />
        <div className="configuracion-pie">
          <Button onClick={onClose}>Volver</Button>
          {again}
        </div>
      </>
    )
  if (isPending || data === undefined)
    return (
      <p className="atenuado" role="status">
        Preguntando a la DIAN…
      </p>
    )
  if (data.rangos.length === 0)
    return (
      <>
        <Notice tone="pide">
          <strong>La DIAN no tiene numeración asociada a este software.</strong> Pídala en MUISCA, Numeración
          de facturación, y asocie el prefijo a su software en el portal de facturación electrónica. Después
          consulte otra vez.
        </Notice>
        <div className="configuracion-pie">
          <Button onClick={onClose}>Volver</Button>
          {again}
        </div>
      </>
    )
  return <Choose key={data.consultaId} consulta={data} onClose={onClose} onBrought={onBrought} />
}

function Choose({
  consulta,
  onClose,
  onBrought,
}: ConsultaDianProps & { readonly consulta: NumeracionConsultada }) {
  const { consultaId, rangos } = consulta
  const queryClient = useQueryClient()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(rangos.filter(sePuede).map(claveDe)),
  )
  const [siguientes, setSiguientes] = useState<Readonly<Record<string, number | null>>>({})
  const [tipos, setTipos] = useState<Readonly<Record<string, 'contingencia' | 'soporte'>>>({})
  const elegidos = rangos.filter((rango) => chosen.has(claveDe(rango)))
  const bring = useMutation({
    mutationFn: () =>
      client.configuracion.traerNumeracion({
        commandId: crypto.randomUUID(),
        consultaId,
        rangos: elegidos.map((rango) => ({
          numero: rango.numero,
          prefijo: rango.prefijo,
          siguiente: siguientes[claveDe(rango)] ?? null,
          ...(rango.preguntarTipo && { tipo: tipos[claveDe(rango)] ?? 'contingencia' }),
        })),
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: orpc.configuracion.key() })
      onBrought()
    },
  })
  const verb = elegidos.length === 1 ? 'Traer 1 numeración' : `Traer ${elegidos.length} numeraciones`
  const enabled = elegidos.length > 0 && !bring.isPending
  useShortcut('Ctrl+Enter', () => bring.mutate(), { label: verb, enabled })
  const toggle = (clave: string) =>
    setChosen((before) => {
      const after = new Set(before)
      if (!after.delete(clave)) after.add(clave)
      return after
    })
  return (
    <div className="configuracion-paso">
      <FailureNotice failure={bring.isError ? failureOf(bring.error) : null} />
      <ul className="configuracion-rangos">
        {rangos.map((rango) => {
          const clave = claveDe(rango)
          return (
            <li key={clave} className="configuracion-rango">
              <Checkbox
                checked={chosen.has(clave)}
                disabled={!sePuede(rango)}
                onChange={() => toggle(clave)}
                label={
                  <span className="codigo">
                    {numeroCompleto(rango.prefijo, rango.desde)} – {rango.hasta}
                  </span>
                }
                description={<Detail rango={rango} />}
              />
              <StateChip tone={EFECTO[rango.efecto].tone} label={EFECTO[rango.efecto].label} plain />
              {chosen.has(clave) && rango.preguntarTipo && (
                <Select
                  className="configuracion-rango-siguiente"
                  {...fieldTexts({
                    label: 'Para qué es',
                    hint: 'La DIAN no lo dice: mírelo en la resolución',
                  })}
                  data={TIPOS_SIN_CLAVE}
                  allowDeselect={false}
                  value={tipos[clave] ?? 'contingencia'}
                  onChange={(value) =>
                    setTipos((before) => ({
                      ...before,
                      [clave]: value === 'soporte' ? 'soporte' : 'contingencia',
                    }))
                  }
                />
              )}
              {chosen.has(clave) && rango.efecto !== 'cambia' && (
                <NumberInput
                  className="configuracion-rango-siguiente"
                  {...fieldTexts({
                    label: 'Próximo número',
                    hint: 'Cámbielo solo si otro programa ya usó los primeros',
                  })}
                  value={siguientes[clave] ?? rango.siguiente}
                  onChange={(value) =>
                    setSiguientes((before) => ({ ...before, [clave]: value === '' ? null : Number(value) }))
                  }
                  decimalScale={0}
                  clampBehavior="none"
                />
              )}
            </li>
          )
        })}
      </ul>
      <p className="secundario">La clave técnica llega con la numeración y se guarda sin mostrarse.</p>
      <div className="configuracion-pie">
        <Button onClick={onClose}>{rangos.some(sePuede) ? 'Volver' : 'Cerrar'}</Button>
        {rangos.some(sePuede) && (
          <Button
            variant="filled"
            onClick={() => bring.mutate()}
            disabled={!enabled}
            loading={bring.isPending}
            data-autofocus
            rightSection={<Shortcut keys="Ctrl+Enter" />}
          >
            {verb}
          </Button>
        )}
      </div>
    </div>
  )
}

const PARA_QUE: Readonly<Record<RangoConsultado['tipo'], string>> = {
  factura: '',
  contingencia: ', para facturas en papel',
  soporte: ', para documento soporte',
}

const TIPOS_SIN_CLAVE = [
  { value: 'contingencia', label: 'Facturas en papel (contingencia)' },
  { value: 'soporte', label: 'Documento soporte de compras' },
]

function Detail({ rango }: { readonly rango: RangoConsultado }) {
  const fecha = (texto: string) => (isLocalDate(texto) ? formatFecha(texto) : texto)
  return (
    <>
      Resolución <span className="codigo">{rango.numero}</span>, del {fecha(rango.vigenciaDesde)} al{' '}
      {fecha(rango.vigenciaHasta)}
      {rango.preguntarTipo ? ', sin clave técnica' : PARA_QUE[rango.tipo]}. {rango.explicacion}
    </>
  )
}
