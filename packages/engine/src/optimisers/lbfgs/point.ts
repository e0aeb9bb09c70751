import * as tf from '#tensorflow';

/** Gives variables the values of a point, one after the other. */
export function assignPoint(variables: readonly tf.Variable[], x: Float64Array): void {
  let begin = 0;
  for (const variable of variables) {
    const values = Float32Array.from(x.subarray(begin, (begin += variable.size)));
    tf.tidy(() => {
      variable.assign(tf.tensor(values, variable.shape));
    });
  }
}

/** Adds `factor` times the gradients of variables, one after the other, to that of their point. */
export function addGradients(
  gradient: Float64Array,
  gradients: readonly Float32Array[],
  factor: number,
): void {
  let place = 0;
  for (const slopes of gradients) {
    for (const slope of slopes) gradient[place++] += factor * slope;
  }
}
