import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { kindOf } from './kinds.js';
import { readProfile } from './operators.js';

it('tells products, sums and moves from the rest', () => {
  const operators = ['FusedGemm', 'ReduceMean', 'Gather', 'Tanh'];
  expect(operators.map(kindOf)).toEqual(['products', 'sums', 'moves', 'elementwise']);
});

it('adds up the nodes of all runs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'profile-'));
  const run = { cat: 'Session', name: 'model_run', dur: 50 };
  const node = (name: string, dur: number) => ({
    cat: 'Node',
    name: `${name}_kernel_time`,
    dur,
    args: { op_name: 'Gemm' },
  });
  try {
    const events = [run, node('a', 10), node('b', 20), run, node('a', 30), node('b', 40)];
    await writeFile(join(folder, 'profile.json'), JSON.stringify(events));
    expect(await readProfile(join(folder, 'profile.json'))).toEqual([
      { operator: 'Gemm', count: 2, milliseconds: 0.05 },
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
