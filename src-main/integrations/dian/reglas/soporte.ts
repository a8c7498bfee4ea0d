import { PRESTADOR, SOFTWARE, SOPORTE } from './arreglos.ts'
import { type ClaseSoporte, codigoEn } from './espejo.ts'
import { type Arreglo, aviso, type Certeza, type Regla, rechazo } from './regla.ts'

/**
 * Rules of the documento soporte. Its annex was not available to us: the numbers come from programs that name them beside each element or
 * quote the answers of the service. What an invoice also has is its rule with other letters; of each group it is said how sure that is.
 */
const COMPARTIDAS =
  'FAA02 FAB03 FAC03 FAB05a FAB07 FAB07b FAB08 FAB08b FAB10b FAB11a FAB12a FAB12b FAB19a FAB22a FAB22b FAB24a FAB25 FAB26 FAB27 FAB27b FAB31 FAB34 FAB36 FAD01 FAD02 FAD03 FAD04 FAD05a FAD05b FAD05c FAD05d FAD05e FAD06 FAD08 FAD09a FAD09b FAD09e FAD10 FAD12 FAD15a FAD16 FAN01 FAN02 FAN03 FAS01b FAS02 FAS04 FAS07 FAS16 FAT01 FAT02 FAT07 FAU02 FAU04 FAU06 FAU08 FAU10 FAU14 FAV01 FAV02 FAV04b FAV05 FAV06 FAW05 FAX01 FAX02 FAX04 FAX05 FAX06 FAX07 FAY10 FAZ02 FAZ09 FAZ10 FAZ12 FAZ14 FBB04 FBB05'.split(
    ' ',
  )

/** A nota de ajuste has no authorised range and nothing withheld. */
const DEL_RANGO_O_RETENIDO = /^FA(?:B0[578]|B1[0-2]|D05[b-e]|D09[ab]|T)/

/** Groups whose numbers two programs give element by element, or real answers show; of the rest only the pattern is known. */
const GRUPOS_CONOCIDOS = new Set(['AA', 'AB', 'AC', 'AD', 'AN', 'AT', 'AU', 'AZ'])

const VENDEDOR: Arreglo = {
  destino: 'ninguno',
  remedio: 'Corrija el dato del vendedor en el documento y emítalo de nuevo.',
}
const COMPRA: Arreglo = {
  destino: 'ninguno',
  remedio: 'Corrija la línea en el documento y emítalo de nuevo.',
}
const DE_LA_NOTA: Arreglo = {
  destino: 'nota',
  remedio: 'Vuelva a abrir el documento soporte y haga la nota desde allí.',
}

const enVendedor = (codigo: string, certeza: Certeza, campo: string, mensaje: string): Regla =>
  rechazo(codigo, certeza, campo, mensaje, VENDEDOR)
const enComprador = (codigo: string, certeza: Certeza, campo: string, mensaje: string): Regla =>
  rechazo(codigo, certeza, campo, mensaje, PRESTADOR)

/** What only the documento soporte has, and its note with the letters NS. */
const PROPIAS: readonly Regla[] = [
  enVendedor('DSAJ02', 'B', 'Vendedor', 'No dice si el vendedor es una persona natural o jurídica.'),
  enVendedor(
    'DSAJ08a',
    'B',
    'Dirección del vendedor',
    'La dirección del vendedor está incompleta: en Colombia lleva municipio, departamento y línea.',
  ),
  enVendedor(
    'DSAJ08b',
    'C',
    'Dirección del vendedor',
    'La dirección del vendedor está incompleta: fuera de Colombia lleva ciudad y país.',
  ),
  enVendedor('DSAJ09', 'B', 'Municipio del vendedor', 'El municipio del vendedor no está en la lista.'),
  enVendedor(
    'DSAJ12',
    'B',
    'Departamento del vendedor',
    'El departamento del vendedor no es el de su municipio.',
  ),
  enVendedor('DSAJ20', 'B', 'Nombre del vendedor', 'Falta el nombre del vendedor.'),
  enVendedor('DSAJ21', 'B', 'Documento del vendedor', 'Falta el número de documento del vendedor.'),
  enVendedor(
    'DSAJ24b',
    'A',
    'Documento del vendedor',
    'El dígito de verificación del vendedor no es el de su número.',
  ),
  enVendedor(
    'DSAJ25a',
    'B',
    'Documento del vendedor',
    'Un vendedor que está en Colombia se identifica con su NIT, aunque sea el número de su cédula.',
  ),
  enVendedor(
    'DSAJ25b',
    'C',
    'Documento del vendedor',
    'El tipo de documento del vendedor no está en la lista de quienes están fuera de Colombia.',
  ),
  enVendedor('DSAJ26', 'B', 'Vendedor', 'Una responsabilidad del vendedor no está en la lista.'),
  enVendedor('DSAJ40', 'B', 'Vendedor', 'El tributo del vendedor no está en la lista.'),
  enVendedor('DSAJ41', 'B', 'Vendedor', 'El nombre del tributo del vendedor no es el de su código.'),
  aviso(
    'DSAJ73',
    'B',
    'Código postal del vendedor',
    'El código postal del vendedor no tiene 6 números.',
    VENDEDOR,
  ),
  enComprador('DSAK02', 'B', 'Consultorio', 'No dice si el consultorio es una persona natural o jurídica.'),
  enComprador('DSAK21', 'B', 'NIT del consultorio', 'Falta el NIT del consultorio.'),
  enComprador(
    'DSAK24b',
    'A',
    'NIT del consultorio',
    'El dígito de verificación del consultorio no es el de su NIT.',
  ),
  enComprador('DSAK25', 'B', 'NIT del consultorio', 'El consultorio debe identificarse con NIT.'),
  enComprador(
    'DSAK26',
    'B',
    'Responsabilidades del consultorio',
    'Una responsabilidad del consultorio no está en la lista.',
  ),
  enComprador('DSAK40', 'B', 'Tributo del consultorio', 'El tributo del consultorio no está en la lista.'),
  enComprador(
    'DSAK41',
    'B',
    'Tributo del consultorio',
    'El nombre del tributo del consultorio no es el de su código.',
  ),
  rechazo('DSFC01', 'B', 'Fecha de la compra', 'Una línea no dice cuándo se compró.', COMPRA),
  rechazo(
    'DSFC02a',
    'C',
    'Fecha de la compra',
    'La fecha de la compra de una línea falta o no existe.',
    COMPRA,
  ),
  rechazo(
    'DSFC03',
    'C',
    'Forma de transmisión',
    'Una línea no dice si es una compra o las de una semana.',
    SOPORTE,
  ),
  rechazo(
    'DSAY13',
    'B',
    'Impuestos',
    'Una línea lleva un impuesto que este documento no admite: solo IVA, retención de IVA y retención de renta.',
    COMPRA,
  ),
]

const DE_AJUSTE: readonly Regla[] = [
  rechazo('NSBF01', 'C', 'Motivo de la nota', 'Falta el motivo de la nota de ajuste.', DE_LA_NOTA),
  rechazo(
    'NSBF03',
    'C',
    'Motivo de la nota',
    'El motivo de la nota de ajuste falta o no está en la lista.',
    DE_LA_NOTA,
  ),
  rechazo(
    'NSBG02',
    'A',
    'Documento que ajusta',
    'La nota de ajuste no dice qué documento soporte ajusta.',
    DE_LA_NOTA,
  ),
  rechazo(
    'NSBG03',
    'C',
    'Documento que ajusta',
    'Falta el número del documento soporte que la nota ajusta.',
    DE_LA_NOTA,
  ),
  rechazo(
    'NSBG04',
    'A',
    'Documento que ajusta',
    'Falta el código único del documento soporte que la nota ajusta, o la DIAN no lo tiene.',
    DE_LA_NOTA,
    {
      limite: 'Aquí se revisa su forma; si la DIAN lo tiene, solo lo sabe ella.',
    },
  ),
  rechazo(
    'NSBG06',
    'A',
    'Fecha de la nota',
    'La nota de ajuste es anterior al documento soporte que ajusta.',
    DE_LA_NOTA,
    {
      soloDian: 'La DIAN la compara con la fecha del documento que tiene.',
    },
  ),
]

/** Those that the service alone decides. */
const DEL_SERVICIO: readonly Regla[] = [
  aviso('DSAB19b', 'B', 'Software', 'La DIAN no reconoce al dueño del software como autorizado.', PRESTADOR, {
    soloDian: 'Está en el registro de la DIAN.',
  }),
  rechazo(
    'VLR02',
    'B',
    'Valores',
    'La nota de ajuste vale más que el documento soporte que ajusta.',
    DE_LA_NOTA,
    {
      soloDian: 'La DIAN la compara con el documento que tiene; aquí no se deja emitir.',
    },
  ),
]

/** The rules of both kinds of document, derived from those of the invoice and with their own. */
export function reglasDeSoporte(deFactura: readonly Regla[]): readonly Regla[] {
  const compartidas = deFactura.filter(({ codigo }) => COMPARTIDAS.includes(codigo))
  return [
    ...compartidas.map((regla) => adaptar('soporte', regla)),
    ...PROPIAS,
    ...compartidas
      .filter(({ codigo }) => !DEL_RANGO_O_RETENIDO.test(codigo))
      .map((regla) => adaptar('nota-ajuste', regla)),
    ...PROPIAS.map((regla) => ({ ...regla, codigo: codigoEn('nota-ajuste', regla.codigo) })),
    ...DE_AJUSTE,
    ...DEL_SERVICIO,
  ]
}

function adaptar(clase: ClaseSoporte, regla: Regla): Regla {
  const conocida = GRUPOS_CONOCIDOS.has(regla.codigo.slice(1, 3))
  const decir = (texto: string): string => (clase === 'soporte' ? delSoporte(texto) : deLaNota(texto))
  return {
    ...regla,
    codigo: codigoEn(clase, regla.codigo),
    certeza: conocida ? 'B' : 'C',
    campo: decir(regla.campo),
    mensaje: decir(regla.mensaje),
    ...arregloDe(clase, regla),
  }
}

/** What is mended in Configuración is mended there; what the invoice mends in its own places, here is written again. */
function arregloDe(clase: ClaseSoporte, { codigo, destino, remedio }: Regla): Arreglo {
  if (codigo === 'FAD06') return SOFTWARE
  if (destino.startsWith('configuracion/') && destino !== 'configuracion/tarifas') return { destino, remedio }
  return { destino: 'ninguno', remedio: REMEDIOS[clase] }
}

const REMEDIOS: Readonly<Record<ClaseSoporte, string>> = {
  soporte: 'Corrija el documento y emítalo de nuevo; si el dato no es suyo, repórtelo a soporte.',
  'nota-ajuste': 'Haga la nota de nuevo desde el documento; si el dato no es suyo, repórtelo a soporte.',
}

function delSoporte(texto: string): string {
  return texto
    .replace(/\bCUFE\b/g, 'CUDS')
    .replace(/\bde la factura\b/g, 'del documento soporte')
    .replace(/\ba la factura\b/g, 'al documento soporte')
    .replace(/\bla factura\b/g, 'el documento soporte')
    .replace(/\bLa factura\b/g, 'El documento soporte')
    .replace(/\bde una factura\b/g, 'de un documento soporte')
    .replace(/\bfactura\b/g, 'documento soporte')
}

function deLaNota(texto: string): string {
  return texto.replace(/\bCUFE\b/g, 'CUDS').replace(/\bfactura\b/g, 'nota de ajuste')
}
