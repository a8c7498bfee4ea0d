import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, shell } from 'electron'
import { ENTREGAR_PUERTO, type EstadoNucleo, type NombreAccion } from '../../../src-shared/window-protocol.ts'
import type { Modo } from '../../core/rpc/parent-protocol.ts'
import { type DataFolders, openDataFolders } from '../data-folder.ts'
import { ClaveIncorrecta, practiceKey } from '../key-file.ts'
import { registerAppScheme, serveAppProtocol } from './app-protocol.ts'
import { type CorePhase, CoreProcess } from './core-process.ts'
import { forkNode } from './fork-node.ts'
import { forkUtility } from './fork-utility.ts'
import { setSpanishMenu } from './menu.ts'
import { readChosenMode, writeChosenMode } from './preferences.ts'
import { printScreen, screenToPdf } from './printing.ts'
import { createRealKey, openRealKey, unlockRealKey } from './real-key.ts'
import { Relay, type WindowSidePort } from './relay.ts'
import { guardSession, isOwnFrame, openWindow } from './window.ts'

/** First Electron whose Node-API the database module accepts inside a utility process. */
const FIRST_WITH_DATABASE = 35
const electronDePruebas = Number.parseInt(process.versions.electron, 10) < FIRST_WITH_DATABASE
const ONLY_PRACTICE =
  'Este es el Electron de pruebas, antiguo y solo para evaluar: abre únicamente el modo de práctica. Instale Consultorio para trabajar con datos reales.'

function resourcesDir(): string {
  return app.isPackaged ? join(process.resourcesPath, 'recursos') : join(app.getAppPath(), 'resources')
}

/** Core of a packaged program whose files lie unpacked beside the archive, for a child that cannot read inside it. */
function corePath(): string {
  const path = join(app.getAppPath(), 'out', 'main', 'core.js')
  return electronDePruebas ? path.replace('app.asar', 'app.asar.unpacked') : path
}

class Program {
  readonly #root = app.getPath('userData')
  readonly #output
  #modo: Modo
  #folders: DataFolders
  readonly #core: CoreProcess
  readonly #relay: Relay
  /** False until the person answers the question of the first start. */
  #chosen: boolean
  #quitting = false
  /** There are data and the file of their key is missing: trying again means looking for it again. */
  #withoutKey = false

  constructor(modo: Modo | undefined) {
    this.#chosen = modo !== undefined
    this.#modo = modo ?? 'practica'
    this.#folders = openDataFolders(this.#root, this.#modo)
    this.#output = createWriteStream(join(this.#folders.logDir, 'proceso-de-datos.log'), {
      flags: 'a',
      mode: 0o600,
    })
    const output = (text: string) => void this.#output.write(text)
    this.#core = new CoreProcess({
      fork: () =>
        electronDePruebas
          ? forkNode(corePath(), process.env.CONSULTORIO_NODE ?? 'node', output)
          : forkUtility(corePath(), output),
      onPhase: (phase, generacion) => this.#relay.setEstado(this.#estado(phase, generacion)),
      onMessage: (message) => this.#relay.fromCore(message),
    })
    this.#relay = new Relay({
      send: (message) => this.#core.send(message),
      act: (windowId, accion, datos) => this.#act(windowId, accion, datos),
      estado: this.#estado({ fase: 'iniciando' }, 0),
    })
  }

  async begin(): Promise<void> {
    guardSession()
    serveAppProtocol(join(app.getAppPath(), 'out', 'renderer'))
    setSpanishMenu({ development: !app.isPackaged })
    ipcMain.on(ENTREGAR_PUERTO, (event) => {
      const [port] = event.ports
      if (!port) return
      if (isOwnFrame(event.senderFrame, event.sender))
        this.#relay.connect(event.sender.id, port as WindowSidePort)
      else port.close()
    })
    this.#openWindow()
    await this.#startCore()
  }

  focus(): void {
    const [window] = BrowserWindow.getAllWindows()
    if (!window) return
    if (window.isMinimized()) window.restore()
    window.focus()
  }

  /** Ends the core before the program goes. @returns true when it is over and the program may go. */
  quit(): boolean {
    if (this.#quitting) return false
    this.#quitting = true
    void this.#core.stop().then(() => app.exit(0))
    return false
  }

  #openWindow(): void {
    openWindow({ preload: join(app.getAppPath(), 'out', 'preload', 'preload.cjs'), title: 'Consultorio' })
  }

  #estado(
    phase: CorePhase | Pick<EstadoNucleo, 'fase' | 'clave' | 'frase'>,
    generacion: number,
  ): EstadoNucleo {
    return {
      ...phase,
      generacion,
      modo: this.#modo,
      electronDePruebas,
      carpetaDatos: this.#folders.dataDir,
    }
  }

  async #startCore(): Promise<void> {
    const generacion = this.#core.generation
    if (!this.#chosen) return this.#relay.setEstado(this.#estado({ fase: 'falta-modo' }, generacion))
    this.#withoutKey = false
    try {
      await this.#openKey(generacion)
    } catch (error) {
      if (!(error instanceof ClaveIncorrecta)) throw error
      this.#withoutKey = true
      this.#relay.setEstado(this.#estado({ fase: 'detenido', mensaje: error.mensaje }, generacion))
    }
  }

  async #openKey(generacion: number): Promise<void> {
    if (this.#modo === 'practica') return this.#launch(practiceKey(this.#folders.dataDir))
    const opened = await openRealKey(this.#folders.dataDir)
    if (opened.estado === 'lista') return this.#launch(opened.key)
    const { clave, frase } = opened
    this.#relay.setEstado(this.#estado({ fase: 'falta-clave', clave, frase }, generacion))
  }

  #launch(databaseKey: Uint8Array): void {
    this.#core.start({
      modo: this.#modo,
      ...this.#folders,
      resourcesDir: resourcesDir(),
      version: app.getVersion(),
      databaseKey,
    })
  }

  async #act(windowId: number, accion: NombreAccion, datos: unknown): Promise<unknown> {
    const given = (datos ?? {}) as { modo?: Modo; frase?: string; codigo?: string }
    const window = BrowserWindow.getAllWindows().find((one) => one.webContents.id === windowId)
    switch (accion) {
      case 'imprimir':
        return window ? printScreen(window.webContents) : undefined
      case 'pantallaEnPdf':
        return window ? screenToPdf(window.webContents) : undefined
      case 'reintentar':
        if (this.#withoutKey) await this.#startCore()
        else this.#core.retry()
        return undefined
      case 'abrirRegistros':
        await shell.openPath(this.#folders.logDir)
        return undefined
      case 'cambiarModo':
        return this.#changeMode(given.modo)
      case 'crearClave': {
        this.#onlyReal()
        const { key, codigoRecuperacion } = await createRealKey(this.#folders.dataDir, given.frase)
        this.#launch(key)
        return { codigoRecuperacion }
      }
      case 'desbloquear':
        this.#onlyReal()
        this.#launch(
          await unlockRealKey(this.#folders.dataDir, {
            ...(given.frase === undefined ? {} : { frase: given.frase }),
            ...(given.codigo === undefined ? {} : { codigo: given.codigo }),
          }),
        )
        return undefined
      default:
        throw new Error('El programa no tiene esa función.')
    }
  }

  #onlyReal(): void {
    if (this.#modo !== 'real' || this.#relay.estado.fase !== 'falta-clave') {
      throw new Error('La clave solo se pide al abrir la base de datos real.')
    }
  }

  async #changeMode(modo: Modo | undefined): Promise<void> {
    if (modo !== 'practica' && modo !== 'real') throw new Error('El programa no tiene ese modo.')
    if (modo === 'real' && electronDePruebas) throw new Error(ONLY_PRACTICE)
    if (this.#chosen && modo === this.#modo) return
    await this.#core.stop()
    this.#chosen = true
    this.#modo = modo
    this.#folders = openDataFolders(this.#root, modo)
    writeChosenMode(this.#root, modo)
    // A window that loads again must not take the stopped core for one that answers.
    this.#relay.setEstado(this.#estado({ fase: 'iniciando' }, this.#core.generation))
    for (const window of BrowserWindow.getAllWindows()) window.reload()
    await this.#startCore()
  }
}

/** `--modo` of the command line or the mode of the last time; undefined when the person must be asked. */
function chooseMode(): Modo | undefined {
  if (electronDePruebas) return 'practica'
  const asked = app.commandLine.getSwitchValue('modo')
  if (asked === 'practica' || asked === 'real') return asked
  const root = app.getPath('userData')
  mkdirSync(root, { recursive: true, mode: 0o700 })
  return readChosenMode(root) ?? (app.isPackaged ? undefined : 'practica')
}

registerAppScheme()
// With --no-sandbox (root in a test machine) the network service would crash in a loop.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()

if (app.requestSingleInstanceLock()) {
  let program: Program | undefined
  app.on('second-instance', () => program?.focus())
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    if (program && !program.quit()) event.preventDefault()
  })
  // Not awaited at the top level: 'ready' waits for this module to end.
  app
    .whenReady()
    .then(async () => {
      program = new Program(chooseMode())
      await program.begin()
    })
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
      dialog.showErrorBox(
        'Consultorio no pudo abrir',
        'No se ha borrado nada. Reinicie el equipo y vuelva a intentar.',
      )
      app.exit(1)
    })
} else {
  app.quit()
}
