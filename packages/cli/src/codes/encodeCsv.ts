/** Rows of numbers as CSV with a header. */
export function encodeCsv(values: Float32Array, columns: readonly string[]): string {
  const width = columns.length;
  const lines = [columns.join(',')];
  for (let start = 0; start < values.length; start += width) {
    lines.push(values.subarray(start, start + width).join(','));
  }
  return `${lines.join('\n')}\n`;
}
