import { expect, it } from 'vitest'
import { err, ok, type Result } from '../../../../src-shared/kernel/result.ts'

it('tells a value from a reason', () => {
  const results: Result<number, string>[] = [ok(7), err('no')]
  expect(results.map((result) => (result.ok ? result.value + 1 : result.error))).toEqual([8, 'no'])
})
