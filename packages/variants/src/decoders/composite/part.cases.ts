import { gruDecoder } from '../gru/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { compositeDecoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'composite decoder': () => ({
      decoder: compositeDecoder({
        past: gruDecoder({ units: 3 }),
        future: gruDecoder({ units: 4, input: 'output' }),
        steps: 2,
      }),
    }),
  },
};
