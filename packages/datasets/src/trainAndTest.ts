import type { Dataset } from '@autoencoder-zoo/core';

/** Training and test part of a data set. */
export interface TrainAndTest<Shape extends readonly number[]> {
  readonly train: Dataset<Shape>;
  readonly test: Dataset<Shape>;
}
