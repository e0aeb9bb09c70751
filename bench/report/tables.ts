import { range, ratio } from '../format.js';
import { columnsOf, meanSpeedUp, speedUpOver, type Result } from '../results.js';
import { markdownTable } from './markdown.js';

type Engine = Result['zoo'];

/**
 * How many times as fast the zoo is, beside each engine and the best PyTorch, with geometric means.
 */
export function ratioTable(results: readonly Result[]): string {
  const columns = columnsOf(results);
  return markdownTable(
    ['', ...columns],
    [
      ...results.map((result) => [
        result.title,
        ...columns.map((column) => range(speedUpOver(result, column))),
      ]),
      [
        'geometric mean',
        ...columns.map((column) => {
          const mean = meanSpeedUp(results, column);
          return mean === undefined ? '-' : ratio(mean);
        }),
      ],
    ],
  );
}

/** A column after those of the engines. */
export interface LastColumn {
  readonly heading: string;
  readonly cell: (result: Result) => string;
}

/** One number of each engine. */
export function engineTable(
  results: readonly Result[],
  show: (engine: Engine, result: Result) => string,
  last: readonly LastColumn[] = [],
): string {
  const engines = [...new Set(results.flatMap((result) => enginesOf(result).map((e) => e.engine)))];
  return markdownTable(
    ['', ...engines, ...last.map(({ heading }) => heading)],
    results.map((result) => [
      result.title,
      ...engines.map((name) => {
        const engine = enginesOf(result).find((each) => each.engine === name);
        return engine ? show(engine, result) : '-';
      }),
      ...last.map(({ cell }) => cell(result)),
    ]),
  );
}

/** All engines of a result, the zoo first. */
export function enginesOf({ zoo, peers }: Result): readonly Engine[] {
  return [zoo, ...peers];
}
