import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

// A dynamic import that is awaited: with a static start 'ready' fires before the app registers its schemes.
const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
const directory = resolve(folder ?? '.')
const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
app.setAppPath(directory)
app.setName(manifest.productName ?? manifest.name)
app.setVersion(manifest.version)
await import(pathToFileURL(join(directory, manifest.main)).href)
