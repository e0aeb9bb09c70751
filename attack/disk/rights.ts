import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Attack } from '../attack.js';
import { mount, noMount } from '../support/mount.js';
import { aezoo, run } from '../support/process.js';
import { expect, refusalOf, tryAll, type Scenario } from '../support/scenarios.js';
import { expectRefusal, fitSmall, forHours, trainInto, withModel } from './small.js';

const denied = /no permission|read-only|EACCES|EPERM|EROFS/;

/** Writes where nothing may be written. */
export const rights: Attack = {
  name: 'missing rights',
  promise: 'refused with file and reason, training before it begins',
  async run(context) {
    const { folder } = context;
    const root = process.getuid?.() === 0;
    const model = join(folder, 'model');
    await withModel(1, (small) => small.save(model));
    const closed = join(folder, 'closed');
    const disk = mount(closed, 'ro,size=1m');
    if (!disk && root) return { tried: 0, failures: [], skipped: noMount };
    if (!disk) chmodSync(closed, 0o555);
    try {
      const nobody = await asNobody(folder);
      const outcome = await tryAll([...within(closed, model), ...nobody.scenarios], context);
      return { ...outcome, ...(nobody.skipped !== undefined && { skipped: nobody.skipped }) };
    } finally {
      disk?.unmount();
    }
  },
};

const within = (closed: string, model: string): Scenario[] => [
  {
    name: 'save',
    async run() {
      const folder = join(closed, 'model');
      const { message } = await refusalOf(withModel(1, (small) => small.save(folder)));
      expect(message.includes(folder) && denied.test(message), message);
    },
  },
  {
    name: 'a checkpoint',
    async run() {
      const path = join(closed, 'checkpoint.safetensors');
      const { message } = await refusalOf(withModel(1, (small) => fitSmall(small, path)));
      expect(message.includes(path) && denied.test(message), message);
    },
  },
  {
    name: 'aezoo train',
    async run() {
      const out = join(closed, 'run');
      await expectRefusal(trainInto(out, ...forHours), out, denied);
    },
  },
  {
    name: 'aezoo train into the folder itself',
    async run() {
      await expectRefusal(trainInto(closed, ...forHours), closed, denied);
    },
  },
  {
    name: 'aezoo encode',
    async run() {
      const codes = join(closed, 'codes.npy');
      const data = ['--data', 'italy-power-demand'];
      const words = [aezoo, 'train', 'underComplete', ...data, '--out', `${model}-24`];
      await run([...words, '--set', 'latentDim=2', '--epochs', '20']);
      const encode = [aezoo, 'encode', `${model}-24`, ...data, '--out', codes];
      await expectRefusal(encode, codes, denied);
    },
  },
  {
    name: 'aezoo reproduce',
    async run() {
      const into = join(closed, 'results');
      const words = [aezoo, 'reproduce', 'sequence-anomaly', '--quick', '--into', into];
      await expectRefusal(words, closed, denied);
    },
  },
];

/** A folder of one's own in a folder of another's: renaming is not allowed there. */
async function asNobody(folder: string): Promise<{ scenarios: Scenario[]; skipped?: string }> {
  const id = 65_534;
  const through = ['setpriv', `--reuid=${id}`, `--regid=${id}`, '--clear-groups'];
  const parent = join(folder, 'parent');
  const mine = join(parent, 'mine');
  mkdirSync(mine, { recursive: true });
  const probe = await run([aezoo, '--version'], { through, cwd: '/' }).catch(() => undefined);
  if (probe?.code !== 0) {
    return { scenarios: [], skipped: 'a parent without rights (cannot become another user)' };
  }
  chmodSync(folder, 0o755);
  chmodSync(parent, 0o755);
  chownSync(mine, id, id);
  const scenario = {
    name: 'aezoo train into an own folder, whose parent is of another user',
    async run() {
      const words = trainInto(mine, '--epochs', '20');
      const ended = await run(words, { through, cwd: '/' });
      if (ended.code === 0) return;
      await expectRefusal(trainInto(mine, ...forHours), mine, denied, { through, cwd: '/' });
    },
  };
  return { scenarios: [scenario] };
}
