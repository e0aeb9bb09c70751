import * as Plot from '@observablehq/plot';
import type { Drawing } from '../drawing.js';
import { axis, plot } from './plot.js';
import { fontSize } from '../theme.js';

/** Numbers in rows and columns. */
export interface HeatMapOptions {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** One for each row and column: `values[row][column]`. */
  readonly values: readonly (readonly number[])[];
  /** Names of the horizontal and of the vertical axis. */
  readonly axes: readonly [columns: string, rows: string];
  /** Digits behind the point. Default 1. */
  readonly digits?: number;
  /** Pixels. Default 720. */
  readonly width?: number;
}

/** A table whose cells have the more colour the larger their number is. */
export function heatMap(options: HeatMapOptions): Drawing {
  const { rows, columns, values, axes, digits = 1, width = 720 } = options;
  const cells = rows.flatMap((row, y) =>
    columns.map((column, x) => ({ row, column, value: values[y][x] })),
  );
  const all = cells.map(({ value }) => value);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const place = { x: 'column', y: 'row' } as const;
  return plot({
    width,
    height: 2.2 * fontSize * rows.length + 100,
    marginLeft: 60 + 0.56 * fontSize * Math.max(...rows.map(({ length }) => length)),
    padding: 0.04,
    x: axis(axes[0], { domain: columns, tickSize: 0 }),
    y: axis(axes[1], { domain: rows, tickSize: 0 }),
    marks: [
      Plot.cell(cells, {
        ...place,
        fill: 'var(--good)',
        // Not all of it: the numbers are to be read on any of them.
        fillOpacity: ({ value }: { value: number }) =>
          0.06 + (0.54 * (value - low)) / (high - low || 1),
      }),
      Plot.text(cells, {
        ...place,
        text: ({ value }: { value: number }) => value.toFixed(digits),
        fill: 'var(--ink)',
        fontSize,
      }),
    ],
  });
}
