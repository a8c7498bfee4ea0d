import { abrirContenedor } from './contenedor.ts'
import { type ResultadoValidacion, rechazado } from './hallazgo-muv.ts'
import type { ModuloMuv } from './modulos.ts'
import { leerPaquete, type PaqueteRips } from './paquete-rips.ts'
import type { RegistroMuv } from './registro-muv.ts'
import { type DatosDocumento, reglasDelDocumento } from './reglas-documento.ts'
import { reglasDeRips } from './reglas-rips.ts'

export interface CargaMuv {
  readonly modulo: ModuloMuv
  readonly rips: unknown
  readonly xmlFevFile: unknown
}

export interface ContextoMuv {
  readonly registro: RegistroMuv
  readonly ahora: Date
  /** Whether an invoice with this number has a CUV. */
  facturaConocida(numero: string): boolean
  /** XML that DIAN holds for a CUFE, when it can be asked. */
  readonly aprobado: ((cufe: string) => string | undefined) | undefined
}

export interface VeredictoMuv {
  readonly hallazgos: readonly ResultadoValidacion[]
  readonly aceptado: boolean
  /** Number that identifies the upload: invoice, note, or consecutive of the RIPS without invoice. */
  readonly numero: string
  readonly documento: DatosDocumento | undefined
  readonly paquete: PaqueteRips | undefined
}

/** Judges an upload. Decides nothing about keeping it. */
export function juzgarCarga({ modulo, rips, xmlFevFile }: CargaMuv, contexto: ContextoMuv): VeredictoMuv {
  const hallazgos: ResultadoValidacion[] = []
  let paquete: PaqueteRips | undefined
  if (modulo.tipoNota !== undefined) {
    const leido = leerPaquete(rips)
    if ('hallazgos' in leido) return sinEntrar(leido.hallazgos)
    paquete = leido.paquete
  } else if (rips !== null) {
    return sinEntrar([rechazado('RVG01', 'Este envío no lleva RIPS.', { ruta: 'rips' })])
  }

  let documento: DatosDocumento | undefined
  if (modulo.raiz !== undefined) {
    const abierto = abrirContenedor(xmlFevFile, modulo.raiz)
    if ('hallazgos' in abierto) return sinEntrar(abierto.hallazgos)
    const juzgado = reglasDelDocumento(abierto.contenedor, modulo.raiz, contexto.registro, contexto.aprobado)
    documento = juzgado.datos
    hallazgos.push(...juzgado.hallazgos, ...reglasDeReferencia(modulo, documento, contexto))
    if (documento.nit !== contexto.registro.nit) {
      hallazgos.push(
        rechazado('RVC001', 'El NIT del emisor no es el del obligado a reportar.', {
          fuente: abierto.contenedor.fuente,
        }),
      )
    }
  } else if (xmlFevFile) {
    hallazgos.push(rechazado('FED135', 'Este envío no lleva documento electrónico.', { ruta: 'xmlFevFile' }))
  }

  if (paquete) {
    hallazgos.push(...reglasDeNumeros(modulo, paquete, documento, contexto))
    hallazgos.push(
      ...reglasDeRips(paquete, { registro: contexto.registro, ahora: contexto.ahora, documento }),
    )
  }
  return {
    hallazgos,
    aceptado: hallazgos.every((hallazgo) => hallazgo.Clase !== 'RECHAZADO'),
    numero: documento?.numero ?? String(paquete?.datos.numNota ?? ''),
    documento,
    paquete,
  }
}

function sinEntrar(hallazgos: readonly ResultadoValidacion[]): VeredictoMuv {
  return { hallazgos, aceptado: false, numero: '', documento: undefined, paquete: undefined }
}

function reglasDeReferencia(
  modulo: ModuloMuv,
  documento: DatosDocumento,
  contexto: ContextoMuv,
): ResultadoValidacion[] {
  const { facturaReferida } = documento
  if (modulo.raiz === 'Invoice' || facturaReferida === '' || contexto.facturaConocida(facturaReferida))
    return []
  const observaciones = `Factura [${facturaReferida}]`
  return modulo.raiz === 'CreditNote'
    ? [
        rechazado('GI012', 'No existe la factura relacionada con la nota crédito.', {
          observaciones,
          fuente: 'NotaCredito',
        }),
      ]
    : [
        rechazado('GI016', 'La factura relacionada con la nota débito no existe en el sistema.', {
          observaciones,
          fuente: 'NotaDebito',
        }),
      ]
}

/** tipoNota, numFactura and numNota must be those of the upload and of its document. */
function reglasDeNumeros(
  modulo: ModuloMuv,
  { datos }: PaqueteRips,
  documento: DatosDocumento | undefined,
  contexto: ContextoMuv,
): ResultadoValidacion[] {
  const hallazgos: ResultadoValidacion[] = []
  const exigir = (cumple: boolean, codigo: string, descripcion: string, campo: string) => {
    if (cumple) return
    const observaciones = `Dato enviado [${String(datos[campo])}]`
    hallazgos.push(rechazado(codigo, descripcion, { observaciones, ruta: campo }))
  }
  const { tipoNota } = modulo
  const esFactura = tipoNota === 'FEV'
  exigir(
    (datos.tipoNota || null) === (esFactura ? null : tipoNota),
    'RVG06',
    'El tipo de nota no corresponde al envío.',
    'tipoNota',
  )
  exigir(
    esFactura ? !datos.numNota : !!datos.numNota,
    'RVG06',
    'El número de nota no corresponde al envío.',
    'numNota',
  )

  const numFactura = String(datos.numFactura ?? '')
  if (tipoNota === 'RS')
    exigir(numFactura === '', 'RVC004', 'Un RIPS sin factura no lleva número de factura.', 'numFactura')
  if (tipoNota === 'NA') {
    exigir(
      contexto.facturaConocida(numFactura),
      'RVC004',
      'El número de factura no existe en el sistema.',
      'numFactura',
    )
  }
  if (documento) {
    const factura = esFactura ? documento.numero : documento.facturaReferida
    exigir(
      numFactura === factura,
      'RVC004',
      'El número de factura debe ser igual al de la factura electrónica.',
      'numFactura',
    )
    const propio = esFactura ? numFactura : String(datos.numNota ?? '')
    exigir(
      propio === documento.numero,
      'PFP001',
      'El número del RIPS y el del documento electrónico son diferentes.',
      esFactura ? 'numFactura' : 'numNota',
    )
  }
  return hallazgos
}
