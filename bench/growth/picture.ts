import * as Plot from '@observablehq/plot';
import { document, framed } from '../frame.js';
import { exponent, type Point } from './curve.js';
import { quantities, type Curves } from './report.js';

/** Pixels. */
const size = { width: 300, height: 230, font: 15 };

const colours = { curve: ['#1f7a8c', '#4fb3c6'] } as const;

/** A row of panels for each axis: the quantities over what is made larger, in logarithms. */
export function picture(curves: readonly Curves[]): string {
  const [width, height] = [size.width * quantities.length, size.height * curves.length];
  const panels = curves.flatMap(({ label, points }, row) =>
    quantities.map(({ name, title, scale }, column) => {
      const markup = panel(points, { label, title, value: (point) => point[name] * scale });
      const slope = `growing as power ${exponent(points, name).toFixed(2)}`;
      return `<svg x="${column * size.width}" y="${row * size.height}" width="${size.width}" height="${size.height}">${markup}<text x="64" y="44" font-size="${size.font - 2}" fill="var(--ink)">${slope}</text></svg>`;
    }),
  );
  const label = 'First time, later times and memory over what is made larger';
  return framed(panels, { width, height, label, colours });
}

function panel(
  points: readonly Point[],
  {
    label,
    title,
    value,
  }: {
    readonly label: string;
    readonly title: string;
    readonly value: (point: Point) => number;
  },
): string {
  const all = points.map(value);
  // Room above the curve for its exponent; at least one power of ten.
  const [lowest, highest] = [Math.min(...all), Math.max(...all)];
  const domain = [lowest / 1.5, 3 * Math.max(highest, 10 * lowest)];
  const ticks = powersOfTen(domain);
  const element = Plot.plot({
    document,
    width: size.width,
    height: size.height,
    marginTop: 30,
    marginBottom: 48,
    marginLeft: 56,
    marginRight: 16,
    style: { fontSize: `${size.font}px`, fontFamily: 'inherit', background: 'none' },
    x: {
      type: 'log',
      label,
      labelAnchor: 'center',
      labelArrow: 'none',
      labelOffset: 42,
      ticks: 3,
      tickFormat: '~s',
    },
    y: {
      type: 'log',
      label: title,
      labelArrow: 'none',
      labelAnchor: 'top',
      ticks,
      tickFormat: '~g',
      domain,
    },
    marks: [
      Plot.gridY({ stroke: 'var(--faint)', strokeOpacity: 1, ticks }),
      Plot.line(points, { x: 'value', y: value, stroke: 'var(--curve)', strokeWidth: 2 }),
      Plot.dot(points, { x: 'value', y: value, fill: 'var(--curve)', r: 4 }),
    ],
  });
  return element.outerHTML.replace(/(\d\.\d\d)\d+/g, '$1');
}

function powersOfTen([lowest, highest]: readonly number[]): number[] {
  const from = Math.ceil(Math.log10(lowest));
  const count = Math.floor(Math.log10(highest)) - from + 1;
  return Array.from({ length: count }, (_, i) => Number(`1e${from + i}`));
}
