/**
 * Opens one file by every door that takes files of others, with a small heap, and tells what each answered and how much memory the
 * process came to take. A door that throws ends it.
 */
import { readFileSync } from 'node:fs'
import { openP12 } from '../../../src-main/core/crypto/p12.ts'
import { openAttachedDocument } from '../../../src-main/integrations/dian/attached-document.ts'
import { cufeFromXml } from '../../../src-main/integrations/dian/cufe-from-xml.ts'
import { verifyXmlSignature } from '../../../src-main/integrations/dian/firma/verify.ts'
import { validarXml } from '../../../src-main/integrations/dian/validar.ts'

const [file] = process.argv.slice(2)
if (file === undefined) throw new Error('no file')
const bytes = new Uint8Array(readFileSync(file))
const before = process.resourceUsage().maxRSS
const firma = verifyXmlSignature(bytes, new Date())
const answers = [
  ...[validarXml(bytes), cufeFromXml(bytes, 'x'), openAttachedDocument(bytes), openP12(bytes, 'x')].map(
    (answer) => (answer.ok ? 'abierto' : answer.error.mensaje),
  ),
  // Any XML can be asked for its signature.
  firma.ok ? (firma.value.integra ? 'abierto' : firma.value.errores.join(' ')) : firma.error.mensaje,
]
process.stdout.write(JSON.stringify({ answers, megabytes: (process.resourceUsage().maxRSS - before) / 1024 }))
