import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { verifyAudit } from '../../../src-main/core/audit/audit.ts'
import {
  type ContenidoNota,
  contenidoNotaSchema,
  type ServicioNota,
} from '../../../src-shared/domains/historia/schemas.ts'
import { abrirConsultorio, type Consultorio, servicio } from './consultorio-harness.ts'

let c: Consultorio

beforeAll(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterAll(() => c.close())

const LOSARTAN = {
  dci: 'Losartán',
  concentracion: '50 mg',
  formaFarmaceutica: 'tableta',
  via: 'oral',
  dosis: '1 tableta',
  frecuencia: 'cada 12 horas',
  duracion: '30 días',
  cantidad: 60,
  unidad: 'tabletas',
  indicaciones: '',
}

const completa = (cambios: Partial<ContenidoNota> = {}): ContenidoNota => ({
  ...contenidoNotaSchema.parse({
    motivo: '«Vengo por la tensión»',
    enfermedadActual: 'Asintomático.',
    antecedentes: { alergicos: 'Niega' },
    signosVitales: { taSistolica: 128, taDiastolica: 82 },
    diagnosticos: [{ cie10: 'I10X', nombre: 'Hipertensión esencial (primaria)', tipo: '03' }],
    plan: 'Continuar losartán.',
    servicios: [servicio(1)],
    formula: { medicamentos: [LOSARTAN] },
  }),
  ...cambios,
})

async function borrador(n: number, contenido = completa()) {
  const { pacientes } = await c.medico.pacientes.listar({ desde: 0, cantidad: 50, soloPorCompletar: false })
  const nota = await c.medico.historia.iniciar({
    commandId: c.ids.next(),
    pacienteId: pacientes[n]!.id,
    citaId: null,
    plantilla: 'control',
  })
  await c.medico.historia.guardar({ id: nota.id, revision: nota.revision + 1, contenido })
  return { id: nota.id, pacienteId: nota.pacienteId }
}

const cierre = (notaId: string, facturar = true) => ({
  commandId: c.ids.next() as string,
  notaId,
  facturar,
  pago: { forma: '1' as const, medio: '10' },
  recaudos: [],
  recibo: null as { valor: number; medio: string; referencia: string | null } | null,
})

/** Every row of every table, counted: what a rehearsal must leave as it was. The audit chain is among them. */
async function todo() {
  const tablas = await sql<{
    name: string
  }>`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`.execute(c.core.db)
  const counts: Record<string, number> = {}
  for (const { name } of tablas.rows) {
    // The shadow tables of the full-text search are SQLite's own.
    if (/_(config|content|data|docsize|idx)$/.test(name)) continue
    const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(name)}`.execute(c.core.db)
    counts[name] = Number(rows[0]?.n)
  }
  return { ...counts, siguiente: await c.siguiente() }
}

const porClase = (artefactos: readonly { clase: string; estado: string }[]) =>
  Object.fromEntries(artefactos.map(({ clase, estado }) => [clase, estado]))

describe('Preparar el cierre', () => {
  it('no consume nada: ni número, ni folio, ni una fila', async () => {
    const { id } = await borrador(0)
    const antes = await todo()
    for (let i = 0; i < 3; i += 1) await c.medico.jornada.prepararCierre({ notaId: id })
    expect(await todo()).toEqual(antes)
    expect((await c.medico.historia.obtener({ id })).estado).toBe('borrador')
  })

  it('lo que anuncia es lo que el cierre produce: mismo número, mismo total', async () => {
    const { id } = await borrador(1)
    const anuncio = await c.medico.jornada.prepararCierre({ notaId: id })
    expect(porClase(anuncio.artefactos)).toMatchObject({ nota: 'listo', formula: 'listo', factura: 'listo' })
    expect(anuncio).toMatchObject({ facturar: true, puedeCerrar: true, paga: 'Particular' })
    const hecho = await c.medico.jornada.cerrarConsulta(cierre(id))
    expect(anuncio.artefactos.find(({ clase }) => clase === 'factura')?.detalle).toBe(
      `Factura ${hecho.numero}`,
    )
    const factura = await c.medico.facturacion.obtener({ id: hecho.facturaId! })
    expect(factura.total).toBe(anuncio.total)
    expect(hecho.formulaFolio).toBeGreaterThan(0)
    const rips = await c.medico.rips.deFactura({ facturaId: hecho.facturaId! })
    expect(rips?.hallazgos).toEqual(anuncio.hallazgosRips)
  })

  it('lo que rechaza también lo rechaza el cierre, con las mismas palabras', async () => {
    const { id } = await borrador(
      2,
      completa({ plan: '', servicios: [{ ...servicio(1), valorUnitario: null }] }),
    )
    const anuncio = await c.medico.jornada.prepararCierre({ notaId: id })
    expect(anuncio.puedeCerrar).toBe(false)
    const nota = anuncio.artefactos.find(({ clase }) => clase === 'nota')
    expect(nota?.faltantes.map(({ campo }) => campo)).toEqual(['plan', 'servicios.0.valorUnitario'])
    const antes = await todo()
    await expect(c.medico.jornada.cerrarConsulta(cierre(id, false))).rejects.toMatchObject({
      code: 'NOTA_INCOMPLETA',
      message: nota?.detalle,
    })
    expect(await todo()).toEqual(antes)
  })

  it('señala lo que falta en la fórmula aparte de la nota', async () => {
    const { id } = await borrador(
      2,
      completa({ formula: { medicamentos: [{ ...LOSARTAN, dosis: '' }], vigenciaDias: 30 } }),
    )
    const { artefactos } = await c.medico.jornada.prepararCierre({ notaId: id })
    const formula = artefactos.find(({ clase }) => clase === 'formula')
    expect(formula).toMatchObject({ estado: 'falta', faltantes: [{ campo: 'formula.0.dosis' }] })
    expect(artefactos.find(({ clase }) => clase === 'nota')?.estado).toBe('listo')
  })
})

describe('Cerrar consulta', () => {
  it('[M-16] lo cobrable sin código CUPS no se puede cerrar, y de la nota a la factura no hay pasos intermedios', async () => {
    const sinCodigo = await borrador(3, completa({ servicios: [] }))
    await expect(c.medico.jornada.cerrarConsulta(cierre(sinCodigo.id))).rejects.toMatchObject({
      code: 'NOTA_INCOMPLETA',
      data: { campo: 'servicios' },
    })
    const malo = { ...servicio(1), cups: '' } as ServicioNota
    await expect(
      c.medico.historia.guardar({
        id: sinCodigo.id,
        revision: 50,
        contenido: completa({ servicios: [malo] }),
      }),
    ).rejects.toThrow()
    await c.medico.historia.guardar({ id: sinCodigo.id, revision: 51, contenido: completa() })
    const { facturaId } = await c.medico.jornada.cerrarConsulta(cierre(sinCodigo.id))
    const factura = await c.medico.facturacion.obtener({ id: facturaId! })
    expect(factura.documento.lineas.map(({ codigo }) => codigo)).toEqual([servicio(1).cups])
  })

  it('Enter dos veces, o repetir tras un corte, cierra y factura una sola vez', async () => {
    const { id } = await borrador(4)
    const acto = cierre(id)
    const [uno, dos] = await Promise.all([
      c.medico.jornada.cerrarConsulta(acto),
      c.medico.jornada.cerrarConsulta(acto),
    ])
    expect(dos).toEqual(uno)
    const antes = await todo()
    await expect(c.medico.jornada.cerrarConsulta(cierre(id))).rejects.toMatchObject({ code: 'NOTA_FIRMADA' })
    expect(await todo()).toEqual(antes)
  })

  it('lo recibido queda en un recibo por lo pagado, y no se recibe más que el total', async () => {
    const { id } = await borrador(5)
    const { total } = await c.medico.jornada.prepararCierre({ notaId: id })
    const antes = await todo()
    await expect(
      c.medico.jornada.cerrarConsulta({
        ...cierre(id),
        recibo: { valor: total + 100, medio: '10', referencia: null },
      }),
    ).rejects.toMatchObject({ code: 'VALOR_MAYOR_AL_SALDO' })
    expect(await todo()).toEqual(antes)
    const { facturaId } = await c.medico.jornada.cerrarConsulta({
      ...cierre(id),
      recibo: { valor: total, medio: '10', referencia: null },
    })
    expect((await c.medico.facturacion.obtener({ id: facturaId! })).recibido).toBe(total)
  })

  it('a crédito, con fecha de vencimiento, también se emite', async () => {
    const { id } = await borrador(5)
    const { facturaId } = await c.medico.jornada.cerrarConsulta({
      ...cierre(id),
      pago: { forma: '2', medio: '1', vencimiento: '2026-12-21' },
    })
    expect((await c.medico.facturacion.obtener({ id: facturaId! })).recibido).toBe(0)
  })

  it('sin facturar firma la nota y deja los servicios en Por facturar', async () => {
    const { id, pacienteId } = await borrador(6)
    const antes = await c.siguiente()
    expect(await c.medico.jornada.cerrarConsulta(cierre(id, false))).toMatchObject({
      facturaId: null,
      numero: null,
    })
    expect(await c.siguiente()).toBe(antes)
    const pendientes = await c.medico.facturacion.porFacturar({ pacienteId })
    expect(pendientes.map(({ cups }) => cups)).toEqual([servicio(1).cups])
  })

  it('lo que es cortesía no va a la factura ni queda por facturar', async () => {
    const { id, pacienteId } = await borrador(
      7,
      completa({ servicios: [{ ...servicio(1), sinCobro: 'Cortesía' }] }),
    )
    const { artefactos, total } = await c.medico.jornada.prepararCierre({ notaId: id })
    expect(total).toBe(0)
    expect(porClase(artefactos).factura).toBe('no-aplica')
    await c.medico.jornada.cerrarConsulta(cierre(id, false))
    expect(await c.medico.facturacion.porFacturar({ pacienteId })).toEqual([])
  })

  it('la fecha de la última visita es la del cierre', async () => {
    const { id, pacienteId } = await borrador(8)
    await c.medico.jornada.cerrarConsulta(cierre(id))
    expect((await c.medico.pacientes.obtener({ id: pacienteId })).paciente.ultimaVisita).toBe('2026-11-21')
  })

  it('después de todo lo anterior la cadena de auditoría está completa', async () => {
    expect((await verifyAudit(c.core.db)).firstBreak).toBeNull()
  })
})

describe('Cuando la factura no se puede emitir', () => {
  afterEach(async () => {
    const admin = await c.como('administrador')
    const [resolucion] = await admin.configuracion.resoluciones()
    const { consumidos: _, quedan: __, ...datos } = resolucion!
    await admin.configuracion.guardarResolucion({
      commandId: c.ids.next(),
      resolucion: { ...datos, activa: true },
    })
  })

  it('el panel lo dice con su remedio y deja cerrar sin facturar', async () => {
    const admin = await c.como('administrador')
    const [resolucion] = await admin.configuracion.resoluciones()
    const { consumidos: _, quedan: __, ...datos } = resolucion!
    await admin.configuracion.guardarResolucion({
      commandId: c.ids.next(),
      resolucion: { ...datos, activa: false },
    })
    const { id, pacienteId } = await borrador(9)
    const anuncio = await c.medico.jornada.prepararCierre({ notaId: id })
    expect(porClase(anuncio.artefactos)).toMatchObject({ nota: 'listo', formula: 'listo', factura: 'falta' })
    const factura = anuncio.artefactos.find(({ clase }) => clase === 'factura')
    expect(factura?.faltantes[0]?.remedio).toMatch(/Configuración/)
    expect(anuncio.puedeCerrar).toBe(false)
    await expect(c.medico.jornada.cerrarConsulta(cierre(id))).rejects.toThrow()
    expect((await c.medico.historia.obtener({ id })).estado).toBe('borrador')
    await c.medico.jornada.cerrarConsulta(cierre(id, false))
    expect((await c.medico.historia.obtener({ id })).estado).toBe('firmada')
    expect((await c.medico.facturacion.porFacturar({ pacienteId })).length).toBe(1)
  })
})

describe('Hoy', () => {
  it('suma lo del día y ordena lo que necesita de la persona', async () => {
    const { id } = await borrador(0)
    const hoy = await c.medico.jornada.hoy()
    expect(hoy.fecha).toBe('2026-11-21')
    expect(hoy.atendidos).toBeGreaterThanOrEqual(8)
    expect(hoy.ventas.facturas).toBe(await c.count('facturas'))
    expect(hoy.ventas.recibido).toBeGreaterThan(0)
    expect(hoy.necesita.map(({ orden }) => orden)).toEqual(
      hoy.necesita.map(({ orden }) => orden).sort((a, b) => a - b),
    )
    expect(hoy.necesita).toContainEqual(
      expect.objectContaining({ clase: 'borrador', destino: 'consulta', referenciaId: id }),
    )
    expect(hoy.necesita).toContainEqual(
      expect.objectContaining({ clase: 'por-facturar', destino: 'facturacion', accion: 'Facturar' }),
    )
  })

  it('recepción ve los totales y lo suyo, pero no las notas abiertas', async () => {
    const hoy = await (await c.como('recepcion')).jornada.hoy()
    expect(hoy.necesita.filter(({ clase }) => clase === 'borrador')).toEqual([])
  })

  it('mañana empieza en cero', async () => {
    c.clock.advance(86_400)
    const manana = await (await c.como('medico')).jornada.hoy()
    expect(manana).toMatchObject({
      fecha: '2026-11-22',
      atendidos: 0,
      ventas: { facturas: 0, total: 0, recibido: 0 },
    })
  })
})
