import { describe, expect, it } from 'vitest'
import { withXmlDocument } from '../../../../../src-main/core/xml/read.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (bytes: Uint8Array, maxBytes?: number) =>
  withXmlDocument(bytes, (doc) => doc.root.content, maxBytes === undefined ? undefined : { maxBytes })
const codigo = (bytes: Uint8Array) => {
  const result = read(bytes)
  return result.ok ? `leyó ${result.value}` : result.error.codigo
}

describe('lectura de XML ajeno', () => {
  it('lee un documento con BOM, comentarios y declaración', () => {
    expect(read(utf8('\ufeff<?xml version="1.0" encoding="utf-8"?><!-- <!DOCTYPE a> --><a>año</a>'))).toEqual(
      {
        ok: true,
        value: 'año',
      },
    )
  })

  it('no lee archivos del equipo (XXE)', () => {
    expect(codigo(utf8('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'))).toBe(
      'XML_CON_DTD',
    )
    expect(
      codigo(
        utf8('<?xml version="1.0"?>\n<!-- c --><?p i?>\n<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>'),
      ),
    ).toBe('XML_CON_DTD')
  })

  it('no expande entidades en cadena (billion laughs)', () => {
    const entities = Array.from(
      { length: 10 },
      (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`,
    ).join('')
    const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ja">${entities}]><l>&l10;</l>`
    expect(codigo(utf8(bomb))).toBe('XML_CON_DTD')
  })

  it('no se deja engañar por otra codificación que esconda el DOCTYPE', () => {
    const oculto = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    expect(codigo(new Uint8Array(Buffer.from(`\ufeff${oculto}`, 'utf16le')))).toBe('XML_CODIFICACION')
    expect(codigo(new Uint8Array(Buffer.from(oculto, 'utf16le')))).not.toMatch(/^leyó/)
    expect(codigo(utf8(`<?xml version="1.0" encoding="UTF-7"?>${oculto}`))).toBe('XML_CODIFICACION')
    expect(
      codigo(new Uint8Array(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>ñ</a>', 'latin1'))),
    ).toBe('XML_CODIFICACION')
  })

  it('una entidad sin declarar es un documento dañado', () => {
    expect(codigo(utf8('<a>&x;</a>'))).toBe('XML_DANIADO')
  })

  it.each([
    ['vacío', '', 'XML_VACIO'],
    ['en blanco', ' \n ', 'XML_VACIO'],
    ['cortado', '<Invoice><cbc:ID', 'XML_DANIADO'],
    ['con prefijo sin declarar', '<a><b:c/></a>', 'XML_DANIADO'],
    ['que no es XML', 'hola', 'XML_DANIADO'],
    ['con un comentario sin fin', '<!-- ', 'XML_DANIADO'],
  ])('dice en español qué le pasa a un archivo %s', (_caso, text, esperado) => {
    const result = read(utf8(text))
    expect(result.ok).toBe(false)
    if (result.ok) return
    expect(result.error.codigo).toBe(esperado)
    expect(result.error.mensaje).toMatch(/^El archivo .+\. .+\.$/)
  })

  it('no lee más de lo permitido', () => {
    const result = read(utf8(`<a>${'x'.repeat(2000)}</a>`), 1000)
    expect(result).toMatchObject({ ok: false, error: { codigo: 'XML_MUY_GRANDE' } })
  })

  it.each([1_000, 100_000])('no se cae con %i elementos uno dentro de otro', (profundidad) => {
    const result = withXmlDocument(
      utf8('<a>'.repeat(profundidad) + '</a>'.repeat(profundidad)),
      (doc) => doc.canonicalizeToString().length,
    )
    if (profundidad > 2_048) expect(result).toMatchObject({ ok: false, error: { codigo: 'XML_DANIADO' } })
    else expect(result).toEqual({ ok: true, value: profundidad * 7 })
  })

  it('lee un texto de más de 10 MB, como el de un contenedor grande', () => {
    const result = read(utf8(`<a>${'x'.repeat(11 * 1024 * 1024)}</a>`))
    expect(result.ok && result.value.length).toBe(11 * 1024 * 1024)
  })
})
