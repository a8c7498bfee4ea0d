import { Button } from '@mantine/core'
import { IconDownload, IconPrinter, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { ErrorState } from './error-state.tsx'
import { printScreen } from './print.ts'
import { Shortcut } from './shortcut.tsx'
import { useShortcut } from './shortcuts.tsx'
import { useDelayed } from './use-delayed.ts'
import './pdf-preview.css'

// The worker is a file of the program: the page's policy starts no other.
GlobalWorkerOptions.workerSrc = workerUrl

/** A PDF as the core gives it. */
export interface PdfFile {
  /** `formula-12.pdf` */
  readonly nombre: string
  readonly base64: string
}

interface PdfPreviewProps {
  readonly file: PdfFile
  /** Further buttons, after save and print. */
  readonly actions?: ReactNode | undefined
}

/** px per point of what is sent to the printer: about 220 dots per inch. */
const PRINT_SCALE = 3
const ZOOMS = [0.75, 1, 1.25, 1.5, 2] as const

/** The real PDF, page by page, with save and print (Ctrl+P). */
export function PdfPreview({ file, actions }: PdfPreviewProps) {
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null)
  const [failed, setFailed] = useState(false)
  const [printing, setPrinting] = useState(false)
  const [zoom, setZoom] = useState(1)
  const slow = useDelayed(pdf === null && !failed, 300)

  useEffect(() => {
    setPdf(null)
    setFailed(false)
    // No code made from text: the policy of the page refuses it.
    const task = getDocument({ data: bytesOf(file), isEvalSupported: false, verbosity: 0 })
    let gone = false
    task.promise.then(
      (opened) => {
        if (!gone) setPdf(opened)
      },
      () => {
        if (!gone) setFailed(true)
      },
    )
    return () => {
      gone = true
      void task.destroy()
    }
  }, [file])

  const print = () => setPrinting(true)
  useShortcut('Ctrl+P', print, { label: 'Imprimir', enabled: pdf !== null })
  const step = (by: 1 | -1) => {
    const next = ZOOMS[ZOOMS.indexOf(zoom as (typeof ZOOMS)[number]) + by]
    if (next !== undefined) setZoom(next)
  }

  return (
    <div className="pdf-preview">
      <div className="pdf-preview-barra">
        <span className="pdf-preview-nombre recortado">{file.nombre}</span>
        {pdf !== null && (
          <span className="atenuado tabular">
            {pdf.numPages === 1 ? '1 página' : `${pdf.numPages} páginas`}
          </span>
        )}
        <span className="pdf-preview-botones">
          <Button
            variant="subtle"
            color="gray"
            px={6}
            aria-label="Alejar"
            title="Alejar"
            disabled={zoom === ZOOMS[0]}
            onClick={() => step(-1)}
          >
            <IconZoomOut size={16} aria-hidden="true" />
          </Button>
          <Button
            variant="subtle"
            color="gray"
            px={6}
            aria-label="Acercar"
            title="Acercar"
            disabled={zoom === ZOOMS.at(-1)}
            onClick={() => step(1)}
          >
            <IconZoomIn size={16} aria-hidden="true" />
          </Button>
          <Button leftSection={<IconDownload size={15} aria-hidden="true" />} onClick={() => save(file)}>
            Guardar
          </Button>
          <Button
            leftSection={<IconPrinter size={15} aria-hidden="true" />}
            rightSection={<Shortcut keys="Ctrl+P" />}
            onClick={print}
            disabled={pdf === null}
            loading={printing}
          >
            Imprimir
          </Button>
          {actions}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div className="pdf-preview-hojas" tabIndex={0} role="document" aria-label={file.nombre}>
        {failed ? (
          <ErrorState
            quePaso="No se pudo mostrar el documento."
            queHacer="Guárdelo y ábralo con otro programa."
            actionLabel="Guardar"
            onAction={() => save(file)}
          />
        ) : pdf === null ? (
          slow && <p className="atenuado">Abriendo…</p>
        ) : (
          pages(pdf).map((number) => <Page key={number} pdf={pdf} number={number} zoom={zoom} />)
        )}
      </div>
      {printing && pdf !== null && <PrintedPages pdf={pdf} onDone={() => setPrinting(false)} />}
    </div>
  )
}

const pages = (pdf: PDFDocumentProxy): number[] => Array.from({ length: pdf.numPages }, (_, i) => i + 1)

interface PageProps {
  readonly pdf: PDFDocumentProxy
  readonly number: number
  readonly zoom: number
}

function Page({ pdf, number, zoom }: PageProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [text, setText] = useState('')
  useEffect(() => {
    const target = canvas.current
    if (!target) return
    const drawing = draw(pdf, number, target, zoom * Math.max(window.devicePixelRatio, 1.5))
    drawing.done.then(
      (words) => words !== null && setText(words),
      // Closed while its page was asked for: what comes after it draws its own.
      () => undefined,
    )
    return drawing.cancel
  }, [pdf, number, zoom])
  return (
    <div className="pdf-preview-hoja" style={{ width: `${zoom * 100}%` }}>
      <canvas ref={canvas} />
      {/* What is drawn, for who listens to the screen. */}
      <p className="solo-lector">{text}</p>
    </div>
  )
}

/** Draws every page at print size, then opens the print dialog; the rest of the program stays off the paper. */
function PrintedPages({ pdf, onDone }: { readonly pdf: PDFDocumentProxy; readonly onDone: () => void }) {
  const sheets = useRef<HTMLDivElement>(null)
  const done = useRef(onDone)
  useEffect(() => {
    done.current = onDone
  })
  useEffect(() => {
    let gone = false
    const canvases = [...(sheets.current?.querySelectorAll('canvas') ?? [])]
    const drawings = canvases.map((canvas, i) => draw(pdf, i + 1, canvas, PRINT_SCALE))
    void Promise.all(drawings.map((drawing) => drawing.done)).then(async () => {
      if (gone) return
      document.documentElement.dataset.imprime = 'pdf'
      try {
        await printScreen()
      } finally {
        delete document.documentElement.dataset.imprime
        done.current()
      }
    })
    return () => {
      gone = true
      for (const drawing of drawings) drawing.cancel()
    }
  }, [pdf])
  return createPortal(
    <div ref={sheets} className="pdf-imprime" aria-hidden="true">
      {pages(pdf).map((number) => (
        <canvas key={number} />
      ))}
    </div>,
    document.body,
  )
}

/** Draws one page. `done` gives its words, or null when it was cancelled. `scale` is px per CSS px at 100 %. */
function draw(pdf: PDFDocumentProxy, number: number, canvas: HTMLCanvasElement, scale: number) {
  let cancelled = false
  let stop: () => void = () => undefined
  const done = (async (): Promise<string | null> => {
    try {
      // The document itself may be closed, or be another by now, before its page is given.
      const page = await pdf.getPage(number)
      if (cancelled) return null
      const viewport = page.getViewport({ scale })
      canvas.width = Math.floor(viewport.width)
      canvas.height = Math.floor(viewport.height)
      const canvasContext = canvas.getContext('2d')
      if (!canvasContext) return null
      const task = page.render({ canvasContext, viewport })
      stop = () => task.cancel()
      await task.promise
      const content = await page.getTextContent()
      return content.items.map((item) => ('str' in item ? item.str : '')).join(' ')
    } catch (error) {
      if (cancelled) return null
      throw error
    }
  })()
  return {
    done,
    cancel: () => {
      cancelled = true
      stop()
    },
  }
}

/** A new copy each time: the worker takes what it is given. */
function bytesOf(file: PdfFile): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0))
}

function save(file: PdfFile): void {
  const url = URL.createObjectURL(new Blob([bytesOf(file)], { type: 'application/pdf' }))
  const link = document.createElement('a')
  link.href = url
  link.download = file.nombre
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
