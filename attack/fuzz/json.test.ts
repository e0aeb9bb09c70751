import { expect, it } from 'vitest';
import { Draw } from '../support/draw.js';
import { damageBytes, damageText, encoded } from './damage.js';
import { damageJson, differsInNumbersAlone, standsIn, textOf, type Json } from './json.js';

const start: Json = { a: [1, 2.5], b: { c: 'x', d: true }, e: 3 };

it.each([
  ['the same', start, true],
  ['another finite number', { ...start, e: 4 }, true],
  ['a fraction for a whole number', { ...start, e: 3.5 }, false],
  ['a negative one', { ...start, e: -3 }, false],
  ['another text', { ...start, b: { c: 'y', d: true } }, false],
  ['a shorter list', { ...start, a: [1] }, false],
  ['one more name', { ...start, f: 1 }, false],
  ['another type', { ...start, e: '3' }, false],
] as const)('%s', (_, changed, plausible) => {
  expect(differsInNumbersAlone(start, changed as unknown as Json)).toBe(plausible);
});

it('finds what stands in another value, which may have more', () => {
  expect(standsIn(start, { ...start, f: 1 })).toBe(true);
  expect(standsIn({ ...start, f: 1 }, start)).toBe(false);
  expect(standsIn([1], [1, 2])).toBe(false);
});

it('writes numbers that no float holds', () => {
  const texts = Array.from({ length: 300 }, (_, number) => {
    const edits = damageJson(new Draw(0, 'test', number), start);
    return textOf(edits.reduce<Json>((value, edit) => edit(value), start));
  });
  expect(texts.some((text) => text.includes('1e999'))).toBe(true);
  expect(texts.some((text) => text.includes('"__proto__"'))).toBe(true);
  for (const text of texts) expect(() => JSON.parse(text) as Json).not.toThrow();
  expect(textOf(start)).toBe(JSON.stringify(start));
});

it('draws the same damage by seed and number, and leaves the input as it is', () => {
  const good = encoded('1,2.5\n3,4\n');
  for (const damage of [damageBytes, damageText]) {
    const made = (number: number) =>
      damage(new Draw(1, 'test', number)).reduce((bytes, edit) => edit(bytes), good);
    const all = Array.from({ length: 50 }, (_, number) => made(number).join());
    expect(all).toEqual(Array.from({ length: 50 }, (_, number) => made(number).join()));
    expect(new Set(all).size).toBeGreaterThan(40);
  }
  expect(new TextDecoder().decode(good)).toBe('1,2.5\n3,4\n');
});
