import { beforeAll, describe, expect, it } from 'vitest';
import { Program } from './support/program.js';

const TIMES = 12;

export type Doing = 'training' | 'encoding' | 'loading';
export type How = 'terminate' | 'twice' | 'endWorker' | 'process.exit' | 'itself';

let program: Program;

beforeAll(async () => {
  program = await Program.load('terminatedWorkers');
});

describe.each<Doing>(['training', 'encoding', 'loading'])(
  'a worker in the midst of %s',
  (doing) => {
    it.each<How>(['terminate', 'twice', 'endWorker'])(
      'ends by %s, and the process lives',
      { timeout: 180_000 },
      async (how) => {
        const codes = await program.result({ doing, how, times: TIMES });
        expect(codes).toEqual(new Array(TIMES).fill(1));
      },
    );

    it('leaves the exit code to the main thread', async () => {
      const { code, signal } = await program.run({ doing, how: 'process.exit', times: 1 });
      expect([code, signal]).toEqual([3, null]);
    });
  },
);

it.each([1, 2, 3])('a worker that ends by itself does not stop the others: %i', async () => {
  const outcome = await program.result({ doing: 'encoding', how: 'itself', times: 4 });
  expect(outcome).toEqual([0, 0, 0, 0]);
});
