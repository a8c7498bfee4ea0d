import { Button } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import { type Failure, failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { Modal } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProgressTask } from '../../ui/progress-task.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'

interface ImportPurchaseProps {
  readonly onClose: () => void
  readonly onImported: (id: string) => void
}

/** What came of one file. */
interface Outcome {
  readonly name: string
  readonly result: { readonly id: string; readonly numero: string } | { readonly failure: Failure }
}

/** Takes the files of suppliers as they arrived: chosen or dropped, one or many. What was wrong with each is told right here. */
export function ImportPurchase({ onClose, onImported }: ImportPurchaseProps) {
  const [over, setOver] = useState(false)
  const [total, setTotal] = useState(0)
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([])
  const [busy, setBusy] = useState(false)
  const stopped = useRef(false)

  const take = async (files: readonly File[]) => {
    if (files.length === 0 || busy) return
    stopped.current = false
    setBusy(true)
    setTotal(files.length)
    const done: Outcome[] = []
    for (const file of files) {
      if (stopped.current) break
      done.push(await bring(file))
      setOutcomes([...done])
    }
    setBusy(false)
    const [only] = done
    if (done.length === 1 && only && 'id' in only.result) onImported(only.result.id)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take([...event.dataTransfer.files])
  }
  const many = total > 1
  const [first] = outcomes
  return (
    <Modal opened onClose={onClose} title="Importar facturas de proveedores">
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
            <strong>{busy ? 'Comprobando…' : 'Escoger los ZIP o XML'}</strong>
            {!busy && <span className="atenuado"> o arrastrarlos aquí, uno o varios</span>}
          </span>
          <input
            type="file"
            multiple
            className="solo-lector"
            accept=".zip,.xml,application/zip,text/xml"
            data-autofocus
            onChange={(event) => {
              void take([...(event.currentTarget.files ?? [])])
              event.currentTarget.value = ''
            }}
          />
        </label>
        {busy && many && (
          <ProgressTask
            title="Importando facturas"
            done={outcomes.length}
            total={total}
            onCancel={() => {
              stopped.current = true
            }}
          />
        )}
        {!many && first && 'failure' in first.result && (
          <Notice tone="peligro">
            <strong>{first.result.failure.mensaje}</strong> {first.result.failure.remedio}
          </Notice>
        )}
        {many && <Outcomes outcomes={outcomes} />}
        {many && !busy ? (
          <div className="compra-pie">
            <Button variant="filled" onClick={onClose}>
              Ver las compras
            </Button>
          </div>
        ) : (
          <p className="atenuado">
            Son los archivos que los proveedores envían por correo. De cada uno se comprueban su firma, la
            validación de la DIAN y que sea para este consultorio, y se guarda tal como llegó.
          </p>
        )}
      </div>
    </Modal>
  )
}

function Outcomes({ outcomes }: { readonly outcomes: readonly Outcome[] }) {
  const kept = outcomes.filter(({ result }) => 'id' in result).length
  return (
    <>
      <p role="status">
        {kept === 1 ? 'Entró una factura' : `Entraron ${kept} facturas`} de {outcomes.length}.
      </p>
      <ul className="compra-lista compra-resultados">
        {outcomes.map(({ name, result }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and none moves
          <li key={index} className="compra-comprobacion">
            <ToneIcon tone={'id' in result ? 'hecho' : 'peligro'} />
            <span>
              <strong className="compra-archivo">{name}</strong>{' '}
              {'id' in result
                ? `Factura ${result.numero}`
                : `${result.failure.mensaje} ${result.failure.remedio}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

async function bring(file: File): Promise<Outcome> {
  try {
    const archivo = await readBase64(file)
    const commandId = crypto.randomUUID()
    return {
      name: file.name,
      result: await client.finanzas.compras.importar({ commandId, nombre: file.name, archivo }),
    }
  } catch (error) {
    return { name: file.name, result: { failure: failureOf(error) } }
  }
}

function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => reject(new Error(`could not read ${file.name}`))
    reader.readAsDataURL(file)
  })
}
