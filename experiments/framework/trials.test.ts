import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Dataset } from '@autoencoder-zoo/core';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import { expect, it } from 'vitest';
import { temporaryFolder } from './testing/folder.js';
import { defineTrials, runTrials, type Trials } from './trials.js';

const folder = temporaryFolder();
const file = join(folder, 'trial.js');
const module = pathToFileURL(file).href;
writeFileSync(file, '');

interface Setting {
  readonly seed: number;
  /** Called when the trial begins. */
  readonly meanwhile?: () => void;
}

/** Trials of a second; each writes down the seed when it is run. */
function smallTrials(log: number[], more: Trials<'loss', Setting>['trials'] = []) {
  return defineTrials({
    name: 'small',
    module,
    columns: [{ figure: 'loss', heading: 'loss', digits: 2 }],
    trials: [
      { what: 'first', settings: { seed: 0 } },
      { what: 'second', settings: { seed: 1 } },
      ...more,
    ],
    async run({ settings: { seed, meanwhile }, fit }) {
      log.push(seed);
      meanwhile?.();
      const values = Float32Array.from({ length: 64 * 8 }, (_, i) => Math.sin(i * (seed + 1)));
      const data = new Dataset({ name: 'waves', values, shape: [8] });
      const model = underComplete({ input: [8], hidden: [], latentDim: 2, seed });
      const { training } = await fit('waves', model, data, { epochs: 2, batchSize: 16 });
      return { loss: training['loss'].at(-1)! };
    },
  });
}

it('runs what was not run before, and keeps the numbers of what was', async () => {
  const log: number[] = [];
  const into = join(folder, 'kept');
  const said: string[] = [];
  const before = await runTrials(smallTrials(log), { into, note: (text) => said.push(text) });
  const third = { what: 'third', settings: { seed: 2 } };
  const after = await runTrials(smallTrials(log, [third]), { into });

  expect(log).toEqual([0, 1, 2]);
  expect(said).toEqual(
    before.rows.map(({ what, figures }) => `${what}: loss ${figures['loss'].toFixed(2)}`),
  );
  expect(before.rows[0].figures).not.toEqual(before.rows[1].figures);
  expect(after.rows.slice(0, 2)).toEqual(before.rows);
  expect(after.seconds).toBeGreaterThan(before.seconds);
});

it('runs again what has other settings or other code, and says so', async () => {
  const log: number[] = [];
  const into = join(folder, 'changed');
  const said: string[] = [];
  const run = (seed: number) =>
    runTrials(smallTrials(log, [{ what: 'third', settings: { seed } }]), {
      into,
      note: (text) => said.push(text),
    });
  await run(2);
  await run(3);
  expect(log).toEqual([0, 1, 2, 3]);
  expect(said.filter((text) => text.includes('anew'))).toEqual([
    expect.stringContaining('small, third starts anew: settings: seed was 2 and is 3; what was'),
  ]);
  writeFileSync(file, '// Other code.');
  await run(3);
  expect(log).toEqual([0, 1, 2, 3, 0, 1, 3]);
  expect(said.at(-2)).toContain('small, third starts anew: trial.js changed; what was');
});

it('goes on with the trial in which it was interrupted', async () => {
  const log: number[] = [];
  const into = join(folder, 'interrupted');
  const controller = new AbortController();
  const meanwhile = () => controller.abort(new Error('enough'));
  const stopping = { what: 'third', settings: { seed: 2, meanwhile } };
  const trials = smallTrials(log, [stopping]);
  const { signal } = controller;
  await expect(runTrials(trials, { into, signal })).rejects.toThrow('enough');
  const { rows } = await runTrials(trials, { into });
  expect(log).toEqual([0, 1, 2, 2]);
  expect(rows).toHaveLength(3);
});

it('refuses two trials of one name', async () => {
  const twice = smallTrials([], smallTrials([]).trials.slice(0, 1));
  await expect(runTrials(twice, { into: join(folder, 'twice') })).rejects.toThrow(
    'two trials of "small" are named "first"',
  );
});

it('asks for the figures of its columns', () => {
  defineTrials({
    name: 'small',
    module,
    columns: [{ figure: 'loss', heading: 'loss', digits: 2 }],
    trials: [{ what: 'first', settings: {} }],
    // @ts-expect-error a trial without the figure of a column
    run: () => Promise.resolve({ los: 1 }),
  });
});
