import { expect, it } from 'vitest';
import { annealed } from './annealed.js';

it('counts the steps of the short last batch, too', () => {
  const { optimiser, ...rest } = annealed({
    samples: 11,
    epochs: 3,
    batchSize: 4,
    learningRate: 0.1,
  });
  expect(rest).toEqual({ epochs: 3, batchSize: 4 });
  expect(optimiser.learningRate).toMatchObject({ initial: 0.1, final: 0, steps: 9 });
});
