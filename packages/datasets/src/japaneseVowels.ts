import { bundledTimeSeries } from './timeSeriesDataset.js';
import type { TrainAndTest } from './trainAndTest.js';

/**
 * Japanese Vowels (Kudo, Toyama & Shimbo 1999): the vowels "a" and "e" uttered by 9
 * speakers, 12 coefficients of a linear prediction analysis a step; 270 utterances
 * for training and 370 for test.
 *
 * Utterances have 7 to 29 steps (the longest for training has 26); all are padded
 * with 0 to 29, and the sets' `lengths` hold the valid steps. Labels 0 to 8 are the
 * speakers. Travels with this package.
 */
export async function japaneseVowels(): Promise<TrainAndTest<[29, 12]>> {
  const trainUrl = new URL('../data/JapaneseVowels_TRAIN.ts.gz', import.meta.url);
  const testUrl = new URL('../data/JapaneseVowels_TEST.ts.gz', import.meta.url);
  const labelNames = Array.from({ length: 9 }, (_, index) => `speaker ${index + 1}`);
  const options = { labelNames, steps: 29 };
  return {
    train: await bundledTimeSeries<[29, 12]>('japanese-vowels/train', trainUrl, options),
    test: await bundledTimeSeries<[29, 12]>('japanese-vowels/test', testUrl, options),
  };
}
