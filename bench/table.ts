import { meanSpeedUp, speedUpOver, type Column, type Result } from './results.js';
import type { Spread } from './statistics.js';

/** The table that a run prints: a line as soon as a task is done. */
export class Table {
  /** @param columns - Of ratios. */
  constructor(private readonly columns: readonly Column[]) {}

  get header(): string {
    return line(['', 'ms', ...this.columns]);
  }

  /** Milliseconds of the zoo, and its speed-up over each engine with the range over rounds. */
  row(result: Result): string {
    const ratios = this.columns.map((column) => describe(speedUpOver(result, column)));
    return line([result.title, time(result.zoo.median), ...ratios]);
  }

  /** Geometric means. */
  mean(results: readonly Result[]): string {
    const means = this.columns.map((column) => {
      const mean = meanSpeedUp(results, column);
      return mean === undefined ? '-' : `x${mean.toFixed(2)}`;
    });
    return line(['geometric mean', '', ...means]);
  }
}

/** A time with three digits. */
export function time(milliseconds: number): string {
  return milliseconds < 100 ? milliseconds.toPrecision(3) : milliseconds.toFixed();
}

/** A ratio with its range. */
export function describe(ratio: Spread | undefined): string {
  if (!ratio) return '-';
  const [median, lowest, highest] = [ratio.median, ratio.lowest, ratio.highest].map((each) =>
    each < 10 ? each.toFixed(2) : each.toFixed(1),
  );
  return `x${median} (${lowest}-${highest})`;
}

function line([title, first, ...cells]: readonly string[]): string {
  const ratios = cells.map((cell) => cell.padEnd(21));
  return (title.padEnd(58) + first.padEnd(8) + ratios.join('')).trimEnd();
}
