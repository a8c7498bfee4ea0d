import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Autosave, type Guardado } from '../../../../../src-renderer/domains/historia/autosave.ts'
import { NoteDraft } from '../../../../../src-renderer/domains/historia/note-draft.ts'
import { saveText } from '../../../../../src-renderer/domains/historia/save-state.tsx'
import {
  type ContenidoNota,
  contenidoNotaSchema,
} from '../../../../../src-shared/domains/historia/schemas.ts'

const EN = '2026-11-21T15:42:07.000Z'

/** A core that keeps what it takes as the real one does: only a greater revision. */
function setUp(start = { revision: 0, guardadaEn: null as string | null }) {
  const kept = { revision: start.revision, motivo: '', at: [] as number[] }
  let failure: unknown = null
  let delayMs = 0
  let overlapping = 0
  let most = 0
  const draft = new NoteDraft(contenidoNotaSchema.parse({}))
  const save = async (revision: number, contenido: ContenidoNota): Promise<Guardado> => {
    overlapping += 1
    most = Math.max(most, overlapping)
    if (delayMs > 0) await new Promise((done) => setTimeout(done, delayMs))
    overlapping -= 1
    if (failure !== null) throw failure
    const taken = revision > kept.revision
    if (taken) {
      kept.revision = revision
      kept.motivo = contenido.motivo
      kept.at.push(Date.now())
    }
    return { revision: kept.revision, guardadaEn: EN, conservada: kept.motivo === contenido.motivo }
  }
  const autosave = new Autosave(
    {
      save,
      read: draft.read,
      judge: (error) => ({ reintentar: error !== 'firmada', mensaje: String(error) }),
    },
    start,
  )
  draft.subscribe(() => autosave.changed())
  return {
    draft,
    autosave,
    kept,
    type: (motivo: string) => draft.change({ motivo }),
    fail: (error: unknown) => {
      failure = error
    },
    slow: (ms: number) => {
      delayMs = ms
    },
    mostAtOnce: () => most,
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('Guardado solo', () => {
  it('guarda a los 600 ms de parar de escribir y dice la hora', async () => {
    const note = setUp()
    expect(saveText(note.autosave.snapshot())).toBe('Se guarda solo')
    note.type('Dolor')
    expect(saveText(note.autosave.snapshot())).toBe('Guardando…')
    await vi.advanceTimersByTimeAsync(599)
    expect(note.kept.motivo).toBe('')
    await vi.advanceTimersByTimeAsync(1)
    expect(note.kept.motivo).toBe('Dolor')
    expect(saveText(note.autosave.snapshot())).toBe('Guardado 10:42:07')
  })

  it('aunque se escriba sin pausa, lo de hace dos segundos ya está guardado', async () => {
    const note = setUp()
    note.slow(40)
    let text = ''
    for (let i = 0; i < 200; i += 1) {
      text += 'a'
      note.type(text)
      await vi.advanceTimersByTimeAsync(50)
      const written = (i + 1) * 50
      if (written > 2000) expect(note.kept.motivo.length).toBeGreaterThanOrEqual((written - 2000) / 50)
    }
    const flushed = note.autosave.flush()
    await vi.advanceTimersByTimeAsync(200)
    expect(await flushed).toBe(true)
    expect(note.kept.motivo).toBe(text)
    expect(note.mostAtOnce()).toBe(1)
  })

  it('cada guardado lleva una revisión mayor y nunca hay dos en camino', async () => {
    const note = setUp({ revision: 7, guardadaEn: EN })
    note.slow(2000)
    note.type('uno')
    await vi.advanceTimersByTimeAsync(700)
    note.type('dos')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(note.kept).toMatchObject({ motivo: 'dos', revision: 9 })
    expect(note.mostAtOnce()).toBe(1)
  })

  it('si el programa no responde conserva el texto, lo dice y lo guarda al volver', async () => {
    const note = setUp()
    note.fail('El programa no responde')
    note.type('Primera parte')
    await vi.advanceTimersByTimeAsync(700)
    expect(saveText(note.autosave.snapshot())).toBe('Sin guardar: reintentando')
    note.type('Primera parte y segunda')
    await vi.advanceTimersByTimeAsync(30_000)
    expect(note.autosave.dirty).toBe(true)
    note.fail(null)
    await vi.advanceTimersByTimeAsync(8_000)
    expect(note.kept.motivo).toBe('Primera parte y segunda')
    expect(note.autosave.snapshot()).toEqual({ fase: 'guardado', en: EN })
  })

  it('escribir mientras reintenta no aplaza el reintento', async () => {
    const note = setUp()
    note.fail('cortado')
    note.type('a')
    await vi.advanceTimersByTimeAsync(700)
    note.fail(null)
    for (let i = 0; i < 10; i += 1) {
      note.type('a'.repeat(i + 2))
      await vi.advanceTimersByTimeAsync(120)
    }
    expect(note.kept.motivo.length).toBeGreaterThan(0)
  })

  it('Ctrl+S guarda ya y dice si todo quedó', async () => {
    const note = setUp()
    note.type('Ahora')
    expect(await note.autosave.flush()).toBe(true)
    expect(note.kept.motivo).toBe('Ahora')
    note.fail('cortado')
    note.type('Después')
    expect(await note.autosave.flush()).toBe(false)
    expect(note.autosave.dirty).toBe(true)
  })

  it('lo escrito mientras un guardado va en camino también queda', async () => {
    const note = setUp()
    note.slow(500)
    note.type('uno')
    const flushed = note.autosave.flush()
    await vi.advanceTimersByTimeAsync(100)
    note.type('uno y dos')
    await vi.advanceTimersByTimeAsync(2000)
    expect(await flushed).toBe(true)
    expect(note.kept.motivo).toBe('uno y dos')
  })

  it('si otra ventana escribió la misma nota se detiene y pregunta; insistir deja la de esta ventana', async () => {
    const note = setUp()
    note.kept.revision = 5
    note.kept.motivo = 'lo de la otra ventana'
    note.type('lo de esta')
    await vi.advanceTimersByTimeAsync(700)
    expect(note.autosave.snapshot()).toEqual({ fase: 'en-conflicto', en: EN })
    note.type('lo de esta, con más')
    await vi.advanceTimersByTimeAsync(5000)
    expect(note.kept.motivo).toBe('lo de la otra ventana')
    note.autosave.insist()
    await vi.advanceTimersByTimeAsync(100)
    expect(note.kept).toMatchObject({ motivo: 'lo de esta, con más', revision: 6 })
    expect(note.autosave.snapshot().fase).toBe('guardado')
  })

  it('una nota ya firmada no se reintenta', async () => {
    const note = setUp()
    note.fail('firmada')
    note.type('tarde')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(note.autosave.snapshot()).toEqual({ fase: 'impedido', mensaje: 'firmada' })
    expect(await note.autosave.flush()).toBe(false)
  })
})
