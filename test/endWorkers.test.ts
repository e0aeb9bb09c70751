import { expect, it } from 'vitest';
import { Program } from './support/program.js';

const TIMES = 20;

it.each(['training', 'encoding'])(
  'workers end while %s, and the process lives',
  { timeout: 180_000 },
  async (doing) => {
    const program = await Program.load('endWorkers');
    const codes = await program.result({ doing, times: TIMES });
    expect(codes).toEqual(new Array(TIMES).fill(1));
  },
);
