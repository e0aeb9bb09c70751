import type { Encoder, PartFactory } from '@autoencoder-zoo/core';
import { recurrentEncoder } from '../../shared/recurrent/encoder.js';
import { gruCell } from '../../shared/recurrent/gruCell.js';
import type { StackOptions } from '../../shared/recurrent/stack.js';

export type { StackOptions as GruEncoderOptions } from '../../shared/recurrent/stack.js';

/**
 * GRU encoder of sequences `[steps, channels]` (Cho et al., "Learning Phrase
 * Representations using RNN Encoder-Decoder for Statistical Machine Translation", 2014).
 * The features are the last hidden state, `[units]`, or both directions' side by side,
 * `[2 units]`. In sequences of unequal length the state is held where a sequence has ended.
 *
 * @throws OptionsError for unknown or wrong options; RangeError if samples are no sequences.
 */
export const gruEncoder: PartFactory<Encoder, [options?: StackOptions]> = recurrentEncoder(
  'gru@1',
  gruCell,
);
