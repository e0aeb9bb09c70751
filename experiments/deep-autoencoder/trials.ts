import { defineTrials } from '../framework/index.js';
import { trial } from './trial.js';

/** What makes the difference between digits that were learned and others smaller. */
export const trials = defineTrials({
  ...trial,
  name: 'deep-autoencoder',
  columns: [
    { figure: 'heldOut', heading: 'error of other digits', digits: 3 },
    { figure: 'learned', heading: 'of learned digits', digits: 3 },
  ],
  trials: [
    { what: 'decoder with kernels of its own', settings: { tied: false } },
    {
      what: 'the same, gaussian noise of 0.1 on what goes in',
      settings: { tied: false, noise: 0.1 },
    },
    { what: "the encoder's kernels, transposed", settings: { tied: true } },
    { what: 'the same, weight decay of 0.1', settings: { tied: true, weightDecay: 0.1 } },
    { what: 'the same, weight decay of 0.4', settings: { tied: true, weightDecay: 0.4 } },
  ],
});
