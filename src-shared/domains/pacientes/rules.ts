import { addDays, addMonths, bogotaDate, edadEn, formatFecha, type LocalDate } from '../../kernel/dates.ts'
import { TIPOS_SIN_CODIGO_DIAN, validateDocumento } from '../../kernel/identifiers.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { normalizarTelefono } from './phone.ts'
import type {
  CampoPaciente,
  DatoFaltante,
  Edad,
  PacienteDatos,
  PacienteNuevo,
  Responsable,
  UsoDatos,
} from './schemas.ts'

export const COLOMBIA = '170'
const MAYORIA_DE_EDAD = 18
const EDAD_MAXIMA = 130
const MESES_PARA_CONFIRMAR = 6

/** Why a patient cannot be saved as written. */
export interface DatoRechazado {
  readonly codigo: 'DATOS_INVALIDOS' | 'RESPONSABLE_REQUERIDO'
  /** Dotted path within the data, e.g. `responsable.telefono`. */
  readonly campo: string
  readonly mensaje: string
  readonly remedio: string
}

/** Every field of a patient, with what is taken for granted where nothing was said. */
export function completarDatos(nuevo: PacienteNuevo): PacienteDatos {
  return {
    tipoDocumento: nuevo.tipoDocumento ?? null,
    numeroDocumento: nuevo.numeroDocumento ?? null,
    primerNombre: nuevo.primerNombre,
    segundoNombre: nuevo.segundoNombre ?? null,
    primerApellido: nuevo.primerApellido ?? null,
    segundoApellido: nuevo.segundoApellido ?? null,
    nombreIdentitario: nuevo.nombreIdentitario ?? null,
    fechaNacimiento: nuevo.fechaNacimiento ?? null,
    nacimientoEstimado: nuevo.nacimientoEstimado ?? false,
    sexo: nuevo.sexo ?? null,
    identidadGenero: nuevo.identidadGenero ?? null,
    estadoCivil: nuevo.estadoCivil ?? null,
    ocupacion: nuevo.ocupacion ?? null,
    escolaridad: nuevo.escolaridad ?? null,
    etnia: nuevo.etnia ?? null,
    poblacionEspecial: nuevo.poblacionEspecial ?? null,
    paisResidencia: nuevo.paisResidencia ?? COLOMBIA,
    paisOrigen: nuevo.paisOrigen ?? COLOMBIA,
    municipio: nuevo.municipio ?? null,
    zona: nuevo.zona ?? null,
    direccion: nuevo.direccion ?? null,
    telefono: nuevo.telefono ?? null,
    telefonoAlterno: nuevo.telefonoAlterno ?? null,
    correo: nuevo.correo ?? null,
    acompanante: nuevo.acompanante ?? null,
    responsable: nuevo.responsable ?? null,
    pagadorId: nuevo.pagadorId ?? null,
    tipoUsuario: nuevo.tipoUsuario ?? null,
    plan: nuevo.plan ?? null,
    poliza: nuevo.poliza ?? null,
    canalPreferido: nuevo.canalPreferido ?? null,
    aceptaMensajes: nuevo.aceptaMensajes ?? false,
    numeroHistoria: nuevo.numeroHistoria ?? null,
    alergias: nuevo.alergias ?? { estado: 'sin-registrar', sustancias: [] },
  }
}

/**
 * Cleans and checks a patient before saving: document, phones and names in their kept form. Refuses only what cannot be
 * right; what is merely missing is left to `datosFaltantes`, so that a caller without papers can be registered.
 * @param hoy date in Bogotá.
 */
export function revisarDatos(datos: PacienteDatos, hoy: LocalDate): Result<PacienteDatos, DatoRechazado> {
  const documento = revisarDocumento(datos)
  if (!documento.ok) return documento
  const nacimiento = revisarNacimiento(datos.fechaNacimiento, hoy)
  if (nacimiento) return err(nacimiento)
  const telefonos = revisarTelefonos(datos)
  if (!telefonos.ok) return telefonos
  const responsable = revisarResponsable(datos, hoy)
  if (!responsable.ok) return responsable
  const sinContacto =
    documento.value === null && telefonos.value.telefono === null && responsable.value === null
  if (sinContacto)
    return rechazo(
      'telefono',
      'Falta el documento o el teléfono.',
      'Escriba al menos uno para poder volver a encontrar a la persona.',
    )
  const { estado, sustancias } = datos.alergias
  if ((estado === 'tiene') !== sustancias.length > 0)
    return rechazo(
      'alergias',
      'Las alergias no están completas.',
      'Escriba a qué es alérgica la persona, o marque que no tiene.',
    )
  const enColombia = datos.paisResidencia === COLOMBIA
  return ok({
    ...datos,
    ...telefonos.value,
    primerNombre: unSoloEspacio(datos.primerNombre),
    segundoNombre: datos.segundoNombre && unSoloEspacio(datos.segundoNombre),
    primerApellido: datos.primerApellido && unSoloEspacio(datos.primerApellido),
    segundoApellido: datos.segundoApellido && unSoloEspacio(datos.segundoApellido),
    numeroDocumento: documento.value,
    responsable: responsable.value,
    municipio: enColombia ? datos.municipio : null,
    zona: enColombia ? datos.zona : null,
  })
}

/**
 * What is still missing for a use: the factura (dian.md 2.6, the patient as customer), the RIPS (Resolución 948 de 2026,
 * U01–U11) or the historia (Resolución 1995 de 1999, art. 10). Empty when nothing is.
 */
export function datosFaltantes(datos: PacienteDatos, para: UsoDatos, hoy: LocalDate): DatoFaltante[] {
  const faltan: DatoFaltante[] = []
  const exigir = (campo: CampoPaciente, mensaje: string) => {
    if (datos[campo] === null) faltan.push({ campo, mensaje })
  }
  if (datos.tipoDocumento === null && datos.numeroDocumento === null)
    faltan.push({ campo: 'numeroDocumento', mensaje: 'Falta el documento: tipo y número' })
  else {
    exigir('tipoDocumento', 'Falta el tipo de documento')
    exigir('numeroDocumento', 'Falta el número de documento')
  }
  exigir('primerApellido', 'Falta el primer apellido')
  if (para === 'factura') {
    if (datos.direccion !== null && datos.paisResidencia === COLOMBIA)
      exigir('municipio', 'Falta el municipio de la dirección: la DIAN no acepta una dirección incompleta')
    const sinCodigo = datos.tipoDocumento !== null && TIPOS_SIN_CODIGO_DIAN.has(datos.tipoDocumento)
    if (sinCodigo && !datos.responsable?.numeroDocumento)
      faltan.push({
        campo: 'responsable',
        mensaje:
          'La DIAN no tiene código para este documento: falta la persona responsable, con documento, para facturarle',
      })
    return faltan
  }
  exigir('fechaNacimiento', 'Falta la fecha de nacimiento')
  exigir('sexo', 'Falta el sexo')
  exigir('tipoUsuario', 'Falta el tipo de usuario (vinculación al sistema de salud)')
  if (datos.paisResidencia === COLOMBIA) {
    exigir('municipio', 'Falta el municipio de residencia')
    exigir('zona', 'Falta la zona de residencia: urbana o rural')
  }
  if (para === 'rips') return faltan
  exigir('estadoCivil', 'Falta el estado civil')
  exigir('ocupacion', 'Falta la ocupación')
  exigir('direccion', 'Falta la dirección')
  exigir('telefono', 'Falta el teléfono')
  if (datos.fechaNacimiento !== null && esMenor(datos.fechaNacimiento, hoy))
    exigir('responsable', 'Falta la persona responsable')
  return faltan
}

/** `Paciente por completar`: known by name and phone only, or without what identifies a person. */
export function esPorCompletar(datos: PacienteDatos): boolean {
  return (
    datos.tipoDocumento === null ||
    datos.numeroDocumento === null ||
    datos.primerApellido === null ||
    datos.fechaNacimiento === null ||
    datos.sexo === null
  )
}

/** What does not stop anyone but deserves a look: document against age (RIPS rule RVC007, lineamiento 3.2). */
export function advertenciasPaciente(datos: PacienteDatos, hoy: LocalDate): string[] {
  const { fechaNacimiento, tipoDocumento } = datos
  if (fechaNacimiento === null || fechaNacimiento > hoy) return []
  const { anios } = edadEn(fechaNacimiento, hoy)
  const cambio = (edad: number, nuevo: string) => {
    const limite = addDays(addMonths(fechaNacimiento, (edad + 1) * 12), -1)
    return hoy <= limite
      ? `Ya cumplió ${edad} años: pida ${nuevo}. El RIPS acepta el documento anterior hasta el ${formatFecha(limite)}.`
      : `Ya cumplió ${edad} años: pida ${nuevo}. El RIPS de este paciente saldrá con notificación.`
  }
  switch (tipoDocumento) {
    case 'CN':
    case 'NV':
      return anios >= 1 ? ['Ya cumplió un año con certificado de nacido vivo: pida el registro civil.'] : []
    case 'RC':
      if (anios >= MAYORIA_DE_EDAD) return [cambio(MAYORIA_DE_EDAD, 'la cédula de ciudadanía')]
      return anios >= 7 ? [cambio(7, 'la tarjeta de identidad')] : []
    case 'TI':
      if (anios >= MAYORIA_DE_EDAD) return [cambio(MAYORIA_DE_EDAD, 'la cédula de ciudadanía')]
      return anios < 7
        ? ['La tarjeta de identidad se expide desde los 7 años: revise la fecha de nacimiento.']
        : []
    case 'CC':
      return anios < MAYORIA_DE_EDAD
        ? [
            'La cédula de ciudadanía se expide desde los 18 años: revise el documento o la fecha de nacimiento.',
          ]
        : []
    case 'MS':
      return anios >= MAYORIA_DE_EDAD
        ? ['«Menor sin identificación» no corresponde a un adulto: cambie el tipo de documento.']
        : []
    case 'AS':
      return anios < MAYORIA_DE_EDAD
        ? ['«Adulto sin identificación» no corresponde a un menor: cambie el tipo de documento.']
        : []
    default:
      return []
  }
}

/** Age on a date, or null when the birth is not known or comes later. */
export function edadDe(datos: { readonly fechaNacimiento: string | null }, fecha: LocalDate): Edad | null {
  const nacimiento = datos.fechaNacimiento
  return nacimiento === null || nacimiento > fecha ? null : edadEn(nacimiento, fecha)
}

/** `38 años`, `7 meses`, `12 días`. */
export function edadLegible({ anios, meses, dias }: Edad): string {
  if (anios >= 2) return `${anios} años`
  const total = anios * 12 + meses
  if (total >= 1) return total === 1 ? '1 mes' : `${total} meses`
  return dias === 1 ? '1 día' : `${dias} días`
}

export function esMenor(fechaNacimiento: LocalDate, hoy: LocalDate): boolean {
  return fechaNacimiento <= hoy && edadEn(fechaNacimiento, hoy).anios < MAYORIA_DE_EDAD
}

/** C-01: the data were last confirmed more than six months ago. @param confirmadosEn instant, UTC ISO. */
export function debeConfirmarDatos(confirmadosEn: string, hoy: LocalDate): boolean {
  return addMonths(bogotaDate(new Date(confirmadosEn)), MESES_PARA_CONFIRMAR) < hoy
}

/** Fields whose value differs. Nested values (responsable, alergias …) count as one field. */
export function camposDistintos(a: PacienteDatos, b: PacienteDatos): CampoPaciente[] {
  return (Object.keys(a) as CampoPaciente[]).filter((campo) => !mismoValor(a[campo], b[campo]))
}

/**
 * Joins two people's changes to one patient, field by field (the first committed, the second arrives with an older version).
 * @param base what the second person was looking at. @param actual what is stored now. @param propio base with their changes.
 * @returns the joined data, or the fields that both changed to different values.
 */
export function fusionarCambios(
  base: PacienteDatos,
  actual: PacienteDatos,
  propio: PacienteDatos,
): Result<PacienteDatos, CampoPaciente[]> {
  const propios = camposDistintos(base, propio)
  const ajenos = new Set(camposDistintos(base, actual))
  const choques = propios.filter((c) => ajenos.has(c) && !mismoValor(propio[c], actual[c]))
  if (choques.length > 0) return err(choques)
  return ok({ ...actual, ...Object.fromEntries(propios.map((c) => [c, propio[c]])) })
}

function mismoValor(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = new Set([...Object.keys(x), ...Object.keys(y)])
  return [...keys].every((key) => mismoValor(x[key] ?? null, y[key] ?? null))
}

function revisarDocumento(datos: PacienteDatos): Result<string | null, DatoRechazado> {
  const { tipoDocumento, numeroDocumento } = datos
  if (tipoDocumento === null && numeroDocumento === null) return ok(null)
  if (tipoDocumento === null)
    return rechazo('tipoDocumento', 'Falta el tipo de documento.', 'Elíjalo en la lista.')
  if (numeroDocumento === null)
    return rechazo(
      'numeroDocumento',
      'Falta el número de documento.',
      'Escríbalo como aparece en el documento, o deje vacío también el tipo.',
    )
  if (tipoDocumento === 'NI')
    return rechazo(
      'tipoDocumento',
      'Un paciente no se identifica con NIT.',
      'Elija su documento de persona; la empresa que paga se escribe al facturar.',
    )
  const clean = validateDocumento(tipoDocumento, numeroDocumento)
  return clean.ok ? clean : rechazoDe('numeroDocumento', clean.error)
}

function revisarNacimiento(nacimiento: string | null, hoy: LocalDate): DatoRechazado | undefined {
  if (nacimiento === null) return undefined
  const remedio = 'Revise el día, el mes y el año.'
  const campo = 'fechaNacimiento'
  if (nacimiento > hoy)
    return { codigo: 'DATOS_INVALIDOS', campo, mensaje: 'La fecha de nacimiento está en el futuro.', remedio }
  if (edadEn(nacimiento, hoy).anios > EDAD_MAXIMA)
    return {
      codigo: 'DATOS_INVALIDOS',
      campo,
      mensaje: `La fecha de nacimiento da más de ${EDAD_MAXIMA} años.`,
      remedio,
    }
  return undefined
}

function revisarTelefonos(
  datos: PacienteDatos,
): Result<Pick<PacienteDatos, 'telefono' | 'telefonoAlterno' | 'acompanante'>, DatoRechazado> {
  const telefono = telefonoOpcional('telefono', datos.telefono)
  if (!telefono.ok) return telefono
  const telefonoAlterno = telefonoOpcional('telefonoAlterno', datos.telefonoAlterno)
  if (!telefonoAlterno.ok) return telefonoAlterno
  const acompanante = telefonoOpcional('acompanante.telefono', datos.acompanante?.telefono ?? null)
  if (!acompanante.ok) return acompanante
  return ok({
    telefono: telefono.value,
    telefonoAlterno: telefonoAlterno.value,
    acompanante: datos.acompanante && { ...datos.acompanante, telefono: acompanante.value },
  })
}

function revisarResponsable(datos: PacienteDatos, hoy: LocalDate): Result<Responsable | null, DatoRechazado> {
  const { responsable, fechaNacimiento } = datos
  if (responsable === null)
    return fechaNacimiento !== null && esMenor(fechaNacimiento, hoy)
      ? err({
          codigo: 'RESPONSABLE_REQUERIDO',
          campo: 'responsable',
          mensaje: 'Menor de edad: falta persona responsable.',
          remedio: 'Escriba el nombre, el teléfono y el parentesco de quien responde por el paciente.',
        })
      : ok(null)
  const telefono = normalizarTelefono(responsable.telefono)
  if (!telefono.ok) return rechazoDe('responsable.telefono', telefono.error)
  const { tipoDocumento, numeroDocumento } = responsable
  if (tipoDocumento === null || numeroDocumento === null)
    return ok({ ...responsable, telefono: telefono.value, tipoDocumento: null, numeroDocumento: null })
  const documento = validateDocumento(tipoDocumento, numeroDocumento)
  if (!documento.ok) return rechazoDe('responsable.numeroDocumento', documento.error)
  return ok({ ...responsable, telefono: telefono.value, numeroDocumento: documento.value })
}

function telefonoOpcional(campo: string, telefono: string | null): Result<string | null, DatoRechazado> {
  if (telefono === null) return ok(null)
  const clean = normalizarTelefono(telefono)
  return clean.ok ? clean : rechazoDe(campo, clean.error)
}

function rechazo(campo: string, mensaje: string, remedio: string): Result<never, DatoRechazado> {
  return err({ codigo: 'DATOS_INVALIDOS', campo, mensaje, remedio })
}

/** Splits a kernel sentence «what. how to fix.» into its two halves. */
function rechazoDe(campo: string, frase: string): Result<never, DatoRechazado> {
  const at = frase.indexOf('. ')
  return at < 0
    ? rechazo(campo, frase, 'Corrija el dato e intente de nuevo.')
    : rechazo(campo, frase.slice(0, at + 1), frase.slice(at + 2))
}

function unSoloEspacio(text: string): string {
  return text.trim().replace(/\s+/g, ' ')
}
