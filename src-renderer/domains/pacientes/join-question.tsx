import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { edadLegible } from '../../../src-shared/domains/pacientes/rules.ts'
import { documentoLegible } from '../../../src-shared/domains/pacientes/texts.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { Modal } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { type SearchOption, SearchSelect } from '../../ui/search-select.tsx'

interface JoinQuestionProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly pacienteId: string
  readonly nombre: string
}

/** Joins another record of the same person into this one. Nothing is erased. */
export function JoinQuestion(props: JoinQuestionProps) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Unir con otro registro" size="lg">
      <Body {...props} />
    </Modal>
  )
}

function Body({ onClose, pacienteId, nombre }: JoinQuestionProps) {
  const [other, setOther] = useState<SearchOption | null>(null)
  const queryClient = useQueryClient()
  const join = useMutation({
    mutationFn: (duplicadoId: string) =>
      client.pacientes.fusionar({ commandId: crypto.randomUUID(), conservarId: pacienteId, duplicadoId }),
    onSuccess: async () => {
      onClose()
      await queryClient.invalidateQueries({ queryKey: orpc.pacientes.key() })
    },
  })
  return (
    <div className="paciente-columna">
      <p>
        Queda <strong>{nombre}</strong>. El otro registro sale de las listas, su historia se ve desde este, y
        lo que aquí está vacío se llena con lo suyo. No se borra nada.
      </p>
      <SearchSelect
        label="Registro repetido"
        placeholder="Documento, nombre o teléfono"
        value={other}
        onChange={setOther}
        search={async (texto, signal) => {
          const found = await client.pacientes.buscar({ texto, limite: 20 }, { signal })
          return found
            .filter((p) => p.id !== pacienteId)
            .map((p) => ({
              value: p.id,
              label: p.nombre,
              detail: [
                documentoLegible(p.tipoDocumento, p.numeroDocumento) ?? 'Sin documento',
                p.edad && edadLegible(p.edad),
              ]
                .filter(Boolean)
                .join(' · '),
            }))
        }}
      />
      {join.error !== null && <Notice tone="peligro">{failureText(join.error)}</Notice>}
      <div className="paciente-botones">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          disabled={other === null}
          loading={join.isPending}
          onClick={() => other && join.mutate(other.value)}
        >
          Unir los dos registros
        </Button>
      </div>
    </div>
  )
}
