import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RANGO_PRACTICA } from '../../../src-main/practice/registro.ts'
import { abrirConsultorio, type Consultorio, servicio } from './consultorio-harness.ts'

let c: Consultorio

beforeAll(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterAll(() => c.close())

async function rows() {
  return {
    facturas: await c.count('facturas'),
    versiones: await c.count('factura_versiones'),
    estados: await c.count('factura_estados'),
    outbox: await c.count('outbox'),
    paquetes: await c.count('paquetes_rips'),
    auditoria: await c.count('audit'),
    siguiente: await c.siguiente(),
  }
}

describe('Emitir', () => {
  it('consume exactamente un número y deja la factura firmada, en la bandeja y con su RIPS', async () => {
    const { servicioIds, pacienteId } = await c.atender()
    const antes = await rows()
    const factura = await c.medico.facturacion.emitir(c.emision(servicioIds))
    expect(factura).toMatchObject({
      numero: `${RANGO_PRACTICA.prefijo}${antes.siguiente}`,
      estado: 'firmada',
      pacienteId,
      total: 12_000_000,
      recibido: 0,
    })
    expect(await rows()).toMatchObject({
      facturas: antes.facturas + 1,
      versiones: antes.versiones + 1,
      outbox: antes.outbox + 2,
      paquetes: antes.paquetes + 1,
      siguiente: antes.siguiente + 1,
    })
    expect(await c.medico.facturacion.porFacturar({ pacienteId })).toEqual([])
  })

  it('repetir el mismo comando responde lo mismo y no hace nada más', async () => {
    const { servicioIds } = await c.atender({ paciente: 1 })
    const emision = c.emision(servicioIds)
    const primera = await c.medico.facturacion.emitir(emision)
    const antes = await rows()
    expect(await c.medico.facturacion.emitir(emision)).toEqual(primera)
    expect(await rows()).toEqual(antes)
    await expect(
      c.medico.facturacion.emitir({ ...emision, pago: { forma: '1', medio: '47' } }),
    ).rejects.toMatchObject({ code: 'COMANDO_REPETIDO' })
  })

  it('un servicio se factura una vez aunque dos personas lo emitan a la vez', async () => {
    const { servicioIds } = await c.atender({ paciente: 2 })
    const antes = await rows()
    const recepcion = await c.como('recepcion')
    const [una, otra] = await Promise.allSettled([
      c.medico.facturacion.emitir(c.emision(servicioIds)),
      recepcion.facturacion.emitir(c.emision(servicioIds)),
    ])
    expect(una.status).toBe('fulfilled')
    expect(otra).toMatchObject({ status: 'rejected', reason: { code: 'SERVICIO_YA_FACTURADO' } })
    expect(await rows()).toMatchObject({ facturas: antes.facturas + 1, siguiente: antes.siguiente + 1 })
  })

  it('si la DIAN la rechazaría no consume número ni deja rastro', async () => {
    const { servicioIds } = await c.atender({ paciente: 3 })
    const antes = await rows()
    const mala = {
      ...c.emision(servicioIds),
      // Crédito sin fecha de vencimiento.
      pago: { forma: '2' as const, medio: '10' },
    }
    await expect(c.medico.facturacion.emitir(mala)).rejects.toMatchObject({
      code: 'FACTURA_NO_EMITIBLE',
      data: { remedio: expect.stringMatching(/\S/) },
    })
    expect(await rows()).toEqual(antes)
    const previa = await c.medico.facturacion.previsualizar({ ...mala, servicioIds })
    expect(previa.hallazgos.filter(({ severidad }) => severidad === 'rechazo')).not.toEqual([])
    expect(previa.hallazgos[0]).toMatchObject({
      regla: expect.stringMatching(/^FA/),
      mensaje: expect.stringMatching(/\S/),
      remedio: expect.stringMatching(/\S/),
    })
    expect(await rows()).toEqual(antes)
  })

  it('no junta servicios de dos pacientes', async () => {
    const uno = await c.atender({ paciente: 4 })
    const otro = await c.atender({ paciente: 5 })
    await expect(
      c.medico.facturacion.emitir(c.emision([...uno.servicioIds, ...otro.servicioIds])),
    ).rejects.toMatchObject({
      code: 'FACTURA_NO_EMITIBLE',
      message: expect.stringContaining('pacientes distintos'),
    })
  })

  it('un servicio marcado sin cobro no se factura', async () => {
    const { pacienteId, servicioIds } = await c.atender({
      paciente: 4,
      servicios: [servicio(0), { ...servicio(2), sinCobro: 'Cortesía' }],
    })
    const sinCobro = await c.core.db
      .selectFrom('servicios_prestados')
      .select('id')
      .where('paciente_id', '=', pacienteId)
      .where('sin_cobro', 'is not', null)
      .executeTakeFirstOrThrow()
    expect(servicioIds).not.toContain(sinCobro.id)
    const antes = await rows()
    await expect(c.medico.facturacion.emitir(c.emision([sinCobro.id]))).rejects.toMatchObject({
      code: 'SERVICIO_SIN_COBRO',
      data: { remedio: expect.stringMatching(/\S/) },
    })
    expect(await rows()).toEqual(antes)
  })

  it('recibe el pago en la misma operación y no más que el saldo', async () => {
    const { servicioIds } = await c.atender({ paciente: 6 })
    const antes = await rows()
    const emision = c.emision(servicioIds)
    await expect(
      c.medico.facturacion.emitir({
        ...emision,
        recibo: { valor: 99_000_000, medio: '10', referencia: null },
      }),
    ).rejects.toMatchObject({ code: 'VALOR_MAYOR_AL_SALDO', data: { campo: 'valor' } })
    expect(await rows()).toEqual(antes)
    const factura = await c.medico.facturacion.emitir({
      ...c.emision(servicioIds),
      recibo: { valor: 5_000_000, medio: '10', referencia: null },
    })
    expect(factura.recibido).toBe(5_000_000)
    const abono = { facturaId: factura.id, medio: '47', referencia: 'Nequi 8812' }
    await c.medico.facturacion.registrarRecibo({ ...abono, commandId: c.ids.next(), valor: 7_000_000 })
    await expect(
      c.medico.facturacion.registrarRecibo({ ...abono, commandId: c.ids.next(), valor: 1 }),
    ).rejects.toMatchObject({ code: 'VALOR_MAYOR_AL_SALDO' })
    expect(await c.medico.facturacion.obtener({ id: factura.id })).toMatchObject({ recibido: 12_000_000 })
  })
})

describe('Lo que nunca cambia', () => {
  const frozen: readonly [string, string][] = [
    ['facturas', "numero = 'X1'"],
    ['facturas', 'consecutivo = 1'],
    ['facturas', "emitida_en = '2020-01-01T00:00:00.000Z'"],
    ['factura_versiones', "xml = x'00'"],
    ['factura_versiones', "cufe = 'x'"],
    ['factura_estados', "estado = 'validada'"],
    ['factura_respuestas', "application_response = x'00'"],
    ['factura_servicios', "factura_id = 'x'"],
    ['recibos', 'valor = 1'],
    ['recibos', "factura_id = 'x'"],
    ['outbox', "payload = x'00'"],
    ['outbox_events', "detail = ''"],
    ['paquetes_rips', "json = x'00'"],
    ['audit', "detail = '{}'"],
  ]

  it.each(frozen)('la base rechaza cambiar %s: %s', async (table, change) => {
    await c.deliver()
    expect(await existing(table)).toBeGreaterThan(0)
    await expect(sql.raw(`UPDATE ${table} SET ${change}`).execute(c.core.db)).rejects.toThrow(/APPEND_ONLY/)
  })

  it.each([...new Set(frozen.map(([table]) => table))])('la base rechaza borrar de %s', async (table) => {
    await expect(sql.raw(`DELETE FROM ${table}`).execute(c.core.db)).rejects.toThrow(/APPEND_ONLY/)
  })

  it('un envío aceptado no vuelve a la bandeja', async () => {
    await expect(
      sql`UPDATE outbox_status SET state = 'pendiente' WHERE state = 'aceptado'`.execute(c.core.db),
    ).rejects.toThrow(/OUTBOX_FINAL/)
  })

  async function existing(table: string): Promise<number> {
    const { rows: found } = await sql
      .raw<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)
      .execute(c.core.db)
    return Number(found[0]?.n)
  }
})

describe('Validada con observaciones', () => {
  it('lo que la DIAN notificó al validarla queda en la factura y en la bandeja', async () => {
    const { servicioIds } = await c.atender({ paciente: 5 })
    const { id } = await c.medico.facturacion.emitir(c.emision(servicioIds))
    await c.deliver()
    const factura = await c.medico.facturacion.obtener({ id })
    expect(factura.estados.at(-1)).toMatchObject({
      estado: 'validada',
      hallazgos: [{ regla: 'RUT01', severidad: 'notificacion' }],
    })
    const evento = await c.core.db
      .selectFrom('outbox_events')
      .select('findings')
      .where('item_id', '=', factura.outboxId)
      .where('state', '=', 'aceptado')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(evento.findings)).toMatchObject([{ regla: 'RUT01' }])
  })
})

describe('Corregir y reenviar', () => {
  it('conserva el número en una versión 2, los bytes viejos y la historia del rechazo', async () => {
    const { servicioIds } = await c.atender({ paciente: 7 })
    c.autoridades.dian.faults.next({
      tipo: 'rechazo',
      regla: 'FAK61',
      mensaje: 'Correo del adquiriente no válido',
    })
    const factura = await c.medico.facturacion.emitir(c.emision(servicioIds))
    await c.deliver()
    const rechazada = await c.medico.facturacion.obtener({ id: factura.id })
    expect(rechazada.estado).toBe('rechazada')
    expect(rechazada.estados.at(-1)?.hallazgos[0]).toMatchObject({
      regla: 'FAK61',
      severidad: 'rechazo',
      mensaje: expect.stringMatching(/\S/),
      remedio: expect.stringMatching(/\S/),
    })
    const antes = await c.siguiente()
    const viejos = await version(factura.id, 1)

    c.clock.advance(3600)
    const corregida = await c.medico.facturacion.corregir({ commandId: c.ids.next(), facturaId: factura.id })
    expect(corregida).toMatchObject({ numero: factura.numero, estado: 'firmada' })
    expect(await c.siguiente()).toBe(antes)
    await c.deliver()

    const validada = await c.medico.facturacion.obtener({ id: factura.id })
    expect(validada).toMatchObject({ estado: 'validada', version: 2, numero: factura.numero })
    expect(validada.estados.map(({ estado, version: v }) => [estado, v])).toEqual([
      ['firmada', 1],
      ['rechazada', 1],
      ['firmada', 2],
      ['validada', 2],
    ])
    expect(await version(factura.id, 1)).toEqual(viejos)
    expect((await version(factura.id, 2)).cufe).not.toBe(viejos.cufe)
    expect(await c.medico.rips.deFactura({ facturaId: factura.id })).toMatchObject({ estado: 'cuv' })
    expect(c.autoridades.dian.documentos().filter(({ numero }) => numero === factura.numero)).toHaveLength(1)
  })

  it('no se corrige la que no está rechazada, ni la que se está reenviando', async () => {
    const { servicioIds } = await c.atender({ paciente: 8 })
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'FAK61', mensaje: 'x' })
    const factura = await c.medico.facturacion.emitir(c.emision(servicioIds))
    await expect(corregir(factura.id)).rejects.toMatchObject({ code: 'FACTURA_NO_RECHAZADA' })
    await c.deliver()
    c.http.cut()
    const { outboxId } = await c.medico.facturacion.obtener({ id: factura.id })
    await c.medico.sincronizacion.reintentar({ id: outboxId })
    await expect(corregir(factura.id)).rejects.toMatchObject({ code: 'FACTURA_NO_RECHAZADA' })
    await c.core.outbox.drain()
    c.http.restore()
    c.clock.advance(3600)
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id: factura.id })).toMatchObject({
      estado: 'validada',
      version: 1,
    })
  })

  const corregir = (facturaId: string) =>
    c.medico.facturacion.corregir({ commandId: c.ids.next(), facturaId })

  async function version(facturaId: string, n: number) {
    const row = await c.core.db
      .selectFrom('factura_versiones')
      .selectAll()
      .where('factura_id', '=', facturaId)
      .where('version', '=', n)
      .executeTakeFirstOrThrow()
    expect(createHash('sha256').update(row.xml).digest('hex')).toBe(row.sha256)
    return row
  }
})

describe('Lo que se lee', () => {
  it('ninguna respuesta lleva el PIN del software ni la clave técnica', async () => {
    const { facturas } = await c.medico.facturacion.listar({})
    const id = facturas[0]?.id ?? ''
    const { servicioIds } = await c.atender({ paciente: 9, servicios: [servicio(0), servicio(2)] })
    const answers = JSON.stringify([
      await c.medico.facturacion.obtener({ id }),
      await c.medico.facturacion.previsualizar({
        servicioIds,
        pago: { forma: '1', medio: '10' },
        recaudos: [],
      }),
      await c.medico.rips.deFactura({ facturaId: id }),
    ])
    const xml = Buffer.from(
      (await c.medico.facturacion.xml({ id, cual: 'factura' })).base64,
      'base64',
    ).toString()
    for (const secret of [RANGO_PRACTICA.claveTecnica, c.autoridades.registro.pin]) {
      expect(secret.length).toBeGreaterThan(3)
      expect(answers).not.toContain(secret)
      expect(xml).not.toContain(secret)
    }
  })

  it('la lista se filtra por estado, número, documento, nombre sin tildes y CUFE', async () => {
    const todas = await c.medico.facturacion.listar({})
    const una = todas.facturas.find(({ adquiriente }) => /[áéíóúñ]/i.test(adquiriente))
    if (!una) throw new Error('no accented name among the demo patients')
    const found = async (texto: string) =>
      (await c.medico.facturacion.listar({ texto })).facturas.map(({ id }) => id)
    const palabras = una.adquiriente.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase().split(' ')
    expect(await found(`${palabras.at(-1)} ${palabras[0]}`)).toContain(una.id)
    expect(await found(una.numero.toLowerCase())).toEqual([una.id])
    expect(await found(una.adquirienteDocumento)).toContain(una.id)
    const { cufe } = await c.medico.facturacion.obtener({ id: una.id })
    expect(await found(cufe)).toEqual([una.id])
    expect(await found('nadie%')).toEqual([])
    const validadas = await c.medico.facturacion.listar({ estado: 'validada' })
    expect(validadas.facturas.length).toBe(validadas.total)
    expect(todas.facturas.map(({ emitidaEn }) => emitidaEn)).toEqual(
      todas.facturas
        .map(({ emitidaEn }) => emitidaEn)
        .sort()
        .reverse(),
    )
  })

  it('por páginas no se pierde ninguna, aunque dos se hayan emitido en el mismo instante', async () => {
    for (const paciente of [1, 2, 3]) {
      const { servicioIds } = await c.atender({ paciente })
      await c.medico.facturacion.emitir(c.emision(servicioIds))
    }
    const todas = await c.medico.facturacion.listar({})
    expect(new Set(todas.facturas.map(({ emitidaEn }) => emitidaEn)).size).toBeLessThan(todas.total)
    for (const texto of ['', todas.facturas[0]?.numero.slice(0, 3) ?? '', '1']) {
      const completa = await c.medico.facturacion.listar({ texto })
      const vistas: string[] = []
      let desdeMarca: { emitidaEn: string; id: string } | null = null
      for (;;) {
        const pagina: Awaited<ReturnType<typeof c.medico.facturacion.listar>> =
          await c.medico.facturacion.listar({ texto, desdeMarca, limite: 2 })
        vistas.push(...pagina.facturas.map(({ id }) => id))
        const ultima = pagina.facturas.at(-1)
        if (!ultima || pagina.facturas.length < 2) break
        desdeMarca = { emitidaEn: ultima.emitidaEn, id: ultima.id }
      }
      expect(vistas).toEqual(completa.facturas.map(({ id }) => id))
      expect(completa.total).toBe(vistas.length)
    }
  })

  it('el total cuenta lo mismo que se lista', async () => {
    const { facturas } = await c.medico.facturacion.listar({})
    const una = facturas[0]
    if (!una) throw new Error('no invoices')
    const { cufe } = await c.medico.facturacion.obtener({ id: una.id })
    for (const texto of [una.numero, una.adquirienteDocumento, cufe, 'nadie', 'zz']) {
      const listado = await c.medico.facturacion.listar({ texto })
      expect(listado.total).toBe(listado.facturas.length)
    }
    const rechazadas = await c.medico.facturacion.listar({ texto: una.numero, estado: 'rechazada' })
    expect(rechazadas.total).toBe(rechazadas.facturas.length)
  })

  it('listas y búsquedas por índice, sin recorrer tablas grandes de más', async () => {
    const plan = async (query: string) => {
      const { rows: found } = await sql
        .raw<{ detail: string }>(`EXPLAIN QUERY PLAN ${query}`)
        .execute(c.core.db)
      return found.map(({ detail }) => detail).join('\n')
    }
    const list = (where: string) => `SELECT * FROM facturas f ${where} ORDER BY f.emitida_en DESC LIMIT 100`
    expect(await plan(list(''))).toContain('facturas_recientes')
    expect(await plan(list("WHERE f.estado = 'rechazada'"))).toContain('facturas_por_estado')
    expect(await plan(list("WHERE f.paciente_id = 'x'"))).toContain('facturas_por_paciente')
    expect(await plan("SELECT * FROM factura_estados WHERE factura_id = 'x' ORDER BY id")).not.toMatch(/SCAN/)
    expect(
      await plan("SELECT * FROM paquetes_rips WHERE estado = 'rechazado' ORDER BY creado_en DESC"),
    ).toContain('paquetes_rips_por_estado')
    expect(await plan("SELECT * FROM outbox_events WHERE item_id = 'x' ORDER BY id")).not.toMatch(/SCAN/)
  })
})
