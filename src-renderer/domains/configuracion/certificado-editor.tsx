import { PasswordInput } from '@mantine/core'
import { IconCertificate, IconFileUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type DragEvent, type FormEvent, useEffect, useId, useState } from 'react'
import { diaDe } from '../../../src-shared/domains/configuracion/rules.ts'
import type { CertificadoInfo } from '../../../src-shared/domains/configuracion/schemas.ts'
import { diasEntre } from '../../../src-shared/kernel/dates.ts'
import { type Failure, failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { useHoy } from '../../ui/environment.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Fecha } from '../../ui/fecha.tsx'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { EditorProps } from './editor.ts'
import { Loaded } from './loaded.tsx'

/** 1 MB: a certificate with its chain weighs some kilobytes. */
const MAX_BYTES = 1_000_000

/** The certificate in use, and how to import one. The file and its password go to the core and are forgotten here. */
export function CertificadoEditor(props: EditorProps) {
  const query = useQuery(orpc.configuracion.certificado.queryOptions())
  return <Loaded query={query}>{(info) => <CertificadoForm {...props} info={info} />}</Loaded>
}

function CertificadoForm({
  info,
  formId,
  onSaved,
  onBusy,
}: EditorProps & { readonly info: CertificadoInfo | null }) {
  const [file, setFile] = useState<File | null>(null)
  const [clave, setClave] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  const passwordId = useId()
  useEffect(() => () => onBusy(false), [onBusy])

  const choose = (chosen: File | undefined) => {
    if (chosen === undefined) return
    if (chosen.size > MAX_BYTES) {
      setFailure({
        mensaje: `«${chosen.name}» es muy grande para ser un certificado.`,
        remedio: 'Escoja el archivo .p12 o .pfx que le envió la entidad.',
        campo: 'archivo',
      })
      return
    }
    setFailure(null)
    setFile(chosen)
    document.getElementById(passwordId)?.focus()
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (file === null) {
      if (info !== null) onSaved()
      else
        setFailure({
          mensaje: 'Falta el archivo del certificado.',
          remedio: 'Arrástrelo aquí o escójalo en su equipo.',
          campo: 'archivo',
        })
      return
    }
    setFailure(null)
    onBusy(true)
    try {
      await client.configuracion.importarCertificado({
        commandId: crypto.randomUUID(),
        archivo: await readBase64(file),
        clave,
      })
      setFile(null)
      setClave('')
      onSaved()
    } catch (error) {
      const refused = failureOf(error)
      setFailure(refused)
      if (refused.campo === 'clave') document.getElementById(passwordId)?.focus()
    } finally {
      onBusy(false)
    }
  }

  const claveError = failure?.campo === 'clave' ? `${failure.mensaje} ${failure.remedio}` : null
  return (
    <form id={formId} className="form" noValidate onSubmit={(event) => void submit(event)}>
      {info !== null && <Actual info={info} />}
      <FailureNotice failure={failure?.campo === 'clave' ? null : failure} />
      <DropZone file={file} replaces={info !== null} onFile={choose} />
      <PasswordInput
        id={passwordId}
        {...fieldTexts({
          label: 'Contraseña del certificado',
          hint: 'La que le entregó la entidad junto con el archivo',
          error: claveError,
        })}
        value={clave}
        onChange={(event) => setClave(event.currentTarget.value)}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': 'Mostrar u ocultar la contraseña' }}
      />
      <Notice tone="neutro">
        El archivo y la contraseña se guardan cifrados en este equipo. El programa firma con ellos y no los
        muestra ni los envía.
      </Notice>
    </form>
  )
}

function Actual({ info }: { readonly info: CertificadoInfo }) {
  const hoy = useHoy()
  const hasta = diaDe(info.hasta)
  const dias = diasEntre(hoy, hasta)
  return (
    <section className="configuracion-certificado" aria-label="Certificado en uso">
      <IconCertificate size={20} stroke={1.6} aria-hidden="true" />
      <KeyValue
        items={[
          { label: 'A nombre de', value: info.nombre },
          { label: 'NIT', value: info.nit ?? 'El certificado no lo dice: verifique que sea el suyo' },
          { label: 'Emitido por', value: organizationOf(info.emisor) },
          {
            label: 'Vence',
            value: (
              <>
                <Fecha value={hasta} />{' '}
                {dias < 0 ? '(vencido)' : `(en ${dias} ${dias === 1 ? 'día' : 'días'})`}
              </>
            ),
          },
        ]}
      />
      {info.observaciones.length > 0 && (
        <div className="configuracion-observaciones">
          {info.observaciones.map((observacion) => (
            <Notice key={observacion} tone="pide">
              {observacion}
            </Notice>
          ))}
        </div>
      )}
    </section>
  )
}

interface DropZoneProps {
  readonly file: File | null
  readonly replaces: boolean
  readonly onFile: (file: File | undefined) => void
}

function DropZone({ file, replaces, onFile }: DropZoneProps) {
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFile(event.dataTransfer.files[0])
  }
  return (
    <label
      className="configuracion-soltar"
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
        {file === null ? (
          <>
            <strong>{replaces ? 'Reemplazar el certificado' : 'Escoger el archivo .p12 o .pfx'}</strong>
            <span className="atenuado"> o arrastrarlo aquí</span>
          </>
        ) : (
          <strong>{file.name}</strong>
        )}
      </span>
      <input
        type="file"
        className="solo-lector"
        accept=".p12,.pfx,application/x-pkcs12"
        onChange={(event) => {
          onFile(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
    </label>
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

/** `O=` of an RFC 2253 name, or the whole. */
function organizationOf(name: string): string {
  return /(?:^|,)O=((?:\\.|[^,])*)/.exec(name)?.[1]?.replace(/\\(.)/g, '$1') ?? name
}
