import { expect, it } from 'vitest';
import { parseJson } from './json.js';

it('says what is wrong without the control characters of the file', () => {
  expect(() => parseJson('{"a": \u001b[31m}', 'a.json')).toThrow(
    /^a\.json is no valid JSON: .*\\u001b/,
  );
  // eslint-disable-next-line no-control-regex -- which is what is looked for
  expect(() => parseJson('{"a": \u001b[31m}', 'a.json')).not.toThrow(/[\u0000-\u001f]/);
});

it.each([
  ['{"a":1,"b":{},"\\u0061":2}', '"a" stands twice in one object'],
  ['[{"a":{"b" : 1, "b":2}}]', '"b" stands twice in one object'],
  ['{"a":{"__proto__":1}}', 'it has the name "__proto__"'],
  [`${'['.repeat(101)}${']'.repeat(101)}`, 'it is nested more than 100 levels deep'],
])('refuses %s', (text, message) => {
  expect(() => parseJson(text, 'a.json')).toThrow(`a.json is no valid JSON: ${message}`);
});

it.each([
  '{"a":{"a":["a","a","b\\"","{"]},"b":{"a":"a"}}',
  '[" \\\\",{"a":":"},{"a":""}]',
  `${'['.repeat(100)}${']'.repeat(100)}`,
  '"a"',
])('takes %s', (text) => {
  expect(parseJson(text, 'a.json')).toEqual(JSON.parse(text));
});
