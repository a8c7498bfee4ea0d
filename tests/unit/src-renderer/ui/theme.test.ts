import { describe, expect, it } from 'vitest'
import { palette, tokens } from '../../../../src-renderer/ui/theme.ts'

/** Relative luminance and contrast, WCAG 2.2. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

describe.each(['light', 'dark'] as const)('tema %s', (scheme) => {
  const p = palette[scheme]

  it('todo texto contrasta 4,5:1 con los fondos en que se escribe', () => {
    const grounds = ['fondo', 'superficie', 'hundido', 'flotante', 'sobre', 'elegido'] as const
    const inks = ['texto', 'texto2', 'texto3', 'acentoTexto'] as const
    for (const ground of grounds) {
      for (const ink of inks)
        expect(contrast(p[ink], p[ground]), `${ink} en ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('los tonos contrastan con su fondo suave y con la superficie', () => {
    const pairs = [
      [p.rojo, p.rojoSuave],
      [p.ambar, p.ambarSuave],
      [p.verde, p.verdeSuave],
      [p.azul, p.azulSuave],
      [p.gris, p.grisSuave],
      [p.acentoTexto, p.acentoSuave],
    ] as const
    for (const [ink, ground] of pairs) {
      expect(contrast(ink, ground), `${ink} en ${ground}`).toBeGreaterThanOrEqual(4.5)
      expect(contrast(ink, p.superficie), ink).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('los botones llenos contrastan también al pasar el ratón', () => {
    for (const ground of [p.acento, p.acentoSobre])
      expect(contrast(p.sobreAcento, ground)).toBeGreaterThanOrEqual(4.5)
    for (const ground of [p.rojoLleno, p.rojoLlenoSobre])
      expect(contrast(p.sobreRojo, ground)).toBeGreaterThanOrEqual(4.5)
  })
})

describe('medidas', () => {
  it('ningún movimiento pasa de 120 ms y el espacio va de 4 en 4', () => {
    for (const ms of Object.values(tokens.motion)) expect(ms).toBeLessThan(120)
    for (const px of Object.values(tokens.space)) expect(px % 4).toBe(0)
  })
})
