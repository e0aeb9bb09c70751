import { number, ratio, times } from './format.js';
import { meanSpeedUp, speedUpOver, type Column, type Result } from './results.js';

/** The table that a run prints: a line as soon as a task is done. */
export class Table {
  readonly #columns: readonly Column[];

  /** @param columns - Of ratios. */
  constructor(columns: readonly Column[]) {
    this.#columns = columns;
  }

  /** What the columns are. */
  get header(): string {
    return line(['', 'ms', ...this.#columns, 'MB']);
  }

  /**
   * Milliseconds of the zoo, its speed-up over each engine with the range over
   * rounds, and its memory.
   */
  row(result: Result): string {
    const { title, zoo, frugality } = result;
    const ratios = this.#columns.map((column) => times(speedUpOver(result, column)));
    const memory = `${(zoo.peakMemory / 1e6).toFixed()} ${frugality === undefined ? '' : `x${ratio(frugality)}`}`;
    return line([title, number(zoo.median), ...ratios, memory]);
  }

  /** Geometric means. */
  mean(results: readonly Result[]): string {
    const means = this.#columns.map((column) => {
      const mean = meanSpeedUp(results, column);
      return mean === undefined ? '-' : `x${ratio(mean)}`;
    });
    return line(['geometric mean of the steps', '', ...means, '']);
  }
}

function line([title, first, ...cells]: readonly string[]): string {
  const ratios = cells.map((cell) => cell.padEnd(21));
  return (title.padEnd(68) + first.padEnd(8) + ratios.join('')).trimEnd();
}
