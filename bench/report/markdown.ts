/** A table, laid out as Prettier does: the first column to the left, the others to the right. */
export function markdownTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = headings.map((_, column) =>
    Math.max(3, ...[headings, ...rows].map((row) => row[column].length)),
  );
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const padded = ([first, ...others]: readonly string[]) =>
    line([first.padEnd(widths[0]), ...others.map((cell, i) => cell.padStart(widths[i + 1]))]);
  const rule = widths.map((width, i) =>
    i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [padded(headings), line(rule), ...rows.map(padded)].join('\n');
}
