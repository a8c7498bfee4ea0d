import { esDeSoporte } from '../reglas/espejo.ts'
import { MOTIVOS_DESCUENTO } from './listas.ts'
import { centavosDe, type Revision } from './revision.ts'

/** FAQ03–FAQ09 and their mirrors: discounts and charges of the whole document; ours of purchases have none. */
export function revisarAjustes({ xml, forma, hallar }: Revision): void {
  if (esDeSoporte(forma.clase)) return
  xml.elements('/*/cac:AllowanceCharge').forEach((ajuste, index) => {
    const ruta = `/*/cac:AllowanceCharge[${index + 1}]`
    const texto = (campo: string): string => xml.text(`cbc:${campo}`, ajuste)
    const indicador = texto('ChargeIndicator')
    if (indicador !== 'true' && indicador !== 'false') hallar('FAQ03', `${ruta}/cbc:ChargeIndicator`)
    const motivo = texto('AllowanceChargeReasonCode')
    if (indicador === 'false' && !MOTIVOS_DESCUENTO.has(motivo))
      hallar(
        'FAQ04',
        `${ruta}/cbc:AllowanceChargeReasonCode`,
        motivo === '' ? undefined : `Dice «${motivo}».`,
      )
    if (Number(texto('MultiplierFactorNumeric')) > 100) hallar('FAQ06', `${ruta}/cbc:MultiplierFactorNumeric`)
    const valor = centavosDe(texto('Amount'))
    const base = centavosDe(texto('BaseAmount'))
    if (indicador === 'false' && valor !== undefined && base !== undefined && valor > base)
      hallar('FAQ09', `${ruta}/cbc:Amount`)
  })
}

/** FAR02–FAR07 and their mirrors: the exchange rate, when there is one. */
export function revisarTasaDeCambio({ xml, forma, hallar }: Revision): void {
  const tasa = '/*/cac:PaymentExchangeRate'
  if (!xml.has(tasa) || esDeSoporte(forma.clase)) return
  const obligatorios: readonly (readonly [regla: string, campo: string])[] = [
    ['FAR02', 'SourceCurrencyCode'],
    ['FAR04', 'TargetCurrencyCode'],
    ['FAR06', 'CalculationRate'],
    ['FAR07', 'Date'],
  ]
  for (const [regla, campo] of obligatorios)
    if (xml.text(`${tasa}/cbc:${campo}`) === '') hallar(regla, `${tasa}/cbc:${campo}`)
  const bases: readonly (readonly [regla: string, campo: string])[] = [
    ['FAR03', 'SourceCurrencyBaseRate'],
    ['FAR05', 'TargetCurrencyBaseRate'],
  ]
  for (const [regla, campo] of bases)
    if (centavosDe(xml.text(`${tasa}/cbc:${campo}`)) !== 100) hallar(regla, `${tasa}/cbc:${campo}`)
}
