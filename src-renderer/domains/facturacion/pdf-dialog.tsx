import { useQuery } from '@tanstack/react-query'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { Modal } from '../../ui/modal.tsx'
import { PdfPreview } from '../../ui/pdf-preview.tsx'

type Papel = 'factura' | 'recibo' | 'recaudo' | 'nota' | 'carta'

const TITULO: Readonly<Record<Papel, string>> = {
  factura: 'Factura',
  recibo: 'Recibo de caja',
  recaudo: 'Recibo de caja',
  nota: 'Nota',
  carta: 'Carta a la DIAN',
}

interface PdfDialogProps {
  /** Of the invoice; of the payment, the note or the contingency when it is one of theirs. */
  readonly id: string
  readonly cual: Papel
  readonly onClose: () => void
}

/** The real PDF of an invoice, of its last receipt, of a note or of the letter of a contingency, to look at, keep and print. */
export function PdfDialog({ id, cual, onClose }: PdfDialogProps) {
  const pdf = useQuery({
    queryKey: [['facturacion', 'papel'], { cual, id }],
    queryFn: ({ signal }) => {
      if (cual === 'nota') return client.facturacion.notas.pdf({ id }, { signal })
      if (cual === 'recaudo') return client.facturacion.recaudos.reciboPdf({ recaudoId: id }, { signal })
      if (cual === 'carta') return client.facturacion.contingencia.carta({ id }, { signal })
      return cual === 'recibo'
        ? client.facturacion.reciboPdf({ facturaId: id }, { signal })
        : client.facturacion.pdf({ id }, { signal })
    },
    meta: { datos: ['facturas', 'contingencia', `factura:${id}`] },
  })
  const { data, error } = pdf
  return (
    <Modal opened onClose={onClose} title={TITULO[cual]} size="xl">
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
