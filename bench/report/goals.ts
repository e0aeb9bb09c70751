import { ratio } from '../format.js';
import { meanSpeedUp, speedUpOver, type Result } from '../results.js';

/** Something that the zoo wants to reach. */
export interface Goal {
  readonly title: string;
  /** What was reached, with the task that is farthest from the goal where there are several. */
  readonly reached: string;
  readonly met: boolean;
}

const dense = ['denseSmall', 'dense', 'deep', 'deepLargeBatch'];

/** The goals of which something was measured. */
export function goals(results: readonly Result[]): Goal[] {
  const steps = results.filter(({ activity }) => activity === 'step');
  const epochs = results.filter(({ activity }) => activity === 'epoch');
  const uses = results.filter(({ activity }) => activity === 'encode' || activity === 'evaluate');
  const overPyTorch = (result: Result) => speedUpOver(result, 'best PyTorch')?.median;
  const mean = (column: string) => [{ value: meanSpeedUp(steps, column) }];
  const over = (tasks: readonly Result[], measure: (result: Result) => number | undefined) =>
    tasks.map((result) => ({ value: measure(result), title: result.title }));
  const first = (names: readonly string[]) =>
    over(
      steps.filter(({ task }) => names.includes(task)),
      ({ zoo }) => zoo.first,
    );
  return [
    atLeast(1, 'each step, beside the best PyTorch', over(steps, overPyTorch)),
    atLeast(1.8, 'steps, beside the best PyTorch, geometric mean', mean('best PyTorch')),
    atLeast(8, 'steps, beside tfjs-node, geometric mean', mean('tfjs-node')),
    atLeast(1, 'an epoch, beside the best PyTorch', over(epochs, overPyTorch)),
    atLeast(1, 'encoding and evaluation, beside the best PyTorch', over(uses, overPyTorch)),
    atLeast(
      0.85,
      'share of the fastest matrix products',
      over(steps, ({ products, zoo }) => products?.shares[zoo.engine].median),
    ),
    atLeast(
      1,
      'memory of the most frugal PyTorch, beside the zoo',
      over(results, ({ frugality }) => frugality),
    ),
    atMost(0.25, 'seconds to the first step, dense', first(dense)),
    atMost(0.3, 'seconds to the first step, LSTM', first(['lstm', 'ecg'])),
    atMost(0.4, 'seconds to the first step, bidirectional LSTM', first(['bidirectionalLstm'])),
  ].filter((goal) => goal !== undefined);
}

interface Value {
  readonly value: number | undefined;
  readonly title?: string;
}

function atLeast(bar: number, title: string, values: readonly Value[]): Goal | undefined {
  return held(`${title}: at least ${bar}`, values, (value) => value - bar);
}

function atMost(bar: number, title: string, values: readonly Value[]): Goal | undefined {
  return held(`${title}: at most ${bar}`, values, (value) => bar - value);
}

/** @param margin - Negative for a value that misses the goal. */
function held(
  title: string,
  values: readonly Value[],
  margin: (value: number) => number,
): Goal | undefined {
  const worst = values
    .flatMap(({ value, title }) => (value === undefined ? [] : [{ value, title }]))
    .toSorted((a, b) => margin(a.value) - margin(b.value))
    .at(0);
  if (worst === undefined) return undefined;
  const reached = [ratio(worst.value), ...(values.length > 1 ? [worst.title] : [])].join(', ');
  return { title, reached, met: margin(worst.value) >= 0 };
}
