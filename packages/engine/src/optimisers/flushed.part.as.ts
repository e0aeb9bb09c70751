/**
 * `values`, with 0 for those below 2^-100. A running mean of a gradient that has
 * become 0 shrinks for ever, and ends among the denormal numbers. On an Intel
 * processor whole steps took three to four times as long then.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function flushed(values: v128): v128 {
  return v128.and(values, f32x4.gt(f32x4.abs(values), f32x4.splat(7.888609052210118e-31)));
}
