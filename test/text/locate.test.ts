/** A field path is found at the line and column where a person would look for it. */
import { expect, test } from 'vitest'
import { locate, readDocument, splitDocuments } from '../../src/text/document.ts'

const FILE = `# first
apiVersion: v1
---
base: &base
  image: web:1
  ports:
    - containerPort: 80
    - {name: http, containerPort: 8080}
copy: *base
more:
  <<: *base
  "quoted key": |
    text
0x10: hex
empty:
list:
- a
-   b: c
`

const [, document] = splitDocuments(FILE)

test.each([
  [['base', 'image'], 5, 10],
  [['base'], 4, 1],
  [['base', 'ports', 0, 'containerPort'], 7, 22],
  [['base', 'ports', 1], 8, 7],
  [['base', 'ports', 1, 'containerPort'], 8, 35],
  [['copy', 'image'], 5, 10],
  [['more', 'image'], 5, 10],
  [['more', 'ports', 0], 7, 7],
  [['more', 'quoted key'], 12, 17],
  [['16'], 14, 7],
  [['empty'], 15, 1],
  [['list', 1, 'b'], 18, 8],
  [['base', 'missing', 'deeper'], 4, 1],
  [['nowhere'], 4, 1],
  [[], 4, 1],
])('%j stands at %i:%i', (path, line, column) => {
  expect(document && locate(document, path as string[])).toEqual({ line, column })
})

test('a field that no merge brings is looked for once in each map', () => {
  let text = 'l0: &l0 {a0: 1}\n'
  for (let i = 1; i <= 5; i++)
    text += `l${i}: &l${i}\n  <<: [${Array(9)
      .fill(`*l${i - 1}`)
      .join(', ')}]\n`
  const bomb = { text, line: 1 }
  expect(readDocument(bomb).problems).toEqual([])
  for (let i = 0; i < 10; i++) expect(locate(bomb, ['l5', 'missing']).line).toBe(10)
})
