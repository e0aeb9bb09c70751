import * as Plot from '@observablehq/plot';
import { legend, stacked, textWidth, type Drawing } from '../drawing.js';
import { axis, grid, plot } from './plot.js';
import { colourOf, fontSize } from '../theme.js';

/** A figure of ours beside the published one. */
export interface FigureDots {
  readonly name: string;
  /** Of each seed. */
  readonly values: readonly number[];
  readonly published?: number;
  /** What counts as reproduced: its edges may be infinite. */
  readonly bound?: { readonly range: readonly [low: number, high: number] };
}

/**
 * Figures of one kind, one a line: seeds as dots, the published one as a stroke, the
 * bound as a band.
 */
export function figuresChart(
  figures: readonly FigureDots[],
  { label, width = 720 }: { readonly label: string; readonly width?: number },
): Drawing {
  const all = figures.flatMap(({ values, published, bound }) => [
    ...values,
    ...(published === undefined ? [] : [published]),
    ...(bound?.range.filter((edge) => Number.isFinite(edge)) ?? []),
  ]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const margin = 0.08 * (high - low || Math.abs(high) || 1);
  const domain = [low - margin, high + margin] as const;
  const cut = (edge: number) => Math.min(Math.max(edge, domain[0]), domain[1]);
  const names = figures.map(({ name }) => name);
  const chart = plot({
    width,
    height: 3 * fontSize * figures.length + 80,
    marginLeft: 24 + Math.max(...names.map((name) => textWidth(name))),
    x: axis(label, { domain, ticks: 6 }),
    y: { label: null, domain: names, type: 'band', padding: 0.35 },
    marks: [
      Plot.gridX({ ...grid, ticks: 6 }),
      Plot.axisY({ label: null, tickSize: 0 }),
      Plot.barX(
        figures.filter(({ bound }) => bound),
        {
          y: 'name',
          x1: ({ bound }: FigureDots) => cut(bound!.range[0]),
          x2: ({ bound }: FigureDots) => cut(bound!.range[1]),
          fill: 'var(--good)',
          fillOpacity: 0.25,
        },
      ),
      Plot.tickX(
        figures.filter(({ published }) => published !== undefined),
        { y: 'name', x: 'published', stroke: 'var(--ink)', strokeWidth: 3 },
      ),
      Plot.dot(
        figures.flatMap(({ name, values }) => values.map((value) => ({ name, value }))),
        { y: 'name', x: 'value', fill: colourOf(1), r: 6, fillOpacity: 0.8 },
      ),
    ],
  });
  const has = (what: 'published' | 'bound') => figures.some((figure) => figure[what] !== undefined);
  const entries = [
    { name: 'ours, one dot a seed', colour: colourOf(1) },
    ...(has('published') ? [{ name: 'published', colour: 'var(--ink)' }] : []),
    ...(has('bound') ? [{ name: 'counts as reproduced', colour: 'var(--good)' }] : []),
  ];
  return stacked([legend(entries, width), chart]);
}
