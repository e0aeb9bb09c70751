import type * as tf from '@tensorflow/tfjs-core';
import { gru, gruCell as step, gruFinal } from '@autoencoder-zoo/engine';
import { gateWeights, type RecurrentCell } from './cell.js';

/** Gated recurrent unit, whose state is the hidden state alone. */
export const gruCell: RecurrentCell = {
  name: 'gru',
  start: ['initialHidden'],
  layer(context, name, inputs, units) {
    const scope = context.scope(name);
    const shared = gateWeights(scope, inputs, units, 3);
    const fan = { inputs: units, outputs: units };
    const recurrentBias: tf.Tensor1D = scope.variable('recurrentBias', [units], 'fanIn', { fan });
    const weights = () => ({ ...shared, recurrentBias });
    return {
      sequence: (input, reverse, [initialHidden] = []) =>
        gru({ ...weights(), ...input, initialHidden, reverse }).hidden,
      last: (input, reverse) => gruFinal({ ...weights(), ...input, reverse }),
      step: (x, [hidden]) => [step({ ...weights(), x, hidden })],
    };
  },
};
