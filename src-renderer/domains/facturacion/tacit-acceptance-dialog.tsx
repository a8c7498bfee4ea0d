import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { FacturaDetalle } from '../../../src-shared/domains/facturacion/contract.ts'
import type { EventosFactura } from '../../../src-shared/domains/facturacion/eventos-contract.ts'
import { DECLARAR_TACITA } from '../../../src-shared/domains/facturacion/eventos-texts.ts'
import { failureOf, refusalIn } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Fecha } from '../../ui/fecha.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Money } from '../../ui/money.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'

interface TacitAcceptanceProps {
  readonly factura: FacturaDetalle
  readonly eventos: EventosFactura
  readonly onClose: () => void
}

const VERB = 'Firmar y declarar'

/** The sworn declaration, word by word as it will be signed, before it is signed. */
export function TacitAcceptanceDialog(props: TacitAcceptanceProps) {
  return (
    <Modal opened onClose={props.onClose} title={DECLARAR_TACITA} size="lg">
      <Declaration {...props} />
    </Modal>
  )
}

function Declaration({ factura, eventos, onClose }: TacitAcceptanceProps) {
  const [commandId, setCommandId] = useState(() => crypto.randomUUID())
  const declare = useMutation({
    mutationFn: () => client.facturacion.eventos.declararTacita({ commandId, facturaId: factura.id }),
    onSuccess: onClose,
    onError: (error) => {
      // The core said no and did nothing: the next attempt is another act.
      if (refusalIn(error)) setCommandId(crypto.randomUUID())
    },
  })
  const submit = () => {
    if (!declare.isPending && !declare.isSuccess) declare.mutate()
  }
  useShortcut('Ctrl+Enter', submit, { label: VERB, inTextField: true })
  const failed = declare.error === null ? null : failureOf(declare.error)
  const receipt = eventos.eventos.find(({ codigo }) => codigo === '032')
  return (
    <form
      className="apilado"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <FailureNotice failure={failed} />
      <KeyValue
        items={[
          { label: 'Factura', value: <span className="tabular">{factura.numero}</span> },
          { label: 'Pagador', value: eventos.pagador },
          { label: 'Total a pagar', value: <Money value={factura.aPagar} /> },
          ...(receipt
            ? [{ label: 'Recibió el servicio', value: <Fecha value={receipt.fecha ?? receipt.oidoEl} /> }]
            : []),
        ]}
      />
      <div>
        <p className="atenuado">Lo que usted declara y firma</p>
        <blockquote className="factura-juramento">{eventos.juramento}</blockquote>
      </div>
      <p className="secundario">
        Va a la DIAN con la firma del consultorio. Una vez registrada no se puede retirar, y el pagador ya no
        puede reclamar.
      </p>
      <div className="factura-declarar">
        <Button onClick={onClose}>Volver</Button>
        <Button
          type="submit"
          variant="filled"
          loading={declare.isPending}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
          data-autofocus
        >
          {VERB}
        </Button>
      </div>
    </form>
  )
}
