import { readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from '@autoencoder-zoo/variants';
import type { Attack, Context, Outcome } from '../attack.js';
import { mount, noMount, type Mounted } from '../support/mount.js';
import { aezoo, endOf, run } from '../support/process.js';
import { expect, refusalOf, tryAll, type Scenario } from '../support/scenarios.js';
import {
  expectRefusal,
  fitSmall,
  forHours,
  smallModel,
  trainInto,
  withModel,
  writeRows,
} from './small.js';

const full = /disk is full|too full|ENOSPC|larger than allowed|EFBIG/;

/** Writes where there is no room. */
export const fullDisk: Attack = {
  name: 'full disk',
  promise: 'refused with file and reason, training before it begins; what was there stays',
  async run(context) {
    const disk = mount(join(context.folder, 'disk'), 'size=400k');
    if (!disk) return withLimitedFiles(context);
    try {
      return await onDisk(disk, context);
    } finally {
      disk.unmount();
    }
  },
};

async function onDisk(disk: Mounted, context: Context): Promise<Outcome> {
  const { folder } = context;
  const model = join(folder, 'model');
  await withModel(1, (small) => small.save(model));
  const rows = join(folder, 'rows.csv');
  writeRows(rows);
  const at = (name: string) => join(disk.path, name);
  const emptied = ({ name, run }: Scenario): Scenario => ({
    name,
    run() {
      for (const entry of readdirSync(disk.path)) rmSync(at(entry), { recursive: true });
      return run();
    },
  });
  return tryAll(
    [
      {
        name: 'a model over an older one',
        async run() {
          const older = at('model');
          await withModel(1, (small) => small.save(older));
          const large = withModel(2, (model) => model.save(older), 3000);
          const { message } = await refusalOf(large);
          expect(message.includes(older) && full.test(message), message);
          const again = await load(older);
          expect(again.seed === 1, 'the older model is gone');
          again.dispose();
          expectOnly(disk.path, ['model']);
        },
      },
      {
        name: 'a checkpoint over an older one',
        async run() {
          const path = at('run/checkpoint.safetensors');
          await withModel(1, (small) => fitSmall(small, path));
          const older = readFileSync(path);
          leave(4096, disk.path);
          const more = withModel(1, (small) => fitSmall(small, path, 4));
          const { message } = await refusalOf(more);
          expect(message.includes(path) && full.test(message), message);
          expect(readFileSync(path).equals(older), 'the older checkpoint is gone');
        },
      },
      ...['csv', 'npy', 'parquet'].map((ending) => ({
        name: `aezoo encode over an older .${ending}`,
        async run() {
          const codes = at(`codes.${ending}`);
          writeFileSync(codes, 'older');
          leave(49_152, disk.path);
          const words = [aezoo, 'encode', model, '--data', rows, '--out', codes];
          await expectRefusal(words, codes, full);
          expect(readFileSync(codes, 'utf8') === 'older', 'the older file is gone');
          expectOnly(disk.path, ['ballast', `codes.${ending}`]);
        },
      })),
      {
        name: 'aezoo train',
        async run() {
          leave(4096, disk.path);
          await expectRefusal(trainInto(at('run'), ...forHours), at('run'), full);
        },
      },
      {
        name: 'aezoo train that fills the disk, and goes on when there is room',
        async run() {
          const words = trainInto(at('run'), '--set', 'hidden=[300]', '--epochs', '300');
          const ended = await run(words);
          expect(ended.signal === null, 'had no end');
          if (ended.code !== 0) {
            expect(full.test(ended.stderr), `does not say why: ${endOf(ended)}`);
            disk.remount('size=8m');
            const again = await run([...words, '--resume']);
            expect(again.code === 0, `did not go on: ${endOf(again)}`);
          }
        },
      },
    ].map(emptied),
    context,
  );
}

/** Fills a disk until so many bytes are left. */
function leave(bytes: number, path: string): void {
  const { bavail, bsize } = statfsSync(path);
  writeFileSync(join(path, 'ballast'), new Uint8Array(bavail * bsize - bytes));
}

/** Where nothing can be mounted: a limit on the size of files gives an error of its own. */
async function withLimitedFiles(context: Context): Promise<Outcome> {
  const through = ['bash', '-c', 'ulimit -f 64 && exec "$0" "$@"'];
  const probe = await run(['--version'], { through }).catch(() => undefined);
  if (probe?.code !== 0) return { tried: 0, failures: [], skipped: noMount };
  const { folder } = context;
  const model = join(folder, 'model');
  const small = smallModel(1);
  await small.save(model);
  small.dispose();
  const rows = join(folder, 'rows.csv');
  writeRows(rows);
  const outcome = await tryAll(
    ['csv', 'npy'].map((ending) => ({
      name: `aezoo encode over an older .${ending}`,
      async run() {
        const codes = join(folder, `codes.${ending}`);
        writeFileSync(codes, 'older');
        const words = [aezoo, 'encode', model, '--data', rows, '--out', codes];
        await expectRefusal(words, codes, full, { through });
        expect(readFileSync(codes, 'utf8') === 'older', 'the older file is gone');
      },
    })),
    context,
  );
  return { ...outcome, skipped: `${noMount}; a limit on the size of files was tried instead` };
}

function expectOnly(folder: string, names: readonly string[]): void {
  const others = readdirSync(folder).filter((name) => !names.includes(name));
  expect(others.length === 0, `left behind: ${others.join(', ')}`);
}
