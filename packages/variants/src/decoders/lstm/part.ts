import type { Decoder, PartFactory } from '@autoencoder-zoo/core';
import { recurrentDecoder, type RecurrentDecoderOptions } from '../../shared/recurrent/decoder.js';
import { lstmCell } from '../../shared/recurrent/lstmCell.js';

export type { RecurrentDecoderOptions as LstmDecoderOptions } from '../../shared/recurrent/decoder.js';

/**
 * LSTM decoder, which gives sequences `[steps, channels]` (Srivastava et al.,
 * "Unsupervised Learning of Video Representations using LSTMs", 2015).
 *
 * @throws OptionsError for unknown or wrong options; RangeError if samples are no sequences.
 */
export const lstmDecoder: PartFactory<Decoder, [options?: RecurrentDecoderOptions]> =
  recurrentDecoder('lstm@1', lstmCell);
