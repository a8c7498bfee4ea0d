import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '../../src-shared/contract.ts'
import { bogotaDate } from '../../src-shared/kernel/dates.ts'
import type { Clock } from '../core/clock/clock.ts'
import type { Ids } from '../core/ids/ids.ts'
import { crearCertificadoPractica } from './certificado.ts'
import { CLAVE_MUV, PACIENTES, PIN, PRESTADOR, PROFESIONAL, SEDE, TARIFAS, USUARIOS } from './demo-facts.ts'
import { bookDay, findByDocument } from './practice-day.ts'
import { type RegistroPractica, rangoContingencia, rangoPractica, rangoSoporte } from './registro.ts'
import { stepId, wasRefused } from './step-id.ts'

export type CoreClient = ContractRouterClient<typeof contract>

/** Makes a client of the core that acts with a session token. */
export type ClientFor = (token: string | undefined) => CoreClient

/**
 * Fills a practice database through the same procedures a person uses: the practice's data, a certificate made now, tariffs, ten
 * patients, appointments of today, users. The last act is the last user, so a database with all of them is ready and is left
 * as it is; one that was cut before is taken up where it stopped.
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
  const present = (await anonymous.seguridad.usuariosParaEntrar()).map(({ usuario }) => usuario)
  if (USUARIOS.every(({ usuario }) => present.includes(usuario))) return
  const [administrador, ...demas] = USUARIOS
  try {
    await anonymous.seguridad.crearPrimerUsuario({
      commandId: stepId('primer-usuario'),
      usuario: administrador.usuario,
      nombre: administrador.nombre,
      rol: administrador.rol,
      clave: PIN,
    })
  } catch (error) {
    // Somebody else's users: this database was not begun here.
    if (wasRefused(error, 'YA_HAY_USUARIOS')) return
    throw error
  }
  const { token } = await anonymous.seguridad.iniciarSesion({ usuario: administrador.usuario, clave: PIN })
  const admin = clientFor(token)
  const profesionalId = await configure(admin, ports)
  const pacienteIds: string[] = []
  for (const paciente of PACIENTES) pacienteIds.push(await registerPatient(admin, ports, paciente))
  await admin.agenda.guardarHorario({
    commandId: stepId('horario', profesionalId),
    profesionalId,
    franjas: [1, 2, 3, 4, 5, 6].flatMap((dia) => [
      { dia, desde: '08:00', hasta: '12:00' },
      { dia, desde: '14:00', hasta: '18:00' },
    ]),
  })
  await bookDay(admin, bogotaDate(ports.clock.now()), profesionalId, pacienteIds)
  for (const { usuario, nombre, rol } of demas)
    await admin.seguridad.crearUsuario({
      commandId: stepId(`usuario-${usuario}`),
      usuario,
      nombre,
      rol,
      clave: PIN,
      profesionalId: rol === 'medico' ? profesionalId : null,
    })
  await admin.seguridad.cerrarSesion()
}

/** @returns id of the professional */
async function configure(admin: CoreClient, ports: Parameters<typeof seedPractice>[1]): Promise<string> {
  const { ids, registro, url, muvUrl } = ports
  const hoy = ports.clock.now()
  await admin.configuracion.guardarPrestador({
    commandId: stepId('prestador'),
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
    commandId: stepId('sede'),
    sede: { id: null, ...SEDE, telefono: PRESTADOR.telefono },
  })
  await admin.configuracion.guardarServiciosHabilitados({
    commandId: stepId('servicios'),
    sedeId: sede.id,
    servicios: [{ codigo: PROFESIONAL.servicioReps, nombre: 'Medicina general' }],
  })
  const profesional = await admin.configuracion.guardarProfesional({
    commandId: stepId('profesional'),
    profesional: { id: null, ...PROFESIONAL, minutosCita: 20, activo: true },
  })
  const resoluciones = await admin.configuracion.resoluciones()
  for (const rango of [rangoPractica, rangoContingencia, rangoSoporte].map((del) => del(bogotaDate(hoy))))
    if (!resoluciones.some(({ numero }) => numero === rango.resolucion))
      await admin.configuracion.guardarResolucion({
        commandId: stepId('resolucion', rango),
        resolucion: {
          id: null,
          tipo: rango.tipo ?? (rango.claveTecnica === '' ? 'contingencia' : 'factura'),
          numero: rango.resolucion,
          prefijo: rango.prefijo,
          desde: rango.desde,
          hasta: rango.hasta,
          vigenciaDesde: rango.vigenciaDesde,
          vigenciaHasta: rango.vigenciaHasta,
          claveTecnica: rango.claveTecnica,
          siguiente: rango.claveTecnica === '' ? rango.desde : rango.desde + 1,
          activa: true,
        },
      })
  // Made anew each time, so its command could not be repeated.
  if ((await admin.configuracion.certificado()) === null) {
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
  }
  await admin.configuracion.guardarSoftware({
    commandId: stepId('software', { ...registro, url }),
    software: {
      softwareId: registro.softwareId,
      pin: registro.pin,
      ambiente: '2',
      url,
      testSetId: null,
    },
  })
  await admin.configuracion.guardarMuv({
    commandId: stepId('muv', muvUrl),
    muv: {
      baseUrl: muvUrl,
      usuario: { tipo: PROFESIONAL.tipoDocumento, numero: PROFESIONAL.numeroDocumento },
      clave: CLAVE_MUV,
      nit: PRESTADOR.nit,
      pinnedSha256: null,
    },
  })
  await admin.configuracion.guardarTarifas({
    commandId: stepId('tarifas'),
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
  { clock }: { readonly clock: Clock },
  paciente: (typeof PACIENTES)[number],
): Promise<string> {
  const known = await findByDocument(admin, paciente.numeroDocumento)
  if (known) return known
  const { id } = await admin.pacientes.crear({
    commandId: stepId(`paciente-${paciente.numeroDocumento}`),
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
