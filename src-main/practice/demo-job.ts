import type { ContenidoNota } from '../../src-shared/domains/historia/schemas.ts'
import type { Ids } from '../core/ids/ids.ts'
import { consultaMedica } from './consulta-medica.ts'
import type { ClientFor, CoreClient } from './demo-data.ts'
import { PIN, TARIFAS } from './demo-facts.ts'
import { demoPatients } from './demo-patients.ts'

export interface DemoResult {
  readonly pacienteId: string
  readonly facturaId: string
  readonly numero: string
  /** Milliseconds of each step. */
  readonly tiempos: Readonly<Record<string, number>>
}

/**
 * The main job as a doctor does it, through the same procedures as the screens: patient, note, `Cerrar consulta` with its invoice
 * and RIPS. @param semilla picks the patients
 */
export async function runDemoJob(
  clientFor: ClientFor,
  ports: { readonly ids: Ids; readonly hoy: string; readonly pacientes: number; readonly semilla: number },
): Promise<DemoResult[]> {
  const { token } = await clientFor(undefined).seguridad.iniciarSesion({ usuario: 'medico', clave: PIN })
  const client = clientFor(token)
  const results: DemoResult[] = []
  for (const datos of demoPatients(ports.pacientes, ports.semilla, ports.hoy)) {
    const clock = stopwatch()
    const paciente = await client.pacientes.crear({
      commandId: ports.ids.next(),
      datos,
      noEsDuplicado: true,
      consentimiento: { decision: 'autoriza', version: '1', fecha: ports.hoy, medio: 'papel' },
    })
    clock.lap('paciente')
    const nota = await client.historia.iniciar({
      commandId: ports.ids.next(),
      pacienteId: paciente.id,
      citaId: null,
      plantilla: 'primera-vez',
    })
    await client.historia.guardar({
      id: nota.id,
      revision: nota.revision + 1,
      contenido: demoNote(results.length),
    })
    clock.lap('nota')
    const panel = await client.jornada.prepararCierre({ notaId: nota.id })
    clock.lap('panel')
    if (!panel.puedeCerrar) throw new DemoRefused(panel.artefactos.map(({ detalle }) => detalle).join(' · '))
    const cierre = await client.jornada.cerrarConsulta({
      commandId: ports.ids.next(),
      notaId: nota.id,
      facturar: true,
      pago: { forma: '1', medio: '10' },
      recaudos: [],
      recibo: { valor: panel.total, medio: '10', referencia: null },
    })
    clock.lap('cierre')
    if (!cierre.facturaId || !cierre.numero) throw new DemoRefused('La consulta se cerró sin factura')
    results.push({
      pacienteId: paciente.id,
      facturaId: cierre.facturaId,
      numero: cierre.numero,
      tiempos: clock.times,
    })
  }
  return results
}

/** The demo could not close a consultation; the message is for the person. */
export class DemoRefused extends Error {}

/** Files of one finished job, read through the same procedures that the screens use. */
export async function demoFiles(client: CoreClient, result: DemoResult) {
  const bytes = async (cual: 'factura' | 'attached-document' | 'application-response') =>
    Buffer.from((await client.facturacion.xml({ id: result.facturaId, cual })).base64, 'base64')
  const factura = await client.facturacion.obtener({ id: result.facturaId })
  const rips = await client.rips.deFactura({ facturaId: result.facturaId })
  return {
    factura,
    rips,
    archivos: {
      'factura.xml': await bytes('factura'),
      'attached-document.xml': await bytes('attached-document'),
      'application-response.xml': await bytes('application-response'),
      'factura.pdf': Buffer.from((await client.facturacion.pdf({ id: result.facturaId })).base64, 'base64'),
      'rips.json': Buffer.from(rips?.json ?? '', 'utf8'),
      'muv-respuesta.json': Buffer.from(rips?.respuesta ?? '', 'utf8'),
    },
  }
}

function stopwatch(): { readonly times: Record<string, number>; lap(name: string): void } {
  let last = performance.now()
  const times: Record<string, number> = {}
  return {
    times,
    lap(name) {
      const now = performance.now()
      times[name] = Math.round((now - last) * 10) / 10
      last = now
    },
  }
}

const [CONSULTA] = TARIFAS

function demoNote(n: number): ContenidoNota {
  return {
    motivo: '«Me duele la cabeza desde hace tres días»',
    enfermedadActual:
      'Cuadro de tres días de cefalea holocraneana opresiva, intensidad 5/10, sin náuseas ni fotofobia, que mejora con reposo.',
    antecedentes: {
      patologicos: 'Niega',
      farmacologicos: 'Niega',
      quirurgicos: 'Niega',
      alergicos: 'Niega',
      familiares: 'Madre hipertensa',
    },
    revisionSistemas: 'Sin síntomas respiratorios, gastrointestinales ni urinarios.',
    signosVitales: {
      taSistolica: 118 + (n % 12),
      taDiastolica: 76,
      frecuenciaCardiaca: 74,
      frecuenciaRespiratoria: 16,
      temperaturaDecimas: 366,
      saturacion: 97,
      pesoGramos: 68_500,
      tallaMilimetros: 1670,
    },
    examenFisico:
      'Buen estado general. Pares craneales sin alteración, fuerza y sensibilidad conservadas, sin signos meníngeos.',
    resultados: '',
    analisis: 'Cefalea tensional sin signos de alarma.',
    diagnosticos: [{ cie10: 'G442', nombre: 'Cefalea debida a tensión', tipo: '01' }],
    plan: 'Acetaminofén según necesidad, higiene del sueño, signos de alarma explicados. Control en un mes.',
    servicios: [consultaMedica(CONSULTA)],
    formula: {
      vigenciaDias: 30,
      medicamentos: [
        {
          dci: 'Acetaminofén',
          concentracion: '500 mg',
          formaFarmaceutica: 'Tableta',
          via: 'Oral',
          dosis: '1 tableta',
          frecuencia: 'cada 8 horas si hay dolor',
          duracion: '5 días',
          cantidad: 15,
          unidad: 'tabletas',
          indicaciones: 'No exceder 6 tabletas al día',
        },
      ],
    },
    incapacidad: false,
    proximoControl: null,
  }
}
