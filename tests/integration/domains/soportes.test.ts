import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PeticionSoporte, Proveedor } from '../../../src-shared/domains/finanzas/soporte-contract.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

const HORA = 3600
const DIA = 24 * HORA

let c: Consultorio

beforeEach(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterEach(() => c.close())

const ASEADORA: Proveedor = {
  tipoPersona: '2',
  tipoDocumento: 'CC',
  numero: '52345678',
  nombre: 'ROSALBA PEÑA CIFUENTES',
  direccion: 'Calle 8 # 10-12',
  municipio: '11001',
  pais: null,
  ciudad: null,
  telefono: null,
  correo: null,
}

const compra = (cambios: Partial<PeticionSoporte> = {}): PeticionSoporte => ({
  proveedor: ASEADORA,
  forma: '1',
  lineas: [
    {
      descripcion: 'Aseo del consultorio',
      cantidad: 4000,
      precioUnitario: 9_000_000,
      iva: null,
      fecha: '2026-11-20',
    },
  ],
  pago: { forma: '1', medio: '10' },
  retencionRenta: null,
  retencionIva: null,
  nota: null,
  ...cambios,
})

const soportes = () => c.medico.finanzas.soportes
const emitir = (peticion = compra(), borradorId: string | null = null) =>
  soportes().emitir({ commandId: c.ids.next(), peticion, borradorId })
const corregir = (id: string, peticion = compra()) =>
  soportes().corregir({ commandId: c.ids.next(), id, peticion })
const ajustar = (
  id: string,
  concepto: '1' | '2' | '4' = '2',
  valores: { linea: number; valor: number }[] = [],
) => soportes().ajustar({ commandId: c.ids.next(), id, concepto, razon: 'No se prestó el servicio', valores })
const ver = (id: string) => soportes().obtener({ id })
const enviado = async (peticion?: PeticionSoporte) => {
  const { id } = await emitir(peticion)
  await c.deliver()
  return ver(id)
}
const enDian = () => c.autoridades.dian.documentos().map(({ numero }) => numero)
const versiones = (id: string) =>
  c.core.db
    .selectFrom('soporte_versiones')
    .selectAll()
    .where('soporte_id', '=', id)
    .orderBy('version')
    .execute()

/** As the queue would be woken by its own clock. */
async function pasar(segundos: number): Promise<void> {
  for (let idos = 0; idos < segundos; idos += HORA / 2) {
    c.clock.advance(HORA / 2)
    await c.deliver()
  }
}

describe('Emitir un documento soporte', () => {
  it('queda firmado con el número de su rango, la DIAN lo valida y se guardan los bytes y la respuesta', async () => {
    expect(await soportes().numeracion()).toMatchObject({ proximo: 'SEDS984000000', motivo: null })
    const { id } = await emitir()
    expect(await ver(id)).toMatchObject({ numero: 'SEDS984000000', estado: 'firmada', total: 36_000_000 })
    await c.deliver()
    const documento = await ver(id)
    expect(documento).toMatchObject({ estado: 'validada', hallazgos: [], porAjustar: 36_000_000 })
    expect(documento.cuds).toMatch(/^[0-9a-f]{96}$/)
    expect(enDian()).toEqual(['SEDS984000000'])
    const xml = Buffer.from((await soportes().archivo({ id, cual: 'documento' })).base64, 'base64').toString()
    expect(xml).toContain('schemeName="CUDS-SHA384"')
    expect(xml).toContain(documento.cuds)
    const respuesta = await soportes().archivo({ id, cual: 'application-response' })
    expect(Buffer.from(respuesta.base64, 'base64').toString()).toContain('ApplicationResponse')
    expect(await soportes().numeracion()).toMatchObject({ proximo: 'SEDS984000001' })
  })

  it('recuerda a quien vendió, y lo que se retiene no baja el total', async () => {
    const documento = await enviado(
      compra({
        lineas: [
          {
            descripcion: 'Arriendo de noviembre',
            cantidad: 1000,
            precioUnitario: 100_000_000,
            iva: 1900,
            fecha: '2026-11-20',
          },
        ],
        retencionRenta: 350,
        retencionIva: 1500,
      }),
    )
    expect(documento).toMatchObject({
      estado: 'validada',
      total: 119_000_000,
      retenido: 3_500_000 + 2_850_000,
      neto: 112_650_000,
      impuestos: 19_000_000,
    })
    const { proveedores } = await soportes().proveedores({ texto: 'pena rosalba' })
    expect(proveedores).toEqual([ASEADORA])
    expect((await soportes().proveedores({ texto: 'nadie' })).proveedores).toEqual([])
    expect((await soportes().listar({ texto: 'rosalba seds', limite: 10 })).documentos).toHaveLength(1)
  })

  it('quien vive en otro país va como no residente', async () => {
    const documento = await enviado(
      compra({
        proveedor: {
          ...ASEADORA,
          tipoDocumento: 'PA',
          numero: 'XK100200',
          nombre: 'JOHN SMITH',
          municipio: null,
          pais: 'US',
          ciudad: 'Miami',
        },
      }),
    )
    expect(documento).toMatchObject({ estado: 'validada' })
    const [version] = await versiones(documento.id)
    expect(JSON.parse(version?.documento ?? '')).toMatchObject({
      procedencia: '11',
      vendedor: { exterior: { nombrePais: 'Estados Unidos' } },
    })
  })

  it('lo que la DIAN rechazaría se dice antes y no consume número', async () => {
    const futura = compra({
      lineas: [{ descripcion: 'Aseo', cantidad: 1000, precioUnitario: 100, iva: null, fecha: '2026-12-20' }],
    })
    const sinMunicipio = compra({ proveedor: { ...ASEADORA, municipio: '00000' } })
    for (const mala of [futura, sinMunicipio]) {
      const { hallazgos } = await soportes().revisar({ peticion: mala })
      expect(hallazgos.length).toBeGreaterThan(0)
      await expect(emitir(mala)).rejects.toMatchObject({ code: 'SOPORTE_NO_EMITIBLE' })
    }
    expect((await soportes().revisar({ peticion: compra() })).hallazgos).toEqual([])
    expect(await soportes().numeracion()).toMatchObject({ proximo: 'SEDS984000000' })
    expect((await soportes().listar({ texto: '', limite: 10 })).total).toBe(0)
    expect((await soportes().proveedores({ texto: '' })).proveedores).toEqual([])
  })

  it('sin numeración de documento soporte no se emite, y dice qué hacer', async () => {
    await c.core.db.updateTable('resoluciones').set({ activa: 0 }).where('tipo', '=', 'soporte').execute()
    const { proximo, motivo } = await soportes().numeracion()
    expect(proximo).toBeNull()
    expect(motivo?.mensaje).toMatch(/numeración de documento soporte/)
    await expect(emitir()).rejects.toMatchObject({ code: 'NUMERACION_FALTA' })
  })

  it('lo firmado no se cambia ni se borra', async () => {
    const { id } = await enviado()
    const { db } = c.core
    await expect(
      db.updateTable('soporte_versiones').set({ cuds: 'x' }).where('soporte_id', '=', id).execute(),
    ).rejects.toThrow(/APPEND_ONLY/)
    await expect(
      db.updateTable('soportes').set({ numero: 'SEDS1' }).where('id', '=', id).execute(),
    ).rejects.toThrow(/APPEND_ONLY/)
    await expect(db.deleteFrom('soportes').where('id', '=', id).execute()).rejects.toThrow(/APPEND_ONLY/)
    await expect(db.deleteFrom('soporte_respuestas').execute()).rejects.toThrow(/APPEND_ONLY/)
  })

  it('el borrador sobrevive al reinicio y se va cuando se emite', async () => {
    const id = c.ids.next()
    const guardar = (titulo: string, contenido: Record<string, unknown>) =>
      soportes().guardarBorrador({ commandId: c.ids.next(), id, titulo, contenido })
    await guardar('', { numero: '52' })
    await guardar('Rosalba', { numero: '52345678', lineas: [{ descripcion: 'As' }] })
    expect(await soportes().borrador({ id })).toEqual({
      contenido: { numero: '52345678', lineas: [{ descripcion: 'As' }] },
    })
    expect((await soportes().listar({ texto: '', limite: 10 })).borradores).toMatchObject([
      { id, titulo: 'Rosalba' },
    ])
    await emitir(compra(), id)
    expect((await soportes().listar({ texto: '', limite: 10 })).borradores).toEqual([])
    expect(await soportes().borrador({ id })).toEqual({ contenido: null })
  })

  it('lo que se estaba guardando del borrador cuando se firmó no lo devuelve, aunque fuera lo primero que se guardaba', async () => {
    const [guardado, sinGuardar] = [c.ids.next(), c.ids.next()]
    const guardar = (id: string) =>
      soportes().guardarBorrador({
        commandId: c.ids.next(),
        id,
        titulo: 'Rosalba',
        contenido: { numero: '5' },
      })
    await guardar(guardado)
    for (const id of [guardado, sinGuardar]) {
      await emitir(compra(), id)
      await expect(guardar(id)).rejects.toMatchObject({ code: 'NO_ENCONTRADO' })
      expect(await soportes().borrador({ id })).toEqual({ contenido: null })
    }
    expect((await soportes().listar({ texto: '', limite: 10 })).borradores).toEqual([])
  })

  it('recepción que factura puede hacerlo; el mismo mandato no lo hace dos veces', async () => {
    const commandId = c.ids.next()
    const recepcion = await c.como('recepcion')
    const uno = await recepcion.finanzas.soportes.emitir({ commandId, peticion: compra(), borradorId: null })
    const dos = await recepcion.finanzas.soportes.emitir({ commandId, peticion: compra(), borradorId: null })
    expect(dos).toEqual(uno)
    await c.deliver()
    expect(enDian()).toEqual(['SEDS984000000'])
  })
})

describe('Entregar a la DIAN', () => {
  it('una respuesta cortada se pregunta por el CUDS antes de reenviar y queda una sola vez', async () => {
    c.autoridades.dian.faults.next({ tipo: 'corte-despues', bytes: 0 })
    const { id, estado } = await enviado()
    expect(estado).toBe('desconocida')
    await pasar(HORA)
    expect(await ver(id)).toMatchObject({ estado: 'validada', version: 1 })
    expect(enDian()).toEqual(['SEDS984000000'])
  })

  it('el que esperó más de cinco días se firma de nuevo con la fecha del día, y su plazo vencido también', async () => {
    c.http.cut()
    const { id } = await emitir(compra({ pago: { forma: '2', medio: '47', vencimiento: '2026-11-23' } }))
    await c.deliver()
    const [vieja] = await versiones(id)
    c.clock.advance(6 * DIA)
    await c.deliver()
    c.http.restore()
    c.clock.advance(HORA)
    await c.deliver()
    expect(await ver(id)).toMatchObject({ estado: 'validada', version: 2, fecha: '2026-11-27' })
    const [primera, segunda] = await versiones(id)
    expect(primera).toEqual(vieja)
    expect(segunda?.motivo).toBe('fecha')
    expect(JSON.parse(segunda?.documento ?? '')).toMatchObject({ pago: { vencimiento: '2026-11-27' } })
    expect(enDian()).toEqual(['SEDS984000000'])
  })

  it('el rechazado dice la regla y se corrige con el mismo número; el validado ya no', async () => {
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'DSAJ24b', mensaje: 'DV errado' })
    const rechazado = await enviado()
    expect(rechazado).toMatchObject({ estado: 'rechazada', hallazgos: [{ regla: 'DSAJ24b' }] })
    c.clock.advance(60)
    await corregir(rechazado.id, compra({ nota: 'Corregido' }))
    await c.deliver()
    const corregido = await ver(rechazado.id)
    expect(corregido).toMatchObject({ estado: 'validada', version: 2, numero: rechazado.numero })
    expect(corregido.cuds).not.toBe(rechazado.cuds)
    expect((await versiones(rechazado.id)).map(({ motivo }) => motivo)).toEqual(['emision', 'correccion'])
    expect(await soportes().numeracion()).toMatchObject({ proximo: 'SEDS984000001' })
    await expect(corregir(rechazado.id)).rejects.toMatchObject({ code: 'SOPORTE_SIN_CORRECCION' })
  })

  it('el que se está reenviando no se corrige', async () => {
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'DSAJ24b', mensaje: 'DV errado' })
    const { id } = await enviado()
    const [item] = await c.medico.sincronizacion.listar({ cuales: 'rechazados' })
    c.http.cut()
    await c.medico.sincronizacion.reintentar({ id: item?.id ?? '' })
    await expect(corregir(id)).rejects.toMatchObject({ code: 'SOPORTE_SIN_CORRECCION' })
  })
})

describe('Nota de ajuste', () => {
  it('la anulación validada deja el documento anulado', async () => {
    const { id, numero } = await enviado()
    const nota = await ajustar(id)
    await expect(ajustar(id)).rejects.toMatchObject({ code: 'AJUSTE_INVALIDO' })
    await c.deliver()
    expect(await ver(nota.id)).toMatchObject({
      clase: 'ajuste',
      numero: 'NA1',
      estado: 'validada',
      ajustaA: { id, numero },
      concepto: '2',
      total: 36_000_000,
    })
    expect(await ver(id)).toMatchObject({ estado: 'anulada', porAjustar: 0, ajustes: [{ numero: 'NA1' }] })
    await expect(ajustar(id)).rejects.toMatchObject({ code: 'AJUSTE_INVALIDO' })
  })

  it('la de una parte baja lo que queda por ajustar, y nunca de más', async () => {
    const { id } = await enviado()
    const parte = await ajustar(id, '4', [{ linea: 0, valor: 10_000_000 }])
    await c.deliver()
    expect(await ver(parte.id)).toMatchObject({ estado: 'validada', total: 10_000_000 })
    expect(await ver(id)).toMatchObject({ estado: 'validada', porAjustar: 26_000_000 })
    for (const valores of [[{ linea: 0, valor: 30_000_000 }], [{ linea: 3, valor: 1 }], []])
      await expect(ajustar(id, '4', valores)).rejects.toMatchObject({ code: 'AJUSTE_INVALIDO' })
    await expect(ajustar(id, '2')).rejects.toMatchObject({ code: 'AJUSTE_INVALIDO' })
  })

  it('no se hace de uno sin validar; la que se rechaza no cambia nada y deja hacer otra', async () => {
    c.http.cut()
    const { id } = await emitir()
    await c.deliver()
    await expect(ajustar(id)).rejects.toMatchObject({ code: 'AJUSTE_INVALIDO' })
    c.http.restore()
    await pasar(HORA)
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'NSBG04', mensaje: 'No existe' })
    const mala = await ajustar(id)
    await c.deliver()
    expect(await ver(mala.id)).toMatchObject({ estado: 'rechazada', hallazgos: [{ regla: 'NSBG04' }] })
    expect(await ver(id)).toMatchObject({ estado: 'validada', porAjustar: 36_000_000 })
    const buena = await ajustar(id)
    await c.deliver()
    expect(await ver(buena.id)).toMatchObject({ numero: 'NA2', estado: 'validada' })
    expect(await ver(id)).toMatchObject({ estado: 'anulada' })
  })
})

describe('Representación gráfica', () => {
  it('hay PDF del documento y de su nota, con su nombre', async () => {
    const { id } = await emitir(compra({ retencionRenta: 400 }))
    const pendiente = await soportes().pdf({ id })
    await c.deliver()
    const validado = await soportes().pdf({ id })
    expect(validado.nombre).toBe('SEDS984000000.pdf')
    expect(validado.base64).not.toBe(pendiente.base64)
    const nota = await ajustar(id)
    expect((await soportes().pdf({ id: nota.id })).nombre).toBe('NA1.pdf')
    expect(Buffer.from(validado.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  })
})
