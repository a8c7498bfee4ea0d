import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { formatPesos } from '../../src-shared/kernel/money.ts'
import { filesUnder, linesWith, read } from './sources.ts'

/** English words that are no Spanish word: one of them in a text that a person reads is a text left untranslated. */
const ENGLISH = new Set(
  `the and or of to is are was were be been you your this that these those with from for by at not please save saved saving
  cancel delete deleted remove add new edit open close closed back next previous loading load failed failure warning success
  settings search find patient patients invoice invoices appointment user users password username login logout yes name email
  phone address date time today tomorrow yesterday amount price quantity file download upload print printing help submit send
  sent retry try again show hide more less all none select choose required invalid must missing found welcome unknown empty
  page draft signed pending rejected accepted clear copy done when where what who how why has have had will can should`
    .split(/\s+/)
    .filter(Boolean),
)

/** Attributes with spaces inside that nobody reads. */
const MUTE = new Set(['className', 'classNames', 'rel', 'sizes', 'd', 'transform', 'viewBox'])

/** Words of a text; what is not a plain word (class names, keys, codes) is left out. */
const englishIn = (text: string) =>
  text
    .split(/\s+/)
    .map((token) => token.replace(/^[¿¡«("'`]+/, '').replace(/[?!»)"'`.,:;…]+$/, ''))
    .filter((token) => /^[A-Za-z]+$/.test(token) && ENGLISH.has(token.toLowerCase()))

interface Found {
  readonly text: string
  /** Certainly shown: JSX text, or an attribute that is read. */
  readonly shown: boolean
}

/** Texts of a module that a person may read. Errors of the program itself are for its log. */
function textsOf(path: string, source: string): Found[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true)
  const found: Found[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return
    if (ts.isNewExpression(node) && /(Error|Failure)$/.test(node.expression.getText(file))) return
    if (ts.isJsxAttribute(node)) {
      const name = node.name.getText(file)
      if (MUTE.has(name) || name.startsWith('data-')) return
      if (node.initializer && ts.isStringLiteral(node.initializer)) {
        // A text begins with a capital; `none` or `numeric` is a value.
        found.push({ text: node.initializer.text, shown: /^[¿¡]?[A-ZÁÉÍÓÚ]/.test(node.initializer.text) })
        return
      }
    }
    if (ts.isJsxText(node)) found.push({ text: node.text, shown: true })
    else if (ts.isStringLiteralLike(node)) found.push({ text: node.text, shown: false })
    else if (ts.isTemplateExpression(node))
      found.push({
        text: [node.head, ...node.templateSpans.map(({ literal }) => literal)]
          .map(({ text }) => text)
          .join(' … '),
        shown: false,
      })
    node.forEachChild(visit)
  }
  visit(file)
  return found
}

/** Alone, a lower-case word may be an identifier; in a sentence it is read. */
const isRead = ({ text, shown }: Found) => shown || /[A-Za-zÁÉÍÓÚáéíóúñ]\s+[A-Za-zÁÉÍÓÚáéíóúñ]/.test(text)

const untranslated = (path: string, source: string) =>
  textsOf(path, source)
    .filter(isRead)
    .filter(({ text }) => englishIn(text).length > 0)
    .map(({ text }) => `${path}: ${text.trim()}`)

describe('what a person reads', () => {
  const screens = filesUnder('src-renderer', ['.tsx', '.ts'])
  const shared = filesUnder('src-shared', ['.ts'])

  it('[K-51] no queda un texto en inglés en las pantallas y el dinero siempre se lee $ 120.000', () => {
    expect(screens.length).toBeGreaterThan(50)
    expect(screens.flatMap((path) => untranslated(path, read(path)))).toEqual([])
    expect(formatPesos(12_000_000)).toBe('$ 120.000')
    // One function writes money; elsewhere nobody puts a peso sign before a figure or asks for a currency.
    const money = linesWith([...screens, ...shared], /Intl\.NumberFormat|style: 'currency'|\$ \$\{/)
    expect(money.filter((line) => !line.startsWith('src-shared/kernel/money.ts:'))).toEqual([])
  })

  it('no queda un texto en inglés en los textos, las reglas y los mensajes compartidos', () => {
    expect(shared.filter((path) => path.endsWith('/texts.ts')).length).toBeGreaterThan(5)
    expect(shared.flatMap((path) => untranslated(path, read(path)))).toEqual([])
  })

  it('lo que se niega se dice en español, con su remedio', () => {
    const services = filesUnder('src-main/domains', ['.ts'])
    const refusals = services.flatMap((path) =>
      refusalTexts(path, read(path)).flatMap((text) =>
        englishIn(text).length > 0 ? [`${path}: ${text}`] : [],
      ),
    )
    expect(services.some((path) => refusalTexts(path, read(path)).length > 0)).toBe(true)
    expect(refusals).toEqual([])
  })

  it('the check sees what it looks for', () => {
    const planted = `export const A = () => <Button label="Save">Guardar</Button>
      export const B = () => <p className="top-bar the">Please wait</p>
      export const c = { mensaje: 'The patient is missing' }
      export const d = 'save'
      throw new Error('not for the person')`
    expect(untranslated('a.tsx', planted)).toEqual([
      'a.tsx: Save',
      'a.tsx: Please wait',
      'a.tsx: The patient is missing',
    ])
  })
})

/** Message and remedy of each refusal of a module. */
function refusalTexts(path: string, source: string): string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText(file) === 'Refusal')
      for (const argument of node.arguments?.slice(1, 3) ?? [])
        if (ts.isStringLiteralLike(argument)) found.push(argument.text)
    node.forEachChild(visit)
  }
  visit(file)
  return found
}
