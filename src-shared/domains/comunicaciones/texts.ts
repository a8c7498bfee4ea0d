import type { EstadoEnvio } from '../sincronizacion/texts.ts'
import type { RitmoBuzon } from './buzon.ts'
import type { SinCorreo } from './rules.ts'
import type { CuentaCorreo, SeguridadCorreo } from './schemas.ts'

/** Words of the e-mail, the same on the account's screen and on the invoice. */

export const SEGURIDADES: readonly { readonly codigo: SeguridadCorreo; readonly nombre: string }[] = [
  { codigo: 'tls', nombre: 'Cifrada desde el inicio (TLS)' },
  { codigo: 'starttls', nombre: 'Cifrada tras saludar (STARTTLS)' },
  { codigo: 'ninguna', nombre: 'Sin cifrar: solo en este equipo' },
]

/** How an e-mail of a document stands, for one who looks at the invoice. */
export const ESTADOS_CORREO: Readonly<Record<EstadoEnvio, string>> = {
  pendiente: 'Por enviar',
  enviando: 'Enviando',
  aceptado: 'Enviado',
  rechazado: 'No salió',
  incierto: 'Puede que ya le haya llegado',
  reemplazado: 'Reemplazado',
}

export const SIN_CORREO: Readonly<Record<SinCorreo, string>> = {
  'sin-validar': 'Se podrá enviar cuando la DIAN la valide.',
  'sin-direccion':
    'El cliente no tiene correo en la factura. Escriba una dirección, o guarde el .zip y entrégueselo.',
  'sin-cuenta': 'Todavía no hay una cuenta de correo del consultorio. Guarde el .zip y entrégueselo.',
  'sin-probar': 'La cuenta de correo no se ha probado, así que nada sale solo.',
  apagado: 'El envío automático está apagado. Puede enviarla desde aquí.',
}

/** The mail services most practices use: what to write and what to do first. */
export interface Proveedor {
  readonly id: string
  readonly nombre: string
  readonly datos: Pick<CuentaCorreo, 'servidor' | 'puerto' | 'seguridad'>
  readonly pasos: readonly string[]
}

export const PROVEEDORES: readonly Proveedor[] = [
  {
    id: 'gmail',
    nombre: 'Gmail',
    datos: { servidor: 'smtp.gmail.com', puerto: 465, seguridad: 'tls' },
    pasos: [
      'Gmail no acepta aquí su contraseña de siempre: pide una «contraseña de aplicación».',
      'Entre a su cuenta de Google › Seguridad y active la verificación en dos pasos.',
      'Busque «Contraseñas de aplicaciones», cree una con el nombre Consultorio y copie sus 16 letras aquí.',
      'El usuario es su correo completo. Puede anular esa contraseña en Google cuando quiera.',
    ],
  },
  {
    id: 'outlook',
    nombre: 'Outlook y Microsoft 365',
    datos: { servidor: 'smtp.office365.com', puerto: 587, seguridad: 'starttls' },
    pasos: [
      'Sirve con cuentas de empresa de Microsoft 365 cuyo administrador tenga activo el «SMTP autenticado». Con verificación en dos pasos, pida una contraseña de aplicación.',
      'Microsoft está retirando ese acceso con contraseña: desde finales de 2026 viene apagado y el administrador debe volver a activarlo.',
      'Las cuentas personales de Outlook.com y Hotmail ya no aceptan contraseña para enviar desde otros programas. Use otra cuenta, por ejemplo de Gmail o la de su propio dominio.',
    ],
  },
]

/** The same services, for reading the invoices that suppliers send. */
export const PROVEEDORES_BUZON: readonly Proveedor[] = [
  {
    id: 'gmail',
    nombre: 'Gmail',
    datos: { servidor: 'imap.gmail.com', puerto: 993, seguridad: 'tls' },
    pasos: [
      'Gmail no acepta aquí su contraseña de siempre: pide una «contraseña de aplicación». Sirve la misma de la cuenta con la que envía.',
      'Entre a su cuenta de Google › Seguridad y active la verificación en dos pasos.',
      'Busque «Contraseñas de aplicaciones», cree una con el nombre Consultorio y copie sus 16 letras aquí.',
      'Para que el programa vea solo las facturas, cree en Gmail una etiqueta con un filtro y escriba su nombre en «Carpeta».',
    ],
  },
  {
    id: 'outlook',
    nombre: 'Outlook y Microsoft 365',
    datos: { servidor: 'outlook.office365.com', puerto: 993, seguridad: 'tls' },
    pasos: [
      'Microsoft ya no deja leer el correo con usuario y contraseña desde otros programas, ni en cuentas de empresa ni personales.',
      'Puede crear en Outlook una regla que reenvíe las facturas a otra cuenta, por ejemplo de Gmail o de su propio dominio, y leer esa.',
    ],
  },
]

export const RITMOS: readonly { readonly minutos: RitmoBuzon; readonly nombre: string }[] = [
  { minutos: 15, nombre: 'Cada 15 minutos' },
  { minutos: 60, nombre: 'Cada hora' },
  { minutos: 240, nombre: 'Cada 4 horas' },
  { minutos: 0, nombre: 'Solo cuando lo pida' },
]

export const CORREO_TEXTOS = {
  puedeQueHayaLlegado: 'Puede que ya le haya llegado: ¿enviar de nuevo?',
  porQueNoSeSabe:
    'La conexión se cortó después de entregar el mensaje y un correo no se puede consultar. Pregúntele, y envíelo de nuevo solo si no le llegó.',
} as const
