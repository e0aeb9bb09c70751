import { compositeDecoder } from '../../decoders/composite/part.js';
import { denseDecoder } from '../../decoders/dense/part.js';
import { lstmDecoder } from '../../decoders/lstm/part.js';
import { lstmEncoder } from '../lstm/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { firstStepsEncoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'first steps, composite': () => ({
      encoder: firstStepsEncoder({ of: lstmEncoder({ units: 3 }), steps: 3 }),
      decoder: compositeDecoder({
        past: lstmDecoder({ units: 3, reverse: true }),
        future: denseDecoder(),
        steps: 3,
      }),
    }),
  },
};
