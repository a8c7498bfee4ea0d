import type { Prestador } from '../../../src-shared/domains/configuracion/schemas.ts'
import { bogotaDate, formatFecha } from '../../../src-shared/kernel/dates.ts'
import { matchesNit } from '../../core/crypto/nit-from-subject.ts'
import { certificateStatus, type OpenedP12, openP12, type P12ErrorCode } from '../../core/crypto/p12.ts'
import { Refusal } from '../../core/errors/refusal.ts'

interface Words {
  readonly code: string
  readonly mensaje: string
  readonly remedio: string
  readonly campo: string
}

const ILEGIBLES: Record<P12ErrorCode, Words> = {
  CLAVE_ERRADA: {
    code: 'CERTIFICADO_CLAVE_ERRADA',
    mensaje: 'La contraseña del certificado no es correcta.',
    remedio: 'Escríbala como la recibió de la entidad que lo emitió, con mayúsculas y minúsculas.',
    campo: 'clave',
  },
  NO_ES_P12: {
    code: 'CERTIFICADO_ILEGIBLE',
    mensaje: 'El archivo no es un certificado digital (.p12 o .pfx) o está dañado.',
    remedio: 'Descárguelo de nuevo de la página de la entidad que lo emitió.',
    campo: 'archivo',
  },
  TRABAJO_DESMEDIDO: {
    code: 'CERTIFICADO_ILEGIBLE',
    mensaje: 'El archivo pide tanto trabajo para abrirse que detendría el programa, y no se abrió.',
    remedio:
      'Descárguelo de nuevo de la página de la entidad que lo emitió; si sigue igual, pídale que lo vuelva a expedir.',
    campo: 'archivo',
  },
  SIN_CLAVE: {
    code: 'CERTIFICADO_INCOMPLETO',
    mensaje: 'El archivo trae el certificado pero no la clave para firmar.',
    remedio: 'Pida a la entidad que lo emitió el archivo .p12 completo.',
    campo: 'archivo',
  },
  SIN_CERTIFICADO: {
    code: 'CERTIFICADO_INCOMPLETO',
    mensaje: 'El archivo trae una clave pero no el certificado que le corresponde.',
    remedio: 'Pida a la entidad que lo emitió el archivo .p12 completo.',
    campo: 'archivo',
  },
  CLAVE_NO_ADMITIDA: {
    code: 'CERTIFICADO_DEBIL',
    mensaje: 'La DIAN solo admite certificados RSA de 2048 bits o más, y este no lo es.',
    remedio: 'Pida a la entidad un certificado para facturación electrónica.',
    campo: 'archivo',
  },
}

/**
 * Opens a certificate and checks that it can sign now.
 * @throws Refusal with a code of `importarCertificado`
 */
export function openCertificado(p12: Uint8Array, clave: string, ahora: Date): OpenedP12 {
  const opened = openP12(p12, clave)
  if (!opened.ok) {
    const { code, mensaje, remedio, campo } = ILEGIBLES[opened.error.codigo]
    throw new Refusal(code, mensaje, remedio, { campo })
  }
  const { estado } = certificateStatus(opened.value, ahora)
  const desde = bogotaDate(opened.value.notBefore)
  const hasta = bogotaDate(opened.value.notAfter)
  if (estado === 'vencido')
    throw new Refusal(
      'CERTIFICADO_VENCIDO',
      `El certificado venció el ${formatFecha(hasta)}.`,
      'Pida la renovación a la entidad que lo emitió e importe el archivo nuevo.',
      { campo: 'archivo', datos: { hasta } },
    )
  if (estado === 'aun-no-vigente')
    throw new Refusal(
      'CERTIFICADO_AUN_NO_VIGENTE',
      `El certificado empieza a servir el ${formatFecha(desde)} y hoy es ${formatFecha(bogotaDate(ahora))}.`,
      'Impórtelo ese día. Si la fecha de este equipo está mal, corríjala.',
      { campo: 'archivo', datos: { desde } },
    )
  return opened.value
}

/** @throws Refusal CERTIFICADO_OTRO_NIT when it names another NIT. One that names none cannot be told apart and passes. */
export function checkTitular({ subject }: OpenedP12, prestador: Prestador | undefined): void {
  if (!subject.nit || !prestador || matchesNit(subject.nit, prestador.nit, prestador.dv)) return
  throw new Refusal(
    'CERTIFICADO_OTRO_NIT',
    `El certificado es del NIT ${subject.nit} y el prestador es el ${prestador.nit}-${prestador.dv}.`,
    'Importe el certificado del prestador. Si el NIT del prestador está mal, corríjalo en Configuración, Prestador.',
    {
      campo: 'archivo',
      datos: { nitCertificado: subject.nit, nitPrestador: `${prestador.nit}-${prestador.dv}` },
    },
  )
}
