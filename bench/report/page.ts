import { number, range, ratio } from '../format.js';
import type { Machine } from '../machine.js';
import type { Report, Result } from '../results.js';
import { goals } from './goals.js';
import { markdownTable } from './markdown.js';
import { enginesOf, engineTable, ratioTable } from './tables.js';

/**
 * The results as a page of Markdown.
 *
 * @param picture - File of the picture, beside the page.
 */
export function page({ machine, date, plan, results }: Report, picture: string): string {
  const steps = results.filter(({ activity }) => activity === 'step');
  const whole = results.filter(({ activity }) => activity !== 'step');
  const parts = [
    `# Results on ${machine.processor}`,
    'Written by `npm run bench` out of `results.json`, which holds every round.',
    `![How many times as fast the zoo is at each task](${picture})`,
    `${describe(machine)}. ${versions(results)}. ${plan.rounds} rounds of ${plan.seconds} s for each engine on ${date.slice(0, 10)}.`,
    ...goalsSection(results),
    ...(steps.length > 0 ? stepsSection(steps) : []),
    ...(whole.length > 0 ? wholeSection(whole) : []),
    ...memorySection(results),
    ...steps.flatMap(productsSection),
  ];
  return `${parts.join('\n\n')}\n`;
}

function goalsSection(results: readonly Result[]): string[] {
  const rows = goals(results).map(({ title, reached, met }) => [
    title,
    reached,
    met ? 'yes' : 'no',
  ]);
  return ['## Goals', markdownTable(['', 'reached, where it is farthest', 'met'], rows)];
}

function stepsSection(steps: readonly Result[]): string[] {
  return [
    '## Training steps',
    'How many times as fast the zoo is (above 1 it is faster): median of the rounds, and their range.',
    ratioTable(steps),
    'Milliseconds per step:',
    engineTable(steps, ({ median }) => number(median)),
    'Seconds until the first step is done, with tracing and loading or compiling:',
    engineTable(steps, ({ first }) => number(first)),
  ];
}

function wholeSection(whole: readonly Result[]): string[] {
  return [
    '## Whole data sets',
    'An epoch of training with all that belongs to it; encoding and evaluation with a trained model. How many times as fast the zoo is:',
    ratioTable(whole),
    'Samples per second:',
    engineTable(whole, ({ median }, { samples }) => ((1000 * samples) / median).toFixed()),
  ];
}

function memorySection(results: readonly Result[]): string[] {
  return [
    '## Memory',
    'The most megabytes that a process held, with the data; and how many times as much the most frugal PyTorch held as the zoo:',
    engineTable(results, ({ peakMemory }) => (peakMemory / 1e6).toFixed(), [
      { heading: 'ratio', cell: ({ frugality }) => (frugality ? ratio(frugality) : '-') },
    ]),
  ];
}

function productsSection(result: Result): string[] {
  const { title, products } = result;
  if (!products) return [];
  const shares = enginesOf(result).map(
    ({ engine }) => `- ${engine}: ${range(products.shares[engine])}`,
  );
  return [
    '## Matrix products',
    `The fastest plain product of large matrices (${products.probe}) made ${products.rate.median.toFixed()} GFLOP/s in the same rounds. What part of that whole training steps reach by their products alone, ${title}:`,
    shares.join('\n'),
  ];
}

function describe({ processor, cores, memory, platform }: Machine): string {
  return `${processor}, ${cores} cores, ${memory} GiB, ${platform}`;
}

function versions(results: readonly Result[]): string {
  return [...new Set(results.flatMap((result) => enginesOf(result).map((e) => e.version)))].join(
    '; ',
  );
}
