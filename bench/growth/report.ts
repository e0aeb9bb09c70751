import { join } from 'node:path';
import { writeFileAtomically } from '@autoencoder-zoo/core/files/node';
import { number } from '../format.js';
import type { Machine } from '../machine.js';
import { markdownTable } from '../report/markdown.js';
import { exponent, type Point, type Quantity } from './curve.js';
import { picture } from './picture.js';

/** A curve of each quantity. */
export interface Curves {
  readonly name: string;
  readonly title: string;
  readonly label: string;
  readonly points: readonly Point[];
}

/** A whole run, as it is written to a file. */
export interface Growth {
  readonly machine: Machine;
  /** When the run began, in ISO 8601. */
  readonly date: string;
  readonly rounds: number;
  readonly curves: readonly Curves[];
}

/** The quantities, as headings say them and as they are written. */
export const quantities: readonly {
  readonly name: Quantity;
  readonly title: string;
  readonly scale: number;
}[] = [
  { name: 'first', title: 'first time, s', scale: 1 },
  { name: 'milliseconds', title: 'later times, ms', scale: 1 },
  { name: 'memory', title: 'memory, MB', scale: 1e-6 },
];

/**
 * Writes the results with their page and their picture.
 *
 * @returns The files.
 */
export async function writeGrowth(folder: string, growth: Growth): Promise<string[]> {
  const contents = {
    'results.json': `${JSON.stringify(growth, undefined, 2)}\n`,
    'growth.svg': picture(growth.curves),
    'README.md': page(growth),
  };
  const files = Object.entries(contents);
  for (const [name, content] of files) await writeFileAtomically(join(folder, name), content);
  return files.map(([name]) => join(folder, name));
}

function page({ machine, date, rounds, curves }: Growth): string {
  const { processor, cores, memory, platform, node } = machine;
  const parts = [
    '# How cost grows',
    'Written by `npm run bench:growth` out of `results.json`. One thing at a time is made larger, each case in a process of its own.',
    '![First time, later times and memory over what is made larger](growth.svg)',
    `${processor}, ${cores} cores, ${memory} GiB, ${platform}, Node ${node}; medians of ${rounds} rounds on ${date.slice(0, 10)}.`,
    'The exponent is the slope of a straight line through the logarithms of the larger half of the values: 0 where cost does not grow, 1 where it grows with the work. The first time includes tracing, loading, and the work itself. Memory is the most that the process held, without the data and without what was loaded before.',
    ...curves.flatMap(section),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section({ title, label, points }: Curves): string[] {
  const rows = points.map((point) => [
    point.value.toLocaleString('en'),
    ...quantities.map(({ name, scale }) => number(point[name] * scale)),
  ]);
  const slopes = quantities.map(({ name }) => exponent(points, name).toFixed(2));
  const headings = [label, ...quantities.map(({ title }) => title)];
  return [`## ${title}`, markdownTable(headings, [...rows, ['exponent', ...slopes]])];
}
