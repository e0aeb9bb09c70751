import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { InUseError } from '@autoencoder-zoo/core';
import { reproduce, reproduceSeed } from './reproduce.js';
import { isReproduced } from './result.js';
import { RunFolderError } from './runFolder.js';
import { smallExperiment, type Log } from './testing/small.js';
import { temporaryFolder } from './testing/folder.js';

const folder = temporaryFolder();

it('holds the figures of all seeds against the published ones', async () => {
  const into = join(folder, 'whole');
  const notes: string[] = [];
  const { result, files } = await reproduce(smallExperiment([]), {
    into,
    note: (text) => notes.push(text),
  });
  expect(result).toMatchObject({ name: 'small', quick: false, seeds: [0, 1, 2] });
  const [loss, offset] = result.rows;
  expect(loss).toMatchObject({ published: 0.5, tolerance: 'at most 100', reproduced: true });
  expect(offset).toMatchObject({ ours: { mean: 1, sd: 1, n: 3 }, values: [0, 1, 2] });
  expect(offset.reproduced).toBe(false);
  expect(isReproduced(result)).toBe(false);
  expect(result.figures['offset']).toEqual([0, 1, 2]);
  expect(result.environment.versions).toMatchObject({
    node: process.versions.node,
    'onnxruntime-node': expect.stringMatching(/^\d+\.\d+/) as string,
  });
  expect(files).toEqual([join(into, 'result.json'), join(into, 'shapes.svg')]);
  expect(JSON.parse(readFileSync(files[0], 'utf8'))).toEqual(result);
  expect(readFileSync(files[1], 'utf8')).toBe('<svg>64x2 64x2 64x2</svg>');
  expect(notes).toHaveLength(3);
  expect(notes[0]).toMatch(/^small, seed 0: \d+ s, about \d+ s left$/);
});

it('goes on where it was interrupted, to the same numbers', async () => {
  const whole = await reproduce(smallExperiment([]), { into: join(folder, 'once'), seeds: 2 });

  const into = join(folder, 'twice');
  const log: Log = [];
  const controller = new AbortController();
  let epochs = 0;
  const experiment = smallExperiment(log, {
    afterEpoch() {
      // In the second seed, after checkpoints.
      if (++epochs === 65) controller.abort();
    },
  });
  const interrupted = reproduce(experiment, { into, seeds: 2, signal: controller.signal });
  await expect(interrupted).rejects.toThrow('aborted');
  expect(log).toEqual(['data 0', 'trained 0', 'data 1']);

  const { result } = await reproduce(experiment, { into, seeds: 2 });
  expect(log).toEqual(['data 0', 'trained 0', 'data 1', 'trained 1', 'pictures']);
  expect(epochs).toBe(80);
  expect(result.figures).toEqual(whole.result.figures);
});

it('does not run seeds again, unless it is to forget them', async () => {
  const into = join(folder, 'again');
  const log: Log = [];
  const experiment = smallExperiment(log);
  await reproduce(experiment, { into, seeds: 1 });
  await reproduce(experiment, { into, seeds: 2 });
  expect(log.filter((entry) => entry.startsWith('data'))).toEqual(['data 0', 'data 1']);
  await reproduce(experiment, { into, seeds: 1, fresh: true });
  expect(log.filter((entry) => entry === 'data 0')).toHaveLength(2);
});

it('shares its seeds with other processes', async () => {
  const into = join(folder, 'shared');
  const log: Log = [];
  const notes: string[] = [];
  const experiment = smallExperiment(log);
  await reproduceSeed(experiment, 1, { into, note: (text) => notes.push(text) });
  await reproduceSeed(experiment, 1, { into, note: (text) => notes.push(text) });
  expect(log).toEqual(['data 1', 'trained 1']);
  expect(notes[0]).toMatch(/^small, seed 1: \d+ s$/);
  expect(notes[1]).toBe('small, seed 1: done before');

  const { result } = await reproduce(experiment, { into, seeds: 2 });
  expect(log).toEqual(['data 1', 'trained 1', 'data 0', 'trained 0', 'pictures']);
  const whole = await reproduce(smallExperiment([]), { into: join(folder, 'alone'), seeds: 2 });
  expect(result.figures).toEqual(whole.result.figures);
});

it('has one seed, other settings and other bounds in the quick version', async () => {
  const { result } = await reproduce(smallExperiment([]), {
    into: join(folder, 'quick'),
    quick: true,
  });
  expect(result).toMatchObject({ quick: true, seeds: [0], settings: { epochs: 1 } });
  expect(result.rows.map(({ what, tolerance }) => [what, tolerance])).toEqual([
    ['loss', 'at most 1000'],
  ]);
});

it('refuses the folder of another version', async () => {
  const into = join(folder, 'quick');
  await expect(reproduce(smallExperiment([]), { into })).rejects.toThrow(
    'holds a run of small, quick version; choose another folder with --into, or forget that run with --fresh',
  );
});

it('starts anew where settings or code changed, says so, and keeps what was done', async () => {
  const into = join(folder, 'changed');
  const [helper, module] = [join(folder, 'helper.js'), join(folder, 'experiment.js')];
  writeFileSync(helper, 'export const rate = 1;');
  writeFileSync(module, "import './helper.js';");
  const log: Log = [];
  const notes: string[] = [];
  const run = (epochs: number) =>
    reproduce(smallExperiment(log, { epochs, module: pathToFileURL(module).href }), {
      into,
      seeds: 1,
      note: (text) => notes.push(text),
    });
  const first = await run(2);
  const { result } = await run(4);
  expect(result.figures).not.toEqual(first.result.figures);
  expect(notes[1]).toMatch(
    /^small starts anew: settings: epochs was 2 and is 4; what was done before stays in .*changed.work.[0-9a-f]{12}$/,
  );
  writeFileSync(helper, 'export const rate = 2;');
  await run(4);
  expect(notes[3]).toContain('small starts anew: helper.js changed; what was done');
  expect(log.filter((entry) => entry === 'data 0')).toHaveLength(3);

  writeFileSync(helper, 'export const rate = 1;');
  expect((await run(2)).result.figures).toEqual(first.result.figures);
  expect(notes.slice(5)).toEqual(['small, seed 0: done before']);
  expect(log.filter((entry) => entry === 'data 0')).toHaveLength(3);
});

it('refuses figures that are no numbers', async () => {
  const experiment = {
    ...smallExperiment([]),
    run: () => Promise.resolve({ figures: { loss: NaN, offset: 0 }, material: null as never }),
  };
  await expect(reproduce(experiment, { into: join(folder, 'nan') })).rejects.toThrow(
    'seed 0 gave NaN as the figure "loss"',
  );
});

it('does not write among files of others, nor where it cannot', async () => {
  const into = join(folder, 'theirs');
  mkdirSync(into);
  writeFileSync(join(into, 'result.json'), 'mine');
  await expect(reproduce(smallExperiment([]), { into, seeds: 1 })).rejects.toThrow(
    'theirs has files of no run (result.json); choose another folder with --into',
  );
  expect(readFileSync(join(into, 'result.json'), 'utf8')).toBe('mine');
  const inside = join(into, 'result.json/x');
  await expect(reproduce(smallExperiment([]), { into: inside })).rejects.toThrow(RunFolderError);
  await reproduce(smallExperiment([]), { into, seeds: 1, fresh: true });
});

it('has one process at a seed', async () => {
  const into = join(folder, 'one');
  const small = smallExperiment([]);
  const run: typeof small.run = async (seed, context) => {
    await expect(reproduceSeed(small, seed, { into })).rejects.toThrow(InUseError);
    return small.run(seed, context);
  };
  const { result } = await reproduce({ ...small, run }, { into, seeds: 1 });
  expect(result.seeds).toEqual([0]);
});
