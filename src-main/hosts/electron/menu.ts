import { Menu, type MenuItemConstructorOptions } from 'electron'

/** The least a desktop program owes: editing, size, full screen, closing. Everything else is on the screens. */
export function setSpanishMenu(options: { readonly development: boolean }): void {
  const view: MenuItemConstructorOptions[] = [
    { role: 'zoomIn', label: 'Acercar' },
    { role: 'zoomOut', label: 'Alejar' },
    { role: 'resetZoom', label: 'Tamaño normal' },
    { type: 'separator' },
    { role: 'togglefullscreen', label: 'Pantalla completa' },
  ]
  if (options.development)
    view.push({ type: 'separator' }, { role: 'toggleDevTools', label: 'Herramientas de desarrollo' })
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: 'Archivo', submenu: [{ role: 'quit', label: 'Salir' }] },
      {
        label: 'Edición',
        submenu: [
          { role: 'undo', label: 'Deshacer' },
          { role: 'redo', label: 'Rehacer' },
          { type: 'separator' },
          { role: 'cut', label: 'Cortar' },
          { role: 'copy', label: 'Copiar' },
          { role: 'paste', label: 'Pegar' },
          { role: 'selectAll', label: 'Seleccionar todo' },
        ],
      },
      { label: 'Ver', submenu: view },
    ]),
  )
}
