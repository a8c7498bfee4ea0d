/**
 * `npm run dist`: the unpacked program and a .deb. With Electron's own binary it is the production package; with the
 * test runtime it is one for evaluation alone (old Electron, practice mode), and its name says so.
 */
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildOrLeave } from './build-when-stale.mjs'
import { findElectron } from './electron.mjs'
import { TEST_RUNTIME_ELECTRON } from './electron-test-runtime/prepare.mjs'
import { packageConfig } from './package-config.mjs'
import { installed, node24, ROOT } from './root.mjs'
import { run } from './run.mjs'

const say = (line) => process.stderr.write(`${line}\n`)
const { version, description } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const DIST = join(ROOT, 'dist')
const unpacked = join(DIST, 'linux-unpacked')

function leave(code, text) {
  say(text)
  process.exit(code)
}

/** The test runtime without its launcher: the packaged program takes the place of `resources/app`. */
function testRuntimeForPackaging(executable) {
  const copy = join(ROOT, '.cache', 'electron-dist')
  rmSync(copy, { recursive: true, force: true })
  cpSync(dirname(executable), copy, { recursive: true })
  rmSync(join(copy, 'resources', 'app'), { recursive: true, force: true })
  rmSync(join(copy, 'sello.json'), { force: true })
  return copy
}

/** Writes the configuration of this package. @returns its path */
function writeConfig(electron) {
  const testRuntime =
    electron.kind === 'real'
      ? undefined
      : { folder: testRuntimeForPackaging(electron.executable), version: TEST_RUNTIME_ELECTRON }
  const path = join(ROOT, '.cache', 'electron-builder.json')
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, JSON.stringify(packageConfig('linux', testRuntime)))
  return path
}

const DESKTOP = `[Desktop Entry]
Name=Consultorio
Comment=${description}
Exec=/opt/Consultorio/consultorio %U
Terminal=false
Type=Application
Categories=Office;MedicalSoftware;
StartupWMClass=Consultorio
`

const DEPENDS = 'libgtk-3-0, libnss3, libasound2, libgbm1, libsecret-1-0, xdg-utils'

/** @returns {Promise<string>} path of the .deb */
async function debianPackage(kind) {
  const name = kind === 'real' ? 'consultorio' : 'consultorio-evaluacion'
  const tree = join(ROOT, '.cache', 'deb')
  rmSync(tree, { recursive: true, force: true })
  mkdirSync(join(tree, 'opt'), { recursive: true })
  cpSync(unpacked, join(tree, 'opt', 'Consultorio'), { recursive: true })
  mkdirSync(join(tree, 'usr', 'share', 'applications'), { recursive: true })
  writeFileSync(join(tree, 'usr', 'share', 'applications', `${name}.desktop`), DESKTOP)
  mkdirSync(join(tree, 'usr', 'bin'), { recursive: true })
  symlinkSync('/opt/Consultorio/consultorio', join(tree, 'usr', 'bin', name))
  mkdirSync(join(tree, 'DEBIAN'), { recursive: true })
  const control = [
    `Package: ${name}`,
    `Version: ${version}`,
    'Architecture: amd64',
    'Section: office',
    'Priority: optional',
    'Maintainer: Consultorio',
    `Depends: ${DEPENDS}`,
    `Description: ${description}`,
    '',
  ]
  writeFileSync(join(tree, 'DEBIAN', 'control'), control.join('\n'))
  const postinst = join(tree, 'DEBIAN', 'postinst')
  // Chromium's own sandbox helper where the system does not allow user namespaces.
  writeFileSync(
    postinst,
    '#!/bin/sh\nset -e\nif [ -f /opt/Consultorio/chrome-sandbox ]; then chmod 4755 /opt/Consultorio/chrome-sandbox; fi\n',
  )
  chmodSync(postinst, 0o755)
  const file = join(DIST, `${name}_${version}_amd64.deb`)
  const { code, output } = await run('dpkg-deb', ['--root-owner-group', '--build', tree, file])
  rmSync(tree, { recursive: true, force: true })
  if (code !== 0) leave(3, `${output}\nNo se pudo hacer el paquete .deb (¿está instalado dpkg-deb?).`)
  return file
}

if (process.platform !== 'linux') {
  leave(2, 'Este guion empaqueta en Linux. La configuración de Windows está en scripts/package-config.mjs.')
}
await buildOrLeave()
const electron = await findElectron(say)
if (!electron) leave(3, 'No hay Electron con que empaquetar.')
rmSync(unpacked, { recursive: true, force: true })
const packed = await run(node24(), [
  installed('electron-builder', 'cli.js'),
  '--linux',
  'dir',
  '--config',
  writeConfig(electron),
])
if (packed.code !== 0) leave(3, `${packed.output}\nNo se pudo empaquetar; arriba está la causa.`)
if (electron.kind !== 'real') {
  writeFileSync(
    join(unpacked, 'SOLO-PARA-EVALUACION.txt'),
    'Este paquete usa el Electron de pruebas, antiguo y sin actualizaciones de seguridad. No se distribuye; abre solo el modo de práctica y necesita CONSULTORIO_NODE con la ruta de Node 24.\n',
  )
}
process.stdout.write(`${unpacked}\n`)
process.stdout.write(`${await debianPackage(electron.kind)}\n`)
