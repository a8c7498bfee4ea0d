export const TEST_RUNTIME_ELECTRON: string
export function testRuntimeFolder(): string
export function testRuntimeExecutable(): string | undefined
export function prepareTestRuntime(): Promise<
  { readonly ok: true; readonly executable: string } | { readonly ok: false; readonly reason: string }
>
