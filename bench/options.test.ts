import { expect, it } from 'vitest';
import { parse, UsageError } from './options.js';

const names = (args: string[]) => parse(args).tasks.map(({ name }) => name);

it('does everything by default', () => {
  const { plan, peers, check, report } = parse([]);
  expect(plan).toEqual({ rounds: 7, seconds: 1 });
  expect(peers.map(({ name }) => name)).toContain('pytorch compile');
  expect(names([])).toEqual(expect.arrayContaining(['denseSmall', 'variationalEpoch']));
  expect({ check, report }).toEqual({ check: false, report: undefined });
});

it('takes tasks and peers by name, in the order of the command line', () => {
  expect(names(['--only', 'lstm,dense'])).toEqual(['lstm', 'dense']);
  expect(parse(['--against', 'tfjs-node']).peers.map(({ name }) => name)).toEqual(['tfjs-node']);
  expect(parse(['--against', '']).peers).toEqual([]);
});

it('shortens rounds of the quick check, unless they are given', () => {
  expect(parse(['--check', '--quick']).plan.seconds).toBeLessThan(parse(['--check']).plan.seconds);
  expect(parse(['--check', '--quick', '--rounds', '20']).plan.rounds).toBe(20);
});

it.each([
  [['--rounds', '0'], '--rounds takes a whole number above 0, but got "0"'],
  [['--rounds', '1.5'], '--rounds takes a whole number above 0, but got "1.5"'],
  [['--seconds', 'x'], '--seconds takes a number above 0, but got "x"'],
  [['--only', 'dens'], 'there is no task "dens"; there are: denseSmall, '],
  [['--against', 'jax'], 'there is no peer "jax"; there are: pytorch, tfjs-node'],
  [['--quick'], '--quick goes with --check'],
  [['--check', '--store'], '--check, --store and --report are different things to do: take one'],
  [['--fast'], "Unknown option '--fast'"],
])('refuses %j', (args, message) => {
  expect(() => parse(args)).toThrow(UsageError);
  expect(() => parse(args)).toThrow(message);
});
