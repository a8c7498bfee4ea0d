/**
 * Runs jobs one after the other. An authority decides and keeps each document as one step,
 * so that of two equal documents that arrive together only one is accepted.
 */
export function createTurnos(): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (job) => {
    const run = last.then(job, job)
    last = run.catch(() => undefined)
    return run
  }
}
