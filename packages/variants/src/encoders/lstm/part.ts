import type { Encoder, PartFactory } from '@autoencoder-zoo/core';
import { recurrentEncoder } from '../../shared/recurrent/encoder.js';
import { lstmCell } from '../../shared/recurrent/lstmCell.js';
import type { StackOptions } from '../../shared/recurrent/stack.js';

export type { StackOptions as LstmEncoderOptions } from '../../shared/recurrent/stack.js';

/**
 * LSTM encoder of sequences `[steps, channels]` (Srivastava et al., "Unsupervised Learning of Video
 * Representations using LSTMs", 2015). The features are the last hidden state, `[units]`, or both
 * directions' side by side, `[2 units]`. In sequences of unequal length the state is held where a
 * sequence has ended.
 *
 * @throws OptionsError for unknown or wrong options; RangeError if samples are no sequences.
 */
export const lstmEncoder: PartFactory<Encoder, [options?: StackOptions]> = recurrentEncoder(
  'lstm@1',
  lstmCell,
);
