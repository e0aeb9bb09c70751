import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { load } from '@autoencoder-zoo/variants';
import type { Attack } from '../attack.js';
import { differences, filesOf } from '../kills/victim.js';
import { endOf, program, run, type Ended } from '../support/process.js';
import { expect, tryAll, type Scenario } from '../support/scenarios.js';
import { trainInto } from './small.js';

/** Two at once where there is room for one. */
export const twoProcesses: Attack = {
  name: 'two processes on one folder',
  promise: 'one is told, by a message with the folder; the other ends as if it were alone',
  run(context) {
    const at = (name: string) => join(context.folder, name);
    const train = (name: string, ...more: string[]) =>
      trainInto(at(name), '--epochs', '10000', ...more);
    const all: readonly Scenario[] = [
      {
        name: 'aezoo train twice',
        async run() {
          const alone = await run(train('alone'));
          expect(alone.code === 0, endOf(alone));
          await expectOne([train('same'), train('same')], at('same'));
          const different = differences(filesOf(at('same')), filesOf(at('alone')));
          expect(different.length === 0, `other bytes: ${different.join(', ')}`);
        },
      },
      {
        name: 'aezoo train with two seeds',
        run: () => expectOne([train('seeds'), train('seeds', '--seed', '1')], at('seeds')),
      },
      {
        name: 'aezoo train --resume beside the run itself',
        run: () => expectOne([train('resumed'), train('resumed', '--resume')], at('resumed')),
      },
      {
        name: 'fit twice with one checkpoint',
        run() {
          const path = at('fit/checkpoint.safetensors');
          const words = [program('fit'), path, '300', '1000'];
          return expectOne([words, words], path);
        },
      },
      {
        name: 'an experiment twice',
        run() {
          const words = [program('experiment'), at('experiment'), '4000'];
          return expectOne([words, words], at('experiment'));
        },
      },
      {
        name: 'save twice',
        async run() {
          mkdirSync(at('saves'));
          const folder = at('saves/model');
          const both = await Promise.all(
            ['1', '2'].map((seed) => run([program('save'), folder, seed])),
          );
          const told = both.filter(({ code }) => code !== 0);
          expect(told.length < 2, both.map(endOf).join('; '));
          for (const ended of told) expect(ended.stderr.includes(folder), endOf(ended));
          (await load(folder)).dispose();
        },
      },
    ];
    return tryAll(context.quick ? all.slice(3) : all, context);
  },
};

async function expectOne(both: readonly string[][], named: string): Promise<void> {
  const [first, second] = await Promise.all(both.map((words) => run(words)));
  const ends = [first, second].map(endOf).join('; ');
  const told = [first, second].filter(({ code }) => code !== 0);
  expect(told.length === 1, `${told.length} were told: ${ends}`);
  expect(tells(told[0], named), `the message does not name ${named}: ${ends}`);
}

const tells = ({ stderr, signal }: Ended, named: string) =>
  signal === null && stderr.includes(named);
