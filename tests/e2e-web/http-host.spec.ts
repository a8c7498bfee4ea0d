import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { serveHttp } from '../../src-main/core/rpc/http-server.ts'
import { buildTinyApp } from '../integration/hosts/fixtures/tiny-app.ts'
import { tinyCore } from '../integration/hosts/fixtures/tiny-core.ts'

test.describe.configure({ mode: 'serial' })

let folder: string
let rendererDir: string
let dataDir: string

test.beforeAll(async () => {
  ;({ folder, rendererDir } = await buildTinyApp())
  dataDir = mkdtempSync(join(tmpdir(), 'consultorio-http-'))
})

test.afterAll(() => {
  for (const path of [folder, dataDir]) rmSync(path, { recursive: true, force: true })
})

function serve(port = 0) {
  const { core, logger } = tinyCore(dataDir)
  return serveHttp({
    core,
    logger,
    config: { host: '127.0.0.1', port, clave: 'clave-de-prueba', rendererDir, origen: 'ventana', names: [] },
  })
}

function eco(page: Page): Promise<{ texto: string; token: string }> {
  // biome-ignore lint/suspicious/noExplicitAny: set by the page of the fixture
  return page.evaluate(() => (globalThis as any).prueba.client.eco({ texto: 'hola' }))
}

test('el navegador de este equipo usa las mismas pantallas y el mismo núcleo', async ({ page }) => {
  const host = await serve()
  try {
    const problems: string[] = []
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    await page.goto(host.address)
    expect(page.url()).toBe(`http://127.0.0.1:${host.port}/`)
    expect(await eco(page)).toMatchObject({ texto: 'hola', token: 'ficha' })
    const events = await page.evaluate(async () => {
      const seen: string[] = []
      // biome-ignore lint/suspicious/noExplicitAny: set by the page of the fixture
      for await (const { changed } of await (globalThis as any).prueba.client.contar({ hasta: 2 }))
        seen.push(...changed)
      return seen
    })
    expect(events).toEqual(['n1', 'n2'])
    await page.reload()
    expect(await eco(page)).toMatchObject({ texto: 'hola' })
    expect(problems).toEqual([])
  } finally {
    await host.close(200)
  }
})

test('sin la dirección completa el navegador no entra, y se le dice', async ({ page }) => {
  const host = await serve()
  try {
    await page.goto(`http://127.0.0.1:${host.port}/`)
    await expect(page.getByRole('heading', { name: 'Falta la clave' })).toBeVisible()
  } finally {
    await host.close(200)
  }
})

test('otra página no puede llamar al programa aunque el navegador tenga permiso', async ({
  page,
  context,
}) => {
  const host = await serve()
  try {
    await page.goto(host.address)
    const other = await context.newPage()
    await other.route('http://malo.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<p>malo</p>' }),
    )
    await other.goto('http://malo.example/')
    const reached = await other.evaluate(
      (origin) =>
        fetch(`${origin}/rpc/eco`, { method: 'POST', credentials: 'include', body: '{}' }).then(
          ({ ok }) => ok,
          () => false,
        ),
      `http://127.0.0.1:${host.port}`,
    )
    expect(reached).toBe(false)
  } finally {
    await host.close(200)
  }
})

test('si el equipo principal se apaga, el navegador lo dice y vuelve solo', async ({ page }) => {
  const first = await serve()
  await page.goto(first.address)
  await eco(page)
  await first.close(200)
  await page.evaluate(() => {
    // biome-ignore lint/suspicious/noExplicitAny: set by the page of the fixture
    void (globalThis as any).prueba.client.eco({ texto: 'hola' }).catch(() => {})
  })
  await expect(page.locator('#fase')).toHaveText(/^sin-conexion: .*Se intenta de nuevo/)
  const second = await serve(first.port)
  try {
    await expect(page.locator('#fase')).toHaveText(/^en-red/, { timeout: 10_000 })
    expect(await eco(page)).toMatchObject({ texto: 'hola' })
  } finally {
    await second.close(200)
  }
})
