import { useQuery } from '@tanstack/react-query'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { Modal } from '../../ui/modal.tsx'
import { PdfPreview } from '../../ui/pdf-preview.tsx'

type Papel = 'factura' | 'recibo' | 'nota'

const TITULO: Readonly<Record<Papel, string>> = {
  factura: 'Factura',
  recibo: 'Recibo de caja',
  nota: 'Nota',
}

interface PdfDialogProps {
  /** Of the invoice; of the note when it is one. */
  readonly id: string
  readonly cual: Papel
  readonly onClose: () => void
}

/** The real PDF of an invoice, of its last receipt or of a note, to look at, keep and print. */
export function PdfDialog({ id, cual, onClose }: PdfDialogProps) {
  const pdf = useQuery({
    queryKey: [['facturacion', 'papel'], { cual, id }],
    queryFn: ({ signal }) => {
      if (cual === 'nota') return client.facturacion.notas.pdf({ id }, { signal })
      return cual === 'recibo'
        ? client.facturacion.reciboPdf({ facturaId: id }, { signal })
        : client.facturacion.pdf({ id }, { signal })
    },
    meta: { datos: ['facturas', `factura:${id}`] },
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
