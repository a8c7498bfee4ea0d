import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeHttp } from '../../../src-main/core/http/node-http.ts'
import { createIds } from '../../../src-main/core/ids/ids.ts'
import type { OutboxItem } from '../../../src-main/core/outbox/handler.ts'
import { parseApplicationResponse } from '../../../src-main/integrations/dian/application-response.ts'
import { createDianClient } from '../../../src-main/integrations/dian/client.ts'
import { buildSignedEvento } from '../../../src-main/integrations/dian/eventos/emitir-evento.ts'
import { createDianOutboxHandler } from '../../../src-main/integrations/dian/outbox-handler.ts'
import {
  type DianPractica,
  startDianPractica,
} from '../../../src-main/practice/autoridades/dian/dian-practica.ts'
import type { DocumentoEvento } from '../../../src-shared/domains/finanzas/eventos.ts'
import { acuse, eventos } from '../../fixtures/dian/evento.ts'
import { AHORA } from '../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../fixtures/dian/signer.ts'

/** Our builder, our client and our handler against the practice DIAN, which judges by its own path. */

const clock = { now: () => AHORA }
const ids = createIds(clock)
const signer = testSigner()
let carpeta: string
let dian: DianPractica

beforeAll(async () => {
  carpeta = mkdtempSync(join(tmpdir(), 'dian-entrega-eventos-'))
  dian = await startDianPractica({
    clock,
    ids,
    journalPath: join(carpeta, 'dian.jsonl'),
    registro: {
      nit: '52123456',
      softwareId: '56f2ae4e-9812-4fad-9255-08fcfcd5ccb0',
      pin: '20191',
      rangos: [],
    },
  })
})
afterAll(async () => {
  await dian.close()
  rmSync(carpeta, { recursive: true })
})

const handler = () =>
  createDianOutboxHandler('evento', {
    client: async () =>
      createDianClient({ http: nodeHttp, clock, ids, signer, endpoint: dian.url, timeoutMs: 3000 }),
  })

let consecutivo = 0
function item(cambios: Partial<DocumentoEvento>, cufe: string): OutboxItem {
  consecutivo += 1
  const { xml, cude } = buildSignedEvento(
    acuse({
      ...cambios,
      numero: { prefijo: 'EV', consecutivo },
      factura: { numero: 'SETG980000358', cufe, tipo: '01' },
    }),
    signer,
    AHORA,
  )
  const archivo = `ar005212345600026${consecutivo.toString(16).toUpperCase().padStart(8, '0')}.xml`
  return {
    id: randomUUID(),
    kind: 'dian.evento',
    subjectId: 'e',
    payload: xml,
    meta: { cufe: cude, archivo },
    attempt: 1,
  }
}
const cufeDe = (letra: string) => letra.repeat(96)

describe('entrega de eventos a la DIAN de práctica', () => {
  it('la DIAN de práctica acepta cada evento del adquirente que el programa escribe, en su orden', async () => {
    const deReclamo = eventos.filter(([, { codigo }]) => codigo === '031').map(([, cambios]) => cambios)
    for (const [indice, cambios] of deReclamo.entries()) {
      const cufe = cufeDe(String(indice))
      for (const paso of [{}, { codigo: '032' as const }, cambios])
        expect(await handler().send(item(paso, cufe))).toMatchObject({ outcome: 'accepted' })
    }
    for (const paso of [{}, { codigo: '032' as const }, { codigo: '033' as const, quienRecibe: undefined }])
      expect(await handler().send(item(paso, cufeDe('a')))).toMatchObject({ outcome: 'accepted' })
  })

  it('enviado dos veces se reconoce como el mismo y no se registra otro; fuera de turno se rechaza', async () => {
    const acuse030 = item({}, cufeDe('c'))
    const primera = await handler().send(acuse030)
    expect(primera).toMatchObject({ outcome: 'accepted' })
    const segunda = await handler().send(acuse030)
    expect(segunda).toMatchObject({ outcome: 'accepted' })
    expect(dian.eventos().filter(({ cufe }) => cufe === cufeDe('c'))).toHaveLength(1)
    const answer = segunda.outcome === 'accepted' ? segunda.answer : undefined
    expect(answer && parseApplicationResponse(answer)).toMatchObject({
      ok: true,
      value: { validado: true, documento: { cufe: acuse030.meta.cufe } },
    })
    expect(await handler().send(item({ codigo: '033', quienRecibe: undefined }, cufeDe('c')))).toMatchObject({
      outcome: 'rejected',
      findings: [{ regla: 'LGC01', severidad: 'rechazo' }],
    })
  })

  it('si la respuesta se pierde, se pregunta por el CUDE antes de reenviar', async () => {
    const perdido = item({}, cufeDe('d'))
    expect(await handler().ask(perdido)).toMatchObject({ outcome: 'not-found' })
    dian.faults.next('corte-despues')
    expect((await handler().send(perdido)).outcome).toBe('unknown')
    expect(await handler().ask(perdido)).toMatchObject({ outcome: 'accepted' })
    expect(dian.eventos().filter(({ cufe }) => cufe === cufeDe('d'))).toHaveLength(1)
  })
})
