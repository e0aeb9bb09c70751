import { significant } from '@autoencoder-zoo/core/progress';
import type { Result, ResultRow } from '../result.js';
import type { TrialsResult } from '../trials.js';
import { markdownTable } from './markdown.js';

/** Our figure: mean and standard deviation, where there are several seeds. */
export function oursText({ ours: { mean, sd, n }, digits }: ResultRow): string {
  if (n === 1) return numberText(mean, digits);
  // As many digits as the spread makes sense of: two of its own.
  const places = digits ?? placesOf(sd, mean);
  return `${mean.toFixed(places)} (sd ${sd.toFixed(places)})`;
}

/** The published figure. */
export function publishedText({ published, digits }: ResultRow): string {
  if (published === null) return '-';
  return typeof published === 'number' ? numberText(published, digits) : published;
}

/** Whether it was reproduced. */
export function reproducedText({ reproduced }: ResultRow): string {
  return reproduced === null ? '-' : reproduced ? 'yes' : 'no';
}

/** The table of one experiment, and the circumstances. */
export function resultSection(result: Result): string {
  const sources = [
    ...new Set(result.rows.flatMap(({ source }) => (source === null ? [] : [source]))),
  ];
  const mark = ({ source }: ResultRow) =>
    source === null || sources.length < 2 ? '' : ` [${sources.indexOf(source) + 1}]`;
  const table = markdownTable(
    [
      { heading: 'figure' },
      { heading: 'published', right: true },
      { heading: 'ours', right: true },
      { heading: 'counts as reproduced' },
      { heading: 'reproduced' },
    ],
    result.rows.map((row) => [
      row.what,
      publishedText(row) + mark(row),
      oursText(row),
      row.tolerance ?? '-',
      reproducedText(row),
    ]),
  );
  const cited =
    sources.length < 2
      ? sources.map((source) => `Published: ${source}.`)
      : sources.map((source, index) => `- [${index + 1}] ${source}`);
  const { length } = result.seeds;
  const runs = length === 1 ? 'One seed' : `${length} seeds: mean and standard deviation`;
  return [
    table,
    ...(cited.length > 0 ? [cited.join('\n')] : []),
    `${runs}; ${circumstances(result)}`,
  ].join('\n\n');
}

/** The table of what was tried for one experiment, and the circumstances. */
export function trialsSection(trials: TrialsResult): string {
  const { columns, rows } = trials;
  const table = markdownTable(
    [{ heading: 'tried' }, ...columns.map(({ heading }) => ({ heading, right: true }))],
    rows.map(({ what, figures }) => [
      what,
      ...columns.map(({ figure, digits }) => figures[figure].toFixed(digits)),
    ]),
  );
  return [table, `One seed; ${circumstances(trials)}`].join('\n\n');
}

/**
 * The table of all experiments.
 *
 * @param awaited - Names of those that have not been run in full.
 */
export function overview(results: readonly Result[], awaited: readonly string[]): string {
  const names = awaited.map((name) => `[${name}](${name}/README.md)`);
  const last = names.length > 0 ? `\n\nWritten, and not yet run in full: ${names.join(', ')}.` : '';
  return table(results) + last;
}

function table(results: readonly Result[]): string {
  return markdownTable(
    [
      { heading: 'experiment' },
      { heading: 'figure' },
      { heading: 'published', right: true },
      { heading: 'ours', right: true },
      { heading: 'seeds', right: true },
      { heading: 'reproduced' },
      { heading: 'minutes', right: true },
      { heading: 'machine' },
    ],
    results.flatMap((result) =>
      result.rows
        .filter(({ detail }) => !detail)
        .map((row, index) => [
          index === 0 ? `[${result.name}](${result.name}/README.md)` : '',
          row.what,
          publishedText(row),
          oursText(row),
          String(row.ours.n),
          reproducedText(row),
          index === 0 ? minutes(result) : '',
          index === 0 ? machine(result) : '',
        ]),
    ),
  );
}

/** How long it took, where and when. */
function circumstances(run: Circumstances): string {
  const versions = Object.entries(run.environment.versions).map(
    ([name, version]) => `${name} ${version}`,
  );
  return `${minutes(run)} minutes in all on ${machine(run)}, ${run.date}; ${versions.join(', ')}.`;
}

type Circumstances = Pick<Result, 'seconds' | 'date' | 'environment'>;

function minutes({ seconds }: Pick<Circumstances, 'seconds'>): string {
  return seconds < 600 ? (seconds / 60).toFixed(1) : (seconds / 60).toFixed();
}

function machine({
  environment: { processor, cores },
}: Pick<Circumstances, 'environment'>): string {
  return `${processor}, ${cores} cores`;
}

function numberText(value: number, digits: number | undefined): string {
  return digits === undefined ? significant(value) : value.toFixed(digits);
}

function placesOf(sd: number, mean: number): number {
  const size = sd > 0 ? sd : Math.abs(mean) / 100 || 1;
  return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(size))));
}
