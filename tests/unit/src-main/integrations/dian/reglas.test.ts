import { describe, expect, it } from 'vitest'
import {
  hallazgoDeMensaje,
  parseMensajeDian,
} from '../../../../../src-main/integrations/dian/hallazgos-dian.ts'
import {
  estaVigente,
  explicarRegla,
  REGLAS_DIAN,
  reglaDian,
} from '../../../../../src-main/integrations/dian/reglas.ts'
import { DESTINOS } from '../../../../../src-shared/domains/facturacion/destinos.ts'

/** Rules gathered in the reference, in its order. */
const RECHAZOS =
  'ZB01 ZE02 FAA02 FAB03 FAC03 FAB05a FAB07b FAB07 FAB08b FAB08 FAB10a FAB10b FAB11a FAB12a FAB12b FAB19a FAB22a FAB22b FAB24a FAB25 FAB26 FAB27 FAB27b FAB31 FAB34 FAB36 FAD01 FAD02 CAD02 DAD02 FAD03 FAD04 FAD05a FAD05b FAD05d FAD05c FAD05e FAD06 CAD06 DAD06 FAD08 FAD09a FAD09b FAD09c FAD09d FAD09e CAD09e DAD09e FAD10 FAD12 FAD15a FAD16 FAJ02 FAK02 FAJ08 FAJ09 FAJ12 FAJ16 FAJ21 FAJ24 FAJ25 FAJ26 FAK26 FAJ27 FAJ28 FAJ29 FAJ32 FAJ40 FAJ41 FAJ44a FAJ49 FAJ50 CAJ49 DAJ50 FAK08 FAK21 FAK24 FAK61 FAN01 FAN02 FAN03 CAN01 DAN01 FAQ03 FAQ04 FAR02 FAR03 FAR04 FAR05 FAR06 FAR07 FAS01b FAS02 FAS04 FAS07 FAS16 FAT01 FAT02 FAT07 FAU02 CAU02 DAU02 FAU04 FAU06 FAU08 FAU10 FAU14 CAU14 DAU14 FAV01 FAV04b FAV06 FAX01 FAX02 FAX04 FAX07 FAY10 FAZ02 FAZ09 FAZ10 FBB04 VLR01 CBF01 DBF01 CBF03 DBF03 CAE03 DAE03 CBG03 DBG04 CBG04a DBG04a CAD02a CAI06 DAI06 FAI04 FAI06 90 89 LGC01 AAH03 DC02 DC17 DC44'.split(
    ' ',
  )
const NOTIFICACIONES =
  'FAJ43a FAJ43b CAJ43a FAJ44b RUT01 FAZ14 FAJ73 FAJ51 CAD03 DAD03 CBF02 DBF02 FAQ06 FAX05 FAQ09 FAX06 FAV02 FAV05 FBB05 FAW05 FAZ04 FAZ05 FAZ12 FBD03 FAK38'.split(
    ' ',
  )

describe('reglas de la DIAN en palabras llanas', () => {
  it.each(RECHAZOS)('%s es un rechazo con causa, remedio y lugar', (codigo) => {
    expect(explicarRegla(codigo)).toMatchObject({
      severidad: 'rechazo',
      mensaje: expect.stringMatching(/^[A-ZÁÉÍÓÚ].+\.$/),
      remedio: expect.stringMatching(/^[A-ZÁÉÍÓÚ].+\.$/),
      campo: expect.stringMatching(/^[A-Z]/),
    })
  })

  it.each(NOTIFICACIONES)('%s es una notificación', (codigo) => {
    expect(explicarRegla(codigo)).toMatchObject({ severidad: 'notificacion' })
  })

  it('son más de ciento veinte, cada código una sola vez, con mensaje, remedio, campo y destino', () => {
    const codigos = REGLAS_DIAN.map((regla) => regla.codigo)
    expect(new Set(codigos).size).toBe(codigos.length)
    expect(codigos.length).toBeGreaterThanOrEqual(120)
    const destinos = new Set<string>(DESTINOS)
    const incompletas = REGLAS_DIAN.filter(
      ({ mensaje, remedio, campo, destino }) =>
        !/^[A-ZÁÉÍÓÚ].+\.$/.test(mensaje) ||
        !/^[A-ZÁÉÍÓÚ].+\.$/.test(remedio) ||
        campo === '' ||
        !destinos.has(destino),
    )
    expect(incompletas).toEqual([])
  })

  it('cada destino lo usa alguna regla', () => {
    const usados = new Set(REGLAS_DIAN.map((regla) => regla.destino))
    expect(DESTINOS.filter((destino) => !usados.has(destino))).toEqual([])
  })

  it('una regla de nota es la de la factura, dicha de la nota', () => {
    expect(reglaDian('CAD09e')?.mensaje).toBe(
      'La fecha de la nota crédito no es la misma del día en que se firmó.',
    )
    expect(reglaDian('DAD05a')?.campo).toBe('Número de la nota débito')
    expect(reglaDian('DBG03')?.mensaje).toBe('Falta el número de la factura que la nota débito corrige.')
    expect(reglaDian('DND108')?.mensaje).toBe(reglaDian('FED108')?.mensaje)
    expect(reglaDian('CAD06')?.mensaje).toContain('CUDE')
    expect(reglaDian('CAD06')?.destino).toBe('configuracion/software')
  })

  it('ninguna regla de nota habla de la factura como si fuera ella, ni al revés', () => {
    for (const { codigo, campo, mensaje, remedio } of REGLAS_DIAN) {
      const texto = `${campo} ${mensaje} ${remedio}`
      expect(texto, codigo).not.toMatch(/\b(se|no) (factura|nota)\b/)
      if (/^[FV]F?[A-Z]{2}\d/.test(codigo)) expect(texto, codigo).not.toMatch(/nota (crédito|débito)|CUDE/)
      if (/^C(?:[AB][A-Z]|ND)\d/.test(codigo)) expect(texto, codigo).not.toMatch(/nota débito/)
      if (/^D(?:[AB][A-Z]|ND)\d/.test(codigo)) expect(texto, codigo).not.toMatch(/nota crédito/)
      // Only the rules on the invoice that a note corrects, and on its range, may name the invoice.
      if (/^[CD](?:[AB][A-Z]|ND)\d/.test(codigo) && !/^[CD](?:B[FG]|AE01|AD02a)/.test(codigo))
        expect(texto, codigo).not.toMatch(/\bfactura\b/)
    }
  })

  it('lo que una nota no tiene no se le inventa', () => {
    for (const codigo of ['CAB05a', 'DAD05b', 'CAT01', 'DAD12', 'DAD02a', 'CND104', 'CBD03'])
      expect(reglaDian(codigo), codigo).toBeUndefined()
    for (const codigo of ['DND104', 'DBD03', 'CAD12']) expect(reglaDian(codigo), codigo).toBeDefined()
  })

  it('una variante que no está se explica con su base, y una desconocida no se explica', () => {
    expect(explicarRegla('FAJ44c')).toBe(reglaDian('FAJ44a'))
    expect(explicarRegla('CAK24')).toBe(reglaDian('CAK24'))
    expect(explicarRegla('XYZ99')).toBeUndefined()
  })

  it('una regla vale para los documentos de sus fechas, ambas incluidas', () => {
    const nueva = reglaDian('FED136')
    const vieja = reglaDian('FAD09c')
    if (nueva === undefined || vieja === undefined) throw new Error('faltan reglas')
    expect(['2026-05-13', '2026-05-14', ''].map((fecha) => estaVigente(nueva, fecha))).toEqual([
      false,
      true,
      true,
    ])
    expect(['2024-04-30', '2024-05-01', ''].map((fecha) => estaVigente(vieja, fecha))).toEqual([
      true,
      false,
      false,
    ])
  })

  it('ningún texto usa palabras técnicas', () => {
    for (const regla of REGLAS_DIAN)
      expect(`${regla.mensaje} ${regla.remedio}`).not.toMatch(
        /XML|XSD|hash|schemeID|UUID|null|undefined|CompanyID/,
      )
  })

  it('lee los mensajes de la DIAN con sus espacios y sus dos severidades', () => {
    expect(parseMensajeDian('Regla: FAK24, Rechazo: No es\n      correcto')).toEqual({
      regla: 'FAK24',
      severidad: 'rechazo',
      texto: 'No es correcto',
    })
    expect(parseMensajeDian('Regla: FAJ43b, Notificación: Nombre informado').severidad).toBe('notificacion')
    expect(parseMensajeDian('Algo salió mal')).toEqual({
      regla: 'DIAN',
      severidad: 'rechazo',
      texto: 'Algo salió mal',
    })
  })

  it('una regla que no se conoce se muestra con las palabras de la DIAN', () => {
    expect(
      hallazgoDeMensaje({ regla: 'FXX99', severidad: 'rechazo', texto: 'Lo que diga la DIAN' }),
    ).toMatchObject({
      regla: 'FXX99',
      mensaje: 'Lo que diga la DIAN',
    })
    expect(hallazgoDeMensaje({ regla: 'CAJ26', severidad: 'rechazo', texto: 'No informado' })).toMatchObject({
      destino: 'configuracion/prestador',
      campo: 'Responsabilidades del consultorio',
    })
  })
})
