import {
  nonNegative,
  nonNegativeInteger,
  parseOptions,
  positiveInteger,
  type Check,
} from '../../options.js';
import { lineSearch } from './lineSearch.js';
import { dot, inverseHessianTimes, type Correction } from './twoLoopRecursion.js';

/** A function at one point. */
export interface Slope {
  readonly value: number;
  /** Its derivatives, as many as the point has numbers; read before the next point is asked for. */
  readonly gradient: ArrayLike<number>;
}

/** A function to be minimised, which gives value and gradient at `x`, at once or later. */
export type Differentiable = (x: Float64Array) => Slope | Promise<Slope>;

/**
 * Why a minimisation ended: the `gradient` or the change of the `value` fell below its
 * tolerance, the `iterations` are made, no step along the steepest descent lowers the value,
 * which happens at the limit of its precision (`precision`), or the signal came (`aborted`).
 */
export type LbfgsEnd = 'gradient' | 'value' | 'iterations' | 'precision' | 'aborted';

/** All that a minimisation knows. It is plain, and no later iteration changes it. */
export interface LbfgsState {
  /** Where it is. */
  readonly x: Float64Array;
  /** The function there. */
  readonly value: number;
  /** Its gradient there. */
  readonly gradient: Float64Array;
  /** Last steps and what they did to the gradient, the oldest first. */
  readonly corrections: readonly Correction[];
  /** Iterations made. */
  readonly iteration: number;
  /** How often the function was asked. */
  readonly evaluations: number;
  /** In the last state: why it is the last. */
  readonly end?: LbfgsEnd;
}

/** Options of {@link lbfgs}. */
export interface LbfgsOptions {
  /** Most iterations, counted from the first start. Default 1000. */
  readonly iterations?: number;
  /** How many corrections are kept, each of two vectors of float64. Default 10. */
  readonly history?: number;
  /** Ends when no derivative is larger than this. Default 1e-5. */
  readonly gradientTolerance?: number;
  /** Ends when an iteration lowers the value by no more than this share of it. Default 1e-9. */
  readonly valueTolerance?: number;
  /** Ends before the next iteration. */
  readonly signal?: AbortSignal;
}

type Settings = Required<Omit<LbfgsOptions, 'signal'>> & Pick<LbfgsOptions, 'signal'>;

const isSignal = (value: unknown): value is AbortSignal =>
  typeof value === 'object' && value !== null && 'aborted' in value;

const signal: Check = (value) =>
  value === undefined || isSignal(value) ? undefined : 'an AbortSignal';

const checks: { readonly [K in keyof Settings]-?: Check } = {
  iterations: nonNegativeInteger,
  history: positiveInteger,
  gradientTolerance: nonNegative,
  valueTolerance: nonNegative,
  signal,
};

const defaults: Settings = {
  iterations: 1000,
  history: 10,
  gradientTolerance: 1e-5,
  valueTolerance: 1e-9,
};

/**
 * Minimises a smooth function of many numbers by the limited-memory method of Broyden, Fletcher,
 * Goldfarb and Shanno (Liu and Nocedal, "On the limited memory BFGS method for large scale
 * optimization", 1989; Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.5), with
 * a line search for the strong Wolfe conditions. Mostly an iteration asks for the function once.
 *
 * It yields its state at the start and after each iteration, and goes on only while
 * states are taken. Any of them can be kept and given as `start` later: the
 * iterations that follow are the same to the bit, if the function is.
 *
 * Arithmetic is in float64; a function that computes in float32 is welcome, but loses
 * the digits below 1e-7 of its value.
 *
 * @param start - The first point, or a state to go on from.
 * @returns The last state, with the reason for its `end`; it was yielded as well.
 * @throws OptionsError for an unknown option or a value outside its range.
 * @throws RangeError if there is no number to change, the first value is not finite, or gradients
 *   have another length than the point.
 *
 * @example
 * ```ts
 * for await (const { iteration, value } of lbfgs(f, start, { iterations: 400 })) {
 *   console.log(iteration, value);
 * }
 * ```
 */
export async function* lbfgs(
  f: Differentiable,
  start: ArrayLike<number> | LbfgsState,
  options: LbfgsOptions = {},
): AsyncGenerator<LbfgsState, LbfgsState, undefined> {
  const settings = parseOptions<Settings>('lbfgs', options, checks, defaults);
  let state = 'x' in start ? withoutEnd(start) : await begin(f, start);
  let end = endAt(state, settings);
  while (!end) {
    yield state;
    if (settings.signal?.aborted) {
      end = 'aborted';
    } else {
      const { value } = state;
      state = await iterate(f, state, settings.history);
      end = state.end ?? endAt(state, settings, value);
    }
  }
  state = { ...state, end };
  yield state;
  return state;
}

function withoutEnd(state: LbfgsState): LbfgsState {
  const { x, value, gradient, corrections, iteration, evaluations } = state;
  return { x, value, gradient, corrections, iteration, evaluations };
}

async function begin(f: Differentiable, start: ArrayLike<number>): Promise<LbfgsState> {
  const x = Float64Array.from(start);
  if (x.length === 0) throw new RangeError('lbfgs: there is no number to change');
  const { value, gradient } = await evaluate(f, x);
  if (!Number.isFinite(value)) {
    throw new RangeError(`lbfgs: the value at the start must be finite, but is ${value}`);
  }
  return { x, value, gradient, corrections: [], iteration: 0, evaluations: 1 };
}

async function evaluate(f: Differentiable, x: Float64Array) {
  const { value, gradient } = await f(x);
  if (gradient.length === x.length) return { value, gradient: Float64Array.from(gradient) };
  throw new RangeError(
    `lbfgs: a gradient of ${gradient.length} numbers came for a point of ${x.length}`,
  );
}

function endAt(state: LbfgsState, limits: Settings, previous?: number): LbfgsEnd | undefined {
  const { value, gradient, iteration } = state;
  const steepest = gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
  if (steepest <= limits.gradientTolerance) return 'gradient';
  if (previous !== undefined) {
    const size = Math.max(Math.abs(previous), Math.abs(value), 1);
    if (previous - value <= limits.valueTolerance * size) return 'value';
  }
  return iteration >= limits.iterations ? 'iterations' : undefined;
}

async function iterate(f: Differentiable, state: LbfgsState, history: number): Promise<LbfgsState> {
  const { x, gradient } = state;
  let { corrections, evaluations } = state;
  for (;;) {
    const direction = inverseHessianTimes(gradient, corrections).map((component) => -component);
    const look = async (step: number) => {
      const there = x.map((from, i) => from + step * direction[i]);
      evaluations++;
      const found = await evaluate(f, there);
      return { x: there, step, slope: dot(found.gradient, direction), ...found };
    };
    const slope = dot(gradient, direction);
    const first = corrections.length > 0 ? 1 : Math.min(1, 1 / Math.sqrt(-slope));
    const found =
      slope < 0 ? await lineSearch(look, { step: 0, value: state.value, slope }, first) : undefined;
    if (found) {
      const iteration = state.iteration + 1;
      corrections = extend(corrections, correctionOf(state, found), history);
      const { x, value, gradient } = found;
      return { x, value, gradient, corrections, iteration, evaluations };
    }
    if (corrections.length === 0) return { ...state, evaluations, end: 'precision' };
    // What was learned of the curvature misleads: begin anew with the steepest descent.
    corrections = [];
  }
}

type Place = Pick<LbfgsState, 'x' | 'gradient'>;

function correctionOf(from: Place, to: Place): Correction {
  return {
    step: to.x.map((value, i) => value - from.x[i]),
    change: to.gradient.map((value, i) => value - from.gradient[i]),
  };
}

/**
 * Leaves out a correction without positive curvature: the approximated Hessian stays
 * positive definite.
 */
function extend(
  corrections: readonly Correction[],
  latest: Correction,
  history: number,
): readonly Correction[] {
  const { step, change } = latest;
  if (!(dot(step, change) > Number.EPSILON * dot(change, change))) return corrections;
  return [...corrections, latest].slice(-history);
}
