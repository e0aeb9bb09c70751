import { defineTrials } from '../framework/index.js';
import { batchSize } from './network.js';
import { trial } from './trial.js';

/** Of Adam, as large beside gradients that are means as 0.0001 is beside sums over a batch. */
const epsilon = 1e-4 / batchSize;

/** Where the outputs start, and the optimiser as the authors' code has it. */
export const trials = defineTrials({
  ...trial,
  name: 'importance-weighted',
  columns: [
    { figure: 'negativeLogLikelihood', heading: 'negative log likelihood, nats', digits: 2 },
    { figure: 'active', heading: 'active units', digits: 0 },
  ],
  trials: [
    { what: 'outputs start at 0.5', settings: { atMean: false } },
    { what: 'the same, epsilon of 0.000005', settings: { atMean: false, epsilon } },
    { what: 'outputs start at the mean digit', settings: { atMean: true } },
    { what: 'the same, epsilon of 0.000005 too', settings: { atMean: true, epsilon } },
    { what: 'the same, momentum of 0.99 too', settings: { atMean: true, epsilon, beta1: 0.99 } },
  ],
});
