import type { Held } from './memory.js';

const MiB = 2 ** 20;

/** By how much what is held may grow while the counted work goes on, warm-up apart. */
export const bounds: Readonly<Record<keyof Held, number>> = {
  resident: 24 * MiB,
  heap: 2 * MiB,
  tensors: 0,
  files: 0,
  threads: 0,
};

/** What grew by more than its bound, along the line of least squares; nothing if all is flat. */
export function growths(measured: readonly Held[]): string[] {
  return (Object.keys(bounds) as (keyof Held)[])
    .map((name) => ({ name, growth: growthOf(measured.map((held) => held[name])) }))
    .filter(({ name, growth }) => growth > bounds[name] + 0.5)
    .map(({ name, growth }) => `${name} grew by ${text(name, growth)}`);
}

/** How much the resident set grew, for the table. */
export function residentGrowth(measured: readonly Held[]): string {
  const growth = growthOf(measured.map(({ resident }) => resident));
  return `resident set ${growth < 0 ? '' : '+'}${text('resident', growth)}`;
}

const text = (name: string, growth: number) =>
  name === 'resident' || name === 'heap'
    ? `${(growth / MiB).toFixed(1)} MiB`
    : String(Math.round(growth));

/** The rise of the line of least squares from the first value to the last. */
export function growthOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [above, below] = [0, 0];
  for (const [place, value] of values.entries()) {
    above += (place - middle) * (value - mean);
    below += (place - middle) ** 2;
  }
  return (above / below) * (values.length - 1);
}
