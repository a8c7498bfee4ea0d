import { fechaBogota, horaBogota } from '../fecha-bogota.ts'
import { notificado, type ResultadoValidacion, rechazado } from './hallazgo-muv.ts'
import type { PaqueteRips, Registro, ServicioRips, UsuarioRips } from './paquete-rips.ts'
import type { RegistroMuv } from './registro-muv.ts'
import type { DatosDocumento } from './reglas-documento.ts'

/** User kinds that each coverage admits (guideline 3.2); 06 is not regulated. */
const usuariosPorCobertura: Readonly<Record<string, readonly string[]>> = {
  '01': ['01', '02', '03', '04'],
  '02': ['01', '02', '03', '04'],
  '04': ['10'],
  '05': ['09'],
  '07': ['01', '02', '03', '04'],
  '08': ['05'],
  '09': ['05'],
  '10': ['11'],
  '11': ['11'],
  '12': ['11'],
  '13': ['06', '07', '13'],
  '14': ['08'],
  '15': ['12'],
  '16': ['01', '02', '03'],
  '17': ['04'],
}
const sinCopago = ['11', '12', '14', '19', '20', '21', '22', '23', '24', '25', '27']

export interface ContextoRips {
  readonly registro: RegistroMuv
  readonly ahora: Date
  /** Absent in RIPS without invoice and in adjustments. */
  readonly documento: DatosDocumento | undefined
}

/** RVC… and the sums RVG08, RVG09, RVG12, over a file whose structure is right. */
export function reglasDeRips(paquete: PaqueteRips, contexto: ContextoRips): ResultadoValidacion[] {
  const servicios = paquete.usuarios.flatMap((usuario) => usuario.servicios)
  return [
    ...reglasDeTransaccion(paquete, contexto),
    ...paquete.usuarios.flatMap((usuario) => reglasDeUsuario(usuario, contexto)),
    ...reglasDeRepetidos(paquete.usuarios),
    ...paquete.usuarios.flatMap((usuario) =>
      usuario.servicios.flatMap((servicio) => reglasDeServicio(servicio, usuario.datos, contexto)),
    ),
    ...(contexto.documento ? reglasDeSumas(servicios, contexto.documento) : []),
  ]
}

function reglasDeTransaccion({ datos }: PaqueteRips, { registro }: ContextoRips): ResultadoValidacion[] {
  if (datos.numDocumentoIdObligado === registro.nit) return []
  return [
    rechazado(
      'RVC001',
      'El número de documento del obligado debe ser igual al NIT del emisor de la factura.',
      {
        observaciones: `Dato enviado [${String(datos.numDocumentoIdObligado)}]`,
        ruta: 'numDocumentoIdObligado',
      },
    ),
  ]
}

function reglasDeUsuario(
  { datos, ruta }: UsuarioRips,
  { documento, ahora }: ContextoRips,
): ResultadoValidacion[] {
  const hallazgos: ResultadoValidacion[] = []
  const admitidos = usuariosPorCobertura[documento?.cobertura ?? '']
  if (admitidos && !admitidos.includes(String(datos.tipoUsuario))) {
    hallazgos.push(
      rechazado('RVC005', 'El tipo de usuario no corresponde a la cobertura informada en la factura.', {
        observaciones: `Cobertura [${documento?.cobertura}] Dato [${String(datos.tipoUsuario)}]`,
        ruta: `${ruta}.tipoUsuario`,
      }),
    )
  }
  if (String(datos.fechaNacimiento) > fechaBogota(ahora)) {
    hallazgos.push(
      rechazado('RVC006', 'La fecha de nacimiento es posterior a la validación.', {
        ruta: `${ruta}.fechaNacimiento`,
      }),
    )
  }
  const enColombia = datos.codPaisResidencia === '170'
  for (const campo of ['codMunicipioResidencia', 'codZonaTerritorialResidencia']) {
    if (enColombia && !datos[campo]) {
      hallazgos.push(
        rechazado('RVG06', 'El dato es obligatorio cuando el país de residencia es Colombia.', {
          ruta: `${ruta}.${campo}`,
        }),
      )
    }
  }
  return hallazgos
}

function reglasDeRepetidos(usuarios: readonly UsuarioRips[]): ResultadoValidacion[] {
  const vistos = new Set<string>()
  return usuarios.flatMap(({ datos, ruta }) => {
    const { tipoDocumentoIdentificacion, numDocumentoIdentificacion, tipoUsuario, incapacidad } = datos
    const clave = [tipoDocumentoIdentificacion, numDocumentoIdentificacion, tipoUsuario, incapacidad].join(
      ' ',
    )
    if (!vistos.has(clave)) {
      vistos.add(clave)
      return []
    }
    return [rechazado('RVG12', 'Existen usuarios con los mismos datos.', { ruta })]
  })
}

/** Property with the moment of the service, by group. */
function campoDeInicio(grupo: ServicioRips['grupo']): string {
  if (grupo === 'medicamentos') return 'fechaDispensAdmon'
  if (grupo === 'otrosServicios') return 'fechaSuministroTecnologia'
  return grupo === 'recienNacidos' ? 'fechaNacimiento' : 'fechaInicioAtencion'
}

function reglasDeServicio(
  servicio: ServicioRips,
  usuario: Registro,
  contexto: ContextoRips,
): ResultadoValidacion[] {
  const { datos, ruta, grupo } = servicio
  const { documento, registro, ahora } = contexto
  const hallazgos: ResultadoValidacion[] = []
  const exigir = (cumple: boolean, codigo: string, descripcion: string, campo: string) => {
    if (!cumple) {
      hallazgos.push(
        rechazado(codigo, descripcion, {
          observaciones: `Dato enviado [${String(datos[campo])}]`,
          ruta: `${ruta}.${campo}`,
        }),
      )
    }
  }

  const prestador = datos.codPrestador
  exigir(
    !prestador || /^\d{12}$/.test(String(prestador)),
    'RVC011',
    'El código del prestador no existe.',
    'codPrestador',
  )
  exigir(
    !prestador ||
      registro.codigoPrestador === undefined ||
      String(prestador).startsWith(registro.codigoPrestador),
    'RVC012',
    'El código del prestador no corresponde al obligado a reportar.',
    'codPrestador',
  )

  const campoInicio = campoDeInicio(grupo)
  const inicio = String(datos[campoInicio])
  const ingreso = grupo === 'urgencias' || grupo === 'hospitalizacion'
  const instante = `${fechaBogota(ahora)} ${horaBogota(ahora).slice(0, 5)}`
  const enElFuturo = ingreso ? 'RVC038' : grupo === 'recienNacidos' ? 'RVC045' : 'RVC013'
  exigir(inicio <= instante, enElFuturo, 'La fecha del servicio está en el futuro.', campoInicio)
  exigir(
    inicio.slice(0, 10) >= String(usuario.fechaNacimiento),
    ingreso ? 'RVC081' : 'RVC079',
    'El servicio es anterior al nacimiento.',
    campoInicio,
  )
  const egreso = datos.fechaEgreso === undefined ? undefined : String(datos.fechaEgreso)
  if (documento) {
    const dentro = (fecha: string) =>
      documento.periodo.inicio <= fecha.slice(0, 10) && fecha.slice(0, 10) <= documento.periodo.fin
    if (egreso === undefined)
      exigir(
        dentro(inicio),
        'RVC014',
        'La fecha del servicio está fuera del periodo de la factura.',
        campoInicio,
      )
    else
      exigir(
        dentro(egreso),
        'RVC044',
        'La fecha de egreso está fuera del periodo de la factura.',
        'fechaEgreso',
      )
  }
  if (egreso !== undefined) {
    exigir(egreso <= instante, 'RVC043', 'La fecha de egreso está en el futuro.', 'fechaEgreso')
    exigir(inicio <= egreso, 'RVC039', 'El ingreso es posterior al egreso.', campoInicio)
  }
  exigir(
    datos.condicionDestinoUsuarioEgreso !== '02' || !!datos.codDiagnosticoCausaMuerte,
    'RVC042',
    'La causa de muerte es obligatoria.',
    'codDiagnosticoCausaMuerte',
  )

  hallazgos.push(...reglasDeValor(servicio, documento), ...reglasDeDiagnosticos(servicio))
  if (grupo === 'otrosServicios') {
    exigir(
      !['01', '04'].includes(String(datos.tipoOS)) || !!datos.numDocumentoIdentificacion,
      'RVC050',
      'El profesional que ordena es obligatorio.',
      'numDocumentoIdentificacion',
    )
    exigir(
      datos.tipoOS !== '01' || !!datos.nomTecnologiaSalud,
      'RVC066',
      'El nombre del dispositivo o insumo es obligatorio.',
      'nomTecnologiaSalud',
    )
  }
  if (grupo === 'recienNacidos') {
    exigir(
      entre(datos.edadGestacional, 20, 46),
      'RVC057',
      'La edad gestacional debe estar entre 20 y 46 semanas.',
      'edadGestacional',
    )
    exigir(entre(datos.peso, 500, 5000), 'RVC058', 'El peso debe estar entre 500 y 5000 gramos.', 'peso')
  }
  if (grupo === 'consultas') {
    exigir(
      !sinCopago.includes(String(datos.finalidadTecnologiaSalud)) || datos.conceptoRecaudo === '05',
      'RVC084',
      'La finalidad no admite recaudo.',
      'conceptoRecaudo',
    )
  }
  const cups =
    grupo === 'consultas' ? 'codConsulta' : grupo === 'procedimientos' ? 'codProcedimiento' : undefined
  if (cups) {
    hallazgos.push(
      notificado('RVC019', 'El código de CUPS se puede validar con el diagnóstico principal.', {
        observaciones: `Verificar tabla de referencia Dato (${String(datos[cups])})`,
        ruta: `${ruta}.${cups}`,
      }),
    )
  }
  return hallazgos
}

function entre(valor: unknown, desde: number, hasta: number): boolean {
  return typeof valor === 'number' && valor >= desde && valor <= hasta
}

function reglasDeValor(
  { datos, ruta }: ServicioRips,
  documento: DatosDocumento | undefined,
): ResultadoValidacion[] {
  if (typeof datos.vrServicio !== 'number') return []
  const hallazgos: ResultadoValidacion[] = []
  if (documento) {
    const porEvento = documento.modalidad.codigo === '04'
    if (porEvento ? datos.vrServicio <= 0 : datos.vrServicio !== 0) {
      hallazgos.push(
        rechazado(
          'RVC034',
          'El valor del servicio debe ser mayor que cero en pago por evento, y cero en las demás modalidades.',
          {
            ruta: `${ruta}.vrServicio`,
          },
        ),
      )
    }
  }
  const pago = Number(datos.valorPagoModerador)
  const ruta2 = `${ruta}.valorPagoModerador`
  if (datos.conceptoRecaudo === '02' && pago < 1) {
    hallazgos.push(rechazado('RVC060', 'La cuota moderadora debe tener valor.', { ruta: ruta2 }))
  }
  if (datos.conceptoRecaudo === '05' && pago !== 0) {
    hallazgos.push(rechazado('RVC061', 'El pago moderador debe ser cero cuando no aplica.', { ruta: ruta2 }))
  }
  if (datos.conceptoRecaudo === '04') {
    hallazgos.push(
      notificado('RVC092', 'El concepto anticipo no está permitido en RIPS.', {
        ruta: `${ruta}.conceptoRecaudo`,
      }),
    )
  }
  return hallazgos
}

function reglasDeDiagnosticos({ datos, ruta }: ServicioRips): ResultadoValidacion[] {
  const relacionados = Object.entries(datos)
    .filter(
      ([nombre, valor]) =>
        /^codDiagnosticoRelacionado(E?\d)?$/.test(nombre) && typeof valor === 'string' && valor !== '',
    )
    .map(([nombre, valor]) => ({ nombre, valor }))
  const deEgreso = relacionados.some(({ nombre }) => nombre.includes('RelacionadoE'))
  const principal = deEgreso ? datos.codDiagnosticoPrincipalE : datos.codDiagnosticoPrincipal
  const igual = relacionados.find(({ valor }) => valor === principal)
  const hallazgos: ResultadoValidacion[] = []
  if (igual) {
    hallazgos.push(
      rechazado(
        deEgreso ? 'RVC088' : 'RVC086',
        'El diagnóstico relacionado debe ser diferente del principal.',
        { ruta: `${ruta}.${igual.nombre}` },
      ),
    )
  }
  if (new Set(relacionados.map(({ valor }) => valor)).size !== relacionados.length) {
    hallazgos.push(
      rechazado(
        deEgreso ? 'RVC089' : 'RVC087',
        'Los diagnósticos relacionados deben ser diferentes entre sí.',
        { ruta },
      ),
    )
  }
  return hallazgos
}

function reglasDeSumas(servicios: readonly ServicioRips[], documento: DatosDocumento): ResultadoValidacion[] {
  const sumar = (campo: string) =>
    servicios.reduce((total, { datos }) => total + Math.round(Number(datos[campo] ?? 0) * 100), 0)
  const hallazgos: ResultadoValidacion[] = []
  const valor = sumar('vrServicio')
  if (documento.modalidad.codigo === '04' && valor !== documento.valor) {
    hallazgos.push(
      rechazado('RVG08', 'La suma del valor de los servicios debe ser igual al valor de la factura.', {
        observaciones: `RIPS [${valor / 100}] Documento [${documento.valor / 100}]`,
      }),
    )
  }
  const recaudos = sumar('valorPagoModerador')
  if (recaudos !== documento.recaudos) {
    const observaciones = `RIPS [${recaudos / 100}] Documento [${documento.recaudos / 100}]`
    hallazgos.push(
      rechazado('RVG09', 'La suma de los pagos moderadores debe ser igual a la informada en la factura.', {
        observaciones,
      }),
      rechazado('RVC036', 'La suma de los pagos moderadores debe ser igual al valor de la factura.', {
        observaciones,
      }),
    )
  }
  return hallazgos
}
