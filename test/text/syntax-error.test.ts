/** What people mistype most often, and what they are told. */
import { expect, test } from 'vitest'
import { readDocument } from '../../src/text/document.ts'

function problems(text: string) {
  return readDocument({ text, line: 1 }).problems.map(({ message, hint, position: { line, column } }) => {
    return `${line}:${column} ${message}${hint ? `; ${hint}` : ''}`
  })
}

test.each([
  [
    'a key too far to the left',
    'a:\n  b: 1\n c: 2\n',
    '3:2 this key stands in another column than the keys around it; indent it as they are',
  ],
  [
    'a key too far to the right',
    'a:\n  - b: 1\n     c: 2\n',
    '2:8 a value stands here, and the next line is a field below it; indent the next line less',
  ],
  ['a colon in a value', 'a: b: c\n', '1:4 a value stands here, with another ": " in it; put the value in quotes'],
  [
    'no colon',
    'a:\n  b: 1\n  c 2\n  d: 3\n',
    '3:3 this line is no field; write `key: value`, with a space behind the colon',
  ],
  ['a tab', 'a:\n\tb: 1\n', '2:1 a tab indents this line; indent with spaces'],
  ['an open quote', 'a: "b\nc: 1\n', '1:4 a quote is opened here and never closed; close it'],
  ['an open bracket', 'a: [b, c\nd: 1\n', '1:4 a bracket is opened here and never closed; close it'],
  [
    'an open bracket in another',
    'a:\n  b: [{x: 1}, {y: [2]]\nc: 3\n',
    '2:15 a bracket is opened here and never closed; close it',
  ],
  ['a bracket in a value', '{a: b[0].c}\n', '1:6 the value ends before this; put the whole value in quotes'],
  ['more behind a quote', 'a: "b" c\n', '1:8 the value ends before this; put the whole value in quotes'],
  ['a reserved character', 'a: @b\n', '1:4 no value begins with "@"; put the value in quotes'],
  ['a tag named as what every object has', 'a: !<toString> b\n', '1:4 this tag is not known; remove it'],
  ['a tag named as the prototype', 'a: !<__proto__> b\n', '1:4 this tag is not known; remove it'],
])('%s', (_, text, expected) => {
  expect(problems(text)).toEqual([expected])
})

test('an error that the library makes of another is not told', () => {
  expect(problems('{{- if x }}\na: b\n')).toHaveLength(1)
})
