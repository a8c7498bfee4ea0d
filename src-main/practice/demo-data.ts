import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '../../src-shared/contract.ts'
import { bogotaDate, bogotaInstant } from '../../src-shared/kernel/dates.ts'
import type { Clock } from '../core/clock/clock.ts'
import type { Ids } from '../core/ids/ids.ts'
import { crearCertificadoPractica } from './certificado.ts'
import {
  CITAS,
  CLAVE_MUV,
  PACIENTES,
  PIN,
  PRESTADOR,
  PROFESIONAL,
  SEDE,
  TARIFAS,
  USUARIOS,
} from './demo-facts.ts'
import { RANGO_PRACTICA, type RegistroPractica } from './registro.ts'

export type CoreClient = ContractRouterClient<typeof contract>

/** Makes a client of the core that acts with a session token. */
export type ClientFor = (token: string | undefined) => CoreClient

/**
 * Fills an empty practice database through the same procedures a person uses: users, the practice's data, a certificate made now,
 * tariffs and ten patients. Does nothing when there are users already.
 */
export async function seedPractice(
  clientFor: ClientFor,
  ports: {
    readonly clock: Clock
    readonly ids: Ids
    readonly registro: RegistroPractica
    readonly url: string
    readonly muvUrl: string
  },
): Promise<void> {
  const anonymous = clientFor(undefined)
  if ((await anonymous.seguridad.usuariosParaEntrar()).length > 0) return
  const { ids } = ports
  const [administrador, ...demas] = USUARIOS
  await anonymous.seguridad.crearPrimerUsuario({
    commandId: ids.next(),
    usuario: administrador.usuario,
    nombre: administrador.nombre,
    rol: administrador.rol,
    clave: PIN,
  })
  const { token } = await anonymous.seguridad.iniciarSesion({ usuario: administrador.usuario, clave: PIN })
  const admin = clientFor(token)
  const profesionalId = await configure(admin, ports)
  for (const { usuario, nombre, rol } of demas)
    await admin.seguridad.crearUsuario({
      commandId: ids.next(),
      usuario,
      nombre,
      rol,
      clave: PIN,
      profesionalId: rol === 'medico' ? profesionalId : null,
    })
  const pacienteIds: string[] = []
  for (const paciente of PACIENTES) pacienteIds.push(await registerPatient(admin, ports, paciente))
  await bookToday(admin, ports, profesionalId, pacienteIds)
  await admin.seguridad.cerrarSesion()
}

/** @returns id of the professional */
async function configure(admin: CoreClient, ports: Parameters<typeof seedPractice>[1]): Promise<string> {
  const { ids, registro } = ports
  await admin.configuracion.guardarPrestador({
    commandId: ids.next(),
    prestador: {
      tipoPersona: '1',
      ...PRESTADOR,
      responsabilidades: ['R-99-PN'],
      tributo: 'ZZ',
      obligadoFacturar: true,
    },
    obligacion: { superaTope: true, contrataConPagadores: false },
  })
  const sede = await admin.configuracion.guardarSede({
    commandId: ids.next(),
    sede: { id: null, ...SEDE, telefono: PRESTADOR.telefono },
  })
  await admin.configuracion.guardarServiciosHabilitados({
    commandId: ids.next(),
    sedeId: sede.id,
    servicios: [{ codigo: PROFESIONAL.servicioReps, nombre: 'Medicina general' }],
  })
  const profesional = await admin.configuracion.guardarProfesional({
    commandId: ids.next(),
    profesional: { id: null, ...PROFESIONAL, minutosCita: 20, activo: true },
  })
  await admin.configuracion.guardarResolucion({
    commandId: ids.next(),
    resolucion: {
      id: null,
      tipo: 'factura',
      numero: RANGO_PRACTICA.resolucion,
      prefijo: RANGO_PRACTICA.prefijo,
      desde: RANGO_PRACTICA.desde,
      hasta: RANGO_PRACTICA.hasta,
      vigenciaDesde: RANGO_PRACTICA.vigenciaDesde,
      vigenciaHasta: RANGO_PRACTICA.vigenciaHasta,
      claveTecnica: RANGO_PRACTICA.claveTecnica,
      siguiente: RANGO_PRACTICA.desde + 1,
      activa: true,
    },
  })
  const hoy = ports.clock.now()
  const certificado = await crearCertificadoPractica({
    nit: PRESTADOR.nit,
    nombre: PRESTADOR.razonSocial,
    desde: new Date(hoy.getTime() - 86_400_000),
    hasta: new Date(hoy.getTime() + 2 * 365 * 86_400_000),
    ids,
  })
  await admin.configuracion.importarCertificado({
    commandId: ids.next(),
    archivo: Buffer.from(certificado.p12).toString('base64'),
    clave: certificado.clave,
  })
  await admin.configuracion.guardarSoftware({
    commandId: ids.next(),
    software: {
      softwareId: registro.softwareId,
      pin: registro.pin,
      ambiente: '2',
      url: ports.url,
      testSetId: null,
    },
  })
  await admin.configuracion.guardarMuv({
    commandId: ids.next(),
    muv: {
      baseUrl: ports.muvUrl,
      usuario: { tipo: PROFESIONAL.tipoDocumento, numero: PROFESIONAL.numeroDocumento },
      clave: CLAVE_MUV,
      nit: PRESTADOR.nit,
      pinnedSha256: null,
    },
  })
  await admin.configuracion.guardarTarifas({
    commandId: ids.next(),
    pagadorId: null,
    tarifas: TARIFAS.map(({ cups, descripcion, pesos }) => ({
      cups,
      descripcion,
      valor: pesos * 100,
      impuesto: { clase: 'excluido', tributo: '01', tarifa: 0 },
    })),
  })
  return profesional.id
}

async function registerPatient(
  admin: CoreClient,
  { ids, clock }: { readonly ids: Ids; readonly clock: Clock },
  paciente: (typeof PACIENTES)[number],
): Promise<string> {
  const { id } = await admin.pacientes.crear({
    commandId: ids.next(),
    datos: {
      ...paciente,
      paisOrigen: '170',
      paisResidencia: '170',
      tipoUsuario: '12',
      responsable: paciente.responsable
        ? { ...paciente.responsable, tipoDocumento: null, numeroDocumento: null }
        : null,
    },
    consentimiento: {
      decision: 'autoriza',
      version: '1',
      fecha: bogotaDate(clock.now()),
      medio: 'papel',
    },
  })
  return id
}

/** Weekly hours of the professional, and appointments of today so that Hoy and Agenda have something to show. */
async function bookToday(
  admin: CoreClient,
  { ids, clock }: { readonly ids: Ids; readonly clock: Clock },
  profesionalId: string,
  pacienteIds: readonly string[],
): Promise<void> {
  await admin.agenda.guardarHorario({
    commandId: ids.next(),
    profesionalId,
    franjas: [1, 2, 3, 4, 5, 6].flatMap((dia) => [
      { dia, desde: '08:00', hasta: '12:00' },
      { dia, desde: '14:00', hasta: '18:00' },
    ]),
  })
  const hoy = bogotaDate(clock.now())
  for (const [i, { hora, servicio }] of CITAS.entries()) {
    const pacienteId = pacienteIds[i]
    if (!pacienteId) continue
    const cita = await admin.agenda.crear({
      commandId: ids.next(),
      paciente: { clase: 'registrado', id: pacienteId },
      profesionalId,
      servicio,
      cups: servicio === 'Consulta de control' ? '890301' : '890201',
      modalidad: '01',
      inicio: bogotaInstant(hoy, `${hora}:00`).toISOString(),
      minutos: 20,
      fechaSolicitud: hoy,
      fechaDeseada: hoy,
      nota: null,
      sobrecupoMotivo: null,
    })
    if (i % 2 === 1)
      await admin.agenda.cambiarEstado({
        commandId: ids.next(),
        id: cita.id,
        version: cita.version,
        estado: 'confirmada',
        sobrecupoMotivo: null,
      })
  }
}
