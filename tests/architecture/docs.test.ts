import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesUnder, foldersUnder, ROOT, read } from './sources.ts'

const DOCUMENTS = [
  'README.md',
  ...filesUnder('docs', ['.md']),
  ...['src-main', 'src-shared', 'src-renderer'].flatMap((folder) => filesUnder(folder, ['.md'])),
]

const there = (path: string) => existsSync(join(ROOT, path))

describe('documents', () => {
  it('name files and folders of the repository that exist', () => {
    const lost = DOCUMENTS.flatMap((document) =>
      [
        ...read(document).matchAll(
          /`((?:src-main|src-renderer|src-shared|tests|docs|scripts|resources)\/[^`\s*{<…]+)`/g,
        ),
      ]
        .map(([, path]) => path ?? '')
        .filter((path) => !there(path))
        .map((path) => `${document}: ${path}`),
    )
    expect(lost).toEqual([])
  })

  it('link to pages that exist', () => {
    const lost = DOCUMENTS.flatMap((document) =>
      [...read(document).matchAll(/\]\((?!https?:|#)([^)\s#]+)/g)]
        .map(([, link]) => normalize(join(dirname(document), link ?? '')))
        .filter((path) => !there(path))
        .map((path) => `${document}: ${path}`),
    )
    expect(lost).toEqual([])
  })

  it('each domain, each authority and the two big folders say what they are in a page', () => {
    const mustExplain = [
      'src-main/core',
      'src-main/practice',
      ...foldersUnder('src-main/domains').filter((path) => path.split('/').length === 3),
      ...foldersUnder('src-main/integrations').filter((path) => path.split('/').length === 3),
    ]
    expect(mustExplain.filter((folder) => !there(`${folder}/README.md`))).toEqual([])
  })
})
