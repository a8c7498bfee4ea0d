import { useQuery } from '@tanstack/react-query'
import { failureOf } from '../../rpc/call-refusal.ts'
import { orpc } from '../../rpc/client.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { Modal } from '../../ui/modal.tsx'
import { PdfPreview } from '../../ui/pdf-preview.tsx'

interface PdfDialogProps {
  readonly facturaId: string
  readonly cual: 'factura' | 'recibo'
  readonly onClose: () => void
}

/** The real PDF of an invoice or of its last receipt, to look at, keep and print. */
export function PdfDialog({ facturaId, cual, onClose }: PdfDialogProps) {
  const invoice = useQuery({
    ...orpc.facturacion.pdf.queryOptions({ input: { id: facturaId } }),
    enabled: cual === 'factura',
    meta: { datos: [`factura:${facturaId}`] },
  })
  const receipt = useQuery({
    ...orpc.facturacion.reciboPdf.queryOptions({ input: { facturaId } }),
    enabled: cual === 'recibo',
    meta: { datos: [`factura:${facturaId}`] },
  })
  const { data, error } = cual === 'factura' ? invoice : receipt
  return (
    <Modal opened onClose={onClose} title={cual === 'factura' ? 'Factura' : 'Recibo de caja'} size="xl">
      <div className="factura-pdf">
        {error ? (
          <ErrorState quePaso={failureOf(error).mensaje} queHacer={failureOf(error).remedio} />
        ) : (
          data && <PdfPreview file={data} />
        )}
      </div>
    </Modal>
  )
}
