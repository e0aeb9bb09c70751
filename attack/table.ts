import { markdownTable } from '@autoencoder-zoo/experiments';
import { duration } from '@autoencoder-zoo/core/progress';
import type { Result, ResultRow } from './result.js';

const columns = [
  { heading: 'part' },
  { heading: 'attack' },
  { heading: 'what has to hold' },
  { heading: 'tried', right: true },
  { heading: 'failed', right: true },
  { heading: 'remark' },
];

/** The table of all attacks, what failed, and where that was. */
export function table({ rows, environment, seed }: Result): string {
  const { processor, cores, platform, versions } = environment;
  const dates = [...new Set(rows.map(({ date }) => date))].sort();
  const seconds = rows.reduce((sum, row) => sum + row.seconds, 0);
  const software = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    markdownTable(columns, rows.map(cells)),
    `${processor}, ${cores} cores, ${platform}; ${software.join(', ')}; ${dates.join(' and ')}, seed ${seed}, ${duration(seconds)} in all.`,
    ...failuresOf(rows),
  ].join('\n\n');
}

function cells(row: ResultRow, index: number, rows: readonly ResultRow[]): string[] {
  const { part, attack, promise, tried, failures, remark, skipped } = row;
  return [
    rows[index - 1]?.part === part ? '' : part,
    attack,
    promise,
    tried.toLocaleString('en'),
    String(failures.length),
    [remark, skipped === undefined ? undefined : `skipped: ${skipped}`]
      .filter((text) => text !== undefined)
      .join('; '),
  ];
}

/** What did not hold; nothing where all did. */
function failuresOf(rows: readonly ResultRow[]): string[] {
  const lines = rows.flatMap(({ attack, failures }) =>
    failures.map((failure) => `- ${attack}: ${failure.replaceAll('\n', ' ')}`),
  );
  return lines.length === 0 ? [] : ['What did not hold:', lines.join('\n')];
}
