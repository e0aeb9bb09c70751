/**
 * Where the first NaN or infinity of some samples stands, in words; `undefined` if there is none.
 *
 * @param shape - Size of each axis, the first of which counts the samples.
 */
export function describeNonFinite(
  values: ArrayLike<number>,
  shape: readonly number[],
): string | undefined {
  // Whole numbers are always finite.
  if (!(values instanceof Float32Array || values instanceof Float64Array)) return undefined;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (value - value !== 0) return `${value} in ${placeOf(index, shape)}`;
  }
  return undefined;
}

/** What to do about gaps, where samples come from code. */
export const gapsAdvice =
  'for gaps that a masked autoencoder learns from, put NaN into the values of a `new Dataset` and call `markMissing`';

/** The sample and the position in it of a value in row-major order, both from 0. */
export function placeOf(index: number, [, ...inner]: readonly number[]): string {
  const position: number[] = [];
  let rest = index;
  for (const size of inner.toReversed()) {
    position.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  if (position.length === 0) return `sample ${rest}`;
  const where = position.length === 1 ? `${position[0]}` : `[${position.join(', ')}]`;
  return `sample ${rest}, position ${where}`;
}
