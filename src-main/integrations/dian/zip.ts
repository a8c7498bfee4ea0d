import { unzipSync, zipSync } from 'fflate'

/**
 * ZIP with one XML at its root, as SendBillSync wants it (annex 1.9 §6.5.8). The date inside is fixed, so the same document gives the
 * same bytes on every retry.
 */
export function zipOne(fileName: string, content: Uint8Array): Uint8Array {
  return zipFiles({ [fileName]: content })
}

/** ZIP with some files at its root, deflated, in the order given; what the customer receives by e-mail (annex 1.9, delivery). */
export function zipFiles(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync(files as Record<string, Uint8Array>, { level: 9, mtime: ZIP_EPOCH })
}

/** The first file of a ZIP of ours whose name ends so. */
export function fileInZip(zip: Uint8Array, ending: string): Uint8Array | undefined {
  return Object.values(unzipSync(zip, { filter: ({ name }) => name.endsWith(ending) }))[0]
}

/** Local noon of the first year ZIP can hold plus one day: in no time zone does it fall before 1980. */
const ZIP_EPOCH = new Date(1980, 0, 2, 12)
