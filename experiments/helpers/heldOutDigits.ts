import type { Dataset } from '@autoencoder-zoo/core';
import { mnist } from '@autoencoder-zoo/datasets/mnist';

/** MNIST in three. */
export interface HeldOutDigits {
  readonly train: Dataset<[784]>;
  /** What epochs and settings are chosen by: the last of the 60,000. */
  readonly validation: Dataset<[784]>;
  readonly test: Dataset<[784]>;
}

/**
 * MNIST with digits for validation; the literature has 50,000, 10,000 and 10,000.
 *
 * @param count - Digits to learn from, the first of the 60,000, and for validation.
 */
export async function heldOutDigits(count: {
  readonly train: number;
  readonly validation: number;
}): Promise<HeldOutDigits> {
  const { train, test } = await mnist();
  return {
    train: train.slice(0, count.train),
    validation: train.slice(train.length - count.validation),
    test,
  };
}
