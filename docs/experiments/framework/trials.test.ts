import { join } from 'node:path';
import { Dataset } from '@autoencoder-zoo/core';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import { expect, it } from 'vitest';
import { temporaryFolder } from './testing/folder.js';
import { defineTrials, runTrials, type Trials } from './trials.js';

const folder = temporaryFolder();

/** Two trials of a second; each writes down when it is run. */
function smallTrials(log: string[], more: Trials['trials'] = []): Trials {
  const trial = (what: string, seed: number): Trials['trials'][number] => ({
    what,
    async run({ fit }) {
      log.push(what);
      const values = Float32Array.from({ length: 64 * 8 }, (_, i) => Math.sin(i * (seed + 1)));
      const data = new Dataset({ name: 'waves', values, shape: [8] });
      const model = underComplete({ input: [8], hidden: [], latentDim: 2, seed });
      const { training } = await fit('waves', model, data, { epochs: 2, batchSize: 16 });
      return { loss: training['loss'].at(-1)! };
    },
  });
  return {
    name: 'small',
    columns: [{ figure: 'loss', heading: 'loss', digits: 2 }],
    trials: [trial('first', 0), trial('second', 1), ...more],
  };
}

it('runs what was not run before, and keeps the numbers of what was', async () => {
  const log: string[] = [];
  const into = join(folder, 'kept');
  const said: string[] = [];
  const before = await runTrials(smallTrials(log), { into, note: (text) => said.push(text) });
  const third = { what: 'third', run: () => Promise.resolve({ loss: 3 }) };
  const after = await runTrials(smallTrials(log, [third]), { into });

  expect(log).toEqual(['first', 'second']);
  expect(said).toEqual(
    before.rows.map(({ what, figures }) => `${what}: loss ${figures['loss'].toFixed(2)}`),
  );
  expect(before.rows[0].figures).not.toEqual(before.rows[1].figures);
  expect(after.rows).toEqual([...before.rows, { what: 'third', figures: { loss: 3 } }]);
  expect(after.seconds).toBeGreaterThan(before.seconds);
});

it('goes on with the trial in which it was interrupted', async () => {
  const log: string[] = [];
  const into = join(folder, 'interrupted');
  const controller = new AbortController();
  const stopping = {
    what: 'third',
    run() {
      log.push('third');
      controller.abort(new Error('enough'));
      return Promise.resolve({ loss: log.length });
    },
  };
  const trials = smallTrials(log, [stopping]);
  const { signal } = controller;
  await expect(runTrials(trials, { into, signal })).rejects.toThrow('enough');
  const { rows } = await runTrials(trials, { into });
  expect(log).toEqual(['first', 'second', 'third', 'third']);
  expect(rows[2].figures).toEqual({ loss: 4 });
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
    columns: [{ figure: 'loss', heading: 'loss', digits: 2 }],
    // @ts-expect-error a trial without the figure of a column
    trials: [{ what: 'first', run: () => Promise.resolve({ los: 1 }) }],
  });
});
