import { bogotaDate, diasEntre, formatFecha, type LocalDate } from '../../kernel/dates.ts'
import type { Muv, RespuestasObligacion } from './ajustes.ts'
import { motivoSinNumeracion, motivoSinNumero, numerosRestantes, sirveEnAmbiente } from './numeracion.ts'
import { describirDesfase, REMEDIO_RELOJ } from './reloj.ts'
import {
  type Aviso,
  type CertificadoInfo,
  type EstadoPaso,
  PASOS,
  type Paso,
  type Pendiente,
  type Prestador,
  type ResolucionNumeracion,
  type SoftwareDian,
} from './schemas.ts'

/** Numbers left at which the practice is told to ask for another range (workflows 1.1). */
export const NUMEROS_PARA_AVISAR = 50
/** Days before a range expires at which the practice is told (workflows 1.1). */
export const DIAS_PARA_AVISAR = 30
/** Days before the certificate expires at which the practice is told, each time with more weight: renewing takes days. */
export const ALARMAS_CERTIFICADO = [
  {
    dias: 7,
    remedio:
      'Impórtelo ya renovado: desde ese día no se puede facturar, y la entidad tarda unos días en renovarlo.',
  },
  {
    dias: 30,
    remedio: 'Pida la renovación a la entidad que lo emitió: tarda unos días. Sin él no se puede facturar.',
  },
  { dias: 60, remedio: 'Vaya pidiendo la renovación a la entidad que lo emitió: hay tiempo.' },
] as const

/** Addresses of DIAN's service (dian.md 5.1). */
export const URL_DIAN = {
  '1': 'https://vpfe.dian.gov.co/WcfDianCustomerServices.svc',
  '2': 'https://vpfe-hab.dian.gov.co/WcfDianCustomerServices.svc',
} as const

/** What the practice has to do with its invoices (rips.md 1; Resolución 948 de 2026 art. 2). */
export type Obligacion = 'factura-electronica' | 'rips-sin-factura' | 'sin-responder'

/**
 * A natural person up to 3.500 UVT of yearly income and without contracts with payers reports RIPS sin factura; anybody else
 * issues the electronic invoice with health data for every service, also of private patients.
 */
export function obligacionDe(
  tipoPersona: Prestador['tipoPersona'],
  respuestas: RespuestasObligacion,
): Obligacion {
  if (tipoPersona === '1' || respuestas.superaTope === true || respuestas.contrataConPagadores === true)
    return 'factura-electronica'
  if (respuestas.superaTope === null || respuestas.contrataConPagadores === null) return 'sin-responder'
  return 'rips-sin-factura'
}

/** What is known of the practice at one moment: from this alone follows what is pending and what needs warning. */
export interface HechosConfiguracion {
  readonly hoy: LocalDate
  readonly ahora: Date
  readonly prestador: Prestador | undefined
  readonly sedes: number
  readonly sedesSinServicios: number
  readonly profesionalesActivos: number
  readonly resoluciones: readonly ResolucionNumeracion[]
  readonly certificado: CertificadoInfo | undefined
  /** The certificate names another NIT than the provider's. */
  readonly certificadoAjeno: boolean
  /** What DIAN said of a certificate, maybe of a former one. */
  readonly certificadoObservado: {
    readonly certificadoId: string
    readonly dice: 'revocado' | 'vencido'
  } | null
  /** Seconds that this clock is ahead of DIAN's, as last seen; null when unknown. */
  readonly desfaseSegundos: number | null
  readonly software: SoftwareDian | undefined
  readonly tarifas: number
  readonly muv: Muv | null
  readonly omitidos: readonly Paso[]
}

/** Steps that are not done, in the order of the wizard, with what each prevents. */
export function pendientesDe(hechos: HechosConfiguracion): Pendiente[] {
  return PASOS.flatMap((paso) => {
    const falta = faltaEn(paso, hechos)
    return falta === undefined ? [] : [{ paso, ...falta }]
  })
}

/** State of every step for the list at the left of the wizard. */
export function pasosDe(hechos: HechosConfiguracion): EstadoPaso[] {
  return PASOS.map((paso) => {
    if (!aplica(paso, hechos)) return { paso, estado: 'no-aplica' }
    if (faltaEn(paso, hechos) === undefined) return { paso, estado: 'listo' }
    return { paso, estado: hechos.omitidos.includes(paso) ? 'omitido' : 'pendiente' }
  })
}

/** Steps that only who issues electronic invoices needs. */
const DE_FACTURA: ReadonlySet<Paso> = new Set(['numeracion', 'certificado', 'software'])

function aplica(paso: Paso, { prestador }: HechosConfiguracion): boolean {
  return !DE_FACTURA.has(paso) || prestador === undefined || prestador.obligadoFacturar
}

type Falta = Omit<Pendiente, 'paso'>

function faltaEn(paso: Paso, hechos: HechosConfiguracion): Falta | undefined {
  if (!aplica(paso, hechos)) return undefined
  const factura = hechos.prestador?.obligadoFacturar === false ? 'reportar' : 'facturar'
  switch (paso) {
    case 'prestador':
      return hechos.prestador
        ? undefined
        : { mensaje: 'Faltan los datos del prestador: NIT y código de habilitación.', impide: factura }
    case 'sede':
      if (hechos.sedes === 0) return { mensaje: 'Falta la sede donde atiende.', impide: factura }
      return hechos.sedesSinServicios > 0
        ? { mensaje: 'Falta decir qué servicios tiene habilitados la sede.', impide: 'nada' }
        : undefined
    case 'profesional':
      return hechos.profesionalesActivos > 0
        ? undefined
        : { mensaje: 'Falta el profesional que atiende y su registro.', impide: 'atender' }
    case 'numeracion': {
      const motivo = motivoSinNumeracion(resolucionesUtiles(hechos), hechos.hoy, 'factura')
      return motivo && { mensaje: motivo.mensaje, impide: 'facturar' }
    }
    case 'certificado':
      return faltaCertificado(hechos)
    case 'software':
      return hechos.software
        ? undefined
        : { mensaje: 'Faltan el identificador y el PIN del software en la DIAN.', impide: 'facturar' }
    case 'tarifas':
      return hechos.tarifas > 0
        ? undefined
        : { mensaje: 'No hay tarifas: habrá que escribir el valor en cada factura.', impide: 'nada' }
    case 'muv':
      return hechos.muv
        ? undefined
        : { mensaje: 'Falta la cuenta de SISPRO para validar los RIPS.', impide: 'reportar' }
  }
}

function faltaCertificado(hechos: HechosConfiguracion): Falta | undefined {
  const { certificado, prestador } = hechos
  if (!certificado) return { mensaje: 'Falta el certificado digital para firmar.', impide: 'facturar' }
  if (hechos.ahora > new Date(certificado.hasta))
    return {
      mensaje: `El certificado digital venció el ${formatFecha(diaDe(certificado.hasta))}.`,
      impide: 'facturar',
    }
  if (hechos.ahora < new Date(certificado.desde))
    return {
      mensaje: `El certificado digital empieza a servir el ${formatFecha(diaDe(certificado.desde))}.`,
      impide: 'facturar',
    }
  if (hechos.certificadoAjeno && prestador)
    return {
      mensaje: `El certificado es del NIT ${certificado.nit} y el prestador es el ${prestador.nit}-${prestador.dv}.`,
      impide: 'facturar',
    }
  return undefined
}

/** Warnings for Hoy, in order of consequence. What already prevents invoicing is a pendiente, not a warning. */
export function avisosDe(hechos: HechosConfiguracion): Aviso[] {
  if (hechos.prestador?.obligadoFacturar === false) return []
  return [
    ...avisoReloj(hechos),
    ...avisoObservado(hechos),
    ...avisoCertificado(hechos),
    ...avisosNumeracion(hechos),
  ]
}

function avisoReloj({ desfaseSegundos }: HechosConfiguracion): Aviso[] {
  const desfase = describirDesfase(desfaseSegundos)
  if (desfase === undefined) return []
  return [
    {
      codigo: 'reloj-desajustado',
      paso: 'software',
      mensaje: `${desfase}: la DIAN puede no recibir sus facturas.`,
      remedio: REMEDIO_RELOJ,
      accion: 'Ver cómo',
    },
  ]
}

function avisoObservado({ certificado, certificadoObservado }: HechosConfiguracion): Aviso[] {
  if (!certificado || certificadoObservado?.certificadoId !== certificado.id) return []
  return [
    {
      codigo: 'certificado-observado',
      paso: 'certificado',
      mensaje: `La DIAN dice que su certificado digital está ${certificadoObservado.dice}.`,
      remedio:
        'Hable con la entidad que lo emitió e importe el nuevo. Lo que está por enviar se conserva y sale con él.',
      accion: 'Cambiarlo',
    },
  ]
}

/** Days left of a certificate and the alarm it has come to; undefined when there is time, or none left. */
export function alarmaCertificado(
  { hasta }: Pick<CertificadoInfo, 'hasta'>,
  ahora: Date,
): { readonly vence: LocalDate; readonly dias: number; readonly remedio: string } | undefined {
  if (ahora > new Date(hasta)) return undefined
  const vence = diaDe(hasta)
  const dias = diasEntre(bogotaDate(ahora), vence)
  const alarma = ALARMAS_CERTIFICADO.find((cada) => dias <= cada.dias)
  return alarma && { vence, dias, remedio: alarma.remedio }
}

function avisoCertificado({ certificado, ahora }: HechosConfiguracion): Aviso[] {
  const alarma = certificado && alarmaCertificado(certificado, ahora)
  if (!alarma) return []
  const cuando = alarma.dias === 0 ? 'hoy' : alarma.dias === 1 ? 'mañana' : `en ${alarma.dias} días`
  return [
    {
      codigo: 'certificado-por-vencer',
      paso: 'certificado',
      mensaje: `Su certificado digital vence ${cuando}, el ${formatFecha(alarma.vence)}.`,
      remedio: alarma.remedio,
      accion: 'Renovar',
    },
  ]
}

/** In production the range of tests is as if it were not there. */
function resolucionesUtiles({ resoluciones, software }: HechosConfiguracion): ResolucionNumeracion[] {
  return resoluciones.filter((resolucion) => sirveEnAmbiente(resolucion, software?.ambiente))
}

/** Ranges of one place are looked at together; those for any place may take over from them. */
function avisosNumeracion(hechos: HechosConfiguracion): Aviso[] {
  return (['factura', 'soporte'] as const).flatMap((tipo) =>
    avisosDelTipo(
      resolucionesUtiles(hechos).filter((resolucion) => resolucion.tipo === tipo),
      hechos.hoy,
    ),
  )
}

/** Invoices and the documento soporte take numbers apart: neither range takes over from the other. */
function avisosDelTipo(facturan: readonly ResolucionNumeracion[], hoy: LocalDate): Aviso[] {
  const lugares = new Map(facturan.map(({ sedeId, equipo }) => [`${sedeId} ${equipo}`, { sedeId, equipo }]))
  return [...lugares.values()].flatMap(({ sedeId, equipo }) => {
    const propias = facturan.filter((r) => r.sedeId === sedeId && r.equipo === equipo)
    const generales = facturan.filter((r) => r.sedeId === null && r.equipo === null)
    return avisosDelLugar(propias, [...new Set([...propias, ...generales])], hoy)
  })
}

const DE_QUE: Readonly<Record<ResolucionNumeracion['tipo'], string>> = {
  factura: '',
  contingencia: ' de contingencia',
  soporte: ' de documento soporte',
}

function avisosDelLugar(
  propias: readonly ResolucionNumeracion[],
  relevos: readonly ResolucionNumeracion[],
  hoy: LocalDate,
): Aviso[] {
  const utiles = propias.filter((r) => motivoSinNumero(r, hoy) === undefined)
  const actual = utiles[0]
  // A range bought in advance takes over: nothing to worry about.
  const hayRelevo = relevos.some(
    (r) =>
      r.activa &&
      r.id !== actual?.id &&
      numerosRestantes(r) > 0 &&
      diasEntre(hoy, r.vigenciaHasta) > DIAS_PARA_AVISAR,
  )
  if (!actual || hayRelevo) return []
  const avisos: Aviso[] = []
  const quedan = utiles.reduce((total, r) => total + numerosRestantes(r), 0)
  const remedio = 'Pida otra numeración en la DIAN y agréguela antes de que se acabe.'
  if (quedan <= NUMEROS_PARA_AVISAR)
    avisos.push({
      codigo: 'numeracion-por-agotarse',
      paso: 'numeracion',
      mensaje:
        quedan === 1
          ? `Le queda 1 número${DE_QUE[actual.tipo]} en la resolución ${actual.numero}.`
          : `Le quedan ${quedan} números${DE_QUE[actual.tipo]} en la resolución ${actual.numero}.`,
      remedio,
      accion: 'Renovar',
    })
  const vence = utiles.map((r) => r.vigenciaHasta).reduce((a, b) => (a > b ? a : b))
  if (diasEntre(hoy, vence) <= DIAS_PARA_AVISAR)
    avisos.push({
      codigo: 'numeracion-por-vencer',
      paso: 'numeracion',
      mensaje:
        `Su numeración${DE_QUE[actual.tipo]} ${actual.prefijo} vence el ${formatFecha(vence)}.`.replace(
          '  ',
          ' ',
        ),
      remedio,
      accion: 'Renovar',
    })
  return avisos
}

/** Bogotá day of an instant. */
export function diaDe(instante: string): LocalDate {
  return bogotaDate(new Date(instante))
}

/** Whether a service address may be used: HTTPS anywhere, plain HTTP only inside this machine. */
export function esDireccionSegura(url: string): boolean {
  return (
    /^https:\/\/[^\s/]+/i.test(url) || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/i.test(url)
  )
}
