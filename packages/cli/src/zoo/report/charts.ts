import { type Line, lineChart, scatter, svgOf } from '@autoencoder-zoo/pictures';
import type { CurvePoint, LossCurves } from '../curves.js';

/** Points of a map with the class of each, if there are classes. */
export interface MapData {
  /** `[samples, 2]`. */
  readonly points: Float32Array;
  readonly labels: Int32Array | undefined;
  readonly labelNames: readonly string[] | undefined;
  /** Names of the two axes. */
  readonly axes: readonly [string, string];
}

/**
 * A map of codes as SVG: a dot for each sample, coloured by class, each class named at its middle.
 */
export function mapChart(description: string, map: MapData): string {
  return svgOf(description, scatter({ ...map, legend: false, height: 513 }));
}

/**
 * Loss curves as SVG: a line of the training loss, dots joined by a line of the validation loss.
 */
export function lossChart(description: string, { training, validation }: LossCurves): string {
  // The first steps fall from so high that they would flatten all the rest.
  const settled = training.slice(Math.ceil(training.length / 20));
  const last = Math.ceil(Math.max(...[...training, ...validation].map(({ epoch }) => epoch)));
  const chart = lineChart({
    lines: [
      { ...line('training', settled), colour: 'var(--training)' },
      { ...line('test', validation), colour: 'var(--validation)', dots: true },
    ],
    axes: ['epoch', 'loss per picture'],
    x: [0, last],
    legend: false,
    width: 560,
    height: 373,
  });
  return svgOf(description, chart);
}

function line(name: string, points: readonly CurvePoint[]): Line {
  return { name, x: points.map(({ epoch }) => epoch), y: points.map(({ loss }) => loss) };
}
