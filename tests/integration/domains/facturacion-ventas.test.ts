import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClienteDatos } from '../../../src-shared/domains/facturacion/clientes.ts'
import { totalesFactura } from '../../../src-shared/domains/facturacion/rules.ts'
import { totalesVenta } from '../../../src-shared/domains/facturacion/venta-rules.ts'
import type { LineaVenta, Venta } from '../../../src-shared/domains/facturacion/ventas.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

let c: Consultorio

beforeAll(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterAll(() => c.close())

const datosCliente = (cambios: Partial<ClienteDatos> = {}): ClienteDatos => ({
  tipoPersona: '1',
  tipoDocumento: 'NI',
  numero: '900.108.281-3',
  nombre: 'Óptica El Sol S.A.S.',
  responsabilidades: ['R-99-PN'],
  tributo: '01',
  pais: 'CO',
  nombrePais: 'Colombia',
  municipio: '05001',
  ciudad: null,
  region: null,
  direccion: 'Calle 10 # 20-30',
  codigoPostal: null,
  telefono: null,
  correo: 'compras@example.com',
  plazoDias: 30,
  ...cambios,
})

const guardarCliente = (cambios?: Partial<ClienteDatos>, id: string | null = null) =>
  c.medico.ventas.clientes.guardar({ commandId: c.ids.next(), id, datos: datosCliente(cambios) })

/** A cream whose price, 50,000, has its IVA in it. */
const crema = (cambios: Partial<LineaVenta> = {}): LineaVenta => ({
  codigo: 'CREMA-50',
  estandar: '999',
  descripcion: 'Crema hidratante 50 g',
  unidad: '94',
  cantidad: 1000,
  precio: 5_000_000,
  incluyeImpuesto: true,
  impuesto: { clase: 'gravado', tributo: '01', tarifa: 1900 },
  descuento: null,
  recargo: null,
  muestra: false,
  ...cambios,
})

const venta = (cambios: Partial<Venta> = {}): Venta => ({
  cliente: { tipo: 'consumidor-final' },
  lineas: [crema()],
  descuentos: [],
  recargos: [],
  autorretenciones: [],
  retencionesCliente: [],
  pago: { forma: '1', medio: '10' },
  nota: '',
  ...cambios,
})

const emitir = (
  cambios?: Partial<Venta>,
  recibo: { valor: number; medio: string; referencia: null } | null = null,
) => c.medico.ventas.emitir({ commandId: c.ids.next(), venta: venta(cambios), recibo })

async function validada(cambios?: Partial<Venta>) {
  const { id } = await emitir(cambios)
  await c.deliver()
  return c.medico.facturacion.obtener({ id })
}

describe('Precios con el impuesto incluido', () => {
  it('se paga exactamente lo acordado, aunque ninguna base más su IVA redondeado lo dé', () => {
    const casos = [
      [crema({ cantidad: 9000, descuento: { tipo: 'porcentaje', valor: 1000, razon: 'x' } })],
      [crema({ precio: 999_900 }), crema({ precio: 1_234_500, cantidad: 7000 }), crema({ precio: 33_300 })],
    ]
    expect(casos.map((lineas) => totalesVenta(venta({ lineas })).aPagar)).toEqual([
      40_500_000,
      999_900 + 7 * 1_234_500 + 33_300,
    ])
  })
})

describe('Clientes', () => {
  it('se guarda limpio, se encuentra por cualquier parte y no se repite por documento', async () => {
    const cliente = await guardarCliente()
    expect(cliente).toMatchObject({ numero: '900108281', dv: '3' })
    for (const texto of ['ptica', '0108', 'sol 9001', 'SOL óptica'])
      expect(await c.medico.ventas.clientes.buscar({ texto })).toMatchObject([{ id: cliente.id }])
    expect(await c.medico.ventas.clientes.buscar({ texto: 'luna' })).toEqual([])
    await expect(guardarCliente({ nombre: 'Otra' })).rejects.toMatchObject({
      code: 'CLIENTE_EXISTE',
      data: { datos: { clienteId: cliente.id } },
    })
    const otro = await guardarCliente({ nombre: 'Óptica La Luna S.A.S.' }, cliente.id)
    expect(otro.id).toBe(cliente.id)
    expect(await c.medico.ventas.clientes.buscar({ texto: 'luna' })).toMatchObject([{ id: cliente.id }])
    await guardarCliente({}, cliente.id)
  })

  it.each<[string, Partial<ClienteDatos>]>([
    ['un NIT con el dígito errado', { numero: '900108281-4' }],
    ['una empresa con cédula', { tipoDocumento: 'CC', numero: '1020304050' }],
    ['el NIT de otro país en Colombia', { tipoDocumento: 'NE', numero: 'US-1' }],
    ['una dirección sin municipio', { municipio: null }],
    [
      'una ciudad del exterior sin dirección',
      { pais: 'ES', nombrePais: 'España', municipio: null, ciudad: 'Madrid', direccion: null },
    ],
    ['el número del consumidor final', { tipoPersona: '2', tipoDocumento: 'PT', numero: '222222222222' }],
  ])('no se guarda %s', async (_, cambios) => {
    await expect(guardarCliente(cambios)).rejects.toMatchObject({ code: 'CLIENTE_INVALIDO' })
  })
})

describe('Vender otro producto o servicio', () => {
  it('al consumidor final: sin paciente ni RIPS, y la DIAN la valida por lo que decía la etiqueta', async () => {
    const antes = await c.count('paquetes_rips')
    const factura = await validada()
    expect(factura).toMatchObject({
      estado: 'validada',
      origen: 'venta',
      operacion: '10',
      pacienteId: null,
      adquiriente: 'consumidor final',
      total: 5_000_000,
      aPagar: 5_000_000,
    })
    expect(factura.documento.lineas[0]).toMatchObject({ precioUnitario: 4_201_680, fraccionPrecio: 6723 })
    expect(await c.count('paquetes_rips')).toBe(antes)
    expect(await c.medico.rips.deFactura({ facturaId: factura.id })).toBeNull()
    const { base64 } = await c.medico.facturacion.pdf({ id: factura.id })
    expect(Buffer.from(base64, 'base64').subarray(0, 4).toString()).toBe('%PDF')
  })

  it('con descuento, recargo, dos impuestos y muestra; lo recibido queda en su recibo', async () => {
    const cliente = await c.medico.ventas.clientes.buscar({ texto: 'optica' })
    const { id } = await emitir(
      {
        cliente: { tipo: 'cliente', id: cliente[0]?.id ?? '' },
        lineas: [
          crema({ cantidad: 3000, descuento: { tipo: 'porcentaje', valor: 1000, razon: 'Por tres' } }),
          crema({
            codigo: 'REF',
            descripcion: 'Refrigerio',
            precio: 850_000,
            incluyeImpuesto: false,
            cantidad: 12_000,
            impuesto: { clase: 'gravado', tributo: '04', tarifa: 800 },
            recargo: { valor: 100_000, razon: 'Servicio' },
          }),
          crema({ codigo: 'MUESTRA', muestra: true }),
        ],
        descuentos: [{ codigo: '00', valor: 1_000_001, razon: 'Cliente frecuente' }],
        recargos: [{ codigo: '02', valor: 800_000, razon: 'Domicilio' }],
        retencionesCliente: [{ tributo: '06', tarifa: 2500, base: 10_000_000 }],
      },
      { valor: 10_000_000, medio: '10', referencia: null },
    )
    await c.deliver()
    const factura = await c.medico.facturacion.obtener({ id })
    const totales = totalesFactura(factura.documento)
    expect(factura).toMatchObject({
      estado: 'validada',
      aPagar: totales.total - 1_000_001 + 800_000,
      recibido: 10_000_000,
    })
    expect(totales.aRecibir).toBe(factura.aPagar - 250_000)
    const { facturas } = await c.medico.facturacion.listar({ texto: 'optica el sol' })
    expect(facturas).toMatchObject([{ id, total: factura.aPagar, pacienteId: null }])
    expect(c.autoridades.dian.documentos().at(-1)?.xml).not.toContain('WithholdingTaxTotal')
  })

  it('a un paciente y a un pagador sin volver a escribirlos', async () => {
    const { pacientes } = await c.medico.pacientes.listar({ desde: 0, cantidad: 1, soloPorCompletar: false })
    const pagador = await c.medico.configuracion.guardarPagador({
      commandId: c.ids.next(),
      pagador: {
        id: '',
        tipo: 'empresa',
        nit: '860002964',
        dv: '4',
        nombre: 'Empresa de Prueba S.A.',
        codigo: null,
        coberturaPlan: '12',
        modalidadPago: '04',
        numeroContrato: null,
        contratoDesde: null,
        contratoHasta: null,
        direccion: null,
        municipio: null,
        correo: null,
        activo: true,
      },
    })
    const aPaciente = await validada({ cliente: { tipo: 'paciente', id: pacientes[0]?.id ?? '' } })
    expect(aPaciente).toMatchObject({ estado: 'validada', pacienteId: pacientes[0]?.id })
    const aPagador = await validada({ cliente: { tipo: 'pagador', id: pagador.id } })
    expect(aPagador).toMatchObject({ estado: 'validada', adquirienteDocumento: pagador.nit })
  })

  it('a una empresa de otro país, sin municipio de Colombia', async () => {
    const cliente = await guardarCliente({
      tipoDocumento: 'NE',
      numero: 'us-471234567',
      nombre: 'Caribbean Health Inc.',
      pais: 'US',
      nombrePais: 'Estados Unidos',
      municipio: null,
      ciudad: 'Miami',
      direccion: '100 Biscayne Blvd',
    })
    const factura = await validada({ cliente: { tipo: 'cliente', id: cliente.id } })
    expect(factura.estado).toBe('validada')
    expect(factura.documento.adquiriente).toMatchObject({
      numero: 'US-471234567',
      direccionExterior: { pais: 'US' },
    })
  })

  it('de un autorretenedor: informa lo que se retiene y se paga lo mismo', async () => {
    const retenciones: Venta['autorretenciones'] = [
      { tributo: '06', tarifa: 2500, base: 4_201_681 },
      { tributo: '05', tarifa: 15_000, base: 798_319 },
      { tributo: '07', tarifa: 966, base: 4_201_681 },
    ]
    await expect(emitir({ autorretenciones: retenciones })).rejects.toMatchObject({ code: 'VENTA_INVALIDA' })
    const { prestador, obligacion } = await c.medico.configuracion.prestador()
    if (!prestador) throw new Error('no issuer in the demo')
    const guardar = (responsabilidades: typeof prestador.responsabilidades) =>
      c.medico.configuracion.guardarPrestador({
        commandId: c.ids.next(),
        prestador: { ...prestador, responsabilidades },
        obligacion,
      })
    await guardar(['O-15'])
    const factura = await validada({ autorretenciones: retenciones })
    await guardar(prestador.responsabilidades)
    expect(factura).toMatchObject({ estado: 'validada', aPagar: 5_000_000 })
    const xml = c.autoridades.dian.documentos().at(-1)?.xml ?? ''
    expect(xml.match(/<cac:WithholdingTaxTotal>/g)).toHaveLength(3)
    await expect(
      emitir({ retencionesCliente: [{ tributo: '05', tarifa: 15_000, base: 798_320 }] }),
    ).rejects.toMatchObject({ code: 'VENTA_INVALIDA' })
  })

  it('pasado el tope hay que decir quién compra, y el tope es un ajuste', async () => {
    const seis = { lineas: [crema({ cantidad: 7000, precio: 4_500_000, incluyeImpuesto: false })] }
    await expect(emitir(seis)).rejects.toMatchObject({
      code: 'CLIENTE_REQUERIDO',
      message: expect.stringContaining('$ 261.870'),
      data: { campo: 'cliente' },
    })
    const antes = await c.siguiente()
    await c.medico.configuracion.guardarAjustes({ commandId: c.ids.next(), uvtConsumidorFinal: 10 })
    expect(await emitir(seis)).toMatchObject({ estado: 'firmada' })
    expect(await c.siguiente()).toBe(antes + 1)
    await c.medico.configuracion.guardarAjustes({ commandId: c.ids.next(), uvtConsumidorFinal: 5 })
  })

  it('un servicio de salud nunca va al consumidor final', async () => {
    const { servicioIds, pacienteId } = await c.atender({ paciente: 3 })
    const documento = (tipo: string, numero: string) =>
      c.core.db
        .updateTable('pacientes')
        .set({ tipo_documento: tipo, numero_documento: numero })
        .where('id', '=', pacienteId)
        .execute()
    await documento('PT', '222222222222')
    const antes = await c.siguiente()
    await expect(c.medico.facturacion.emitir(c.emision(servicioIds))).rejects.toMatchObject({
      code: 'FACTURA_NO_EMITIBLE',
      message: expect.stringContaining('consumidor final'),
    })
    expect(await c.siguiente()).toBe(antes)
    await documento('CC', '1020304099')
    expect(await c.medico.facturacion.emitir(c.emision(servicioIds))).toMatchObject({ estado: 'firmada' })
  })

  it('repetida con el mismo comando, una sola factura; y lo que la DIAN rechazaría no consume número', async () => {
    const peticion = { commandId: c.ids.next(), venta: venta(), recibo: null }
    const una = await c.medico.ventas.emitir(peticion)
    expect(await c.medico.ventas.emitir(peticion)).toEqual(una)
    const antes = await c.siguiente()
    const mala = { pago: { forma: '2' as const, medio: '47' } }
    await expect(emitir(mala)).rejects.toMatchObject({ code: 'FACTURA_NO_EMITIBLE' })
    expect(await c.siguiente()).toBe(antes)
    const { hallazgos } = await c.medico.ventas.previsualizar({ venta: venta(mala) })
    expect(hallazgos.map(({ regla }) => regla)).toContain('FAN02')
  })
})

describe('Corregir una venta rechazada', () => {
  it('la persona corrige lo que escribió, con el mismo número, y lo de antes queda', async () => {
    await c.deliver()
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'FAZ09', mensaje: 'Código no válido' })
    const { id, numero } = await emitir()
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'rechazada' })
    const escrita = await c.medico.ventas.deFactura({ facturaId: id })
    expect(escrita).toEqual({
      numero,
      comprador: { nombre: 'consumidor final', documento: '222222222222' },
      venta: venta(),
    })

    c.clock.advance(3600)
    const nueva = { ...escrita.venta, lineas: [crema({ codigo: 'CREMA-2', cantidad: 2000 })] }
    const vista = await c.medico.ventas.previsualizar({ venta: nueva, facturaId: id })
    expect(`${vista.documento.numero.prefijo}${vista.documento.numero.consecutivo}`).toBe(numero)
    const corregida = await c.medico.ventas.corregir({ commandId: c.ids.next(), facturaId: id, venta: nueva })
    expect(corregida).toMatchObject({ numero, estado: 'firmada' })
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({
      estado: 'validada',
      version: 2,
      aPagar: 10_000_000,
    })
    const filas = await c.core.db
      .selectFrom('factura_ventas')
      .selectAll()
      .where('factura_id', '=', id)
      .execute()
    expect(filas.map(({ version }) => version)).toEqual([1, 2])
    await expect(
      c.medico.ventas.corregir({ commandId: c.ids.next(), facturaId: id, venta: nueva }),
    ).rejects.toMatchObject({ code: 'FACTURA_NO_RECHAZADA' })
  })
})

describe('Notas de una venta', () => {
  it('la anulación la deja en cero, y dos notas parciales también, al centavo', async () => {
    const ajustes = {
      lineas: [crema({ cantidad: 3000 }), crema({ codigo: 'B', precio: 333_333, incluyeImpuesto: false })],
      descuentos: [{ codigo: '00' as const, valor: 777_777, razon: 'Convenio' }],
      recargos: [{ codigo: '02' as const, valor: 123_457, razon: 'Domicilio' }],
    }
    const nota = (facturaId: string, concepto: '1' | '2', valores: { linea: number; valor: number }[]) =>
      c.medico.facturacion.notas.emitir({
        commandId: c.ids.next(),
        facturaId,
        clase: 'credito',
        concepto,
        razon: 'Devolución',
        valores,
        refacturar: false,
      })
    const una = await validada(ajustes)
    expect((await nota(una.id, '2', [])).total).toBe(una.aPagar)
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id: una.id })).toMatchObject({ estado: 'anulada', aPagar: 0 })

    const otra = await validada(ajustes)
    const [a, b] = totalesFactura(otra.documento).lineas
    await nota(otra.id, '1', [{ linea: 0, valor: 1_234_567 }])
    await c.deliver()
    await nota(otra.id, '1', [
      { linea: 0, valor: (a?.subtotal ?? 0) - 1_234_567 },
      { linea: 1, valor: b?.subtotal ?? 0 },
    ])
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id: otra.id })).toMatchObject({ aPagar: 0 })
    expect(
      (await c.medico.facturacion.notas.deFactura({ facturaId: otra.id })).map(({ estado }) => estado),
    ).toEqual(['validada', 'validada'])
  })
})

describe('Artículos', () => {
  it('se guardan con su precio y su impuesto y se encuentran por código o nombre', async () => {
    const datos = {
      codigo: 'ORT-1',
      estandar: '999' as const,
      nombre: 'Férula de muñeca',
      unidad: '94',
      precio: 8_500_000,
      incluyeImpuesto: true,
      impuesto: { clase: 'gravado' as const, tributo: '01' as const, tarifa: 1900 },
    }
    const guardar = (id: string | null, activo = true) =>
      c.medico.ventas.articulos.guardar({ commandId: c.ids.next(), id, datos, activo })
    const articulo = await guardar(null)
    expect(await c.medico.ventas.articulos.buscar({ texto: 'muneca fer' })).toEqual([articulo])
    expect(await c.medico.ventas.articulos.buscar({ texto: 'ort-1' })).toEqual([articulo])
    await expect(guardar(null)).rejects.toMatchObject({ code: 'ARTICULO_EXISTE' })
    await guardar(articulo.id, false)
    expect(await c.medico.ventas.articulos.buscar({ texto: 'ort-1' })).toEqual([])
  })
})
