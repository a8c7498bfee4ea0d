import type { ClaseNota, DocumentoNota } from '../../../../src-shared/domains/facturacion/nota-schemas.ts'
import { numeroCompleto } from '../../../../src-shared/domains/facturacion/rules.ts'
import { bogotaDate, bogotaTime } from '../../../../src-shared/kernel/dates.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import { buildSignedNota } from '../../../integrations/dian/emitir-nota.ts'
import type { Catalogos } from '../../catalogos/api.ts'
import { getAjuste } from '../../configuracion/api.ts'
import { refusing } from '../expedir.ts'
import type { Firmante } from '../firmante.ts'
import { siguienteNumero } from '../notas/repository.ts'
import {
  archivoDePrueba,
  CONSULTA_DE_PRUEBA,
  emisorDePrueba,
  PACIENTE_DE_PRUEBA,
} from './factura-de-prueba.ts'
import type { GeneradorPrueba } from './generadores.ts'

/** A note that corrects a part of an invoice of the set that DIAN accepted. */
export function generadorDeNotas(
  clase: ClaseNota,
  ports: { readonly firmante: Firmante; readonly catalogos: Pick<Catalogos, 'municipio'> },
): GeneradorPrueba {
  return async (trx, { ahora, factura }) => {
    if (!factura)
      throw new Refusal(
        'HABILITACION_SIN_FACTURA',
        'Las notas del set necesitan una factura del set que la DIAN haya aceptado.',
        'Espere a que acepte al menos una y continúe.',
      )
    const signer = await ports.firmante.get(trx)
    const prefijo = (await getAjuste(trx, 'prefijosNota'))[clase]
    const consecutivo = await siguienteNumero(trx, clase, prefijo)
    const hoy = bogotaDate(ahora)
    const documento: DocumentoNota = {
      ...(await emisorDePrueba(trx, ports.catalogos)),
      clase,
      ambiente: '2',
      operacion: clase === 'credito' ? '20' : '30',
      numero: { prefijo, consecutivo },
      emision: { fecha: hoy, hora: bogotaTime(ahora) },
      concepto: clase === 'credito' ? '3' : '4',
      factura: { numero: factura.numero, cufe: factura.cufe, codigo: 'CUFE', fecha: factura.fecha },
      periodo: { inicio: factura.fecha, fin: hoy },
      adquiriente: PACIENTE_DE_PRUEBA,
      pago: { forma: '1', medio: '10' },
      lineas: [{ ...CONSULTA_DE_PRUEBA, precioUnitario: 10_000_00 }],
      notas: ['Prueba de habilitación'],
    }
    const { xml, cufe } = refusing(() => buildSignedNota(documento, signer, ahora))
    return {
      numero: numeroCompleto(documento.numero),
      consecutivo,
      cufe,
      fecha: hoy,
      archivo: await archivoDePrueba(trx, clase === 'credito' ? 'nc' : 'nd', documento),
      xml,
    }
  }
}
