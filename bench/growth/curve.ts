import { median } from '../statistics.js';

/** What a case took. */
export interface Point {
  /** Where on the axis. */
  readonly value: number;
  /** Seconds of the first time, with tracing and loading. */
  readonly first: number;
  /** Milliseconds of a later time. */
  readonly milliseconds: number;
  /** Bytes that the process held at most, without the data and what was loaded before. */
  readonly memory: number;
}

/** What is measured of a case. */
export type Quantity = Exclude<keyof Point, 'value'>;

/** The medians of the same case in several rounds. */
export function middle(points: readonly Point[]): Point {
  const of = (quantity: Quantity) => median(points.map((point) => point[quantity]));
  return {
    value: points[0].value,
    first: of('first'),
    milliseconds: of('milliseconds'),
    memory: of('memory'),
  };
}

/**
 * The exponent with which a quantity grows: the slope of a straight line through the logarithms of
 * the larger half of the values, where what is constant weighs least. 1 is growth with the work.
 */
export function exponent(points: readonly Point[], quantity: Quantity): number {
  const half = points.slice(Math.floor(points.length / 2));
  const x = half.map(({ value }) => Math.log(value));
  const y = half.map((point) => Math.log(point[quantity]));
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [centre, level] = [mean(x), mean(y)];
  const together = x.reduce((sum, value, i) => sum + (value - centre) * (y[i] - level), 0);
  return together / x.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}
