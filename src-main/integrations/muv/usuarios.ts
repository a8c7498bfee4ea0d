import type { RipsJson } from './wire.ts'

/** Documents of the users of a package, in the order that findings count them by: `CC 41789012`. */
export function documentosDeUsuarios({ usuarios }: Pick<RipsJson, 'usuarios'>): string[] {
  return usuarios.map(
    ({ tipoDocumentoIdentificacion, numDocumentoIdentificacion }) =>
      `${tipoDocumentoIdentificacion} ${numDocumentoIdentificacion}`,
  )
}

/** The same, of a package as its bytes were kept. */
export function documentosEnBytes(json: Uint8Array): string[] {
  return documentosDeUsuarios(JSON.parse(Buffer.from(json).toString('utf8')) as Pick<RipsJson, 'usuarios'>)
}
