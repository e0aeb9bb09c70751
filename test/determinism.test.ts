import { expect, test } from 'vitest';
import { Program } from './support/program.js';

test('weights, history and outputs have the same bits in each process, on one thread or two', async () => {
  const program = await Program.load('determinism');
  const [first, again, oneThread] = [
    await program.result<Record<string, string>>({ threads: 2 }),
    await program.result({ threads: 2 }),
    await program.result({ threads: 1 }),
  ];
  expect(Object.keys(first)).toEqual(['dense', 'variational', 'lstm', 'gru']);
  expect(again).toEqual(first);
  expect(oneThread).toEqual(first);
});
