import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  parseConsultaCuv,
  parseLogin,
  parseRespuesta,
  parseSalud,
} from '../../../../../src-main/integrations/muv/respuesta.ts'
import { hasReference, referencePath } from '../../../../fixtures/reference.ts'

const muestra = (archivo: string): Buffer => readFileSync(referencePath('rips/respuestas-validador', archivo))
const bytes = (valor: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(valor))

interface Esperado {
  readonly numero: string
  readonly modulo?: string
  readonly procesoId: number
  readonly codigos: readonly string[]
}

const ACEPTADAS: Readonly<Record<string, Esperado>> = {
  'manual-v4.3-capita-inicial.json': {
    numero: 'ML001',
    modulo: 'CapitaInicial',
    procesoId: 14,
    codigos: ['CIN001', 'FED129', 'FED131'],
  },
  'manual-v4.3-nc-acuerdo-voluntades.json': {
    numero: 'RYQ103034',
    modulo: 'NotaCreditoAcuerdoVoluntades',
    procesoId: 15,
    codigos: [],
  },
  'manual-v4.3-nota-ajuste.json': {
    numero: 'FE1V448360',
    modulo: 'NotaAjuste',
    procesoId: 12,
    codigos: ['RVC017', 'RVC019'],
  },
  'manual-v4.3-nota-debito.json': {
    numero: 'COR810000',
    modulo: 'NotaDebito',
    procesoId: 11,
    codigos: ['RVC019', 'RVC019', 'RVC059', 'RVC059'],
  },
  'manual-v4.3-rips-sin-factura.json': {
    numero: 'NAF20',
    modulo: 'RipsSinFactura',
    procesoId: 13,
    codigos: ['RVC059'],
  },
  'observada-5.4-rips-sin-factura-aceptado.json': { numero: '1', procesoId: 8, codigos: ['RVC017'] },
}

const OTRAS = [
  'basichealth.txt',
  'login-error.json',
  'login-ok.json',
  'manual-v4.3-consultar-cuv.json',
  'observada-5.4-http400-rechazo-rvg01.json',
]

describe.skipIf(!hasReference())('Respuestas del validador del ministerio', () => {
  test('se prueban todas las muestras', () => {
    expect(readdirSync(referencePath('rips/respuestas-validador')).sort()).toEqual(
      [...Object.keys(ACEPTADAS), ...OTRAS].sort(),
    )
  })

  test.each(Object.entries(ACEPTADAS))('%s trae CUV y sus avisos', (archivo, { codigos, ...esperado }) => {
    const leida = parseRespuesta(muestra(archivo))
    expect(leida).toMatchObject({ ok: true, value: { aceptado: true, ...esperado } })
    if (!leida.ok) return
    expect(leida.value.cuv).toMatch(/^[0-9a-f]{96}$/)
    expect(leida.value.hallazgos.map(({ codigo }) => codigo)).toEqual(codigos)
    expect(leida.value.hallazgos.every(({ clase }) => clase === 'NOTIFICACION')).toBe(true)
  })

  test('el rechazo de la versión 5.4, con otras mayúsculas, se entiende', () => {
    expect(parseRespuesta(muestra('observada-5.4-http400-rechazo-rvg01.json'))).toMatchObject({
      ok: true,
      value: {
        aceptado: false,
        cuv: undefined,
        procesoId: 0,
        hallazgos: [
          {
            clase: 'RECHAZADO',
            codigo: 'RVG01',
            ruta: 'usuarios[0].servicios.consultas[0].codPrestador',
            fuente: 'Rips',
          },
        ],
      },
    })
  })

  test('el periodo y la modalidad vienen cuando hay factura', () => {
    expect(parseRespuesta(muestra('manual-v4.3-nota-debito.json'))).toMatchObject({
      ok: true,
      value: {
        ambiente: 'DockerTest',
        modalidadPago: 'Pago por evento',
        periodo: { desde: '2025-01-01', hasta: '2025-01-30' },
      },
    })
    expect(parseRespuesta(muestra('manual-v4.3-rips-sin-factura.json'))).toMatchObject({
      ok: true,
      value: { modalidadPago: undefined, periodo: undefined },
    })
  })

  test('la consulta de un CUV dice de quién es', () => {
    expect(parseConsultaCuv(muestra('manual-v4.3-consultar-cuv.json'))).toMatchObject({
      ok: true,
      value: { valido: true, nitObligado: '530520110', numero: 'XNCA0003', rips: undefined },
    })
  })

  test('ingreso aceptado y rechazado, ambos con 200', () => {
    expect(parseLogin(muestra('login-ok.json'))).toEqual({ ok: true, value: { token: '<jwt>', errores: [] } })
    expect(parseLogin(muestra('login-error.json'))).toEqual({
      ok: true,
      value: { token: undefined, errores: ['Sus Credenciales de Usuario no son validas'] },
    })
  })

  test('la salud del servicio dice versión y ambiente', () => {
    expect(parseSalud(muestra('basichealth.txt'))).toEqual({
      aplicacion: 'FVE.WebAPILocal',
      version: '5.4.1.0',
      ambiente: 'DockerStage',
    })
    expect(parseSalud(new TextEncoder().encode('<html>mantenimiento</html>'))).toBeUndefined()
  })
})

describe('Lectura prudente del veredicto', () => {
  const cuv = 'a'.repeat(96)

  test('sin CUV no hay aceptación, diga lo que diga el estado', () => {
    for (const codigo of ['-', '', 'No aplica', 'a'.repeat(95), null]) {
      const leida = parseRespuesta(bytes({ ResultState: true, CodigoUnicoValidacion: codigo }))
      expect(leida).toMatchObject({ ok: true, value: { aceptado: false, cuv: undefined } })
    }
  })

  test('una clase desconocida cuenta como rechazo', () => {
    const leida = parseRespuesta(
      bytes({
        ResultState: true,
        CodigoUnicoValidacion: cuv,
        ResultadosValidacion: [{ Clase: 'DEVUELTO', Codigo: 'X' }],
      }),
    )
    expect(leida).toMatchObject({ ok: true, value: { aceptado: false } })
  })

  test('una regla repetida en el mismo lugar se muestra una vez', () => {
    const uno = {
      Clase: 'NOTIFICACION',
      Codigo: 'RVC019',
      PathFuente: 'rips.usuarios[0]',
      Observaciones: 'a',
    }
    const leida = parseRespuesta(
      bytes({
        ResultState: true,
        CodigoUnicoValidacion: cuv,
        ResultadosValidacion: [
          uno,
          { ...uno, PathFuente: 'usuarios[0]' },
          { ...uno, PathFuente: 'usuarios[1]' },
        ],
      }),
    )
    expect(leida.ok && leida.value.hallazgos.map(({ ruta }) => ruta)).toEqual(['usuarios[0]', 'usuarios[1]'])
  })

  test.each(['', '<html></html>', '[]', '{"mensaje":"hola"}', '{"ResultState":"true"}'])(
    'lo que no es una respuesta se dice: %s',
    (texto) => {
      expect(parseRespuesta(new TextEncoder().encode(texto)).ok).toBe(false)
    },
  )
})
