import { certificadoPropio, confiarEn } from '../../fixtures/correo/confianza.ts'
import { hojas, leerMensaje, type Parte } from '../../fixtures/correo/leer-mensaje.ts'
import {
  type CorreoRecibido,
  type ServidorSmtp,
  startServidorSmtp,
} from '../../fixtures/correo/servidor-smtp.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

export const USUARIO = 'facturas@consultorio.co'
export const CLAVE = 'clave-que-no-sale'
export const ANA = 'ana.perez@correo.com'

export interface ConsultorioConCorreo extends Consultorio {
  readonly smtp: ServidorSmtp
  /** The account, as a person writes it. */
  cuenta(cambios?: Partial<ReturnType<typeof cuentaDe>>): ReturnType<typeof cuentaDe>
  /** Account saved and tested, and the test message forgotten. */
  conectar(): Promise<void>
  /** Invoice of a patient, delivered to DIAN. @param correo of the patient when it is issued */
  facturar(correo: string | null, paciente?: number): Promise<{ id: string; numero: string }>
  /** E-mails that deliver an invoice, test messages aside. */
  correos(): CorreoRecibido[]
  /** Waits until a condition of the queue holds, delivering meanwhile. */
  hasta(condition: () => Promise<boolean>): Promise<void>
}

const cuentaDe = (puerto: number) => ({
  servidor: 'localhost',
  puerto,
  seguridad: 'tls' as 'tls' | 'starttls' | 'ninguna',
  usuario: USUARIO,
  clave: CLAVE as string | null,
  nombre: 'Consultorio de práctica',
  correo: USUARIO,
  automatico: true,
})

/** A whole practice with a real mail server beside it, which this machine trusts, over TLS. */
export async function abrirConCorreo(): Promise<ConsultorioConCorreo> {
  const certificado = certificadoPropio()
  const desconfiar = confiarEn(certificado.cert)
  const smtp = await startServidorSmtp({ modo: 'tls', certificado, usuario: USUARIO, clave: CLAVE })
  const c = await abrirConsultorio()
  const cuenta: ConsultorioConCorreo['cuenta'] = (cambios) => ({ ...cuentaDe(smtp.puerto), ...cambios })
  return {
    ...c,
    smtp,
    cuenta,
    async conectar() {
      await c.medico.comunicaciones.guardarCuenta({ commandId: c.ids.next(), cuenta: cuenta() })
      await c.medico.comunicaciones.probarCuenta({ commandId: c.ids.next(), para: USUARIO })
    },
    async facturar(correo, paciente = 0) {
      const { pacientes } = await c.medico.pacientes.listar({
        desde: 0,
        cantidad: 50,
        soloPorCompletar: false,
      })
      const id = pacientes[paciente]?.id ?? ''
      await c.core.db.updateTable('pacientes').set({ correo }).where('id', '=', id).execute()
      const { servicioIds } = await c.atender({ paciente })
      const factura = await c.medico.facturacion.emitir(c.emision(servicioIds))
      await c.core.outbox.drain()
      return { id: factura.id, numero: factura.numero }
    },
    correos: () => smtp.recibidos.filter(({ para }) => !para.includes(USUARIO)),
    async hasta(condition) {
      for (let n = 0; !(await condition()); n += 1) {
        if (n > 400) throw new Error('it never came')
        await new Promise((resolve) => setTimeout(resolve, 10))
        await c.core.outbox.drain()
      }
    },
    async close() {
      await c.close()
      await smtp.close()
      desconfiar()
    },
  }
}

/** What a message carries: its text, its HTML and its file. */
export function contenidoDe(correo: CorreoRecibido | undefined): {
  mensaje: Parte
  texto: string
  html: string
  adjunto: Parte
} {
  if (!correo) throw new Error('no e-mail arrived')
  const mensaje = leerMensaje(correo.crudo)
  const [texto, html, adjunto] = hojas(mensaje)
  if (!texto || !html || !adjunto) throw new Error('the message lacks a part')
  return { mensaje, texto: texto.bytes.toString('utf8'), html: html.bytes.toString('utf8'), adjunto }
}
