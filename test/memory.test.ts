import { expect, test } from 'vitest';
import type { Memory } from './programs/memory.js';
import { Program } from './support/program.js';

const MiB = 2 ** 20;

test.each([
  ['training for 10,000 steps', 'train'],
  ['encoding and decoding 5,000 times', 'use'],
  ['making, training and disposing 100 models', 'make'],
])('memory stays as it is while %s', async (_, task) => {
  const program = await Program.load('memory');
  const measured = await program.result<Memory[]>({ task }, ['--expose-gc']);
  expect(measured).toHaveLength(5);
  const [first, last] = [measured[0], measured[4]];
  const growth = `from ${JSON.stringify(first)} to ${JSON.stringify(last)}`;
  expect(last.tensors, growth).toBe(first.tensors);
  expect(last.heap - first.heap, growth).toBeLessThan(MiB);
  expect(last.external - first.external, growth).toBeLessThan(MiB);
  expect(last.resident - first.resident, growth).toBeLessThan(16 * MiB);
});
