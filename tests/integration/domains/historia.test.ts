import { execFileSync } from 'node:child_process'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PIN } from '../../../src-main/practice/demo-facts.ts'
import { type ContenidoNota, contenidoNotaSchema } from '../../../src-shared/domains/historia/schemas.ts'
import { abrirConsultorio, type Consultorio, servicio } from './consultorio-harness.ts'

let c: Consultorio

beforeAll(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterAll(() => c.close())

async function paciente(n: number): Promise<string> {
  const { pacientes } = await c.medico.pacientes.listar({ desde: 0, cantidad: 50, soloPorCompletar: false })
  return pacientes[n]!.id
}

const iniciar = (pacienteId: string, citaId: string | null = null) =>
  c.medico.historia.iniciar({ commandId: c.ids.next(), pacienteId, citaId, plantilla: 'control' })

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
  indicaciones: 'Con las comidas',
}

const completa = (cambios: Partial<ContenidoNota> = {}): ContenidoNota => ({
  ...contenidoNotaSchema.parse({
    motivo: '«Vengo por la tensión»',
    enfermedadActual: 'Asintomático.',
    antecedentes: { patologicos: 'Hipertensión arterial', alergicos: 'Niega' },
    signosVitales: { taSistolica: 128, taDiastolica: 82 },
    diagnosticos: [{ cie10: 'I10X', nombre: 'Hipertensión esencial (primaria)', tipo: '03' }],
    plan: 'Continuar losartán.',
    servicios: [servicio(1)],
    formula: { medicamentos: [LOSARTAN] },
  }),
  ...cambios,
})

const guardar = (id: string, revision: number, contenido: ContenidoNota) =>
  c.medico.historia.guardar({ id, revision, contenido })

const cerrar = (notaId: string) =>
  c.medico.jornada.cerrarConsulta({
    commandId: c.ids.next(),
    notaId,
    facturar: false,
    pago: { forma: '1', medio: '10' },
    recaudos: [],
    recibo: null,
  })

async function firmada(n: number, cambios: Partial<ContenidoNota> = {}) {
  const pacienteId = await paciente(n)
  const nota = await iniciar(pacienteId)
  await guardar(nota.id, nota.revision + 1, completa(cambios))
  await cerrar(nota.id)
  return { pacienteId, id: nota.id }
}

describe('Borradores', () => {
  it('empezar dos veces la misma visita abre la misma nota', async () => {
    const pacienteId = await paciente(0)
    const una = await iniciar(pacienteId)
    expect((await iniciar(pacienteId)).id).toBe(una.id)
    expect(await c.medico.historia.borradores()).toEqual([
      expect.objectContaining({ id: una.id, pacienteId }),
    ])
  })

  it('un guardado viejo que llega tarde no pisa al nuevo, y se sabe', async () => {
    const { id, revision } = await iniciar(await paciente(1))
    const viejo = contenidoNotaSchema.parse({ motivo: 'Dolor' })
    const nuevo = contenidoNotaSchema.parse({ motivo: 'Dolor de cabeza' })
    expect(await guardar(id, revision + 2, nuevo)).toMatchObject({ revision: revision + 2, conservada: true })
    expect(await guardar(id, revision + 1, viejo)).toMatchObject({
      revision: revision + 2,
      conservada: false,
    })
    expect((await c.medico.historia.obtener({ id })).contenido.motivo).toBe('Dolor de cabeza')
  })

  it('repetir un guardado cuya respuesta se perdió no cambia nada y se da por bueno', async () => {
    const { id, revision } = await iniciar(await paciente(1))
    const contenido = contenidoNotaSchema.parse({ motivo: 'Tos' })
    const primero = await guardar(id, revision + 1, contenido)
    c.clock.advance(5)
    expect(await guardar(id, revision + 1, contenido)).toEqual(primero)
  })

  it('dos ventanas con la misma revisión: la segunda se entera de que la suya no quedó', async () => {
    const { id, revision } = await iniciar(await paciente(2))
    await guardar(id, revision + 1, contenidoNotaSchema.parse({ motivo: 'Ventana uno' }))
    const segunda = await guardar(id, revision + 1, contenidoNotaSchema.parse({ motivo: 'Ventana dos' }))
    expect(segunda.conservada).toBe(false)
    expect((await c.medico.historia.obtener({ id })).contenido.motivo).toBe('Ventana uno')
  })

  it('una nota nueva trae los antecedentes ya contados', async () => {
    const { pacienteId } = await firmada(3)
    const siguiente = await iniciar(pacienteId)
    expect(siguiente.contenido.antecedentes).toEqual({
      patologicos: 'Hipertensión arterial',
      alergicos: 'Niega',
    })
    expect(siguiente.contenido.motivo).toBe('')
  })

  it('ningún borrador se borra', async () => {
    const { id } = await iniciar(await paciente(4))
    await expect(sql`DELETE FROM notas WHERE id = ${id}`.execute(c.core.db)).rejects.toThrow('APPEND_ONLY')
  })
})

describe('La nota es del paciente de la cita', () => {
  it('la cita de otro paciente no abre ni mueve nada, aunque ya tenga nota empezada', async () => {
    const { pacienteId, citaId } = await conCita(0)
    const propia = await iniciar(pacienteId, citaId)
    const { pacienteId: ajeno } = await conCita(2)
    expect(ajeno).not.toBe(pacienteId)
    const antes = await notas()
    await expect(iniciar(ajeno, citaId)).rejects.toMatchObject({
      code: 'CITA_DE_OTRO_PACIENTE',
      data: { remedio: expect.stringMatching(/\S/) },
    })
    expect(await notas()).toBe(antes)
    expect((await iniciar(pacienteId, citaId)).id).toBe(propia.id)
  })

  it('otro profesional que atiende la cita abre una nota propia', async () => {
    const { pacienteId, citaId } = await conCita(1)
    const mia = await iniciar(pacienteId, citaId)
    const otro = await otroMedico('otro-cita', '79555222')
    const suya = await otro.historia.iniciar({
      commandId: c.ids.next(),
      pacienteId,
      citaId,
      plantilla: 'control',
    })
    expect(suya.id).not.toBe(mia.id)
    expect(suya.profesionalId).not.toBe(mia.profesionalId)
  })

  it('ni un paciente ni una cita que no existen abren una nota', async () => {
    const antes = await notas()
    await expect(iniciar('nadie')).rejects.toMatchObject({ code: 'NO_ENCONTRADO' })
    await expect(iniciar(await paciente(8), 'ninguna')).rejects.toMatchObject({ code: 'NO_ENCONTRADO' })
    expect(await notas()).toBe(antes)
  })

  async function notas(): Promise<number> {
    const row = await c.core.db
      .selectFrom('notas')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return Number(row.n)
  }

  /** An appointment of the demo and its patient. */
  async function conCita(n: number) {
    const cita = await c.core.db
      .selectFrom('citas')
      .select(['id', 'paciente_id'])
      .orderBy('inicio')
      .offset(n)
      .limit(1)
      .executeTakeFirstOrThrow()
    return { pacienteId: cita.paciente_id, citaId: cita.id }
  }
})

describe('Quién escribe y lee', () => {
  it('recepción no lee ni escribe historia', async () => {
    const { id, pacienteId } = await firmada(5)
    const recepcion = await c.como('recepcion')
    await expect(recepcion.historia.obtener({ id })).rejects.toMatchObject({ code: 'SIN_PERMISO' })
    await expect(recepcion.historia.historiaDe({ pacienteId })).rejects.toMatchObject({ code: 'SIN_PERMISO' })
    await expect(recepcion.historia.formulaPdf({ notaId: id })).rejects.toMatchObject({ code: 'SIN_PERMISO' })
  })

  it('otro profesional lee la nota pero no la escribe ni la firma', async () => {
    const nota = await iniciar(await paciente(6))
    await guardar(nota.id, nota.revision + 1, completa())
    const otro = await otroMedico()
    await expect(
      otro.historia.guardar({ id: nota.id, revision: nota.revision + 2, contenido: completa() }),
    ).rejects.toMatchObject({ code: 'NOTA_AJENA' })
    await expect(
      otro.jornada.cerrarConsulta({
        commandId: c.ids.next(),
        notaId: nota.id,
        facturar: false,
        pago: { forma: '1', medio: '10' },
        recaudos: [],
        recibo: null,
      }),
    ).rejects.toMatchObject({ code: 'NOTA_AJENA' })
    expect((await otro.historia.obtener({ id: nota.id })).estado).toBe('borrador')
  })

  it('cada lectura queda en la cadena de auditoría, sin contenido clínico', async () => {
    const { id, pacienteId } = await firmada(6)
    const antes = await c.count('audit')
    await c.medico.historia.obtener({ id })
    await c.medico.historia.historiaDe({ pacienteId })
    const filas = await c.core.db
      .selectFrom('audit')
      .select(['action', 'subject_id', 'detail'])
      .orderBy('seq', 'desc')
      .limit(2)
      .execute()
    expect(await c.count('audit')).toBe(antes + 2)
    expect(filas.map(({ action }) => action)).toEqual(['historia.leer-historia', 'historia.leer'])
    expect(JSON.stringify(filas)).not.toMatch(/tensi[oó]n/i)
  })
})

/** A second physician of the practice, with their own professional record. */
async function otroMedico(usuario = 'otro', documento = '79555111') {
  const admin = await c.como('administrador')
  const profesional = await admin.configuracion.guardarProfesional({
    commandId: c.ids.next(),
    profesional: {
      id: null,
      tipoDocumento: 'CC',
      numeroDocumento: documento,
      nombres: 'Otro',
      apellidos: 'Médico',
      profesion: 'Medicina',
      especialidad: null,
      registro: documento,
      servicioReps: 328,
      minutosCita: 20,
      activo: true,
    },
  })
  await admin.seguridad.crearUsuario({
    commandId: c.ids.next(),
    usuario,
    nombre: 'Otro médico',
    rol: 'medico',
    clave: PIN,
    profesionalId: profesional.id,
  })
  const { token } = await c.clientFor(undefined).seguridad.iniciarSesion({ usuario, clave: PIN })
  return c.clientFor(token)
}

describe('Nota firmada', () => {
  it('no se edita por la pantalla ni por SQL, y nada de ella se borra', async () => {
    const { id } = await firmada(7)
    await expect(guardar(id, 99, completa({ plan: 'Otro plan' }))).rejects.toMatchObject({
      code: 'NOTA_FIRMADA',
    })
    for (const orden of [
      sql`UPDATE notas SET contenido = '{}' WHERE id = ${id}`,
      sql`UPDATE notas SET estado = 'borrador' WHERE id = ${id}`,
      sql`DELETE FROM notas WHERE id = ${id}`,
      sql`UPDATE servicios_prestados SET valor_unitario = 0 WHERE nota_id = ${id}`,
      sql`DELETE FROM servicios_prestados WHERE nota_id = ${id}`,
      sql`UPDATE formulas SET contenido = '[]' WHERE nota_id = ${id}`,
      sql`DELETE FROM formulas WHERE nota_id = ${id}`,
    ])
      await expect(orden.execute(c.core.db)).rejects.toThrow('APPEND_ONLY')
    const nota = await c.medico.historia.obtener({ id })
    expect(nota.contenido.plan).toBe('Continuar losartán.')
    expect(nota.credencial).toMatch(/Registro profesional \d+/)
  })

  it('solo admite notas aclaratorias, que quedan debajo con autor y hora', async () => {
    const { id } = await firmada(8)
    c.clock.advance(3600)
    const nota = await c.medico.historia.aclarar({
      commandId: c.ids.next(),
      notaId: id,
      motivo: 'Dato omitido',
      texto: 'Refiere además tos seca.',
    })
    expect(nota.aclaratorias).toEqual([
      expect.objectContaining({
        motivo: 'Dato omitido',
        texto: 'Refiere además tos seca.',
        autor: expect.stringMatching(/\S/),
        en: c.clock.now().toISOString(),
      }),
    ])
    await expect(
      sql`UPDATE notas_aclaratorias SET texto = '' WHERE nota_id = ${id}`.execute(c.core.db),
    ).rejects.toThrow('APPEND_ONLY')
  })

  it('una aclaratoria repetida por doble clic se escribe una vez', async () => {
    const { id } = await firmada(8)
    const acto = { commandId: c.ids.next(), notaId: id, motivo: 'Dato omitido', texto: 'Una sola vez.' }
    await c.medico.historia.aclarar(acto)
    expect((await c.medico.historia.aclarar(acto)).aclaratorias).toHaveLength(1)
  })

  it('a un borrador no se le hacen aclaratorias', async () => {
    const { id } = await iniciar(await paciente(9))
    await expect(
      c.medico.historia.aclarar({ commandId: c.ids.next(), notaId: id, motivo: 'Corrige', texto: 'Algo.' }),
    ).rejects.toMatchObject({ code: 'NOTA_SIN_FIRMAR' })
  })
})

describe('Historia de una persona', () => {
  it('junta notas y fórmulas, la más reciente primero', async () => {
    const { pacienteId, id } = await firmada(7)
    const eventos = await c.medico.historia.historiaDe({ pacienteId })
    expect(eventos.map(({ en }) => en)).toEqual([...eventos.map(({ en }) => en)].sort().reverse())
    expect(eventos).toContainEqual(
      expect.objectContaining({ clase: 'nota', notaId: id, detalle: 'Hipertensión esencial (primaria)' }),
    )
    expect(eventos).toContainEqual(expect.objectContaining({ clase: 'formula', detalle: 'Losartán' }))
  })

  it('lo escrito en un registro que se unió a otro se lee con la persona', async () => {
    const { pacienteId: duplicadoId, id } = await firmada(0)
    const conservarId = await paciente(9)
    const admin = await c.como('administrador')
    await admin.pacientes.fusionar({ commandId: c.ids.next(), conservarId, duplicadoId })
    const eventos = await c.medico.historia.historiaDe({ pacienteId: conservarId })
    expect(eventos.map(({ notaId }) => notaId)).toContain(id)
  })

  it('las listas usan índice: ninguna recorre la tabla entera', async () => {
    for (const consulta of [
      sql`SELECT * FROM notas WHERE paciente_id IN ('a', 'b') ORDER BY iniciada_en DESC LIMIT 100`,
      sql`SELECT * FROM formulas WHERE paciente_id IN ('a', 'b') ORDER BY en DESC LIMIT 100`,
      sql`SELECT id FROM notas WHERE profesional_id = 'x' AND estado = 'borrador' ORDER BY actualizada_en DESC`,
      sql`SELECT * FROM notas_aclaratorias WHERE nota_id = 'x' ORDER BY id`,
      sql`SELECT count(*) FROM notas WHERE firmada_en >= 'a' AND firmada_en < 'b'`,
    ]) {
      const plan = await sql<{ detail: string }>`EXPLAIN QUERY PLAN ${consulta}`.execute(c.core.db)
      const detalles = plan.rows.map(({ detail }) => detail)
      expect(detalles.filter((detalle) => /^SCAN (?!.*USING (COVERING )?INDEX)/.test(detalle))).toEqual([])
    }
  })
})

describe('Fórmula médica', () => {
  it('sale como PDF con su folio', async () => {
    const { id } = await firmada(4)
    const pdf = await c.medico.historia.formulaPdf({ notaId: id })
    expect(pdf.nombre).toMatch(/^formula-\d+\.pdf$/)
    expect(Buffer.from(pdf.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('lo impreso es lo que se firmó aunque después cambien el paciente, el profesional y la sede', async () => {
    const { id, pacienteId } = await firmada(5)
    const antes = await impresa(id)
    const { core } = c
    const [paciente, profesional, sede, prestador] = [
      await core.db
        .selectFrom('pacientes')
        .selectAll()
        .where('id', '=', pacienteId)
        .executeTakeFirstOrThrow(),
      await core.db.selectFrom('profesionales').selectAll().executeTakeFirstOrThrow(),
      await core.db.selectFrom('sedes').selectAll().executeTakeFirstOrThrow(),
      await core.db.selectFrom('prestador').selectAll().executeTakeFirstOrThrow(),
    ]
    await core.db
      .updateTable('pacientes')
      .set({ primer_nombre: 'Cambiada', numero_documento: '99887766' })
      .where('id', '=', pacienteId)
      .execute()
    await core.db
      .updateTable('profesionales')
      .set({ nombres: 'Reemplazo', registro: '111000111' })
      .where('id', '=', profesional.id)
      .execute()
    await core.db.updateTable('sedes').set({ direccion: 'Avenida Nueva 1-1' }).execute()
    await core.db.updateTable('prestador').set({ correo: 'nuevo@correo.com' }).execute()
    const despues = await impresa(id)
    await core.db
      .updateTable('pacientes')
      .set({ primer_nombre: paciente.primer_nombre, numero_documento: paciente.numero_documento })
      .where('id', '=', pacienteId)
      .execute()
    await core.db
      .updateTable('profesionales')
      .set({ nombres: profesional.nombres, registro: profesional.registro })
      .where('id', '=', profesional.id)
      .execute()
    await core.db.updateTable('sedes').set({ direccion: sede.direccion }).execute()
    await core.db.updateTable('prestador').set({ correo: prestador.correo }).execute()
    expect(despues).toBe(antes)
    expect(antes).toContain(paciente.numero_documento)
    expect(antes).toContain(`Registro profesional ${profesional.registro}`)
  })

  async function impresa(notaId: string): Promise<string> {
    const { base64 } = await c.medico.historia.formulaPdf({ notaId })
    return execFileSync('pdftotext', ['-layout', '-', '-'], {
      input: Buffer.from(base64, 'base64'),
      encoding: 'utf8',
    })
  }

  it('los folios son consecutivos y ninguno se repite', async () => {
    await firmada(2)
    await firmada(3)
    const folios = await c.core.db.selectFrom('formulas').select('folio').orderBy('folio').execute()
    expect(folios.map(({ folio }) => folio)).toEqual(folios.map((_, i) => i + 1))
  })
})
