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

it('has a weight decay where one is given', () => {
  const training = { samples: 8, epochs: 1, batchSize: 4, learningRate: 0.1 };
  expect(annealed(training).optimiser.name).toBe('adam@1');
  const { optimiser } = annealed({ ...training, weightDecay: 0.05 });
  expect(optimiser).toMatchObject({ name: 'adamW@1', weightDecay: 0.05 });
});
