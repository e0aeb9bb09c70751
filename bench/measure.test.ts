import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Engine } from './engines/engine.js';
import { measure } from './measure.js';
import { tasks } from './tasks.js';

let folder: string;
let log: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-'));
  log = join(folder, 'log');
});
afterEach(() => rm(folder, { recursive: true }));

/** A process that says something and writes into the log when it is asked for times. */
function engine(name: string, hello: unknown): Engine {
  const program = `
    console.log(process.argv[1]);
    require('readline').createInterface(process.stdin).on('line', () => {
      require('fs').appendFileSync(process.argv[2], '${name} ');
      console.log(JSON.stringify({ repetitions: 1, milliseconds: 5, peakMemory: 1000 }));
    });`;
  const command = [process.execPath, '-e', program, JSON.stringify(hello), log] as const;
  return { name, activities: ['step'], command: () => command };
}

const able = { engine: 'an engine 1.0', parameters: 7, first: 0.5 };
const plan = { rounds: 3, seconds: 1 };
const nothingMissing = () => expect.unreachable('nothing is missing');

it.each([false, true])('lets engines take turns, in an order that alternates', async (haste) => {
  const engines = [engine('a', able), engine('b', able)];
  const measured = await measure(tasks[0], engines, plan, nothingMissing, { haste });
  expect(await readFile(log, 'utf8')).toBe('a b b a a b ');
  expect(measured).toEqual(
    ['a', 'b'].map((name) => ({
      engine: name,
      version: 'an engine 1.0',
      rounds: [5, 5, 5],
      first: 0.5,
      peakMemory: 1000,
    })),
  );
});

it('goes on without engines that cannot run, cannot do the task, or break', async () => {
  const broken = {
    ...engine('broken', able),
    command: () => [process.execPath, '-e', ''] as const,
  };
  const absent = { ...engine('absent', able), command: () => [join(folder, 'none')] as const };
  const missing: unknown[] = [];
  const measured = await measure(
    tasks[0],
    [
      engine('a', able),
      engine('unavailable', { unavailable: 'not installed' }),
      engine('incapable', { incapable: 'too large' }),
      broken,
      absent,
    ],
    plan,
    ({ name }, reason, always) => missing.push([name, reason, always]),
  );
  expect(measured.map(({ engine }) => engine)).toEqual(['a']);
  expect(missing).toEqual([
    ['unavailable', 'not installed', true],
    ['incapable', 'too large', false],
    ['broken', expect.stringContaining('ended without an answer'), false],
    ['absent', expect.stringContaining('ENOENT'), true],
  ]);
});

it('refuses to compare models of different size', async () => {
  const engines = [engine('a', able), engine('b', { ...able, parameters: 8 })];
  await expect(measure(tasks[0], engines, plan, nothingMissing)).rejects.toThrow(
    `${tasks[0].name}: the engines train models of different size: a 7, b 8`,
  );
});
