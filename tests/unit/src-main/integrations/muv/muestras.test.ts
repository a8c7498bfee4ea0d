import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { leerRips, parsearRips } from '../../../../../src-main/integrations/muv/leer-rips.ts'
import { ripsBytes } from '../../../../../src-main/integrations/muv/rips-bytes.ts'
import { validarRips } from '../../../../../src-main/integrations/muv/validar.ts'
import { hasReference, referencePath } from '../../../../fixtures/reference.ts'
import { catalogoOficial } from './catalogo-oficial.ts'

/**
 * What the official samples give. They show structure, not coherent care: two name the REPS service 130 (internación) in
 * another group, one charges a stay without its hospitalización, and one has a day with a digit missing.
 */
const HALLAZGOS_OFICIALES: Readonly<Record<string, readonly string[]>> = {
  'RIPS_Hospitalizacion_OK.json': [],
  'RIPS_Medicamentos_OK.json': [],
  'RIPS_RecienNacidos_y_Procedimientos_OK.json': [
    'RVC059 NOTIFICACION usuarios[0].servicios.procedimientos[0].codServicio',
  ],
  'RIPS_Urgencias_OK.json': ['RVG05 RECHAZO usuarios[0].servicios.urgencias[0].fechaInicioAtencion'],
  'RIPS_otrosServicios_OK.json': ['RVC056 RECHAZO usuarios[0].servicios.otrosServicios[0].tipoOS'],
  'Rips_Consultas_Nueva_Estructura.json': [
    'RVC059 NOTIFICACION usuarios[0].servicios.consultas[0].codServicio',
  ],
}

const HALLAZGOS_2275: Readonly<Record<string, readonly string[]>> = {
  'manual-v4.3-nota-ajuste.json': [
    'RVG01 RECHAZO ',
    'RVG05 RECHAZO usuarios[0].numDocumentoIdentificacion',
    'RVG05 RECHAZO usuarios[0].servicios.procedimientos[0].idMIPRES',
  ],
  'manual-v4.3-nota-debito.json': ['RVG01 RECHAZO '],
  'manual-v4.3-rips-sin-factura.json': [
    'RVG01 RECHAZO ',
    'RVC091 NOTIFICACION usuarios[0].servicios.consultas[0].vrServicio',
    'RVC087 RECHAZO usuarios[0].servicios.consultas[0].codDiagnosticoRelacionado3',
  ],
  'observada-rips-sin-factura-odontologia.json': [
    'RVG01 RECHAZO ',
    'RVC091 NOTIFICACION usuarios[0].servicios.consultas[0].vrServicio',
  ],
}

describe.skipIf(!hasReference())('Muestras oficiales de RIPS', () => {
  const catalogo = hasReference() ? catalogoOficial() : undefined
  const leer = (carpeta: string, archivo: string): Buffer =>
    readFileSync(referencePath('rips/muestras', carpeta, archivo))
  const validar = (json: unknown): string[] =>
    validarRips(json, { catalogo: catalogo!, hoy: '2026-11-21' }).map(
      (h) => `${h.regla} ${h.clase} ${h.ruta}`,
    )

  test('están todas', () => {
    if (!hasReference()) return
    expect(readdirSync(referencePath('rips/muestras/oficiales-res948')).sort()).toEqual(
      Object.keys(HALLAZGOS_OFICIALES).sort(),
    )
    expect(readdirSync(referencePath('rips/muestras/estructura-2275')).sort()).toEqual(
      Object.keys(HALLAZGOS_2275).sort(),
    )
  })

  test.each(Object.entries(HALLAZGOS_OFICIALES))('%s tiene la estructura vigente', (archivo, hallazgos) => {
    const bytes = leer('oficiales-res948', archivo)
    const leido = leerRips(bytes)
    expect(leido).toMatchObject({ ok: true, value: { estructura: '948', avisos: [] } })
    expect(validar(JSON.parse(bytes.toString()))).toEqual(hallazgos)
  })

  test.each(Object.keys(HALLAZGOS_OFICIALES))(
    '%s se escribe igual que la muestra, salvo los espacios',
    (archivo) => {
      const bytes = leer('oficiales-res948', archivo)
      const leido = leerRips(bytes)
      if (!leido.ok) throw new Error('no se leyó')
      const original = JSON.parse(bytes.toString())
      // Groups keep the order of the documento técnico, whatever the sample had.
      for (const usuario of original.usuarios) {
        const { procedimientos, recienNacidos, ...resto } = usuario.servicios
        usuario.servicios = {
          ...(procedimientos && { procedimientos }),
          ...(recienNacidos && { recienNacidos }),
          ...resto,
        }
      }
      expect(new TextDecoder().decode(ripsBytes(leido.value.rips))).toBe(JSON.stringify(original))
    },
  )

  test.each(Object.entries(HALLAZGOS_2275))(
    '%s se importa con aviso de estructura anterior',
    (archivo, hallazgos) => {
      const bytes = leer('estructura-2275', archivo)
      const leido = leerRips(bytes)
      expect(leido).toMatchObject({
        ok: true,
        value: { estructura: '2275', avisos: [expect.stringContaining('Resolución 2275 de 2023')] },
      })
      expect(validar(JSON.parse(bytes.toString()))).toEqual(hallazgos)
      if (!leido.ok) return
      const reescrito = JSON.parse(new TextDecoder().decode(ripsBytes(leido.value.rips)))
      expect(validar(reescrito)).toEqual(hallazgos.slice(1))
    },
  )
})

describe('Lectura de archivos que no son RIPS', () => {
  test('un archivo dañado se rechaza con palabras y sin detenerse', () => {
    for (const texto of ['', '{', '[1]', 'null', '"x"', '{"usuarios":{}}']) {
      const leido = leerRips(new TextEncoder().encode(texto))
      expect(leido.ok).toBe(false)
      if (!leido.ok) expect(leido.error[0]).toMatchObject({ regla: 'RVG01', clase: 'RECHAZO' })
    }
  })

  test('un archivo en otra codificación se rechaza', () => {
    expect(parsearRips(new Uint8Array([0x22, 0xf1, 0x22]))).toEqual({
      ok: false,
      error: 'El archivo no está escrito en UTF-8. Genérelo de nuevo en el programa de origen.',
    })
  })

  test('la marca de orden de bytes no estorba', () => {
    expect(parsearRips(new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d]))).toEqual({ ok: true, value: {} })
  })
})
