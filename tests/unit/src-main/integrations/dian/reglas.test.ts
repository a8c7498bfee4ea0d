import { describe, expect, it } from 'vitest'
import {
  hallazgoDeMensaje,
  parseMensajeDian,
} from '../../../../../src-main/integrations/dian/hallazgos-dian.ts'
import { explicarRegla, REGLAS } from '../../../../../src-main/integrations/dian/reglas.ts'

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
      causa: expect.stringMatching(/^[A-ZÁÉÍÓÚ].+\.$/),
      remedio: expect.stringMatching(/^[A-ZÁÉÍÓÚ].+\.$/),
      campo: expect.stringMatching(/^[A-Z]/),
    })
  })

  it.each(NOTIFICACIONES)('%s es una notificación', (codigo) => {
    expect(explicarRegla(codigo)).toMatchObject({ severidad: 'notificacion' })
  })

  it('una regla de nota se explica con la de la factura y una del ministerio con la suya', () => {
    expect(explicarRegla('CAK24')).toBe(REGLAS.FAK24)
    expect(explicarRegla('DND108')).toBe(REGLAS.FED108)
    expect(explicarRegla('XYZ99')).toBeUndefined()
  })

  it('ningún texto usa palabras técnicas', () => {
    for (const regla of Object.values(REGLAS))
      expect(`${regla.causa} ${regla.remedio}`).not.toMatch(
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
  })
})
