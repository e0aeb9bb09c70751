import { expect, it } from 'vitest';
import { parse } from './options.js';

const namesOf = (args: readonly string[]) =>
  parse(args).parts.map(({ name, attacks }) => [name, attacks.length > 0]);

it('makes all attacks, or those that are asked for', () => {
  expect(namesOf([]).map(([name]) => name)).toEqual(['kills', 'disk', 'fuzz', 'misuse', 'soak']);
  expect(namesOf(['soak', 'kills']).map(([name]) => name)).toEqual(['kills', 'soak']);
  const [{ name, attacks }] = parse(['--only', 'NPY']).parts;
  expect([name, attacks.map((attack) => attack.name)]).toEqual(['fuzz', ['fuzz of NPY']]);
});

it('takes seed and number', () => {
  expect(parse([])).toMatchObject({ seed: 0, number: undefined, quick: false, record: false });
  expect(parse(['--seed', '7', '--number', '12'])).toMatchObject({ seed: 7, number: 12 });
});

it.each([
  [['nothing'], 'there is no part "nothing"; there are: kills, disk'],
  [['--only', 'nothing'], 'no attack has "nothing" in its name'],
  [['--seed', 'x'], '--seed takes a whole number from 0, but got "x"'],
  [['--quick', '--record'], '--record takes the full form'],
  [['--slow'], "Unknown option '--slow'"],
])('refuses %j', (args, message) => {
  expect(() => parse(args)).toThrow(message);
});
