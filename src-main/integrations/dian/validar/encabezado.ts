import { esDeSoporte } from '../reglas/espejo.ts'
import { OPERACIONES_FACTURA, OPERACIONES_NOTA, OPERACIONES_SOPORTE } from './listas.ts'
import type { Revision } from './revision.ts'

/** FAD01–FAD16 and their mirrors: header literals and codes. */
export function revisarEncabezado({ xml, forma, hallar }: Revision): void {
  if (xml.text('/*/cbc:UBLVersionID') !== 'UBL 2.1') hallar('FAD01', '/*/cbc:UBLVersionID')
  const operacion = xml.text('/*/cbc:CustomizationID')
  if (!operaciones(forma.clase).includes(operacion))
    hallar('FAD02', '/*/cbc:CustomizationID', `Dice «${operacion}».`)
  if (xml.text('/*/cbc:ProfileID') !== forma.perfil)
    hallar(forma.clase === 'factura' || esDeSoporte(forma.clase) ? 'FAD03' : 'CAD03', '/*/cbc:ProfileID')
  const ambiente = xml.text('/*/cbc:ProfileExecutionID')
  if (ambiente !== '1' && ambiente !== '2') hallar('FAD04', '/*/cbc:ProfileExecutionID')
  const numero = xml.text('/*/cbc:ID')
  if (!/^[A-Za-z0-9]+$/.test(numero)) hallar('FAD05a', '/*/cbc:ID', `Dice «${numero}».`)
  const tipo = forma.tipo === undefined ? '' : xml.text(`/*/cbc:${forma.tipo.elemento}`)
  if (forma.tipo !== undefined && !forma.tipo.codigos.includes(tipo))
    hallar('FAD12', `/*/cbc:${forma.tipo.elemento}`, `Dice «${tipo}».`)
  if (xml.text('/*/cbc:UUID/@schemeName') !== algoritmo(forma.clase, tipo))
    hallar('FAD08', '/*/cbc:UUID/@schemeName')
  if (xml.text('/*/cbc:DocumentCurrencyCode') !== 'COP') hallar('FAD15a', '/*/cbc:DocumentCurrencyCode')
  const lineas = xml.elements(`/*/cac:${forma.linea}`).length
  if (xml.text('/*/cbc:LineCountNumeric') !== String(lineas)) hallar('FAD16', '/*/cbc:LineCountNumeric')
}

function algoritmo(clase: Revision['forma']['clase'], tipo: string): string {
  if (esDeSoporte(clase)) return 'CUDS-SHA384'
  return clase === 'factura' && tipo !== '03' ? 'CUFE-SHA384' : 'CUDE-SHA384'
}

function operaciones(clase: Revision['forma']['clase']): readonly string[] {
  if (clase === 'factura') return [...OPERACIONES_FACTURA]
  if (esDeSoporte(clase)) return OPERACIONES_SOPORTE
  const { conReferencia, sinReferencia } = OPERACIONES_NOTA[clase]
  return [conReferencia, sinReferencia]
}
