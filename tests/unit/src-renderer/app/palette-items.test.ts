import { describe, expect, it } from 'vitest'
import { matchItems, type PaletteItem } from '../../../../src-renderer/app/palette-items.ts'

const item = (label: string, keywords?: string): PaletteItem => ({
  id: label,
  section: 'Acciones',
  label,
  keywords,
  run: () => undefined,
})
const items = [item('Cartera y glosas'), item('Nueva cita', 'agendar'), item('Agenda'), item('Facturación')]
const labels = (text: string) => matchItems(items, text).map((found) => found.label)

describe('Buscar o ejecutar', () => {
  it('sin texto ofrece todo en su orden', () => {
    expect(labels('')).toEqual(items.map((one) => one.label))
  })

  it('encuentra sin tildes y por palabras afines, y pone primero lo que empieza igual', () => {
    expect(labels('facturacion')).toEqual(['Facturación'])
    expect(labels('agen')).toEqual(['Agenda', 'Nueva cita'])
    expect(labels('glosas cart')).toEqual(['Cartera y glosas'])
    expect(labels('xyz')).toEqual([])
  })
})
