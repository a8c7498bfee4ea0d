import { useQuery } from '@tanstack/react-query'
import { failureText, refusalIn } from '../../rpc/call-refusal.ts'
import { orpc } from '../../rpc/client.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { Modal } from '../../ui/modal.tsx'
import { PdfPreview } from '../../ui/pdf-preview.tsx'

interface PrescriptionPreviewProps {
  readonly notaId: string
  readonly opened: boolean
  readonly onClose: () => void
}

/** The fórmula of a signed note as it will be printed. */
export function PrescriptionPreview({ notaId, opened, onClose }: PrescriptionPreviewProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Fórmula médica" size="xl">
      <div className="nota-pdf">
        <Loaded notaId={notaId} />
      </div>
    </Modal>
  )
}

function Loaded({ notaId }: { readonly notaId: string }) {
  const pdf = useQuery({
    ...orpc.historia.formulaPdf.queryOptions({ input: { notaId } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (pdf.isError) {
    const refusal = refusalIn(pdf.error)
    return (
      <ErrorState
        quePaso={refusal?.mensaje ?? 'No se pudo preparar la fórmula.'}
        queSeConservo="La nota y la fórmula están guardadas."
        queHacer={refusal?.remedio ?? failureText(pdf.error)}
        actionLabel="Intentar de nuevo"
        onAction={() => void pdf.refetch()}
      />
    )
  }
  return pdf.data ? <PdfPreview file={pdf.data} /> : null
}
