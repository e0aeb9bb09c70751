import type { Dataset } from '@autoencoder-zoo/core';
import type { PrincipalComponents } from '@autoencoder-zoo/measures';

/** Samples of a data set as one array, `[samples, size]`. */
export function valuesOf(data: Dataset): Float32Array {
  const values = new Float32Array(data.length * data.size);
  data.read(
    Uint32Array.from({ length: data.length }, (_, index) => index),
    values,
  );
  return values;
}

/** Only the first `k` components. */
export function firstComponents(all: PrincipalComponents, k: number): PrincipalComponents {
  return {
    ...all,
    components: all.components.subarray(0, k * all.mean.length),
    explainedVariance: all.explainedVariance.subarray(0, k),
  };
}

/** Coordinates of samples along the components, `[samples, k]`; `values` is `[samples, size]`. */
export function project(
  { mean, components }: PrincipalComponents,
  values: Float32Array,
): Float32Array {
  const size = mean.length;
  const k = components.length / size;
  const rows = values.length / size;
  const coordinates = new Float32Array(rows * k);
  for (let row = 0; row < rows; row++) {
    for (let axis = 0; axis < k; axis++) {
      let sum = 0;
      for (let i = 0; i < size; i++) {
        sum += (values[row * size + i] - mean[i]) * components[axis * size + i];
      }
      coordinates[row * k + axis] = sum;
    }
  }
  return coordinates;
}

/** What PCA makes of samples: `[samples, size]` from `[samples, size]`. */
export function reconstructByComponents(
  all: PrincipalComponents,
  values: Float32Array,
): Float32Array {
  const { mean, components } = all;
  const size = mean.length;
  const k = components.length / size;
  const coordinates = project(all, values);
  return values.map((_, index) => {
    const row = Math.floor(index / size);
    const i = index % size;
    let sum = mean[i];
    for (let axis = 0; axis < k; axis++) {
      sum += coordinates[row * k + axis] * components[axis * size + i];
    }
    return sum;
  });
}
