import { describe, expect, it } from 'vitest';
import { UsageError } from './errors.js';
import { settingOf } from './settings.js';

const addSetting = settingOf('--set', 'latentDim=20');

describe('settingOf', () => {
  it.each([
    ['latentDim=20', { latentDim: 20 }],
    ['hidden=[400, 200]', { hidden: [400, 200] }],
    ['tied=true', { tied: true }],
    ['noise=gaussian', { noise: 'gaussian' }],
    ['part=lstm@1', { part: 'lstm@1' }],
    ['scaling={"kind":"minMax"}', { scaling: { kind: 'minMax' } }],
    ['name="a = b"', { name: 'a = b' }],
    ['decimal=,', { decimal: ',' }],
  ])('reads %s', (text, expected) => {
    expect(addSetting(text)).toEqual(expected);
  });

  it('adds to those before, the last of a name wins', () => {
    expect(addSetting('a=2', { a: 1, b: 3 })).toEqual({ a: 2, b: 3 });
  });

  it.each(['a', '=1', 'a=', 'hidden=[400', 'x={kind:minMax}', 'x=1,2'])('refuses %s', (text) => {
    expect(() => addSetting(text)).toThrow(UsageError);
  });
});
