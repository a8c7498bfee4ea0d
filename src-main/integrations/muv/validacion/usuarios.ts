import {
  coberturaAdmiteTipoUsuario,
  edadAcordeConDocumento,
} from '../../../../src-shared/domains/rips/rules.ts'
import type { HallazgoRips } from '../../../../src-shared/domains/rips/schemas.ts'
import { nombreEnTabla } from '../../../../src-shared/domains/rips/tablas.ts'
import { edadEn, isLocalDate, type LocalDate } from '../../../../src-shared/kernel/dates.ts'
import { hallazgo } from '../reglas.ts'
import { CAMPO_FECHA, type Contexto, serviciosDe, texto, type Usuario } from './vista.ts'

/** Users: RVG12, RVC005–RVC009, RVC095. */
export function* revisarUsuarios(contexto: Contexto): Generator<HallazgoRips> {
  const vistos = new Set<string>()
  for (const usuario of contexto.usuarios) {
    const clave = claveDe(usuario)
    if (clave !== undefined && vistos.has(clave)) {
      yield hallazgo(
        'RVG12',
        usuario.ruta,
        `Documento ${texto(usuario.datos, 'numDocumentoIdentificacion')}.`,
      )
    }
    if (clave !== undefined) vistos.add(clave)
    yield* revisarUsuario(usuario, contexto)
  }
}

/** A person may come twice only with another type of user or another incapacity. */
function claveDe({ datos }: Usuario): string | undefined {
  const partes = [
    'tipoDocumentoIdentificacion',
    'numDocumentoIdentificacion',
    'tipoUsuario',
    'incapacidad',
  ].map((campo) => texto(datos, campo))
  return partes.includes(undefined) ? undefined : partes.join(' ')
}

function* revisarUsuario(usuario: Usuario, { factura, hoy }: Contexto): Generator<HallazgoRips> {
  const { datos, ruta } = usuario
  const tipoUsuario = texto(datos, 'tipoUsuario')
  const cobertura = factura?.coberturaPlan
  if (
    tipoUsuario !== undefined &&
    cobertura !== undefined &&
    !coberturaAdmiteTipoUsuario(cobertura, tipoUsuario)
  ) {
    yield hallazgo(
      'RVC005',
      `${ruta}.tipoUsuario`,
      `Cobertura ${cobertura} (${nombreEnTabla('coberturaPlan', cobertura) ?? 'desconocida'}), tipo de usuario ${tipoUsuario} (${nombreEnTabla('tipoUsuario', tipoUsuario) ?? 'desconocido'}).`,
    )
  }
  if (tipoUsuario === '10' && texto(datos, 'registroSIRAS') === undefined) {
    yield hallazgo('RVC095', `${ruta}.registroSIRAS`)
  }
  const conRecienNacidos = serviciosDe(usuario, 'recienNacidos').length > 0
  const sexo = texto(datos, 'codSexo')
  if (conRecienNacidos && sexo !== undefined && sexo !== 'F') yield hallazgo('RVC009', `${ruta}.codSexo`)
  const nacimiento = nacimientoDe(usuario)
  if (nacimiento === undefined) return
  if (nacimiento > hoy) {
    yield hallazgo('RVC006', `${ruta}.fechaNacimiento`, `Dice ${nacimiento}.`)
    return
  }
  const fecha = primeraAtencion(usuario) ?? hoy
  const documento = texto(datos, 'tipoDocumentoIdentificacion')
  if (documento !== undefined && !edadAcordeConDocumento(documento, nacimiento, fecha)) {
    yield hallazgo(
      'RVC007',
      `${ruta}.fechaNacimiento`,
      `Documento ${documento}, ${edadEn(nacimiento, fecha).anios} años.`,
    )
  }
  if (conRecienNacidos && fecha >= nacimiento) {
    const { anios } = edadEn(nacimiento, fecha)
    if (anios < 9 || anios > 60) yield hallazgo('RVC008', `${ruta}.fechaNacimiento`, `Tiene ${anios} años.`)
  }
}

/** Valid birth date of the user, or undefined. */
export function nacimientoDe({ datos }: Usuario): LocalDate | undefined {
  const nacimiento = texto(datos, 'fechaNacimiento')
  return nacimiento !== undefined && isLocalDate(nacimiento) ? nacimiento : undefined
}

function primeraAtencion({ servicios }: Usuario): LocalDate | undefined {
  const fechas = servicios
    .map(({ grupo, datos }) => texto(datos, CAMPO_FECHA[grupo])?.slice(0, 10))
    .filter((fecha): fecha is string => fecha !== undefined && isLocalDate(fecha))
  return fechas.sort()[0]
}
