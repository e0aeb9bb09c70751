import * as Plot from '@observablehq/plot';
import { document, framed } from '../frame.js';
import { ratio } from '../format.js';
import { meanSpeedUp, speedUpOver, type Column, type Result } from '../results.js';
import type { Spread } from '../statistics.js';

/** Pixels. */
const size = { labels: 390, row: 46, margin: { top: 8, bottom: 58 }, panel: 340, font: 17 };

const colours = { faster: ['#1f7a8c', '#4fb3c6'], slower: ['#c2571a', '#f0883e'] } as const;

/** A line of the picture. */
interface Row {
  readonly name: string;
  readonly title: string;
  readonly over: (column: Column) => Spread | undefined;
}

/**
 * How many times as fast the zoo is, as bars with the range of the rounds: beside
 * PyTorch, and TensorFlow.js.
 */
export function picture(results: readonly Result[]): string {
  const rows = rowsOf(results);
  const columns = ['best PyTorch', 'tfjs-node'].filter((column) =>
    rows.some((r) => r.over(column)),
  );
  const height = size.margin.top + size.row * rows.length + size.margin.bottom;
  const width = size.labels + size.panel * columns.length;
  const panels = columns.map((column, index) => {
    const labels = index === 0 ? size.labels : 0;
    const x = index === 0 ? 0 : size.labels + size.panel * index;
    const markup = panel(rows, column, { labels, height });
    return `<svg x="${x}" width="${labels + size.panel}" height="${height}">${markup}</svg>`;
  });
  const label = 'How many times as fast the zoo is at each task';
  return framed(panels, { width, height, label, colours });
}

/** Training steps with their mean, then the other tasks. */
function rowsOf(results: readonly Result[]): Row[] {
  const row = (result: Result): Row => ({
    name: result.task,
    title: result.title,
    over: (column) => speedUpOver(result, column),
  });
  const steps = results.filter(({ activity }) => activity === 'step');
  const others = results.filter(({ activity }) => activity !== 'step');
  const mean: Row = {
    name: 'mean',
    title: 'geometric mean of the steps',
    over(column) {
      const median = meanSpeedUp(steps, column);
      return median === undefined ? undefined : { median, lowest: median, highest: median };
    },
  };
  return [...steps.map(row), ...(steps.length > 1 ? [mean] : []), ...others.map(row)];
}

function panel(
  rows: readonly Row[],
  column: Column,
  { labels, height }: { labels: number; height: number },
): string {
  const bars = rows.flatMap(({ name, over }) => {
    const spread = over(column);
    return spread ? [{ name, ...spread }] : [];
  });
  const titles = new Map(rows.map(({ name, title }) => [name, twoLines(title)]));
  const longest = Math.max(1, ...bars.map(({ highest }) => highest));
  const element = Plot.plot({
    document,
    width: labels + size.panel,
    height,
    marginTop: size.margin.top,
    marginBottom: size.margin.bottom,
    marginLeft: labels || 12,
    marginRight: 24,
    style: { fontSize: `${size.font}px`, fontFamily: 'inherit', background: 'none' },
    x: {
      label: `times as fast as ${column === 'best PyTorch' ? 'the fastest PyTorch' : column}`,
      labelAnchor: 'center',
      labelArrow: 'none',
      labelOffset: 48,
      // Behind the longest bar stands its number.
      domain: [0, longest * 1.3],
      ticks: 5,
    },
    y: { label: null, domain: rows.map(({ name }) => name), axis: null, padding: 0.4 },
    marks: [
      Plot.gridX({ stroke: 'var(--faint)', strokeOpacity: 1, ticks: 5 }),
      labels > 0
        ? Plot.axisY({ label: null, tickSize: 0, tickFormat: (name: string) => titles.get(name) })
        : null,
      Plot.barX(bars, {
        y: 'name',
        x: 'median',
        fill: ({ median }: Spread) => `var(--${median < 1 ? 'slower' : 'faster'})`,
      }),
      Plot.ruleY(bars, { y: 'name', x1: 'lowest', x2: 'highest', stroke: 'var(--ink)' }),
      Plot.ruleX([1], { stroke: 'var(--ink)', strokeDasharray: '4 3' }),
      Plot.text(bars, {
        y: 'name',
        x: 'highest',
        text: ({ median }: Spread) => ratio(median),
        textAnchor: 'start',
        dx: 6,
        fill: 'var(--ink)',
        fontWeight: 'bold',
      }),
    ],
  });
  return element.outerHTML.replace(/(\d\.\d\d)\d+/g, '$1');
}

/** A title, broken at the comma nearest to its middle where it is long. */
function twoLines(title: string): string {
  const commas = [...title.matchAll(/, /g)].map(({ index }) => index);
  if (title.length <= 30 || commas.length === 0) return title;
  const fromMiddle = (index: number) => Math.abs(index - title.length / 2);
  const [at] = commas.toSorted((a, b) => fromMiddle(a) - fromMiddle(b));
  return `${title.slice(0, at + 1)}\n${title.slice(at + 2)}`;
}
