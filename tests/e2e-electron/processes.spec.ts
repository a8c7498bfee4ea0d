import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { buildTinyApp } from '../integration/hosts/fixtures/tiny-app.ts'
import { expect, test } from './fixtures/electron-app.ts'

let folder: string

test.beforeAll(async () => {
  folder = (await buildTinyApp()).folder
})

test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Answer {
  readonly ok: boolean
  // biome-ignore lint/suspicious/noExplicitAny: whatever the tiny core answers
  readonly value: any
}

/** Calls a procedure of the tiny core from the page, by the very client the screens use. */
function call(window: Page, path: string, input?: unknown): Promise<Answer> {
  return window.evaluate(
    async ([name, given]) => {
      // biome-ignore lint/suspicious/noExplicitAny: set by the page of the fixture
      const { client } = (globalThis as any).prueba
      try {
        return { ok: true, value: await client[name as string](given) }
      } catch (error) {
        const { name: kind, code, defined, message, data } = error as Error & Record<string, unknown>
        return { ok: false, value: { kind, code, defined, message, data } }
      }
    },
    [path, input] as const,
  )
}

const ready = (window: Page) => expect(window.locator('#fase')).toHaveText(/^listo/, { timeout: 20_000 })

test('una ventana de Electron habla con el núcleo por su puerto', async ({ openApp }) => {
  const { window, userData } = await openApp({ folder })
  expect(window.url()).toBe('app://main/')
  await ready(window)
  const eco = await call(window, 'eco', { texto: 'hola' })
  expect(eco.value).toMatchObject({ texto: 'hola', token: 'ficha', origen: 'ventana' })

  const refused = await call(window, 'negado')
  expect(refused.value).toMatchObject({
    code: 'NUMERACION_AGOTADA',
    defined: true,
    message: 'La numeración se agotó.',
  })
  const broken = await call(window, 'averiado')
  expect(broken.value.code).toBe('INTERNAL')
  expect(JSON.stringify(broken.value)).not.toContain('María')

  const events = await window.evaluate(async () => {
    const seen: string[] = []
    // biome-ignore lint/suspicious/noExplicitAny: set by the page of the fixture
    for await (const { changed } of await (globalThis as any).prueba.client.contar({ hasta: 3 }))
      seen.push(...changed)
    return seen
  })
  expect(events).toEqual(['n1', 'n2', 'n3'])

  const key = statSync(join(userData, 'practica', 'clave-practica'))
  expect(key.size).toBe(32)
  expect(key.mode & 0o777).toBe(0o600)
})

test('si el proceso de datos muere, se reinicia, la ventana lo dice y la acción no se repite', async ({
  openApp,
}) => {
  const { window } = await openApp({ folder })
  await ready(window)
  const before = await call(window, 'eco', { texto: 'hola' })

  process.kill(before.value.pid, 'SIGKILL')
  await expect(window.locator('#fase')).toHaveText(/^reiniciando: .*Lo guardado está a salvo/)
  await ready(window)
  const after = await call(window, 'eco', { texto: 'hola' })
  expect(after.value.pid).not.toBe(before.value.pid)

  // The core dies after the commit and before the answer; the client asks again with the same id.
  const saved = await call(window, 'guardar', { commandId: crypto.randomUUID(), morir: true })
  expect(saved.value).toEqual({ veces: 1, repetido: true })

  const lost = await call(window, 'gastar', {})
  expect(lost.value).toMatchObject({
    kind: 'ConexionPerdida',
    message: expect.stringContaining('Revise antes de repetirla'),
  })
  const fases = await window.evaluate(
    () => (globalThis as unknown as { prueba: { fases: string[] } }).prueba.fases,
  )
  expect(fases.filter((fase) => fase === 'listo').length).toBeGreaterThanOrEqual(3)
})

test('la ventana no sale del programa ni abre otras', async ({ openApp }) => {
  const { electron, window } = await openApp({ folder })
  await ready(window)
  await window.evaluate(() => {
    globalThis.location.href = 'https://example.com/'
  })
  await window.evaluate(() => {
    globalThis.location.href = 'file:///etc/passwd'
  })
  await window.waitForTimeout(300)
  expect(window.url()).toBe('app://main/')
  expect(await window.evaluate(() => globalThis.open('https://example.com/') === null)).toBe(true)
  expect(electron.windows()).toHaveLength(1)
  const reached = await window.evaluate(() =>
    fetch('https://example.com/').then(
      () => true,
      () => false,
    ),
  )
  expect(reached).toBe(false)
  const node = await window.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in globalThis),
  )
  expect(node).toEqual([])
  const location = await window.evaluate(() => Notification.requestPermission())
  expect(location).toBe('denied')
})

test('la política de la página impide un programa inyectado', async ({ openApp }) => {
  const { window } = await openApp({ folder })
  await ready(window)
  const outcome = await window.evaluate(async () => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
    const script = document.createElement('script')
    const refusedText = (() => {
      try {
        script.textContent = 'window.inyectado = true'
        return false
      } catch {
        return true
      }
    })()
    document.body.append(script)
    let refusedMarkup = false
    try {
      document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.inyectado = true">')
    } catch {
      refusedMarkup = true
    }
    const style = document.createElement('style')
    style.textContent = 'body { outline: 3px solid red }'
    document.head.append(style)
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
    const allowed = document.createElement('style')
    allowed.setAttribute('nonce', nonce)
    // As the component kit does: text set as HTML, without markup.
    allowed.innerHTML = 'body { margin-left: 7px }'
    document.head.append(allowed)
    await new Promise((done) => setTimeout(done, 200))
    const computed = getComputedStyle(document.body)
    return {
      ran: 'inyectado' in globalThis,
      refusedText,
      refusedMarkup,
      outline: computed.outlineStyle,
      margin: computed.marginLeft,
      violations,
    }
  })
  expect(outcome).toMatchObject({ ran: false, refusedMarkup: true, outline: 'none', margin: '7px' })
  expect(outcome.violations).toContain('style-src-elem')
})

test('cerrar el programa cierra el núcleo en orden', async ({ openApp }) => {
  const { electron, window, userData } = await openApp({ folder })
  await ready(window)
  const { value } = await call(window, 'eco', { texto: 'hola' })
  await electron.close()
  expect(readFileSync(join(userData, 'practica', 'cierres.txt'), 'utf8')).toBe('cerrado\n')
  expect(() => process.kill(value.pid, 0)).toThrow()
})

test('en el Electron de pruebas solo abre la práctica, y dice por qué', async ({ openApp }) => {
  const { window } = await openApp({ folder })
  await ready(window)
  const message = await window.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: set by the page of the fixture
    const { transport } = (globalThis as any).prueba
    return transport.acciones('cambiarModo', { modo: 'real' }).then(
      () => '',
      (error: Error) => error.message,
    )
  })
  expect(message).toContain('abre únicamente el modo de práctica')
  const pdf = await window.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: set by the page of the fixture
    const bytes = await (globalThis as any).prueba.transport.acciones('pantallaEnPdf')
    return new TextDecoder().decode(bytes.slice(0, 5))
  })
  expect(pdf).toBe('%PDF-')
})
