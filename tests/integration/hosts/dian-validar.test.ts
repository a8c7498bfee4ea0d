import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { buildSignedFactura } from '../../../src-main/integrations/dian/emitir-factura.ts'
import { CLAVE, documentoAMano, PIN } from '../../fixtures/dian/documentos-a-mano.ts'
import { AHORA, facturaParticular } from '../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../fixtures/dian/signer.ts'
import { hasReference, referencePath } from '../../fixtures/reference.ts'

const CLI = fileURLToPath(new URL('../../../src-main/hosts/node/cli.ts', import.meta.url))
const FACTURA = fileURLToPath(new URL('../../fixtures/dian/factura-particular.xml', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'consultorio-dian-validar-'))
const env = { ...process.env, INIT_CWD: folder }

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function validar(...args: string[]): Promise<Outcome> {
  return new Promise((done) => {
    execFile(process.execPath, [CLI, 'dian', 'validar', ...args], { env }, (error, stdout, stderr) =>
      done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    )
  })
}

/** Writes it beside the caller and gives its name. */
function archivo(nombre: string, contenido: string | Uint8Array): string {
  writeFileSync(join(folder, nombre), contenido)
  return nombre
}

describe('dian validar', () => {
  it('una factura de este programa: sin hallazgos, con y sin sus claves', async () => {
    copyFileSync(FACTURA, join(folder, 'factura.xml'))
    expect(await validar('factura.xml')).toEqual({ code: 0, stdout: 'sin hallazgos\n', stderr: '' })
    const { code, stdout } = await validar('factura.xml', '--clave', CLAVE, '--pin', PIN, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      documento: 'factura',
      numero: 'SETP990000001',
      contenedor: false,
      hallazgos: [],
    })
  })

  it('una clave que no es dice la regla del CUFE, y un PIN que no es, la del software', async () => {
    const { code, stdout } = await validar('factura.xml', '--clave', 'otra', '--pin', 'otro', '--json')
    expect(code).toBe(1)
    const { hallazgos } = JSON.parse(stdout)
    expect(hallazgos.map(({ regla }: { regla: string }) => regla)).toEqual(['FAD06', 'FAB27b'])
    expect(Object.keys(hallazgos[0])).toEqual(['regla', 'severidad', 'ruta', 'mensaje', 'remedio'])
  })

  it('un aviso se dice y no la hace inválida', async () => {
    const base = facturaParticular()
    const direccion = base.emisor.direccion && { ...base.emisor.direccion, codigoPostal: '110999' }
    const documento = facturaParticular({ emisor: { ...base.emisor, direccion } })
    archivo('aviso.xml', buildSignedFactura(documento, testSigner(), AHORA).xml)
    const { code, stdout } = await validar('aviso.xml')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^FAJ73 notificacion en \/Invoice\/.*PostalZone\n/)
  })

  it('en una nota dice sus propios códigos', async () => {
    const sinVerificar = (xml: string) =>
      xml.replace(/<ext:UBLExtension><ext:ExtensionContent><ds:Signature>.*?<\/ext:UBLExtension>/, '')
    archivo('nota.xml', documentoAMano('nota-credito', sinVerificar))
    const { code, stdout } = await validar('nota.xml', '--pin', PIN)
    expect(code).toBe(1)
    expect(stdout).toMatch(/^CAC03 rechazo en \/CreditNote\/.*\n {2}La nota crédito no tiene firma/)
    expect(stdout.match(/ rechazo en /g)).toHaveLength(1)
  })

  it.skipIf(!hasReference())('abre un contenedor y dice que revisó lo que trae', async () => {
    const contenedor = referencePath('dian', 'samples', 'attached-document-anonimizado.xml')
    const { code, stdout } = await validar(contenedor, '--clave', CLAVE, '--pin', PIN)
    expect(code).toBe(1)
    expect(stdout).toMatch(/^contenedor: se revisó la factura NC424 que trae adentro\nFAC03 rechazo/)
    const json = JSON.parse((await validar(contenedor, '--json')).stdout)
    expect(json).toMatchObject({ documento: 'factura', numero: 'NC424', contenedor: true })
  })

  it('un municipio que no existe se busca en la lista, no solo por su forma', async () => {
    archivo(
      'municipio.xml',
      documentoAMano('factura', (xml) =>
        xml.replace(/(<cac:AccountingSupplierParty>.*?)<cbc:ID>11001</, '$1<cbc:ID>11999<'),
      ),
    )
    expect((await validar('municipio.xml')).stdout).toMatch(/^FAJ09 rechazo/m)
  })
})

describe('dian validar con un archivo dañino', () => {
  const factura = documentoAMano('factura')
  const conDoctype = (dtd: string) =>
    factura.replace('<Invoice ', `<!DOCTYPE Invoice ${dtd}><Invoice `).replace('>Escrita a mano<', '>&x;<')

  it.each<[caso: string, contenido: () => string | Uint8Array, mensaje: RegExp]>([
    [
      'que quiere leer otro del equipo',
      () => conDoctype(`[<!ENTITY x SYSTEM "file://${FACTURA}">]`),
      /instrucciones que una factura no debe tener/,
    ],
    [
      'que se multiplica al abrirlo',
      () =>
        conDoctype(
          `[<!ENTITY a "aaaaaaaaaa">${'bcdefghij'
            .split('')
            .map((nombre, orden) => `<!ENTITY ${nombre} "${`&${'abcdefghi'[orden]};`.repeat(10)}">`)
            .join('')}<!ENTITY x "&j;">]`,
        ),
      /instrucciones que una factura no debe tener/,
    ],
    ['en otra codificación', () => Buffer.from(factura, 'latin1'), /no está escrito en UTF-8/],
    ['en dos bytes por letra', () => Buffer.from(`\uFEFF${factura}`, 'utf16le'), /no está escrito en UTF-8/],
    [
      'que dice otra codificación',
      () => factura.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"'),
      /no está escrito en UTF-8/,
    ],
    ['cortado', () => factura.slice(0, 5000), /incompleto o dañado/],
    ['vacío', () => '', /está vacío/],
    ['que no es una factura', () => '<carta xmlns="urn:x"/>', /no es una factura o nota/],
  ])('%s: lo dice y sale con 2, sin nada en la salida', async (_caso, contenido, mensaje) => {
    const outcome = await validar(archivo('dañino.xml', contenido()))
    expect(outcome).toMatchObject({ code: 2, stdout: '' })
    expect(outcome.stderr).toMatch(mensaje)
  })

  it('de 100 MB: lo dice y sale con 2', async () => {
    truncateSync(join(folder, archivo('grande.xml', factura)), 100 * 1024 * 1024)
    const outcome = await validar('grande.xml')
    expect(outcome).toMatchObject({ code: 2, stdout: '' })
    expect(outcome.stderr).toMatch(/pesa más de lo permitido/)
  })
})
