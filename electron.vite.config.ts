import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Targets are named by hand: one output runs in the Electron test runtime (Node 20, Chromium 130) and in Electron 45.
export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: at('src-main/hosts/electron/main.ts'),
          core: at('src-main/core-entry.ts'),
          cli: at('src-main/hosts/node/cli.ts'),
        },
        output: { chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('src-main/hosts/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    plugins: [react()],
    build: {
      target: 'chrome130',
      minify: true,
      // Styles and fonts stay files of their own: the page's policy takes nothing inline.
      assetsInlineLimit: 0,
      rolldownOptions: { input: at('src-renderer/index.html') },
    },
  },
})
