import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leerFacturaXml } from '../../src-main/integrations/muv/factura-xml.ts'
import { parsearRips } from '../../src-main/integrations/muv/leer-rips.ts'
import { validarRips } from '../../src-main/integrations/muv/validar.ts'
import { bogotaDate, bogotaTime } from '../../src-shared/kernel/dates.ts'
import { xsdErrors } from '../fixtures/dian/external-tools.ts'
import { hasReference } from '../fixtures/reference.ts'
import { catalogoOficial } from '../unit/src-main/integrations/muv/catalogo-oficial.ts'
import { hasJudges, xmlsecWithOwnCertificate } from './main-job-judges.ts'

const PATIENTS = 2
const root = new URL('../..', import.meta.url).pathname
const out = mkdtempSync(join(tmpdir(), 'consultorio-demo-'))

interface Resumen {
  readonly numero: string
  readonly cufe: string
  readonly claveTecnica: string
  readonly cuv: string | null
  readonly estados: { readonly factura: string; readonly rips: string }
  readonly tiempos: Record<string, number>
}

let run: ReturnType<typeof spawnSync>
let resumenes: Resumen[]
const cli = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'src-main/hosts/node/cli.ts'), ...args], { encoding: 'utf8' })
const file = (n: number, name: string) => readFileSync(join(out, String(n + 1).padStart(4, '0'), name))
const each = Array.from({ length: PATIENTS }, (_, n) => n)

beforeAll(() => {
  run = cli('demo', '--out', out, '--pacientes', String(PATIENTS), '--semilla', '77')
  resumenes = JSON.parse(readFileSync(join(out, 'resumen.json'), 'utf8')) as Resumen[]
}, 120_000)
afterAll(() => rmSync(out, { recursive: true, force: true }))

describe('el trabajo principal, de paciente a factura validada y RIPS con CUV', () => {
  it('termina bien y todo queda aceptado, con números seguidos', () => {
    expect(run.status, String(run.stderr)).toBe(0)
    expect(run.stderr).toMatch(/^(\d+ de \d+ pacientes\n)*$/)
    expect(resumenes.length).toBe(PATIENTS)
    for (const { estados, cuv, cufe } of resumenes) {
      expect(estados).toEqual({ factura: 'validada', rips: 'cuv' })
      expect(cuv).toMatch(/^[0-9a-f]{96}$/)
      expect(cufe).toMatch(/^[0-9a-f]{96}$/)
    }
    expect(resumenes.map(({ numero }) => Number(numero.replace('SETP', '')))).toEqual(
      each.map((n) => 990_000_001 + n),
    )
  })

  it('cada paciente deja sus seis archivos', () => {
    for (const n of each)
      expect(readdirSync(join(out, String(n + 1).padStart(4, '0'))).sort()).toEqual([
        'application-response.xml',
        'attached-document.xml',
        'factura.pdf',
        'factura.xml',
        'muv-respuesta.json',
        'rips.json',
      ])
  })

  it('el CUFE del resumen es el del XML y el que se calcula de él', () => {
    for (const n of each) {
      const { cufe, claveTecnica } = resumenes[n] as Resumen
      const { stdout, status } = cli(
        'cufe',
        join(out, String(n + 1).padStart(4, '0'), 'factura.xml'),
        '--clave',
        claveTecnica,
      )
      expect(status).toBe(0)
      expect(stdout).toContain(cufe)
    }
  })

  it('el PDF dice su número, su CUFE y que no tiene validez', () => {
    for (const n of each) {
      const path = join(out, String(n + 1).padStart(4, '0'), 'factura.pdf')
      const { stdout, error } = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
      if (error) return console.warn('Falta pdftotext: no se lee el PDF.')
      expect(stdout).toContain(resumenes[n]?.numero)
      expect(stdout.replaceAll(/\s/g, '')).toContain(resumenes[n]?.cufe)
      expect(stdout).toContain('SIN VALIDEZ')
    }
  })
})

const DOCUMENTS = [
  ['factura.xml', 'Invoice'],
  ['attached-document.xml', 'AttachedDocument'],
  ['application-response.xml', 'ApplicationResponse'],
] as const

describe.skipIf(!hasJudges() || !hasReference())('jueces independientes de lo producido', () => {
  it.each(DOCUMENTS)(
    '%s cumple el XSD oficial y xmlsec1 encuentra bien su firma y sus tres referencias',
    (name, kind) => {
      for (const n of each) {
        const xml = file(n, name)
        expect(xsdErrors(xml, kind)).toBe('')
        const judged = xmlsecWithOwnCertificate(xml)
        expect([judged.status, judged.references], judged.output).toEqual([0, 3])
      }
    },
  )

  it.each(DOCUMENTS)('con un byte cambiado en %s xmlsec1 lo nota', (name) => {
    const xml = Buffer.from(
      file(0, name)
        .toString('utf8')
        .replace(/(<cbc:ID[^>]*>)([^<])/, '$19$2'),
    )
    expect(xmlsecWithOwnCertificate(xml).status).not.toBe(0)
  })

  it('el contenedor lleva dentro, sin cambiar un byte, la factura y la respuesta de la DIAN', () => {
    for (const n of each) {
      const attached = file(n, 'attached-document.xml').toString('utf8')
      expect(attached).toContain(file(n, 'factura.xml').toString('utf8'))
      expect(attached).toContain(file(n, 'application-response.xml').toString('utf8'))
    }
  })

  it('rips.json no tiene rechazos con los catálogos oficiales y su factura, y el ministerio le dio el CUV del resumen', () => {
    const now = new Date()
    const catalogo = catalogoOficial()
    for (const n of each) {
      const rips = parsearRips(file(n, 'rips.json'))
      const factura = leerFacturaXml(file(n, 'factura.xml'))
      if (!rips.ok || !factura.ok) throw new Error('unreadable')
      const hallazgos = validarRips(rips.value, {
        catalogo,
        hoy: bogotaDate(now),
        ahora: `${bogotaDate(now)} ${bogotaTime(now).slice(0, 5)}`,
        factura: factura.value,
      })
      expect(hallazgos.filter(({ clase }) => clase === 'RECHAZO')).toEqual([])
      const answer = JSON.parse(file(n, 'muv-respuesta.json').toString('utf8')) as Record<string, unknown>
      expect(answer).toMatchObject({ ResultState: true, CodigoUnicoValidacion: resumenes[n]?.cuv })
    }
  })

  it('no hay dos documentos iguales', () => {
    const hashes = DOCUMENTS.flatMap(([name]) =>
      each.map((n) => createHash('sha256').update(file(n, name)).digest('hex')),
    )
    expect(new Set(hashes).size).toBe(hashes.length)
  })
})
