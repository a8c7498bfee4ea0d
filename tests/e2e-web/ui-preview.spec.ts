import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/preview.ts'

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1024, height: 768 },
]
const GATES: Readonly<Record<string, string>> = {
  'primer inicio': 'fase=primer-inicio',
  'crear la clave, frase opcional': 'fase=crear-clave',
  'crear la clave, frase necesaria': 'fase=crear-clave&frase=necesaria',
  'código de recuperación': 'fase=guardar-codigo',
  'abrir con frase o código': 'fase=abrir-con-clave',
  'abrir solo con código': 'fase=abrir-con-clave&frase=ninguna',
  'primer usuario': 'fase=primer-usuario',
  entrar: 'fase=sin-sesion',
  'entrar en el Electron de pruebas': 'fase=sin-sesion&real=electron-de-pruebas',
  'no abrió': 'fase=cargando&nucleo=detenido',
}

const typed = (page: Page, text: string) => page.keyboard.type(text)
const press = (page: Page, ...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())

for (const theme of ['light', 'dark']) {
  test(`las pantallas de entrada se leen y caben, tema ${theme}`, async ({ page, preview }) => {
    test.setTimeout(120_000)
    for (const [name, query] of Object.entries(GATES)) {
      await page.goto(`${preview}?${query}&tema=${theme}#/hoy`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(
        violations.map(({ id }) => id),
        name,
      ).toEqual([])
      for (const size of SIZES) {
        await page.setViewportSize(size)
        const fits = await page
          .locator('.gate')
          .evaluate((gate) => gate.scrollHeight <= gate.clientHeight && gate.scrollWidth <= gate.clientWidth)
        expect(fits, `${name} a ${size.width}`).toBe(true)
      }
    }
  })
}

test('del primer inicio al primer usuario, solo con el teclado', async ({ page, preview }) => {
  await page.goto(`${preview}?fase=primer-inicio#/hoy`)
  await expect(page.getByRole('button', { name: 'Practicar con datos de ejemplo' })).toBeFocused()
  await press(page, 'Tab', 'Enter')

  await expect(page.getByLabel('Frase (opcional)', { exact: true })).toBeFocused()
  await typed(page, 'corta')
  await press(page, 'Enter', 'Enter')
  await expect(page.getByText('Escriba una frase de 12 letras o más, o déjela vacía.')).toBeVisible()
  await expect(page.getByLabel('Frase (opcional)', { exact: true })).toBeFocused()
  await press(page, 'Control+A')
  await typed(page, 'tinto sin azucar')
  await press(page, 'Enter')
  await typed(page, 'tinto con azucar')
  await press(page, 'Enter')
  await expect(page.getByText('Las dos frases no son iguales.')).toBeVisible()
  await press(page, 'Control+A')
  await typed(page, 'tinto sin azucar')
  await press(page, 'Enter')

  await expect(page.getByRole('heading', { name: 'Código de recuperación' })).toBeVisible()
  await expect(page.getByText('7KQ2M-X90TD-4WZ3R-HJ5PV-B8NC6')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Imprimir' })).toBeFocused()
  await expect(page.getByRole('button', { name: 'Continuar' })).toBeDisabled()
  await press(page, 'Tab', 'Space', 'Tab', 'Enter')

  await expect(page.getByLabel('Nombre completo')).toBeFocused()
  await typed(page, 'Catalina Ruiz')
  await press(page, 'Tab', 'Tab')
  await typed(page, 'catalina')
  await press(page, 'Enter')
  await typed(page, '1234')
  await press(page, 'Enter')
  await typed(page, '1234')
  await press(page, 'Enter')
  await expect(page.getByText('Es muy fácil de adivinar')).toBeVisible()
  await press(page, 'Control+A')
  await typed(page, '4071')
  await press(page, 'Enter', 'Control+A')
  await typed(page, '4071')
  await press(page, 'Enter')
  await expect(page.getByRole('navigation', { name: 'Pantallas' })).toBeVisible()
})

test('la hoja impresa lleva el código y nada que se pulse', async ({ page, preview }) => {
  await page.goto(`${preview}?fase=guardar-codigo&tema=dark#/hoy`)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText('7KQ2M-X90TD-4WZ3R-HJ5PV-B8NC6')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Imprimir' })).toBeHidden()
  await expect(page.getByLabel('Lo guardé en papel')).toBeHidden()
  await expect(page.locator('.gate-codigo')).toHaveCSS('color', 'rgb(0, 0, 0)')
})

test('una frase o un código que no abren lo dicen junto al campo', async ({ page, preview }) => {
  await page.goto(`${preview}?fase=abrir-con-clave#/hoy`)
  await page.getByRole('textbox', { name: 'Frase' }).fill('otra cosa distinta')
  await page.keyboard.press('Enter')
  await expect(page.getByText('La frase no abre los datos.')).toBeVisible()
  await page.getByText('Con el código impreso').click()
  await page.getByLabel('Código de recuperación').fill('7KQ2M')
  await page.keyboard.press('Enter')
  await expect(page.getByText('El código de recuperación no abre los datos.')).toBeVisible()
  await page.getByLabel('Código de recuperación').fill('7KQ2M-X90TD-4WZ3R-HJ5PV-B8NC6')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: '¿Quién va a trabajar?' })).toBeVisible()
})

test('«Configurar mi consultorio» dice por qué solo abre la práctica', async ({ page, preview }) => {
  await page.goto(`${preview}?real=electron-de-pruebas#/hoy`)
  await page.getByRole('button', { name: 'Configurar mi consultorio' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Electron de pruebas')
  await expect(dialog.getByRole('button', { name: 'Abrir el asistente en práctica' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.goto(`${preview}?real=disponible#/hoy`)
  await page.reload()
  await page.getByRole('button', { name: 'Configurar mi consultorio' }).click()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Proteger los datos de su consultorio' })).toBeVisible()
})

test('la luz de la copia es neutra en práctica y pide atención en el consultorio', async ({
  page,
  preview,
}) => {
  await page.goto(`${preview}?copia=ninguna#/hoy`)
  const light = page.getByRole('button', { name: 'Sin copia' })
  await expect(light).toHaveClass(/tono-neutro/)
  await light.click()
  await expect(page.getByText(/Consultorio\/practica$/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(light).toBeFocused()
  await page.goto(`${preview}?copia=ninguna&practica=no#/hoy`)
  await expect(page.getByRole('button', { name: 'Sin copia' })).toHaveClass(/tono-pide/)
})

test('los diálogos salen al centro y miden lo que contienen', async ({ page, preview }) => {
  for (const size of SIZES) {
    await page.setViewportSize(size)
    await page.goto(`${preview}#/hoy`)
    await page.getByRole('button', { name: 'Configurar mi consultorio' }).click()
    const box = await page.getByRole('dialog').boundingBox()
    if (!box) throw new Error('the dialog has no box')
    expect(Math.abs(box.x + box.width / 2 - size.width / 2)).toBeLessThan(2)
    expect(box.width).toBe(440)
    expect(box.height).toBeLessThan(size.height / 2)
    await page.keyboard.press('Escape')
  }
})

test('el primer Enter de una búsqueda toma la primera opción', async ({ page, preview }) => {
  await page.goto(`${preview}#/pacientes`)
  const field = page.getByLabel('Diagnóstico principal')
  const first = page.getByRole('listbox', { name: 'Resultados' }).getByRole('option').first()

  await field.fill('hiper')
  await expect(first).toBeVisible()
  const label = await first.locator('.codigo').innerText()
  await expect(first).toHaveAttribute('data-combobox-selected', 'true')
  await field.press('Enter')
  await expect(field).toHaveValue(new RegExp(`^${label} · `))

  await field.fill('')
  await field.pressSequentially('hiper')
  await field.press('Enter')
  await expect(field).toHaveValue(new RegExp(`^${label} · `))

  await field.fill('en')
  await expect(page.getByRole('listbox', { name: 'Resultados' }).getByRole('option')).toHaveCount(2)
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect(field).toHaveValue(/^E119 · /)
})
