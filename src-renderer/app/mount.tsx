import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, type AppProps } from './app.tsx'

/** Reads the nonce that the host wrote into the page for this response; null when it wrote none. */
export function readNonce(): string | null {
  const content = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
  return content === '' || content.startsWith('__') ? null : content
}

/** Draws the program into `#root`. */
export function mountApp(props: Omit<AppProps, 'nonce'>): void {
  const root = document.getElementById('root')
  if (root === null) throw new Error('the page has no #root')
  createRoot(root).render(
    <StrictMode>
      <App {...props} nonce={readNonce()} />
    </StrictMode>,
  )
}
