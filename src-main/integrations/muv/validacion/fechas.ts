import { esFechaHora, type HallazgoRips } from '../../../../src-shared/domains/rips/schemas.ts'
import { bogotaInstant } from '../../../../src-shared/kernel/dates.ts'
import { hallazgo } from '../reglas.ts'
import { nacimientoDe } from './usuarios.ts'
import { CAMPO_FECHA, type Contexto, type Objeto, type Servicio, texto, type Usuario } from './vista.ts'

/** Dates: RVC013, RVC014, RVC038–RVC041, RVC043–RVC046, RVC053, RVC079–RVC081. */
export function* revisarFechas(contexto: Contexto): Generator<HallazgoRips> {
  for (const usuario of contexto.usuarios) {
    for (const servicio of usuario.servicios) {
      yield* revisarInicio(servicio, usuario, contexto)
      yield* revisarEgreso(servicio, usuario, contexto)
    }
    yield* revisarMuerte(usuario)
  }
}

/** The datum when it is a real date and time. */
export function instante(datos: Objeto, campo: string): string | undefined {
  const valor = texto(datos, campo)
  return valor !== undefined && esFechaHora(valor) ? valor : undefined
}

function* revisarInicio(
  { grupo, datos, ruta }: Servicio,
  usuario: Usuario,
  { ahora, factura }: Contexto,
): Generator<HallazgoRips> {
  const campo = CAMPO_FECHA[grupo]
  const inicio = instante(datos, campo)
  if (inicio === undefined) return
  const conEstancia = grupo === 'urgencias' || grupo === 'hospitalizacion'
  const rutaCampo = `${ruta}.${campo}`
  if (inicio > ahora) {
    const regla = conEstancia ? 'RVC038' : grupo === 'recienNacidos' ? 'RVC045' : 'RVC013'
    yield hallazgo(regla, rutaCampo, `Dice ${inicio}.`)
  }
  const nacimiento = nacimientoDe(usuario)
  if (grupo !== 'recienNacidos' && nacimiento !== undefined && inicio.slice(0, 10) < nacimiento) {
    yield hallazgo(conEstancia ? 'RVC081' : 'RVC079', rutaCampo, `Nació el ${nacimiento}; dice ${inicio}.`)
  }
  const periodo = factura?.periodo
  if (periodo !== undefined && !conEstancia && grupo !== 'recienNacidos' && !dentro(inicio, periodo)) {
    yield hallazgo('RVC014', rutaCampo, `Periodo ${periodo.desde} a ${periodo.hasta}; dice ${inicio}.`)
  }
}

function* revisarEgreso(
  { grupo, datos, ruta }: Servicio,
  usuario: Usuario,
  { ahora, factura }: Contexto,
): Generator<HallazgoRips> {
  const egreso = instante(datos, 'fechaEgreso')
  if (egreso === undefined) return
  const rutaCampo = `${ruta}.fechaEgreso`
  const inicio = instante(datos, CAMPO_FECHA[grupo])
  if (egreso > ahora) yield hallazgo('RVC043', rutaCampo, `Dice ${egreso}.`)
  if (factura?.periodo !== undefined && !dentro(egreso, factura.periodo)) {
    yield hallazgo(
      'RVC044',
      rutaCampo,
      `Periodo ${factura.periodo.desde} a ${factura.periodo.hasta}; dice ${egreso}.`,
    )
  }
  const nacimiento = nacimientoDe(usuario)
  if (grupo !== 'recienNacidos' && nacimiento !== undefined && egreso.slice(0, 10) < nacimiento) {
    yield hallazgo('RVC080', rutaCampo, `Nació el ${nacimiento}; dice ${egreso}.`)
  }
  if (inicio === undefined) return
  if (inicio > egreso) {
    if (grupo === 'recienNacidos') yield hallazgo('RVC046', rutaCampo, `Nació ${inicio}; egresó ${egreso}.`)
    else yield hallazgo('RVC039', `${ruta}.${CAMPO_FECHA[grupo]}`, `Ingreso ${inicio}; egreso ${egreso}.`)
    return
  }
  const horas = horasEntre(inicio, egreso)
  if (grupo === 'urgencias' && horas > 48)
    yield hallazgo('RVC040', rutaCampo, `Fueron ${Math.floor(horas)} horas.`)
  if (grupo === 'hospitalizacion' && horas < 6) yield hallazgo('RVC041', rutaCampo)
}

function* revisarMuerte({ servicios }: Usuario): Generator<HallazgoRips> {
  for (const { datos, grupo } of servicios) {
    // A newborn's death is not the mother's.
    if (grupo === 'recienNacidos' || texto(datos, 'condicionDestinoUsuarioEgreso') !== '02') continue
    const muerte = instante(datos, 'fechaEgreso')
    if (muerte === undefined) continue
    for (const posterior of servicios) {
      const campo = CAMPO_FECHA[posterior.grupo]
      const inicio = instante(posterior.datos, campo)
      if (inicio !== undefined && inicio > muerte && horasEntre(muerte, inicio) > 24) {
        yield hallazgo('RVC053', `${posterior.ruta}.${campo}`, `Muerte ${muerte}; servicio ${inicio}.`)
      }
    }
  }
}

function dentro(instanteTexto: string, { desde, hasta }: { desde: string; hasta: string }): boolean {
  const fecha = instanteTexto.slice(0, 10)
  return fecha >= desde && fecha <= hasta
}

function horasEntre(desde: string, hasta: string): number {
  const ms = (instanteTexto: string): number =>
    bogotaInstant(instanteTexto.slice(0, 10), `${instanteTexto.slice(11)}:00`).getTime()
  return (ms(hasta) - ms(desde)) / 3_600_000
}
