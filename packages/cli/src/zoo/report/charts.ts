import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { LossCurves } from '../curves.js';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Points of a map with the class of each, if there are classes. */
export interface MapData {
  /** `[samples, 2]`. */
  readonly points: Float32Array;
  readonly labels: Int32Array | undefined;
  readonly labelNames: readonly string[] | undefined;
  /** Names of the two axes. */
  readonly axes: readonly [string, string];
}

/** A map of codes as SVG: a dot for each sample, coloured by class, each class named at its middle. */
export function mapChart({ points, labels, labelNames, axes }: MapData): string {
  const rows = Array.from({ length: points.length / 2 }, (_, index) => ({
    x: points[2 * index],
    y: points[2 * index + 1],
    label: labels ? (labelNames?.[labels[index]] ?? String(labels[index])) : '',
  }));
  const names = [...new Set(rows.map(({ label }) => label))].sort();
  return svg(
    Plot.plot({
      document,
      width: 360,
      height: 330,
      marginLeft: 54,
      marginBottom: 38,
      style: { fontSize: '11px' },
      x: { label: axes[0], labelAnchor: 'center', ticks: 5, nice: true },
      y: { label: axes[1], labelAnchor: 'center', ticks: 5, nice: true },
      color: { domain: names, range: names.map((_, index) => classColour(index)) },
      marks: [
        Plot.dot(rows, { x: 'x', y: 'y', fill: 'label', r: 1.6, fillOpacity: 0.75 }),
        Plot.text(
          rows,
          Plot.groupZ(
            { x: 'median', y: 'median', text: 'first' },
            {
              x: 'x',
              y: 'y',
              z: 'label',
              text: 'label',
              fill: 'currentColor',
              stroke: 'var(--plot-background)',
              strokeWidth: 5,
              fontSize: 15,
              fontWeight: 'bold',
            },
          ),
        ),
      ],
    }),
  );
}

/** Colour of a class, by its place in the alphabet: ten that differ on light and on dark ground. */
export function classColour(index: number): string {
  return `var(--class-${index % 10})`;
}

/** Loss curves as SVG: a line of the training loss, dots joined by a line of the validation loss. */
export function lossChart({ training, validation }: LossCurves): string {
  // The first steps fall from so high that they would flatten all the rest.
  const settled = training.slice(Math.ceil(training.length / 20));
  const last = Math.ceil(Math.max(...[...training, ...validation].map(({ epoch }) => epoch)));
  return svg(
    Plot.plot({
      document,
      width: 360,
      height: 240,
      marginLeft: 54,
      marginBottom: 38,
      style: { fontSize: '11px' },
      x: { label: 'epoch', labelAnchor: 'center', domain: [0, last], ticks: Math.min(last, 5) },
      y: { label: 'loss per picture', labelAnchor: 'center', ticks: 5, nice: true, grid: true },
      marks: [
        Plot.lineY(settled, { x: 'epoch', y: 'loss', stroke: 'var(--training)', strokeWidth: 1.5 }),
        Plot.lineY(validation, { x: 'epoch', y: 'loss', stroke: 'var(--validation)' }),
        Plot.dot(validation, { x: 'epoch', y: 'loss', fill: 'var(--validation)', r: 3 }),
      ],
    }),
  );
}

/** Markup with numbers of two decimals: more would weigh and not show. */
function svg(element: Element): string {
  return element.outerHTML.replace(/(\d\.\d\d)\d+/g, '$1');
}
