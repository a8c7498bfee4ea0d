import { AJUSTES, type Clave, type ValorAjuste } from '../../../src-shared/domains/configuracion/ajustes.ts'
import { CONSENTIMIENTO_INICIAL } from '../../../src-shared/domains/configuracion/consentimiento.ts'
import {
  escogerResolucion,
  type LugarEmision,
  motivoSinNumeracion,
  motivoSinNumero,
  numerosRestantes,
  type SinNumero,
  sirveEn,
  sirveEnAmbiente,
} from '../../../src-shared/domains/configuracion/numeracion.ts'
import type {
  CertificadoInfo,
  Profesional,
  ResolucionNumeracion,
  Sede,
  SoftwareDian,
  Tarifa,
} from '../../../src-shared/domains/configuracion/schemas.ts'
import type { LocalDate } from '../../../src-shared/kernel/dates.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import * as repository from './repository.ts'
import { toCertificadoInfo } from './rows.ts'

/**
 * What higher domains may ask of the practice's configuration. The database or a transaction goes first. Money in centavos,
 * dates of Bogotá.
 */
type Reader = Db | Trx

export { getPagador, getPrestador } from './repository.ts'

/** A site by its id; without id, the first one by its REPS number. */
export function getSede(db: Reader, id?: string): Promise<Sede | undefined> {
  return repository.getSede(db, id)
}

export function getProfesional(db: Reader, id: string): Promise<Profesional | undefined> {
  return repository.getProfesional(db, id)
}

/** Every professional, also those who no longer attend (`activo` false), by surname. */
export function listProfesionales(db: Reader): Promise<Profesional[]> {
  return repository.listProfesionales(db)
}

/** A range by its id, in force or not: what an invoice already issued was numbered with. */
export function getResolucion(db: Reader, id: string): Promise<ResolucionNumeracion | undefined> {
  return repository.getResolucion(db, id)
}

/** Every range with its technical key: for the authorities of the practice, never for a screen. */
export function listResoluciones(db: Reader): Promise<ResolucionNumeracion[]> {
  return repository.listResoluciones(db)
}

/**
 * The range to take numbers from on that day: in use, in force and with numbers left; made for that place before for any, and
 * the oldest one first.
 * @param lugar where the invoice is issued; without site, the first one, which is the one it is issued with (`getSede`), and
 * without machine the main one
 */
export async function resolucionVigente(
  db: Reader,
  fecha: LocalDate,
  tipo: ResolucionNumeracion['tipo'],
  lugar: LugarEmision = {},
): Promise<ResolucionNumeracion | undefined> {
  const enVigor = await repository.listResolucionesEnVigor(db, tipo, fecha)
  const ambiente = (await repository.getSoftware(db))?.ambiente
  return escogerResolucion(
    enVigor.filter((otra) => numerosRestantes(otra) > 0 && sirveEnAmbiente(otra, ambiente)),
    await lugarCompleto(db, lugar),
  )
}

async function lugarCompleto(db: Reader, lugar: LugarEmision): Promise<LugarEmision> {
  return {
    sedeId: lugar.sedeId ?? (await repository.getSede(db))?.id,
    equipo: lugar.equipo ?? 'principal',
  }
}

/**
 * Like `resolucionVigente`, for who cannot go on without one.
 * @throws Refusal NUMERACION_FALTA, NUMERACION_VENCIDA or NUMERACION_AGOTADA, with its remedy
 */
export async function exigirResolucion(
  db: Reader,
  fecha: LocalDate,
  tipo: ResolucionNumeracion['tipo'],
  lugar: LugarEmision = {},
): Promise<ResolucionNumeracion> {
  const resolucion = await resolucionVigente(db, fecha, tipo, lugar)
  if (resolucion) return resolucion
  const aqui = await lugarCompleto(db, lugar)
  const ambiente = (await repository.getSoftware(db))?.ambiente
  const todas = await repository.listResoluciones(db)
  const motivo = motivoSinNumeracion(
    todas.filter((otra) => sirveEn(otra, aqui) && sirveEnAmbiente(otra, ambiente)),
    fecha,
    tipo,
  )
  if (!motivo) throw new Error('a range in force appeared inside the same transaction')
  throw toRefusal(motivo)
}

/**
 * Takes the next number of a range, in one statement. It is given once: if the transaction rolls back, so does the number.
 * @param fecha day of issue, Bogotá
 * @param tipo what it is for: a range of paper never gives a number to an ordinary invoice, nor the other way
 * @returns the number taken, and the range after taking it
 * @throws Refusal NUMERACION_AGOTADA or NUMERACION_VENCIDA (also when out of use or not yet in force), with its remedy
 */
export async function consumirNumero(
  trx: Trx,
  resolucionId: string,
  fecha: LocalDate,
  tipo: ResolucionNumeracion['tipo'] = 'factura',
): Promise<{ prefijo: string; consecutivo: number; resolucion: ResolucionNumeracion }> {
  const resolucion = await repository.takeNumber(trx, resolucionId, fecha, tipo)
  if (resolucion) return { prefijo: resolucion.prefijo, consecutivo: resolucion.siguiente - 1, resolucion }
  const current = await repository.getResolucion(trx, resolucionId)
  const motivo = current?.tipo === tipo ? motivoSinNumero(current, fecha) : undefined
  if (!motivo) throw new Error(`no numbering range ${resolucionId} for ${tipo}`)
  throw toRefusal(motivo)
}

/** Numbers of a range that this program never gave, by number: what configuracion knows of its gaps. */
export function saltosDe(db: Reader, resolucionId: string): Promise<repository.Salto[]> {
  return repository.listSaltos(db, resolucionId)
}

/** Software registered at DIAN, with its PIN: for signing and sending, never for a screen. */
export function getSoftwareDian(db: Reader): Promise<(SoftwareDian & { pin: string }) | undefined> {
  return repository.getSoftware(db)
}

/** The certificate to sign with: key material that never leaves the core. `openP12` opens it. */
export async function getCertificado(
  db: Reader,
): Promise<{ id: string; p12: Uint8Array; clave: string; info: CertificadoInfo } | undefined> {
  const row = await repository.getCertificado(db)
  return row && { id: row.id, p12: row.p12, clave: row.clave, info: toCertificadoInfo(row) }
}

/**
 * Agreed price of a CUPS: with a payer, or particular when `pagadorId` is null. A payer that has none for the code has none:
 * the particular price is never used in its place.
 */
export function tarifaDe(db: Reader, cups: string, pagadorId: string | null): Promise<Tarifa | undefined> {
  return repository.getTarifa(db, cups, pagadorId)
}

/** Tariffs of a payer, or particular when null, by code. */
export function listTarifas(db: Reader, pagadorId: string | null): Promise<Tarifa[]> {
  return repository.listTarifas(db, pagadorId)
}

/** Value of a setting; the one by default when nobody set it or what is stored has an old shape. */
export async function getAjuste<C extends Clave>(db: Reader, clave: C): Promise<ValorAjuste<C>> {
  const stored = await repository.getAjuste(db, clave)
  const { schema, porDefecto } = AJUSTES[clave]
  const parsed = stored === undefined ? undefined : schema.safeParse(JSON.parse(stored))
  return (parsed?.success ? parsed.data : porDefecto) as ValorAjuste<C>
}

/** Stores a setting. @throws ZodError when the value has not its shape: a bug of the caller. */
export async function setAjuste<C extends Clave>(
  trx: Trx,
  clave: C,
  valor: ValorAjuste<C>,
  at: string,
): Promise<void> {
  await repository.setAjuste(trx, clave, JSON.stringify(AJUSTES[clave].schema.parse(valor)), at)
}

/** Text of a version of the data-treatment authorisation, current or past; undefined when there was none. */
export async function textoConsentimiento(db: Reader, version: number): Promise<string | undefined> {
  const stored = await repository.getTextoConsentimiento(db, version)
  return stored ?? (version === CONSENTIMIENTO_INICIAL.version ? CONSENTIMIENTO_INICIAL.texto : undefined)
}

function toRefusal({ codigo, mensaje, remedio }: SinNumero): Refusal {
  return new Refusal(codigo, mensaje, remedio)
}
