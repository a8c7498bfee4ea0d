import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { type CambioDatos, followChanges, markStale } from '../../../../src-renderer/rpc/changes.ts'

const PATHS = ['agenda.dia', 'agenda', 'agendados', 'pacientes.ficha', 'facturacion.una']

function seeded() {
  const queryClient = new QueryClient()
  for (const path of PATHS)
    queryClient.getQueryCache().build(queryClient, {
      queryKey: [path.split('.'), { input: {} }],
      ...(path === 'facturacion.una' && { meta: { datos: ['factura:7'] } }),
    })
  const queries = queryClient.getQueryCache().getAll()
  const answered = () => {
    for (const query of queries) query.setData(1)
  }
  answered()
  const stale = () =>
    queries
      .filter((query) => query.state.isInvalidated)
      .map((query) => (query.queryKey[0] as string[]).join('.'))
  return { queryClient, answered, stale }
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
    const { queryClient, answered, stale } = seeded()
    const controller = new AbortController()
    await followChanges({
      queryClient,
      signal: controller.signal,
      async open() {
        return (async function* (): AsyncGenerator<CambioDatos> {
          answered()
          yield { changed }
          controller.abort()
        })()
      },
    })
    expect(stale()).toEqual(expected)
  })

  it('makes everything stale each time the stream opens, also the first', async () => {
    const { queryClient, answered, stale } = seeded()
    const controller = new AbortController()
    const seen: string[][] = []
    await followChanges({
      queryClient,
      signal: controller.signal,
      async open() {
        return (async function* (): AsyncGenerator<CambioDatos> {
          seen.push(stale())
          answered()
          if (seen.length === 2) controller.abort()
          yield { changed: [] }
          throw new Error('lost')
        })()
      },
    })
    expect(seen).toEqual([PATHS, PATHS])
  })

  it('a change that comes while a screen loads for the first time is not hidden by what was read before it', async () => {
    const queryClient = new QueryClient()
    const answers: ((answer: string) => void)[] = []
    const observer = new QueryObserver(queryClient, {
      queryKey: [['rips', 'deFactura']],
      queryFn: () => new Promise<string>((answer) => answers.push(answer)),
      staleTime: 30_000,
    })
    const stop = observer.subscribe(() => {})
    markStale(queryClient, ({ queryKey }) => String(queryKey[0]) === 'rips,deFactura')
    expect(answers).toHaveLength(1)
    answers[0]?.('sin CUV')
    await expect.poll(() => answers.length).toBe(2)
    expect(observer.getCurrentResult().data).toBe('sin CUV')
    answers[1]?.('con CUV')
    await expect.poll(() => observer.getCurrentResult().data).toBe('con CUV')
    expect(answers).toHaveLength(2)
    stop()
  })
})
