import { describe, expect, it } from 'vitest'
import { REGLAS_DIAN, reglaDian } from '../../../../../src-main/integrations/dian/reglas.ts'
import { type OpcionesValidar, validarXml } from '../../../../../src-main/integrations/dian/validar.ts'
import { DANIOS, type Danio } from '../../../../fixtures/dian/danios.ts'
import {
  CLAVE,
  type Clase,
  documentoAMano,
  HOY,
  PIN,
  RANGO,
} from '../../../../fixtures/dian/documentos-a-mano.ts'
import { xsdErrors } from '../../../../fixtures/dian/external-tools.ts'
import { hasReference } from '../../../../fixtures/reference.ts'

const CLASES = ['factura', 'nota-credito', 'nota-debito'] as const
const RAIZ = { factura: 'Invoice', 'nota-credito': 'CreditNote', 'nota-debito': 'DebitNote' } as const

/** Written apart from the program's own rule: first letter for DIAN, prefix for the ministry, and the one it renumbers. */
function codigoEn(clase: Clase, codigo: string): string {
  if (clase === 'factura') return codigo
  const letra = clase === 'nota-credito' ? 'C' : 'D'
  if (codigo === 'VFE020') return letra === 'C' ? 'VCN019' : 'VDN017'
  if (/^FED\d/.test(codigo)) return `${letra}ND${codigo.slice(3)}`
  return /^[FC][AB]/.test(codigo) ? `${letra}${codigo.slice(1)}` : codigo
}

/** The rule exists in that kind and the harm has something to bite in it. */
function existeEn(clase: Clase, { regla }: Danio): boolean {
  const deNota = regla.startsWith('C')
  if (clase === 'factura') return !deNota
  if (regla.startsWith('VFE') && regla !== 'VFE020') return false
  return reglaDian(codigoEn(clase, regla)) !== undefined
}

function hallar(xml: string, opciones: OpcionesValidar) {
  const result = validarXml(new TextEncoder().encode(xml), opciones)
  if (!result.ok) throw new Error(result.error.codigo)
  return result.value
}

const casos = CLASES.flatMap((clase) =>
  DANIOS.filter((danio) => existeEn(clase, danio)).map(
    (danio) => [codigoEn(clase, danio.regla), clase, danio] as const,
  ),
)

describe('cada regla, en cada clase de documento', () => {
  it.each(CLASES)('el documento escrito a mano no rompe ninguna: %s', (clase) => {
    const opciones = {
      clave: CLAVE,
      pin: PIN,
      rango: RANGO,
      hoy: HOY,
      tolerancia: 0,
      municipios: new Map([['11001', ['110221']]]),
    }
    expect(hallar(documentoAMano(clase), opciones)).toEqual([])
  })

  it.skipIf(!hasReference()).each(CLASES)('y cumple el esquema oficial, la firma aparte: %s', (clase) => {
    const sinFirma = documentoAMano(clase, (xml) =>
      xml.replace(/<ds:Signature>.*<\/ds:Signature>/, '<sin xmlns="urn:firma"/>'),
    )
    expect(xsdErrors(new TextEncoder().encode(sinFirma), RAIZ[clase])).toBe('')
  })

  it.each(casos)('%s se encuentra en una %s, y nada más', (codigo, clase, danio) => {
    const daniado = documentoAMano(clase, (xml) =>
      danio.cambios.reduce((texto, [antes, despues]) => {
        const nuevo = texto.replace(antes, despues)
        expect(nuevo, String(antes)).not.toBe(texto)
        return nuevo
      }, xml),
    )
    const hallazgos = hallar(daniado, danio.opciones ?? {})
    const esperados = [
      codigo,
      ...(danio.ademas ?? []).map((regla) => codigoEn(clase, regla)).filter(reglaDian),
    ]
    expect([...new Set(hallazgos.map((hallazgo) => hallazgo.regla))].sort()).toEqual(esperados.sort())
    const hallazgo = hallazgos.find((item) => item.regla === codigo)
    const regla = reglaDian(codigo)
    expect(hallazgo).toMatchObject({
      severidad: regla?.severidad,
      campo: regla?.campo,
      destino: regla?.destino,
      remedio: regla?.remedio,
    })
    expect(hallazgo?.mensaje).toContain(regla?.mensaje)
    expect(hallazgo?.ruta).toMatch(new RegExp(`^/${RAIZ[clase]}/`))
  })

  it('ninguna de las que se deciden aquí se queda sin prueba', () => {
    const probadas = new Set(casos.map(([codigo]) => codigo))
    // These need a real signature: they are proved on signed invoices.
    for (const codigo of ['ZE02', 'DC02']) probadas.add(codigo)
    const sinProbar = REGLAS_DIAN.filter(
      (regla) => regla.soloDian === undefined && !probadas.has(regla.codigo),
    )
    expect(sinProbar.map((regla) => regla.codigo)).toEqual([])
  })
})
