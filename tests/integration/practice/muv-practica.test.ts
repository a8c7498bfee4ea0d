import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type DianPractica,
  startDianPractica,
} from '../../../src-main/practice/autoridades/dian/dian-practica.ts'
import {
  type MuvPractica,
  startMuvPractica,
} from '../../../src-main/practice/autoridades/muv/muv-practica.ts'
import { enviarFactura, serie } from './cliente-soap.ts'
import {
  ahora,
  type CambiosFactura,
  clock,
  cufeDe,
  factura,
  firmar,
  ids,
  notaCredito,
  registro,
  type Titular,
  titularDePrueba,
} from './documentos-de-prueba.ts'
import {
  type CambiosExtension,
  consulta,
  contenedor,
  extensionSalud,
  periodo,
  registroMuv,
  rips,
} from './paquete-de-prueba.ts'

let carpeta: string
let dian: DianPractica
let muv: MuvPractica
let titular: Titular
let token = ''
let instante = ahora
let siguiente = 990002000
let diarios = 0

beforeAll(async () => {
  carpeta = mkdtempSync(join(tmpdir(), 'muv-practica-'))
  titular = await titularDePrueba()
  dian = await startDianPractica({ clock, ids, journalPath: join(carpeta, 'dian.jsonl'), registro })
})
beforeEach(async () => {
  instante = ahora
  muv = await startMuvPractica({
    clock: { now: () => instante },
    journalPath: join(carpeta, `muv-${diarios++}.jsonl`),
    registro: registroMuv,
  })
  token = await entrar(muv)
  return () => muv.close()
})
afterAll(async () => {
  await dian.close()
  rmSync(carpeta, { recursive: true })
})

interface Resultado {
  Clase: string
  Codigo: string
  PathFuente: string
}
interface Respuesta {
  estado: number
  datos: Record<string, unknown>
  cuv: string
  rechazos: string[]
  avisos: string[]
}

async function entrar(servicio: MuvPractica, clave = 'Clave-1'): Promise<string> {
  const respuesta = await fetch(`${servicio.url}/api/Auth/LoginSISPRO`, {
    method: 'POST',
    body: JSON.stringify({
      persona: { identificacion: { tipo: 'CC', numero: '52000111' } },
      clave,
      nit: registro.nit,
      tipoUsuario: 'RE',
    }),
  })
  const datos = (await respuesta.json()) as { token: string | null }
  return datos.token ?? ''
}

async function pedir(
  ruta: string,
  cuerpo: unknown,
  opciones: { gzip?: boolean; token?: string; url?: string } = {},
): Promise<Respuesta> {
  const texto = JSON.stringify(cuerpo)
  const respuesta = await fetch(`${opciones.url ?? muv.url}${ruta}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${opciones.token ?? token}`,
      ...(opciones.gzip ? { 'content-encoding': 'gzip' } : {}),
    },
    body: opciones.gzip ? gzipSync(texto) : texto,
  })
  const datos = (await respuesta.json()) as Record<string, unknown>
  const resultados = (datos.ResultadosValidacion ?? datos.resultadosValidacion ?? []) as Resultado[]
  const de = (clase: string) => resultados.filter(({ Clase }) => Clase === clase).map(({ Codigo }) => Codigo)
  return {
    estado: respuesta.status,
    datos,
    cuv: String(datos.CodigoUnicoValidacion ?? datos.codigoUnicoValidacion),
    rechazos: de('RECHAZADO'),
    avisos: de('NOTIFICACION'),
  }
}

const cargar = (operacion: string, cuerpo: unknown, opciones?: Parameters<typeof pedir>[2]) =>
  pedir(`/api/PaquetesFevRips/${operacion}`, cuerpo, opciones)
const base64 = (xml: string) => Buffer.from(xml, 'utf8').toString('base64')

/** An invoice of the health sector that the practice DIAN accepted, in its container. */
async function facturaValidada(cambios: CambiosFactura = {}, extension: CambiosExtension = {}) {
  const numero = `SETP${siguiente++}`
  const xml = firmar(
    factura({ numero, operacion: 'SS-SinAporte', extension: extensionSalud(extension), periodo, ...cambios }),
    titular,
  )
  const { codigo, reglas, applicationResponse } = await enviarFactura(dian.url, titular, xml)
  expect([codigo, reglas]).toEqual(['00', []])
  return {
    numero,
    xml,
    respuesta: applicationResponse,
    archivo: base64(contenedor(xml, applicationResponse)),
  }
}

describe('MUV de práctica: lo que acepta', () => {
  it('da un CUV de 96 caracteres a una factura con su RIPS, comprimida o no, y el mismo al repetirla', async () => {
    const { numero, archivo } = await facturaValidada()
    const paquete = { rips: rips({ numFactura: numero }), xmlFevFile: archivo }
    const primera = await cargar('CargarFevRips', paquete, { gzip: true })
    expect(primera.rechazos).toEqual([])
    expect(primera.estado).toBe(200)
    expect(primera.cuv).toMatch(/^[0-9a-f]{96}$/)
    expect(primera.avisos).toEqual(['RVC019'])
    expect(primera.datos).toMatchObject({
      ResultState: true,
      ProcesoId: 1,
      NumFactura: numero,
      Modulo: 'FacturaElectronica',
      ModalidadPago: 'Pago por evento',
      PeriodoAtencion: { FechaInicio: '2026-11-21T00:00:00', FechaFin: '2026-11-21T00:00:00' },
    })
    expect(await cargar('CargarFevRips', paquete)).toEqual(primera)
    expect(muv.paquetes()).toHaveLength(1)
  })

  it('de dos iguales enviados a la vez queda un solo proceso', async () => {
    const { numero, archivo } = await facturaValidada()
    const paquete = { rips: rips({ numFactura: numero }), xmlFevFile: archivo }
    const respuestas = await Promise.all([cargar('CargarFevRips', paquete), cargar('CargarFevRips', paquete)])
    expect(new Set(respuestas.map(({ datos }) => datos.ProcesoId))).toEqual(new Set([1]))
    expect(muv.paquetes()).toHaveLength(1)
  })

  it('rechaza otro paquete para un número que ya tiene CUV', async () => {
    const { numero, archivo } = await facturaValidada()
    await cargar('CargarFevRips', { rips: rips({ numFactura: numero }), xmlFevFile: archivo })
    const otro = rips({ numFactura: numero }, {}, { codConsulta: '890202' })
    expect((await cargar('CargarFevRips', { rips: otro, xmlFevFile: archivo })).rechazos).toEqual(['PFR001'])
  })

  it('acepta RIPS sin factura, nota de ajuste y notas crédito parcial y total', async () => {
    const sinFactura = rips({ numFactura: null, tipoNota: 'RS', numNota: 'RS1' })
    const rs = await cargar('CargarRipsSinFactura', { rips: sinFactura, xmlFevFile: '' })
    expect(rs.rechazos).toEqual([])
    expect(rs.datos).toMatchObject({
      NumFactura: 'RS1',
      ModalidadPago: '',
      PeriodoAtencion: { FechaInicio: null, FechaFin: null },
    })

    const { numero, xml, archivo } = await facturaValidada()
    const ajuste = { rips: rips({ numFactura: numero, tipoNota: 'NA', numNota: 'NA1' }), xmlFevFile: '' }
    expect((await cargar('CargarNotaAjuste', ajuste)).rechazos).toEqual(['RVC004'])

    const nota = async (numeroNota: string) => {
      const firmada = firmar(
        notaCredito({
          factura: { numero, cufe: cufeDe(xml) },
          numero: numeroNota,
          editar: (texto) =>
            texto
              .replace('<cac:DiscrepancyResponse>', `${periodo}<cac:DiscrepancyResponse>`)
              .replace(
                '</ext:UBLExtension><ext:UBLExtension>',
                `</ext:UBLExtension><ext:UBLExtension><ext:ExtensionContent>${extensionSalud()}</ext:ExtensionContent></ext:UBLExtension><ext:UBLExtension>`,
              ),
        }),
        titular,
      )
      const { reglas, applicationResponse } = await enviarFactura(
        dian.url,
        titular,
        firmada,
        `nc${serie}.xml`,
      )
      expect(reglas).toEqual([])
      return base64(contenedor(firmada, applicationResponse))
    }
    const parcial = {
      rips: rips({ numFactura: numero, tipoNota: 'NC', numNota: 'NC501' }),
      xmlFevFile: await nota('NC501'),
    }
    expect((await cargar('CargarNC', parcial)).rechazos).toEqual(['GI012'])

    await cargar('CargarFevRips', { rips: rips({ numFactura: numero }), xmlFevFile: archivo })
    expect((await cargar('CargarNotaAjuste', ajuste)).rechazos).toEqual([])
    expect((await cargar('CargarNC', parcial)).rechazos).toEqual([])
    const total = { rips: null, xmlFevFile: await nota('NC502') }
    expect((await cargar('CargarNCTotal', total)).rechazos).toEqual([])
  })

  it('RecuperarCUV y ConsultarCUV muestran lo validado; consultar no pide sesión', async () => {
    const { numero, archivo } = await facturaValidada()
    const aceptada = await cargar('CargarFevRips', {
      rips: rips({ numFactura: numero }),
      xmlFevFile: archivo,
    })
    const codigo = { codigoUnicoValidacion: aceptada.cuv }
    expect(await cargar('RecuperarCUV', codigo)).toEqual(aceptada)
    expect((await cargar('RecuperarCUV', { codigoUnicoValidacion: 'f'.repeat(96) })).rechazos).toEqual([
      'PFR001',
    ])
    const consultada = await pedir('/api/ConsultasFevRips/ConsultarCUV', codigo, { token: '' })
    expect(consultada.datos).toMatchObject({
      EsValido: true,
      NumDocumentoIdObligado: registro.nit,
      NumeroDocumento: numero,
      TotalFactura: 120000,
      TotalValorServicios: 120000,
      CantidadAtenciones: 1,
      CantidadTotalAtenciones: { Consultas: 1, Procedimientos: 0 },
    })
    const ajena = await pedir(
      '/api/ConsultasFevRips/ConsultarCUV',
      { codigoUnicoValidacion: 'x' },
      { token: '' },
    )
    expect(ajena.datos.EsValido).toBe(false)
  })
})

describe('MUV de práctica: lo que rechaza, con la regla', () => {
  const sinPropiedad = () => {
    const { codigoVIDA: _, ...resto } = consulta()
    return resto
  }
  const conServicios = (servicios: unknown) => {
    const paquete = rips()
    return { usuarios: [{ ...paquete.usuarios[0], servicios }] }
  }

  it.each<[string, string, () => Parameters<typeof rips>]>([
    ['RVG01', 'falta una propiedad', () => [conServicios({ consultas: [sinPropiedad()] })]],
    ['RVG01', 'sobra una propiedad', () => [{}, {}, { inventada: 1 }]],
    ['RVG01', 'un grupo que no existe', () => [conServicios({ otros: [{}], consultas: [consulta()] })]],
    ['RVG04', 'un código de servicio como texto', () => [{}, {}, { codServicio: '328' }]],
    ['RVG05', 'un código de prestador corto', () => [{}, {}, { codPrestador: '76001126940' }]],
    ['RVG05', 'una fecha con segundos', () => [{}, {}, { fechaInicioAtencion: '2026-11-21 09:30:00' }]],
    ['RVG05', 'un diagnóstico de tres caracteres', () => [{}, {}, { codDiagnosticoPrincipal: 'I10' }]],
    ['RVG06', 'un sexo de la tabla vieja', () => [{}, { codSexo: 'H' }]],
    ['RVG06', 'un consecutivo que no empieza en 1', () => [{}, {}, { consecutivo: 2 }]],
    ['RVG03', 'sin servicios', () => [conServicios({})]],
    ['RVG07', 'un usuario sin servicios', () => [conServicios({})]],
    ['RVG08', 'un valor distinto del de la factura', () => [{}, {}, { vrServicio: 119999 }]],
    [
      'RVG09',
      'una cuota que la factura no tiene',
      () => [{}, {}, { conceptoRecaudo: '02', valorPagoModerador: 4500 }],
    ],
    ['RVC001', 'el NIT de otro', () => [{ numDocumentoIdObligado: '901210113' }]],
    ['RVC004', 'el número de otra factura', () => [{ numFactura: 'SETP1' }]],
    ['PFP001', 'el número de otra factura', () => [{ numFactura: 'SETP1' }]],
    ['RVC005', 'un tipo de usuario de otra cobertura', () => [{}, { tipoUsuario: '01' }]],
    ['RVC006', 'nacimiento en el futuro', () => [{}, { fechaNacimiento: '2027-01-01' }]],
    ['RVC012', 'una sede de otro prestador', () => [{}, {}, { codPrestador: '760011269401' }]],
    ['RVC013', 'un servicio del futuro', () => [{}, {}, { fechaInicioAtencion: '2026-11-21 23:00' }]],
    ['RVC014', 'un servicio fuera del periodo', () => [{}, {}, { fechaInicioAtencion: '2026-11-20 09:30' }]],
    ['RVC034', 'un servicio por evento sin valor', () => [{}, {}, { vrServicio: 0 }]],
    ['RVC060', 'una cuota moderadora de cero', () => [{}, {}, { conceptoRecaudo: '02' }]],
    ['RVC061', 'un pago sin concepto', () => [{}, {}, { valorPagoModerador: 100 }]],
    [
      'RVC084',
      'una cuota en promoción y mantenimiento',
      () => [{}, {}, { finalidadTecnologiaSalud: '11', conceptoRecaudo: '02', valorPagoModerador: 4500 }],
    ],
    [
      'RVC086',
      'un diagnóstico relacionado igual al principal',
      () => [{}, {}, { codDiagnosticoRelacionado1: 'I10X' }],
    ],
    [
      'RVC087',
      'dos diagnósticos relacionados iguales',
      () => [{}, {}, { codDiagnosticoRelacionado1: 'E119', codDiagnosticoRelacionado2: 'E119' }],
    ],
  ])('%s: %s', async (regla, _, cambios) => {
    const { numero, archivo } = await facturaValidada()
    const [raiz = {}, usuario, servicio] = cambios()
    const respuesta = await cargar('CargarFevRips', {
      rips: rips({ numFactura: numero, ...raiz }, usuario, servicio),
      xmlFevFile: archivo,
    })
    expect(respuesta.rechazos).toContain(regla)
    expect(respuesta.estado).toBe(400)
    expect(respuesta.datos).toMatchObject({ resultState: false, codigoUnicoValidacion: '-' })
    expect(muv.paquetes()).toEqual([])
  })

  it.each<[string, string, CambiosFactura, CambiosExtension]>([
    ['FED060', 'sin la extensión de salud', { extension: '' }, {}],
    ['FED124', 'sin código de prestador', { editar: (xml) => xml.replace('CODIGO_PRESTADOR', 'OTRO') }, {}],
    [
      'FED125',
      'sin código de modalidad',
      { editar: (xml) => xml.replace(' schemeID="04"><', '><').replace('schemeID="04">Pago', '>Pago') },
      {},
    ],
    ['FED133', 'una modalidad inexistente', {}, { modalidad: '05' }],
    ['FED134', 'una cobertura inexistente', {}, { cobertura: '99' }],
    ['FED101', 'sin periodo', { periodo: '' }, {}],
    ['VFE021', 'sin periodo', { periodo: '' }, {}],
    ['VFE003', 'una operación que no es de salud', { operacion: '10' }, {}],
    [
      'RVG018',
      'un periodo anterior a la obligación',
      { periodo: periodo.replaceAll('2026-11-21', '2024-09-30') },
      {},
    ],
    [
      'FED061',
      'dos recaudos del mismo concepto',
      {
        operacion: 'SS-Reporte',
        anticipo: { pagos: pago('02', '1') + pago('02', '2'), total: '2000.00', pagar: '120000.00' },
      },
      {},
    ],
    [
      'FED104',
      'un recaudo sin concepto',
      { operacion: 'SS-Reporte', anticipo: { pagos: pago('', '1'), total: '1000.00', pagar: '120000.00' } },
      {},
    ],
  ])('%s: %s', async (regla, _, cambios, extension) => {
    const { numero, archivo } = await facturaValidada(cambios, extension)
    const { rechazos } = await cargar('CargarFevRips', {
      rips: rips({ numFactura: numero }),
      xmlFevFile: archivo,
    })
    expect(rechazos).toContain(regla)
  })

  it('notifica, sin rechazar, contrato y póliza juntos', async () => {
    const { numero, archivo } = await facturaValidada({}, { contrato: 'a'.repeat(64), poliza: '12345' })
    const respuesta = await cargar('CargarFevRips', {
      rips: rips({ numFactura: numero }),
      xmlFevFile: archivo,
    })
    expect([respuesta.estado, respuesta.avisos]).toEqual([200, ['FED129', 'FED131', 'RVC019']])
  })

  it('rechaza el contenedor sin respuesta de la DIAN, con una rechazada o con la de otra factura', async () => {
    const { numero, xml, respuesta } = await facturaValidada()
    const otra = await facturaValidada()
    const enviar = (archivo: string) =>
      cargar('CargarFevRips', { rips: rips({ numFactura: numero }), xmlFevFile: archivo })
    expect((await enviar('')).rechazos).toEqual(['GI006'])
    expect((await enviar(base64('<a>'))).rechazos).toEqual(['FEV001'])
    expect((await enviar(base64(contenedor(xml, '')))).rechazos).toEqual(['AAR001'])
    expect(
      (await enviar(base64(contenedor(xml, respuesta.replace('ResponseCode>02<', 'ResponseCode>04<')))))
        .rechazos,
    ).toEqual(['GI010'])
    expect((await enviar(base64(contenedor(xml, otra.respuesta)))).rechazos).toEqual(['GI011'])
    expect(
      (await enviar(base64(contenedor(xml.replace('120000.00', '120000.01'), respuesta)))).rechazos,
    ).toContain('VFE007')
  })

  it('si puede preguntar a la DIAN, rechaza un documento que ella no aceptó así', async () => {
    const { numero, xml, respuesta, archivo } = await facturaValidada()
    const preguntando = await startMuvPractica({
      clock,
      journalPath: join(carpeta, 'preguntando.jsonl'),
      registro: registroMuv,
      aprobadoPorDian: (cufe) => dian.documentos().find((documento) => documento.cufe === cufe)?.xml,
    })
    try {
      const opciones = { url: preguntando.url, token: await entrar(preguntando) }
      const alterado = base64(contenedor(xml.replace('Ana Peña', 'Ana Pena'), respuesta))
      const paquete = (xmlFevFile: string) => ({ rips: rips({ numFactura: numero }), xmlFevFile })
      expect((await cargar('CargarFevRips', paquete(alterado), opciones)).rechazos).toEqual(['GI011'])
      expect((await cargar('CargarFevRips', paquete(archivo), opciones)).rechazos).toEqual([])
    } finally {
      await preguntando.close()
    }
  })
})

function pago(concepto: string, id: string): string {
  const esquema = concepto ? ` schemeID="${concepto}"` : ''
  return `<cac:PrepaidPayment><cbc:ID${esquema}>${id}</cbc:ID><cbc:PaidAmount currencyID="COP">1000.00</cbc:PaidAmount><cbc:ReceivedDate>2026-11-21</cbc:ReceivedDate></cac:PrepaidPayment>`
}

describe('MUV de práctica: sesión', () => {
  const paquete = { rips: rips({ numFactura: null, tipoNota: 'RS', numNota: 'RS9' }), xmlFevFile: '' }

  it('una clave equivocada responde 200 con login en falso', async () => {
    expect(await entrar(muv, 'otra')).toBe('')
  })

  it('sin token, con uno inventado o vencido responde 401 TOT002', async () => {
    for (const invalido of ['', 'inventado']) {
      expect(await cargar('CargarRipsSinFactura', paquete, { token: invalido })).toMatchObject({
        estado: 401,
        rechazos: ['TOT002'],
      })
    }
    instante = new Date(ahora.getTime() + 3 * 3_600_000)
    expect((await cargar('CargarRipsSinFactura', paquete)).estado).toBe(401)
  })

  it('BasicHealth dice que es de práctica', async () => {
    const texto = await (await fetch(`${muv.url}/BasicHealth`)).text()
    expect(texto).toContain('ApplicationName: FVE.WebAPILocal')
    expect(texto).toContain('SIN VALIDEZ')
    expect(texto).toContain('DateTime: 2026-11-21 03:30:00.000 PM')
  })

  it('un cuerpo que no es JSON, o gzip dañado, es 400; una dirección desconocida, 404', async () => {
    const enviar = (ruta: string, cuerpo: string, cabeceras = {}) =>
      fetch(`${muv.url}${ruta}`, {
        method: 'POST',
        body: cuerpo,
        headers: { authorization: `Bearer ${token}`, ...cabeceras },
      })
    expect((await enviar('/api/PaquetesFevRips/CargarFevRips', 'hola')).status).toBe(400)
    expect(
      (await enviar('/api/PaquetesFevRips/CargarFevRips', 'hola', { 'content-encoding': 'gzip' })).status,
    ).toBe(400)
    expect((await enviar('/api/PaquetesFevRips/Otra', '{}')).status).toBe(404)
  })
})

describe('MUV de práctica: memoria', () => {
  it('después de reiniciar da el mismo CUV al mismo paquete, y olvida las sesiones', async () => {
    const opciones = { clock, journalPath: join(carpeta, 'memoria.jsonl'), registro: registroMuv }
    const paquete = { rips: rips({ numFactura: null, tipoNota: 'RS', numNota: 'RS7' }), xmlFevFile: '' }
    const primera = await startMuvPractica(opciones)
    const sesion = await entrar(primera)
    const antes = await cargar('CargarRipsSinFactura', paquete, { url: primera.url, token: sesion })
    await primera.close()
    appendFileSync(opciones.journalPath, '{"cuv":"a med')

    const segunda = await startMuvPractica(opciones)
    try {
      expect(
        (await cargar('CargarRipsSinFactura', paquete, { url: segunda.url, token: sesion })).estado,
      ).toBe(401)
      const nueva = { url: segunda.url, token: await entrar(segunda) }
      expect(await cargar('CargarRipsSinFactura', paquete, nueva)).toEqual(antes)
      const otro = { ...paquete, rips: { ...paquete.rips, numNota: 'RS8' } }
      expect((await cargar('CargarRipsSinFactura', otro, nueva)).datos.ProcesoId).toBe(2)
    } finally {
      await segunda.close()
    }
  })
})
