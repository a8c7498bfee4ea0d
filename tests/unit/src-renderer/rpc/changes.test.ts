import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { type CambioDatos, followChanges } from '../../../../src-renderer/rpc/changes.ts'

async function* stream(...changes: string[][]): AsyncGenerator<CambioDatos> {
  for (const changed of changes) yield { changed }
}

function seeded() {
  const queryClient = new QueryClient()
  const keys = [['agenda', 'dia'], ['agenda'], ['agendados'], ['pacientes', 'ficha']]
  for (const path of keys) queryClient.setQueryData([path, { input: {} }], 1)
  queryClient
    .getQueryCache()
    .build(queryClient, { queryKey: [['facturacion', 'una']], meta: { datos: ['factura:7'] } })
    .setData(1)
  const stale = () =>
    queryClient
      .getQueryCache()
      .getAll()
      .filter((query) => query.state.isInvalidated)
      .map((query) => (query.queryKey[0] as string[]).join('.'))
  return { queryClient, stale }
}

describe('changes told by the core', () => {
  it.each([
    [['agenda'], ['agenda.dia', 'agenda']],
    [['agenda.dia'], ['agenda.dia']],
    [['factura:7'], ['facturacion.una']],
    [['factura:8'], []],
    [['factura'], ['facturacion.una']],
    [['otra'], []],
  ])('%j makes %j stale', async (changed, expected) => {
    const { queryClient, stale } = seeded()
    const controller = new AbortController()
    await followChanges({
      queryClient,
      signal: controller.signal,
      async open() {
        queueMicrotask(() => controller.abort())
        return stream(changed)
      },
    })
    expect(stale()).toEqual(expected)
  })

  it('makes everything stale after a gap in the stream', async () => {
    const { queryClient, stale } = seeded()
    const controller = new AbortController()
    let opened = 0
    await followChanges({
      queryClient,
      signal: controller.signal,
      async open() {
        opened += 1
        if (opened === 1) throw new Error('lost')
        controller.abort()
        return stream()
      },
    })
    expect(stale()).toHaveLength(5)
  })
})
