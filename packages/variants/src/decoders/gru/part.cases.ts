import type { PartCases } from '../../testing/partCases.js';
import { gruEncoder } from '../../encoders/gru/part.js';
import { lstmEncoder } from '../../encoders/lstm/part.js';
import { gruDecoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'dense encoder, gru decoder': () => ({ decoder: gruDecoder({ units: 4 }) }),
    'gru, two layers, both directions': () => ({
      encoder: gruEncoder({ units: 3, layers: 2, bidirectional: true }),
      decoder: gruDecoder({ units: 3, layers: 2, bidirectional: true }),
    }),
    'gru decoder, unconditional': () => ({
      encoder: gruEncoder({ units: 4 }),
      decoder: gruDecoder({ units: 4, input: 'nothing' }),
    }),
    'lstm encoder, gru decoder fed back, reversed': () => ({
      encoder: lstmEncoder({ units: 4 }),
      decoder: gruDecoder({ units: 4, layers: 2, input: 'output', reverse: true }),
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
