import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

/** Programs and libraries the tests call, with the Debian package of each and who needs it. */
const NEEDED = [
  { package: 'xvfb', program: 'Xvfb', for: 'electron' },
  { package: 'xauth', program: 'xauth', for: 'electron' },
  { package: 'libgtk-3-0', library: 'libgtk-3.so.0', for: 'electron' },
  { package: 'libnss3', library: 'libnss3.so', for: 'electron' },
  { package: 'libasound2', library: 'libasound.so.2', for: 'electron' },
  { package: 'libgbm1', library: 'libgbm.so.1', for: 'electron' },
  { package: 'chromium', program: 'chromium', for: 'web' },
  { package: 'libxml2-utils', program: 'xmllint', for: 'jueces' },
  { package: 'xmlsec1', program: 'xmlsec1', for: 'jueces' },
  { package: 'poppler-utils', program: 'pdftotext', for: 'jueces' },
  { package: 'binutils', program: 'ar', for: 'paquete' },
  { package: 'dovecot-imapd', program: 'dovecot', for: 'correo', service: 'dovecot' },
]

const LIBRARY_FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib']

function onPath(program) {
  if (program === 'chromium' && process.env.CHROMIUM_BIN) return existsSync(process.env.CHROMIUM_BIN)
  // Servers are in /usr/sbin, which is not on the path of everybody.
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].some(
    (folder) => folder !== '' && existsSync(join(folder, program)),
  )
}

function isThere(need) {
  if (need.program) return onPath(need.program)
  return LIBRARY_FOLDERS.some((folder) => existsSync(join(folder, need.library)))
}

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

/** Debian asks this program before it starts the service of a package; 101 is no. */
const POLICY = '/usr/sbin/policy-rc.d'

/** Runs an installation that starts no service: a test starts its own, on a port of its own, and ends it. */
async function withoutServices(install) {
  if (existsSync(POLICY)) return install()
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return await install()
  } finally {
    rmSync(POLICY)
  }
}

/**
 * Installs what is missing when root on Debian.
 * @param {(line: string) => void} say
 * @returns {Promise<{ missing: typeof NEEDED }>} what is still missing
 */
export async function ensureSystemPackages(say) {
  if (process.platform !== 'linux') return { missing: NEEDED }
  const missing = NEEDED.filter((need) => !isThere(need))
  if (missing.length === 0) return { missing }
  if (isDebian() && process.getuid() === 0) {
    const names = missing.map((need) => need.package)
    say(`Se instalan los paquetes que faltan: ${names.join(' ')}`)
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    const install = ['install', '-y', '-q', '--no-install-recommends', ...names]
    const result = await withoutServices(async () => {
      const first = await run('apt-get', install, { env })
      if (first.code === 0) return first
      await run('apt-get', ['update', '-q'], { env })
      return run('apt-get', install, { env })
    })
    // Nor when the machine starts again.
    for (const { service } of missing) if (service) await run('systemctl', ['disable', service])
    if (result.code !== 0) say(result.output.split('\n').slice(-4).join('\n').trim())
  }
  return { missing: missing.filter((need) => !isThere(need)) }
}
