/** Values in row-major order which know their shape: what models give back. */
export type ShapedArray<Shape extends readonly number[] = readonly number[]> = Float32Array & {
  readonly shape: Shape;
};

/** Gives a typed array its shape, in place. */
export function shaped<const Shape extends readonly number[]>(
  values: Float32Array,
  shape: Shape,
): ShapedArray<Shape> {
  return Object.assign(values, { shape });
}
