import { Button, Radio } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Consentimiento, MEDIOS_CONSENTIMIENTO } from '../../../src-shared/domains/pacientes/schemas.ts'
import { MEDIO } from '../../../src-shared/domains/pacientes/texts.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { useHoy } from '../../ui/environment.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'

interface ConsentQuestionProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly pacienteId: string
  readonly current: Consentimiento | null
}

/** The text of the authorisation, how it was given, and its withdrawal (Ley 1581 de 2012). */
export function ConsentQuestion(props: ConsentQuestionProps) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title="Autorización de tratamiento de datos"
      size="xl"
    >
      <Body {...props} />
    </Modal>
  )
}

function Body({ onClose, pacienteId, current }: ConsentQuestionProps) {
  const hoy = useHoy()
  const queryClient = useQueryClient()
  const ajustes = useQuery(orpc.configuracion.ajustes.queryOptions())
  const [medio, setMedio] = useState<Consentimiento['medio']>('pantalla')
  const record = useMutation({
    mutationFn: (decision: Consentimiento['decision']) =>
      client.pacientes.registrarConsentimiento({
        commandId: crypto.randomUUID(),
        id: pacienteId,
        consentimiento: {
          decision,
          version: String(ajustes.data?.consentimiento.version ?? ''),
          fecha: hoy,
          medio,
        },
      }),
    onSuccess: async () => {
      onClose()
      await queryClient.invalidateQueries({ queryKey: orpc.pacientes.obtener.key() })
    },
  })
  const texto = ajustes.data?.consentimiento
  return (
    <div className="paciente-columna">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard */}
      <div className="paciente-texto-legal" tabIndex={0}>
        {texto?.texto}
      </div>
      <Radio.Group
        label="Cómo la dio"
        value={medio}
        onChange={(value) => setMedio(value as Consentimiento['medio'])}
      >
        <div className="paciente-lista">
          {MEDIOS_CONSENTIMIENTO.map((value) => (
            <Radio key={value} value={value} label={MEDIO[value]} />
          ))}
        </div>
      </Radio.Group>
      {record.error !== null && <Notice tone="peligro">{failureText(record.error)}</Notice>}
      <div className="paciente-botones">
        {current?.decision === 'autoriza' && (
          <Button onClick={() => record.mutate('revoca')} disabled={record.isPending || !texto}>
            Registrar que la revocó
          </Button>
        )}
        <Button
          variant="filled"
          onClick={() => record.mutate('autoriza')}
          loading={record.isPending}
          disabled={!texto}
          data-autofocus
        >
          Registrar la autorización
        </Button>
      </div>
    </div>
  )
}
