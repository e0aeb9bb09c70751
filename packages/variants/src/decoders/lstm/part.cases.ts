import type { PartCases } from '../../testing/partCases.js';
import { masking } from '../../corruptions/masking/part.js';
import { lstmEncoder } from '../../encoders/lstm/part.js';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { lstmDecoder } from './part.js';
import { bernoulliLikelihood } from '../../likelihoods/bernoulli/part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'dense encoder, lstm decoder': () => ({ decoder: lstmDecoder({ units: 4 }) }),
    'lstm, two layers, both directions': () => ({
      encoder: lstmEncoder({ units: 3, layers: 2, bidirectional: true }),
      decoder: lstmDecoder({ units: 3, layers: 2, bidirectional: true }),
    }),
    'lstm decoder, unconditional': () => ({
      encoder: lstmEncoder({ units: 4 }),
      decoder: lstmDecoder({ units: 4, input: 'nothing' }),
    }),
    'lstm decoder, fed back, reversed': () => ({
      encoder: lstmEncoder({ units: 4 }),
      decoder: lstmDecoder({ units: 4, layers: 2, input: 'output', reverse: true }),
    }),
    'lstm decoder, told some of the truth': () => ({
      decoder: lstmDecoder({ units: 4, input: 'output', forced: 0.5 }),
    }),
    'lstm, noisy and sampling': () => ({
      corruption: masking({ rate: 0.2 }),
      encoder: lstmEncoder({ units: 4 }),
      code: gaussianCode({ dim: 3 }),
      decoder: lstmDecoder({ units: 4 }),
      likelihood: bernoulliLikelihood(),
    }),
  },
  options: {
    base: { units: 3 },
    others: {
      units: 4,
      layers: 2,
      bidirectional: true,
      input: 'output',
      reverse: true,
      forced: { input: 'output', forced: 0.7 },
    },
  },
};
