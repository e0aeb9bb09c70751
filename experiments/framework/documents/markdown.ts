/** A column of a table: its heading, and whether its cells stand to the right. */
export interface MarkdownColumn {
  readonly heading: string;
  readonly right?: boolean;
}

/** A table, laid out as Prettier does. */
export function markdownTable(
  columns: readonly MarkdownColumn[],
  rows: readonly (readonly string[])[],
): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', String.raw`\|`)));
  const widths = columns.map(({ heading }, column) =>
    Math.max(3, ...[heading, ...cells.map((row) => row[column])].map((cell) => cell.length)),
  );
  const pad = (cell: string, column: number) => {
    const space = ' '.repeat(widths[column] - cell.length);
    return columns[column].right ? space + cell : cell + space;
  };
  const line = (row: readonly string[]) => `| ${row.map(pad).join(' | ')} |`;
  const rule = columns.map(({ right }, column) =>
    right ? `${'-'.repeat(widths[column] - 1)}:` : '-'.repeat(widths[column]),
  );
  return [
    line(columns.map(({ heading }) => heading)),
    `| ${rule.join(' | ')} |`,
    ...cells.map(line),
  ].join('\n');
}

/** What is generated on a page: it stands between comments that name it. */
export type GeneratedPart = 'result' | 'trials';

/**
 * A page with new text between the markers of a part.
 *
 * @throws Error if the page has no such markers.
 */
export function replaceGenerated(
  page: string,
  part: GeneratedPart,
  text: string,
  file: string,
): string {
  const markers = { begin: `<!-- ${part}: begin -->`, end: `<!-- ${part}: end -->` };
  const [begin, end] = [page.indexOf(markers.begin), page.indexOf(markers.end)];
  if (begin < 0 || end < begin) {
    throw new Error(
      `${file} has no place for its ${part}: write the lines "${markers.begin}" and "${markers.end}" where they are to stand`,
    );
  }
  return `${page.slice(0, begin + markers.begin.length)}\n\n${text}\n\n${page.slice(end)}`;
}
