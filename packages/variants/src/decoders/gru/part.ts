import type { Decoder, PartFactory } from '@autoencoder-zoo/core';
import { recurrentDecoder, type RecurrentDecoderOptions } from '../../shared/recurrent/decoder.js';
import { gruCell } from '../../shared/recurrent/gruCell.js';

export type { RecurrentDecoderOptions as GruDecoderOptions } from '../../shared/recurrent/decoder.js';

/**
 * GRU decoder, which gives sequences `[steps, channels]` (Cho et al., "Learning Phrase
 * Representations using RNN Encoder-Decoder for Statistical Machine Translation", 2014).
 *
 * @throws OptionsError for unknown or wrong options; RangeError if samples are no sequences.
 */
export const gruDecoder: PartFactory<Decoder, [options?: RecurrentDecoderOptions]> =
  recurrentDecoder('gru@1', gruCell);
