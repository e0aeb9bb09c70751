import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { load } from '@autoencoder-zoo/variants';
import type { Attack } from '../attack.js';
import { noMount, withMount } from '../support/mount.js';
import { aezoo, endOf, run, type ProcessOptions } from '../support/process.js';
import { expect, messageOf, tryAll, type Scenario } from '../support/scenarios.js';
import { trainInto, withModel } from './small.js';

/** Trains into a place; it works there, or is refused before training. */
async function trainsOrRefuses(out: string, options: ProcessOptions = {}): Promise<void> {
  const ended = await run(trainInto(out, '--epochs', '20'), options);
  if (ended.code === 0) {
    const words = [aezoo, 'evaluate', out, '--data', 'italy-power-demand'];
    const evaluated = await run(words, options);
    expect(evaluated.code === 0, `trained, but cannot be used: ${endOf(evaluated)}`);
    return;
  }
  expect(!/^epoch \d/m.test(ended.stderr), `was refused after training: ${endOf(ended)}`);
  expect(ended.stderr.includes(out), `the message does not name ${out}: ${endOf(ended)}`);
}

/** Folders that cannot be swapped, or are not what they seem. */
export const places: Attack = {
  name: 'mount point, present folder, links, files of others as the target',
  promise: 'works in place, or is refused before training; nothing of others is lost',
  async run(context) {
    const { folder } = context;
    const at = (name: string) => join(folder, name);
    const mounted = await withMount(at('mounted'), 'size=8m', ({ path }) =>
      tryAll(
        [
          { name: 'aezoo train into a mount point', run: () => trainsOrRefuses(path) },
          {
            name: 'save to a mount point',
            async run() {
              const error = await withModel(1, (model) => model.save(path)).then(
                () => undefined,
                messageOf,
              );
              if (error === undefined) (await load(path)).dispose();
              else expect(error.includes(path), error);
            },
          },
        ],
        context,
      ),
    );
    const others = await tryAll(scenarios(at), context);
    return {
      tried: others.tried + (mounted?.tried ?? 0),
      failures: [...(mounted?.failures ?? []), ...others.failures],
      ...(!mounted && { skipped: `the mount point (${noMount})` }),
    };
  },
};

const scenarios = (at: (name: string) => string): Scenario[] => [
  {
    name: 'aezoo train --out . in an empty folder',
    async run() {
      mkdirSync(at('here'));
      const { ino } = statSync(at('here'));
      await trainsOrRefuses('.', { cwd: at('here') });
      expect(statSync(at('here')).ino === ino, "the shell's folder was deleted");
    },
  },
  {
    name: 'aezoo train --out a link',
    async run() {
      mkdirSync(at('real'));
      symlinkSync('real', at('link'));
      await trainsOrRefuses(at('link'));
    },
  },
  {
    name: 'aezoo train --out a link to nowhere',
    async run() {
      symlinkSync(at('nowhere/deep'), at('dangling'));
      await trainsOrRefuses(at('dangling'));
    },
  },
  {
    name: 'aezoo train --out a loop of links',
    async run() {
      symlinkSync('loop', at('loop'));
      await trainsOrRefuses(at('loop'));
    },
  },
  ...['.gitkeep', '.nfs0001', '.DS_Store'].map((name) => ({
    name: `aezoo train into a folder with ${name}`,
    async run() {
      const folder = at(`with${name}`);
      mkdirSync(folder);
      writeFileSync(join(folder, name), 'mine');
      await trainsOrRefuses(folder);
      const kept = name === '.DS_Store' || readdirSync(folder).includes(name);
      expect(kept, `${name} was deleted`);
    },
  })),
  {
    name: 'aezoo train over a file',
    async run() {
      writeFileSync(at('file'), 'mine');
      await trainsOrRefuses(at('file'));
      expect(readFileSync(at('file'), 'utf8') === 'mine', 'the file was written over');
    },
  },
  {
    name: 'aezoo train over a finished run',
    async run() {
      const first = await run(trainInto(at('run'), '--epochs', '20'));
      expect(first.code === 0, endOf(first));
      const weights = () => readFileSync(join(at('run'), 'weights.safetensors'));
      const before = weights();
      const second = await run(trainInto(at('run'), '--epochs', '30', '--seed', '1'));
      expect(second.code !== 0, 'the finished run was written over');
      expect(weights().equals(before), 'the finished run has changed');
    },
  },
  {
    name: 'aezoo encode --out its own input',
    async run() {
      const model = at('model');
      await withModel(1, (small) => small.save(model));
      const rows = `${Array.from({ length: 12 }, (_, i) => i / 12).join(',')}\n`.repeat(30);
      writeFileSync(at('rows.csv'), rows);
      const input = at('rows.csv');
      const ended = await run([aezoo, 'encode', model, '--data', input, '--out', input]);
      expect(ended.code !== 0, 'the input was written over');
      expect(readFileSync(input, 'utf8') === rows, 'the input has changed');
    },
  },
  {
    name: 'save beside a folder of the name .model.previous',
    async run() {
      const [folder, previous] = [at('mine/model'), at('mine/.model.previous')];
      mkdirSync(previous, { recursive: true });
      writeFileSync(join(previous, 'thesis.tex'), 'mine');
      for (const seed of [1, 2]) {
        await withModel(seed, (model) => model.save(folder)).catch(() => undefined);
      }
      expect(readdirSync(previous).includes('thesis.tex'), 'a folder of others was deleted');
    },
  },
  {
    name: 'save into the folder of a run',
    async run() {
      const folder = at('trained');
      const ended = await run(trainInto(folder, '--epochs', '20'));
      expect(ended.code === 0, endOf(ended));
      await withModel(1, (model) => model.save(folder)).catch(() => undefined);
      expect(readdirSync(folder).includes('checkpoint.safetensors'), 'the checkpoint was deleted');
    },
  },
];
