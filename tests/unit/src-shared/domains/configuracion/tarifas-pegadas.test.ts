import { describe, expect, it } from 'vitest'
import { leerTarifasPegadas } from '../../../../../src-shared/domains/configuracion/tarifas-pegadas.ts'

const errores = (texto: string) =>
  leerTarifasPegadas(texto).flatMap((l) => (l.resultado.ok ? [] : [[l.linea, l.resultado.error]]))

describe('pegar tarifas', () => {
  it('lee lo copiado de una hoja de cálculo, con su título', () => {
    const lineas = leerTarifasPegadas(
      'CUPS\tDescripción\tValor\r\n890201\tConsulta de primera vez por medicina general\t$ 120.000\r\n\r\n890301\tControl\t90000,50\r\n',
    )
    expect(lineas.map((l) => [l.linea, l.resultado.ok && l.resultado.value])).toEqual([
      [
        2,
        {
          cups: '890201',
          descripcion: 'Consulta de primera vez por medicina general',
          valor: 12_000_000,
          impuesto: { clase: 'excluido', tributo: '01', tarifa: 0 },
        },
      ],
      [
        4,
        {
          cups: '890301',
          descripcion: 'Control',
          valor: 9_000_050,
          impuesto: { clase: 'excluido', tributo: '01', tarifa: 0 },
        },
      ],
    ])
  })

  it('acepta punto y coma, barra, código en minúscula e IVA', () => {
    const lineas = leerTarifasPegadas(
      '86s102;Toxina con fin estético;500.000;19\n890201|Consulta|1000|exento',
    )
    expect(lineas.map((l) => l.resultado.ok && [l.resultado.value.cups, l.resultado.value.impuesto])).toEqual(
      [
        ['86S102', { clase: 'gravado', tributo: '01', tarifa: 1900 }],
        ['890201', { clase: 'exento', tributo: '01', tarifa: 0 }],
      ],
    )
  })

  it('dice qué línea no entendió y por qué, y sigue con las demás', () => {
    const texto = [
      '89020;Consulta;1000',
      '890201 Consulta 1000',
      '890202;;1000',
      '890203;Consulta;mil',
      '890204;Consulta;-5',
      '890205;Consulta;1000;mucho',
      '890206;Consulta;1000',
      '890206;Consulta;2000',
    ].join('\n')
    expect(errores(texto)).toEqual([
      [1, 'El código CUPS tiene 6 caracteres y este es «89020».'],
      [2, expect.stringContaining('tres columnas')],
      [3, 'Falta la descripción del servicio.'],
      [4, expect.stringContaining('No se entiende el valor «mil»')],
      [5, 'El valor no puede ser negativo.'],
      [6, expect.stringContaining('No se entiende el IVA «mucho»')],
      [8, 'El código ya está en la línea 7. Deje una de las dos.'],
    ])
    expect(leerTarifasPegadas(texto).filter((l) => l.resultado.ok)).toHaveLength(1)
  })

  it('un texto vacío no da nada', () => {
    expect(leerTarifasPegadas(' \n\n')).toEqual([])
  })
})
