import * as Plot from '@observablehq/plot';
import { legend, stacked, type Drawing } from '../drawing.js';
import { axis, grid, plot } from './plot.js';
import { colourOf } from '../theme.js';

/** A line of a chart, with a band around it if there is a spread. */
export interface Line {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Lower and upper edge of the band. */
  readonly band?: { readonly low: ArrayLike<number>; readonly high: ArrayLike<number> };
  readonly dashed?: boolean;
  /** Whether each point is marked. Default false. */
  readonly dots?: boolean;
  /** Default: one of the ten colours, by place. */
  readonly colour?: string;
}

/** What a chart of lines may have. */
export interface LineChartOptions {
  readonly lines: readonly Line[];
  /** Name of the horizontal and of the vertical axis, with units. */
  readonly axes: readonly [x: string, y: string];
  /** Values to hold lines against, drawn from side to side. */
  readonly levels?: readonly { readonly name: string; readonly y: number }[];
  /** Parts of the horizontal axis that are marked. */
  readonly regions?: readonly {
    readonly name: string;
    readonly begin: number;
    readonly end: number;
  }[];
  /** Range of the vertical axis. Default: that of the lines. */
  readonly y?: readonly [number, number];
  /** Range of the horizontal axis. Default: that of the lines. */
  readonly x?: readonly [number, number];
  /** Kind of the vertical axis. Default `linear`. */
  readonly scale?: 'linear' | 'log';
  /** Kind of the horizontal axis. Default `linear`. */
  readonly xScale?: 'linear' | 'log';
  /** Whether colours and names stand above the chart. Default true. */
  readonly legend?: boolean;
  /** Pixels. Default 720. */
  readonly width?: number;
  /** Pixels, without the legend. Default 420. */
  readonly height?: number;
}

/** Lines with their bands, over a legend. */
export function lineChart(options: LineChartOptions): Drawing {
  const { lines, axes, levels = [], regions = [], width = 720, height = 420 } = options;
  // Fewer than decades: powers of ten alone.
  const ticks = options.scale === 'log' ? 3 : 6;
  const colours = lines.map(({ colour }, index) => colour ?? colourOf(index));
  const chart = plot({
    width,
    height,
    x: axis(axes[0], {
      nice: false,
      type: options.xScale ?? 'linear',
      ...(options.x && { domain: options.x }),
    }),
    y: axis(axes[1], {
      nice: options.y === undefined,
      type: options.scale ?? 'linear',
      ticks,
      ...(options.scale === 'log' && { tickFormat: '~g' }),
      ...(options.y && { domain: options.y }),
    }),
    marks: [
      Plot.gridY({ ...grid, ticks }),
      Plot.rectX(regions, { x1: 'begin', x2: 'end', fill: 'var(--class-6)', fillOpacity: 0.35 }),
      ...lines.map(({ x, band }, index) =>
        band
          ? Plot.areaY(Array.from(x), {
              x: Array.from(x),
              y1: Array.from(band.low),
              y2: Array.from(band.high),
              fill: colours[index],
              fillOpacity: 0.25,
              clip: true,
            })
          : null,
      ),
      Plot.ruleY(levels, { y: 'y', stroke: 'var(--ink)', strokeDasharray: '6 4' }),
      ...lines.map(({ x, y, dashed }, index) =>
        Plot.line(Array.from(x), {
          x: Array.from(x),
          y: Array.from(y),
          stroke: colours[index],
          strokeWidth: 2.5,
          clip: true,
          ...(dashed && { strokeDasharray: '3 4' }),
        }),
      ),
      ...lines.map(({ x, y, dots }, index) =>
        dots
          ? Plot.dot(Array.from(x), {
              x: Array.from(x),
              y: Array.from(y),
              fill: colours[index],
              r: 4.5,
            })
          : null,
      ),
    ],
  });
  if (options.legend === false) return chart;
  const entries = [
    ...lines.map(({ name }, index) => ({ name, colour: colours[index] })),
    ...regions.slice(0, 1).map(({ name }) => ({ name, colour: 'var(--class-6)' })),
    ...levels.map(({ name }) => ({ name: `dashed: ${name}`, colour: 'var(--ink)' })),
  ];
  return stacked([legend(entries, width), chart]);
}

/**
 * A line over epochs 1, 2, ...: mean of the seeds, in a band from the lowest to the highest.
 *
 * @param seeds - Values of each epoch, for each seed.
 * @param first - Number of the first epoch.
 */
export function lineOverSeeds(
  name: string,
  seeds: readonly (readonly number[])[],
  first = 1,
): Line {
  const each = (combine: (values: number[]) => number) =>
    seeds[0].map((_, epoch) => combine(seeds.map((values) => values[epoch])));
  return {
    name,
    x: seeds[0].map((_, epoch) => epoch + first),
    y: each((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
    ...(seeds.length > 1 && {
      band: {
        low: each((values) => Math.min(...values)),
        high: each((values) => Math.max(...values)),
      },
    }),
  };
}
