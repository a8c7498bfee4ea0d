import type { RecaudoRegistrado } from '../../../src-shared/domains/facturacion/recaudo-schemas.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { Modal } from '../../ui/modal.tsx'
import { showBackgroundResult } from '../../ui/toast.ts'
import { CollectForm } from './collect-form.tsx'

interface CollectDialogProps {
  readonly pacienteId: string
  readonly paciente: string
  readonly onClose: () => void
  readonly onCollected?: ((recaudo: RecaudoRegistrado) => void) | undefined
}

/** `Cobrar copago o cuota` over what one was doing. */
export function CollectDialog({ pacienteId, paciente, onClose, onCollected }: CollectDialogProps) {
  return (
    <Modal opened onClose={onClose} title={`Cobrar copago o cuota a ${paciente}`} size="lg">
      <CollectForm
        pacienteId={pacienteId}
        onClose={onClose}
        onCollected={(recaudo) => {
          tellCollected(recaudo)
          onCollected?.(recaudo)
          onClose()
        }}
      />
    </Modal>
  )
}

/** What came of it: the money, and the paper that was given for it. */
export function tellCollected({ valor, factura, recibo }: RecaudoRegistrado): void {
  showBackgroundResult({
    tone: 'hecho',
    title: `${recibo === null ? 'Registrado' : 'Cobrado'}: ${formatPesos(valor)}`,
    message: factura
      ? `Factura ${factura.numero} firmada; está en la bandeja de salida.`
      : recibo === null
        ? 'Se informará al pagador en su factura.'
        : `Recibo de caja ${recibo}.`,
  })
}
