import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { load } from '@autoencoder-zoo/variants';
import type { Attack } from '../attack.js';
import { program } from '../support/process.js';
import { messageOf } from '../support/scenarios.js';
import { tornModel } from './tornModel.js';

/** Loads a model while another process saves two of them in turn to the same folder. */
export const tornReads: Attack = {
  name: 'loads beside a writer',
  promise: 'each load gives one of the two models that are saved in turn, whole',
  async run({ folder, quick, progress }) {
    const target = join(folder, 'model');
    const first = new Map<number, number>();
    for (const seed of [2, 1]) {
      const model = tornModel(seed);
      first.set(seed, model.variables[0].variable.dataSync()[0]);
      await model.save(target);
      model.dispose();
    }
    const writer = spawn(process.execPath, [program('savePairs'), target], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let saves = '';
    writer.stdout.on('data', (chunk: Buffer) => (saves += chunk.toString()));
    const ended = once(writer, 'close');
    await once(writer.stdout, 'data');
    const total = quick ? 300 : 10_000;
    const failures = new Map<string, number>();
    const fail = (what: string) => failures.set(what, (failures.get(what) ?? 0) + 1);
    for (let loads = 0; loads < total; loads++) {
      if (loads % 100 === 0) progress(loads, total);
      try {
        const model = await load(target);
        const [weight] = model.variables[0].variable.dataSync();
        if (first.get(model.scaling.offset[0]) !== weight) fail('a mixed model');
        model.dispose();
      } catch (error) {
        fail(
          messageOf(error)
            .replaceAll(target, 'the folder')
            .replace(/[0-9a-f]{12}/g, '...'),
        );
      }
    }
    const alive = writer.exitCode === null;
    writer.kill('SIGTERM');
    await ended;
    if (!alive) fail('the writer ended');
    return {
      tried: total,
      failures: [...failures].map(([what, count]) => `${count} times: ${what}`),
      remark: `${Number(saves.trim().split('\n').at(-1)).toLocaleString('en')} saves`,
    };
  },
};
