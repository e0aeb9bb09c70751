import { expect, it } from 'vitest';
import { parseJson } from './json.js';

it('says what is wrong without the control characters of the file', () => {
  expect(() => parseJson('{"a": \u001b[31m}', 'a.json')).toThrow(
    /^a\.json is no valid JSON: .*\\u001b/,
  );
  // eslint-disable-next-line no-control-regex -- which is what is looked for
  expect(() => parseJson('{"a": \u001b[31m}', 'a.json')).not.toThrow(/[\u0000-\u001f]/);
});
