import type { Dataset } from '@autoencoder-zoo/core';

/** Samples of a data set as one array, `[samples, size]`. */
export function valuesOf(data: Dataset): Float32Array {
  const values = new Float32Array(data.length * data.size);
  data.read([...Array(data.length).keys()], values);
  return values;
}
