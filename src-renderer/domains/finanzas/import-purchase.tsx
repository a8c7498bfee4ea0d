import { IconFileUpload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type DragEvent, useState } from 'react'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { Modal } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'

interface ImportPurchaseProps {
  readonly onClose: () => void
  readonly onImported: (id: string) => void
}

/** Takes the file of a supplier as it arrived: chosen or dropped. What was wrong with it is told right here. */
export function ImportPurchase({ onClose, onImported }: ImportPurchaseProps) {
  const [over, setOver] = useState(false)
  const bring = useMutation({
    mutationFn: async (file: File) =>
      client.finanzas.compras.importar({
        commandId: crypto.randomUUID(),
        nombre: file.name,
        archivo: await readBase64(file),
      }),
    onSuccess: ({ id }) => onImported(id),
  })
  const take = (file: File | undefined) => {
    if (file && !bring.isPending) bring.mutate(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  const failed = bring.error === null ? null : failureOf(bring.error)
  return (
    <Modal opened onClose={onClose} title="Importar la factura de un proveedor">
      <div className="apilado">
        <label
          className="compra-soltar"
          data-over={over || undefined}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <IconFileUpload size={20} stroke={1.6} aria-hidden="true" />
          <span>
            <strong>{bring.isPending ? 'Comprobando…' : 'Escoger el ZIP o el XML'}</strong>
            {!bring.isPending && <span className="atenuado"> o arrastrarlo aquí</span>}
          </span>
          <input
            type="file"
            className="solo-lector"
            accept=".zip,.xml,application/zip,text/xml"
            data-autofocus
            onChange={(event) => {
              take(event.currentTarget.files?.[0])
              event.currentTarget.value = ''
            }}
          />
        </label>
        {failed && (
          <Notice tone="peligro">
            <strong>{failed.mensaje}</strong> {failed.remedio}
          </Notice>
        )}
        <p className="atenuado">
          Es el archivo que el proveedor envía por correo. Se comprueban su firma, la validación de la DIAN y
          que sea para este consultorio, y se guarda tal como llegó.
        </p>
      </div>
    </Modal>
  )
}

function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => reject(new Error(`could not read ${file.name}`))
    reader.readAsDataURL(file)
  })
}
