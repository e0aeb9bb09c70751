/** The shape to which shapes broadcast together: aligned at the end, extents equal or 1. */
export function broadcastShapes(...shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map(({ length }) => length));
  return Array.from({ length: rank }, (_, i) => {
    const extents = shapes.map(
      (shape) => (shape[shape.length - rank + i] as number | undefined) ?? 1,
    );
    const extent = extents.find((candidate) => candidate !== 1) ?? 1;
    if (extents.some((candidate) => candidate !== 1 && candidate !== extent)) {
      throw new RangeError(
        `Shapes ${shapes.map((shape) => `[${shape.join()}]`).join(' and ')} cannot broadcast.`,
      );
    }
    return extent;
  });
}
