import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeHttp } from '../../../src-main/core/http/node-http.ts'
import { createIds } from '../../../src-main/core/ids/ids.ts'
import { parseApplicationResponse } from '../../../src-main/integrations/dian/application-response.ts'
import { type ArchivoDian, createDianClient, MAX_LOTE } from '../../../src-main/integrations/dian/client.ts'
import { buildSignedFactura } from '../../../src-main/integrations/dian/emitir-factura.ts'
import { nombreArchivo } from '../../../src-main/integrations/dian/nombres-archivo.ts'
import {
  type DianPractica,
  startDianPractica,
} from '../../../src-main/practice/autoridades/dian/dian-practica.ts'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import { AHORA, facturaParticular } from '../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../fixtures/dian/signer.ts'

/** Our builder and our client against the practice DIAN, which judges by its own path. */
const clock = { now: () => AHORA }
const ids = createIds(clock)
const signer = testSigner()
const base = facturaParticular()
let carpeta: string
let dian: DianPractica

beforeAll(async () => {
  carpeta = mkdtempSync(join(tmpdir(), 'dian-lotes-'))
  dian = await startDianPractica({
    clock,
    ids,
    journalPath: join(carpeta, 'dian.jsonl'),
    registro: {
      nit: base.emisor.numero,
      softwareId: base.software.id,
      pin: base.software.pin,
      rangos: [{ ...base.resolucion, resolucion: base.resolucion.numero }],
      adquirientes: [{ tipoDocumento: '31', numero: '900123456', nombre: 'EPS', correo: 'eps@example.com' }],
    },
  })
})
afterAll(async () => {
  await dian.close()
  rmSync(carpeta, { recursive: true })
})

const client = () => createDianClient({ http: nodeHttp, clock, ids, signer, endpoint: dian.url })

let usados = 0
function factura(cambios: Partial<DocumentoFactura> = {}): ArchivoDian & { readonly cufe: string } {
  usados += 1
  const numero = { ...base.numero, consecutivo: base.numero.consecutivo + usados }
  const { xml, cufe } = buildSignedFactura({ ...base, numero, ...cambios }, signer, AHORA)
  const nombre = nombreArchivo('fv', { nit: base.emisor.numero, anio: 2026, consecutivo: usados })
  return { nombre, xml, cufe }
}

async function respuestasDe(archivos: readonly ArchivoDian[]) {
  const carga = await client().sendBillAsync(archivos)
  if (carga.kind !== 'answer' || carga.value.zipKey === undefined) throw new Error(JSON.stringify(carga))
  const estado = await client().getStatusZip(carga.value.zipKey)
  if (estado.kind !== 'answer') throw new Error(estado.detalle)
  return estado.value
}

describe('un lote de facturas a la DIAN de práctica', () => {
  it('cincuenta van en un archivo y de cada una se sabe por su CUFE, con su respuesta firmada', async () => {
    const lote = Array.from({ length: MAX_LOTE.documentos }, () => factura())
    const respuestas = await respuestasDe(lote)
    const porCufe = new Map(respuestas.map((respuesta) => [respuesta.cufe, respuesta]))
    for (const { cufe } of lote) {
      const respuesta = porCufe.get(cufe)
      expect(respuesta).toMatchObject({ codigo: '00', valido: true })
      expect(parseApplicationResponse(respuesta?.applicationResponse ?? new Uint8Array()).ok).toBe(true)
    }
    expect(dian.documentos().map(({ cufe }) => cufe)).toEqual(lote.map(({ cufe }) => cufe))
  }, 60_000)

  it('lo que está mal de una no toca a las otras, y lo repetido se dice de esa sola', async () => {
    const [una, otra] = [factura(), factura()]
    await respuestasDe([una])
    const respuestas = await respuestasDe([una, otra])
    expect(respuestas.map(({ cufe, valido }) => [cufe, valido])).toEqual([
      [una.cufe, false],
      [otra.cufe, true],
    ])
    expect(respuestas[0]?.mensajes.map(({ regla }) => regla)).toContain('90')
  })

  it('si la respuesta del envío se pierde, cada una se pregunta por su CUFE', async () => {
    const lote = [factura(), factura()]
    dian.faults.next('corte-despues')
    expect(await client().sendBillAsync(lote)).toMatchObject({ kind: 'failure', sent: true })
    for (const { cufe } of lote)
      expect(await client().getStatus(cufe)).toMatchObject({ value: { codigo: '00', cufe } })
  })

  it('más de lo que cabe no sale', async () => {
    const antes = dian.documentos().length
    const una = factura()
    const repetidas = Array.from({ length: MAX_LOTE.documentos + 1 }, () => una)
    await expect(client().sendBillAsync(repetidas)).rejects.toThrow(RangeError)
    await expect(client().sendBillAsync([])).rejects.toThrow(RangeError)
    const enorme = { nombre: una.nombre, xml: new Uint8Array(MAX_LOTE.bytes + 1) }
    await expect(client().sendBillAsync([enorme])).rejects.toThrow(RangeError)
    expect(dian.documentos()).toHaveLength(antes)
  })
})

describe('lo que se pregunta a la DIAN de práctica', () => {
  it('las notas de una factura y los correos de recepción', async () => {
    const una = factura()
    await respuestasDe([una])
    expect(await client().getReferenceNotes(una.cufe)).toMatchObject({
      kind: 'answer',
      value: { codigo: '00', cufe: una.cufe },
    })
    expect(await client().getReferenceNotes('f'.repeat(96))).toMatchObject({ value: { codigo: '66' } })
    const correos = await client().getExchangeEmails()
    if (correos.kind !== 'answer') throw new Error(correos.detalle)
    expect(correos.value.codigo).toBe('0')
    expect(Buffer.from(correos.value.csv ?? []).toString('utf8')).toContain('900123456,EPS,eps@example.com')
  })
})
