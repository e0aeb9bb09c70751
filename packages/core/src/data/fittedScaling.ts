import type { FittedScaling, ScalingKind, ScalingOptions } from './scaling.js';

/**
 * Refuses a scaling that does not fit the samples of a model, or would make no numbers of them.
 *
 * @param options - How the model scales. One that is made without a scaling may take over any.
 * @param shape - Of one sample.
 * @throws RangeError saying what is expected and what came.
 */
export function checkFittedScaling(
  { kind, offset, factor }: FittedScaling,
  options: ScalingOptions,
  shape: readonly number[],
): void {
  if (options.kind !== 'none' && kind !== options.kind) {
    throw new RangeError(
      `fittedScaling.kind is "${kind}", but the model's scaling is "${options.kind}"`,
    );
  }
  const counts = groupCounts(kind, options, shape);
  for (const [name, values] of Object.entries({ offset, factor })) {
    if (values.length !== offset.length || !counts.includes(values.length)) {
      throw new RangeError(
        `fittedScaling.${name} has ${values.length} numbers, but samples of shape [${shape.join(', ')}] need ${[...new Set(counts)].join(' or ')}`,
      );
    }
    // Graphs compute with them as float32.
    const single = values.map(Math.fround);
    const wrong = single.findIndex((value) =>
      name === 'factor' ? !(value > 0 && value < Infinity) : !Number.isFinite(value),
    );
    if (wrong >= 0) {
      const expected = name === 'factor' ? 'finite and above 0 in float32' : 'finite in float32';
      throw new RangeError(
        `fittedScaling.${name}.${wrong} is ${values[wrong]}, but must be ${expected}`,
      );
    }
  }
  if (kind === 'none' && !(offset[0] === 0 && factor[0] === 1)) {
    throw new RangeError(
      `fittedScaling of kind "none" has the offset 0 and the factor 1, but these are ${offset[0]} and ${factor[0]}`,
    );
  }
  if (kind === 'centre' && factor.some((value) => value !== 1)) {
    throw new RangeError('fittedScaling of kind "centre" has no factor but 1');
  }
}

/** How many offsets and factors there may be. */
function groupCounts(
  kind: ScalingKind,
  options: ScalingOptions,
  shape: readonly number[],
): readonly number[] {
  if (kind === 'none') return [1];
  const feature = shape.reduce((product, dimension) => product * dimension, 1);
  const channel = shape.at(-1) ?? 1;
  if (options.kind === 'none') return [feature, channel, 1];
  // Without a choice it was made by the lengths of the sequences.
  return options.per ? [{ feature, channel, all: 1 }[options.per]] : [feature, channel];
}
