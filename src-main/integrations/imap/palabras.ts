import type { FalloBuzon } from './fallo.ts'

/** A reading that failed, in words: what happened and what to do. */
export interface PalabrasBuzon {
  readonly mensaje: string
  readonly remedio: string
}

/** @param cuenta the account it was read with, to name what must be looked at */
export function palabrasDelBuzon(
  fallo: FalloBuzon,
  cuenta: { readonly servidor: string; readonly carpeta: string },
): PalabrasBuzon {
  switch (fallo.paso) {
    case 'conexion':
      return {
        mensaje: `El buzón no respondió (${cuenta.servidor}).`,
        remedio:
          'No tiene que hacer nada si es la conexión a internet: se intenta otra vez solo y sigue donde iba. Si continúa, revise el nombre del servidor y el puerto.',
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
          'Pruebe el otro tipo de seguridad con su puerto: TLS con 993, o STARTTLS con 143. No se envió la contraseña.',
      }
    case 'clave':
      return fallo.definitivo
        ? {
            mensaje: 'El buzón no aceptó el usuario o la contraseña.',
            remedio:
              'Escriba de nuevo la contraseña en Configuración › Buzón de facturas. Gmail pide una contraseña de aplicación, no la de siempre. No se vuelve a intentar hasta entonces.',
          }
        : {
            mensaje: 'El servidor del buzón no deja entrar por ahora.',
            remedio:
              'No tiene que hacer nada: se intenta otra vez más tarde. Si sigue, entre a su correo desde el navegador y revise si hay un aviso.',
          }
    case 'carpeta':
      return {
        mensaje: `La carpeta «${cuenta.carpeta}» no existe en el buzón.`,
        remedio:
          'Escriba en Configuración › Buzón de facturas el nombre de la carpeta como aparece en su correo. La bandeja de entrada se llama INBOX.',
      }
  }
}
