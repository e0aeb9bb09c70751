import * as Plot from '@observablehq/plot';
import { legend, stacked, type Drawing } from '../drawing.js';
import { axis, plot } from './plot.js';
import { colourOf } from '../theme.js';

/** Points, and the class of each if there are classes. */
export interface ScatterOptions {
  /** `[samples, 2]`. */
  readonly points: ArrayLike<number>;
  /** Class of each sample, from 0. Default: there are no classes. */
  readonly labels?: ArrayLike<number> | undefined;
  /** Names of the classes. Default: their numbers. */
  readonly labelNames?: readonly string[] | undefined;
  /** Names of the two axes. */
  readonly axes: readonly [x: string, y: string];
  /** Ranges of the axes. Default: those of the points. */
  readonly x?: readonly [number, number];
  readonly y?: readonly [number, number];
  /**
   * Share of the points that each axis without a range shows, those in the middle. Default 1: all.
   */
  readonly middle?: number;
  /** Whether colours and names stand above the map, where classes have names. Default true. */
  readonly legend?: boolean;
  /** Pixels. Default 560. */
  readonly width?: number;
  /** Pixels, without the legend. Default 560. */
  readonly height?: number;
}

/** A map of codes: a dot for each sample, in the colour of its class, over a legend. */
export function scatter(options: ScatterOptions): Drawing {
  const { points, labels, labelNames, axes, middle = 1, width = 560, height = 560 } = options;
  const dots = Array.from({ length: points.length / 2 }, (_, index) => ({
    x: points[2 * index],
    y: points[2 * index + 1],
    label: labels?.[index] ?? 0,
  }));
  const rangeOf = (name: 'x' | 'y') =>
    options[name] ??
    middleRange(
      dots.map((dot) => dot[name]),
      middle,
    );
  const chart = plot({
    width,
    height,
    x: axis(axes[0], { ticks: 6, nice: true, domain: rangeOf('x') }),
    y: axis(axes[1], { ticks: 6, nice: true, domain: rangeOf('y') }),
    marks: [
      Plot.dot(dots, {
        x: 'x',
        y: 'y',
        fill: ({ label }: { label: number }) => colourOf(label),
        r: dots.length > 3000 ? 1.8 : 2.4,
        fillOpacity: 0.75,
        clip: true,
      }),
      // Each class is named at its middle, too: ten colours are many to keep in mind.
      labels &&
        Plot.text(
          dots,
          Plot.groupZ(
            { x: 'median', y: 'median', text: 'first' },
            {
              x: 'x',
              y: 'y',
              z: 'label',
              text: ({ label }: { label: number }) => labelNames?.[label] ?? String(label),
              fill: 'var(--ink)',
              stroke: 'var(--ground)',
              strokeWidth: 6,
              fontSize: 20,
              fontWeight: 'bold',
            },
          ),
        ),
    ],
  });
  if (!labelNames || options.legend === false) return chart;
  const entries = labelNames.map((name, index) => ({ name, colour: colourOf(index) }));
  return stacked([legend(entries, width), chart]);
}

/** From where to where the middle `share` of numbers lies. */
function middleRange(numbers: readonly number[], share: number): [number, number] {
  const sorted = numbers.toSorted((a, b) => a - b);
  const outside = Math.floor(((1 - share) / 2) * sorted.length);
  return [sorted[outside], sorted.at(-1 - outside)!];
}
