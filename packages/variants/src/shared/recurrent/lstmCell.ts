import { lstm, lstmCell as step, lstmFinal } from '@autoencoder-zoo/engine';
import { gateWeights, type RecurrentCell } from './cell.js';

/** Long short-term memory, whose state is hidden state and cell. */
export const lstmCell: RecurrentCell = {
  name: 'lstm',
  start: ['initialHidden', 'initialCell'],
  layer(context, name, inputs, units) {
    const weights = gateWeights(context.scope(name), inputs, units, 4);
    return {
      sequence(input, reverse, [initialHidden, initialCell] = []) {
        return lstm({ ...weights, ...input, initialHidden, initialCell, reverse }).hidden;
      },
      last: (input, reverse) => lstmFinal({ ...weights, ...input, reverse }).hidden,
      step(x, [hidden, cell]) {
        const next = step({ ...weights, x, hidden, cell });
        return [next.hidden, next.cell];
      },
    };
  },
};
