import { explicarRegla } from './reglas.ts'
import type { Hallazgo } from './validar/revision.ts'

/** One line of `ErrorMessage`: `Regla: FAD06, Rechazo: Valor del CUFE no está calculado correctamente.` */
export interface MensajeDian {
  readonly regla: string
  readonly severidad: 'rechazo' | 'notificacion'
  /** DIAN's own words, spaces collapsed. */
  readonly texto: string
}

/** Reads a line of ErrorMessage; what has no rule number comes as rule `DIAN`, a rejection. */
export function parseMensajeDian(linea: string): MensajeDian {
  const limpia = linea.replace(/\s+/g, ' ').trim()
  const partes = /^Regla:\s*([^,\s]+),\s*(Rechazo|Notificaci[oó]n)\s*:\s*(.*)$/i.exec(limpia)
  if (partes === null) return { regla: 'DIAN', severidad: 'rechazo', texto: limpia }
  const [, regla = 'DIAN', clase = '', texto = ''] = partes
  return { regla, severidad: /^n/i.test(clase) ? 'notificacion' : 'rechazo', texto }
}

/** What the user reads of a message of DIAN: plain cause and remedy when the rule is known, with DIAN's text for support. */
export function hallazgoDeMensaje(mensaje: MensajeDian): Hallazgo {
  const regla = explicarRegla(mensaje.regla)
  return {
    regla: mensaje.regla,
    severidad: mensaje.severidad,
    ruta: regla?.campo ?? '',
    mensaje: regla === undefined ? mensaje.texto : `${regla.mensaje} La DIAN dice: «${mensaje.texto}»`,
    remedio:
      regla?.remedio ??
      'Corrija lo que dice la DIAN y emita de nuevo. Si no lo entiende, muéstrelo a soporte.',
    ...(regla && { campo: regla.campo, destino: regla.destino }),
  }
}
