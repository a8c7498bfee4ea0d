import type { FalloCorreo } from './smtp.ts'

/** A failure in words: what happened and what to do. */
export interface Palabras {
  readonly mensaje: string
  readonly remedio: string
}

/** @param cuenta the account it was sent with, to name what must be looked at */
export function palabrasDe(
  fallo: FalloCorreo,
  cuenta: { readonly servidor: string; readonly correo: string },
  para: string,
): Palabras {
  if (fallo.quizaLlego)
    return {
      mensaje: 'La conexión se cortó después de entregar el mensaje: puede que haya llegado.',
      remedio: 'Pregunte a quien lo recibe y envíelo de nuevo solo si no le llegó.',
    }
  switch (fallo.paso) {
    case 'conexion':
      return {
        mensaje: `El servidor de correo ${cuenta.servidor} no respondió.`,
        remedio:
          'Revise la conexión a internet, y en la cuenta de correo el nombre del servidor y el puerto.',
      }
    case 'certificado':
      return {
        mensaje: `No se pudo comprobar que ${cuenta.servidor} sea quien dice ser: su certificado no es de confianza.`,
        remedio:
          'No se envió la contraseña. Revise el nombre del servidor y la fecha del computador; si usa un antivirus que revisa el correo, pida que deje pasar este servidor.',
      }
    case 'cifrado':
    case 'protocolo':
      return {
        mensaje: `El servidor ${cuenta.servidor} no ofreció una conexión cifrada de la forma escogida.`,
        remedio:
          'Pruebe el otro tipo de seguridad con su puerto: TLS con 465, o STARTTLS con 587. No se envió la contraseña.',
      }
    case 'clave':
      return fallo.no === 'por-ahora'
        ? {
            mensaje: 'El servidor de correo no deja entrar por ahora.',
            remedio:
              'Espere unos minutos. Si sigue, entre a su correo desde el navegador y revise si hay un aviso.',
          }
        : {
            mensaje: 'El servidor de correo no aceptó el usuario o la contraseña.',
            remedio:
              'Escriba de nuevo la contraseña en Configuración › Correo. Gmail pide una contraseña de aplicación, no la de siempre.',
          }
    case 'remitente':
      return {
        mensaje: `El servidor no deja enviar desde ${cuenta.correo}.`,
        remedio: 'Ponga como dirección del consultorio la misma de la cuenta con la que entra.',
      }
    case 'destinatario':
      return fallo.no === 'por-ahora'
        ? {
            mensaje: `El servidor no recibe por ahora correo para ${para}.`,
            remedio: 'No tiene que hacer nada: se intenta otra vez más tarde.',
          }
        : {
            mensaje: `La dirección ${para} no existe o no recibe correo.`,
            remedio: 'Revise la dirección con la persona y envíelo a otra, o entréguele el .zip.',
          }
    case 'mensaje':
      return fallo.no === 'por-ahora'
        ? {
            mensaje: 'El servidor de correo no recibió el mensaje por ahora.',
            remedio: 'No tiene que hacer nada: se intenta otra vez más tarde.',
          }
        : {
            mensaje: 'El servidor de correo no quiso recibir el mensaje.',
            remedio: 'Lea lo que respondió; si no puede arreglarlo, entregue el .zip de otra forma.',
          }
  }
}
