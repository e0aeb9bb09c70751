import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { ratio } from '../format.js';
import { speedUpOver, type Column, type Result } from '../results.js';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Pixels. Text stays readable at half of the size. */
const size = { labels: 300, row: 46, margin: { top: 8, bottom: 58 }, panel: 340, font: 17 };

const style = `
  .speed { --ground: #ffffff; --ink: #1f2328; --faint: #d0d7de; --faster: #1f7a8c; --slower: #c2571a; }
  @media (prefers-color-scheme: dark) {
    .speed { --ground: #0d1117; --ink: #e6edf3; --faint: #3d444d; --faster: #4fb3c6; --slower: #f0883e; }
  }
  .speed { color: var(--ink); font-family: system-ui, sans-serif; }`;

/** How many times as fast the zoo is, as bars with the range of the rounds: beside PyTorch, and TensorFlow.js. */
export function picture(results: readonly Result[]): string {
  const columns: Column[] = ['best PyTorch', 'tfjs-node'];
  const panels = columns.filter((column) => results.some((r) => speedUpOver(r, column)));
  const height = size.margin.top + size.row * results.length + size.margin.bottom;
  const width = size.labels + size.panel * panels.length;
  const plots = panels.map((column, index) => {
    const x = index === 0 ? 0 : size.labels + size.panel * index;
    return `<svg x="${x}" width="${size.panel + (index === 0 ? size.labels : 0)}" height="${height}">${panel(results, column, index === 0, height)}</svg>`;
  });
  const label = 'How many times as fast the zoo is at each task';
  return `<svg xmlns="http://www.w3.org/2000/svg" class="speed" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
<style>${style}</style>
<rect width="100%" height="100%" fill="var(--ground)"/>
${plots.join('\n')}
</svg>
`;
}

function panel(results: readonly Result[], column: Column, first: boolean, height: number): string {
  const rows = results.flatMap((result) => {
    const spread = speedUpOver(result, column);
    return spread ? [{ task: result.task, ...spread }] : [];
  });
  const titles = new Map(results.map(({ task, title }) => [task, title]));
  const longest = Math.max(1, ...rows.map(({ highest }) => highest));
  const bar = { y: 'task', fill: (d: Row) => `var(--${d.median < 1 ? 'slower' : 'faster'})` };
  type Row = (typeof rows)[number];
  const element = Plot.plot({
    document,
    width: size.panel + (first ? size.labels : 0),
    height,
    marginTop: size.margin.top,
    marginBottom: size.margin.bottom,
    marginLeft: first ? size.labels : 12,
    marginRight: 24,
    style: { fontSize: `${size.font}px`, fontFamily: 'inherit', background: 'none' },
    x: {
      label: `times as fast as ${column === 'best PyTorch' ? 'the fastest PyTorch' : column}`,
      labelAnchor: 'center',
      labelArrow: 'none',
      labelOffset: 48,
      domain: [0, longest * 1.3],
      ticks: 5,
      grid: false,
    },
    y: {
      label: null,
      domain: results.map(({ task }) => task),
      axis: null,
      padding: 0.4,
    },
    marks: [
      Plot.gridX({ stroke: 'var(--faint)', strokeOpacity: 1, ticks: 5 }),
      first
        ? Plot.axisY({
            label: null,
            tickSize: 0,
            tickFormat: (task: string) => twoLines(titles.get(task) ?? task),
          })
        : null,
      Plot.barX(rows, { x: 'median', ...bar }),
      Plot.ruleY(rows, { y: 'task', x1: 'lowest', x2: 'highest', stroke: 'var(--ink)' }),
      Plot.ruleX([1], { stroke: 'var(--ink)', strokeDasharray: '4 3' }),
      Plot.text(rows, {
        y: 'task',
        x: 'highest',
        text: ({ median }: Row) => ratio(median),
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
