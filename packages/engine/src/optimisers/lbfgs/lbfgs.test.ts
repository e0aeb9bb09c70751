import { describe, expect, it } from 'vitest';
import { lbfgs, type Differentiable, type LbfgsOptions, type LbfgsState } from './lbfgs.js';

/** Rosenbrock's valley, whose minimum is 0 at (1, 1, ..., 1). */
function valley(x: Float64Array) {
  const gradient = new Float64Array(x.length);
  let value = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const [rise, off] = [x[i + 1] - x[i] ** 2, 1 - x[i]];
    value += 100 * rise ** 2 + off ** 2;
    gradient[i] += -400 * x[i] * rise - 2 * off;
    gradient[i + 1] += 200 * rise;
  }
  return { value, gradient };
}

/** A bowl whose axes differ by a factor of 10,000. */
function bowl(x: Float64Array) {
  const gradient = x.map((value, i) => value * 10 ** (i % 5));
  return { value: x.reduce((sum, value, i) => sum + (value * gradient[i]) / 2, 0), gradient };
}

const start = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? -1.2 : 1));
const exactly: LbfgsOptions = { gradientTolerance: 1e-10, valueTolerance: 0 };

async function all(
  f: Differentiable,
  from: ArrayLike<number> | LbfgsState,
  options?: LbfgsOptions,
): Promise<LbfgsState[]> {
  const states: LbfgsState[] = [];
  for await (const state of lbfgs(f, from, options)) states.push(state);
  return states;
}

const last = async (...given: Parameters<typeof all>) => (await all(...given)).at(-1)!;

describe('lbfgs', () => {
  it('finds the bottom of a curved valley', async () => {
    const { x, end, evaluations, iteration } = await last(valley, start, exactly);
    expect(end).toBe('gradient');
    x.forEach((value) => expect(value).toBeCloseTo(1, 9));
    // SciPy's L-BFGS-B needs 147 iterations and 179 evaluations.
    expect(iteration).toBeLessThan(155);
    expect(evaluations).toBeLessThan(185);
  });

  it('finds the bottom of a long bowl', async () => {
    const from = [3, -2, 1, 4, -1];
    const { end, iteration } = await last(bowl, from, exactly);
    expect(end).toBe('gradient');
    // SciPy's: 51.
    expect(iteration).toBeLessThan(65);
  });

  it('tells of each iteration, and never goes up', async () => {
    const states = await all(valley, start, { iterations: 12 });
    expect(states.map(({ iteration }) => iteration)).toEqual([
      ...Array.from({ length: 12 }, (_, i) => i),
      12,
    ]);
    expect(states[0].evaluations).toBe(1);
    expect(states.map(({ end }) => end).filter(Boolean)).toEqual(['iterations']);
    states.slice(1).forEach((state, i) => expect(state.value).toBeLessThan(states[i].value));
  });

  it('waits for functions that take time', async () => {
    const later: Differentiable = async (x) => {
      await new Promise((resolve) => setTimeout(resolve));
      return valley(x);
    };
    const options = { iterations: 5 };
    expect(await last(later, start, options)).toEqual(await last(valley, start, options));
  });

  it('goes on from a kept state as if it had never stopped', async () => {
    const whole = await last(valley, start, { iterations: 40 });
    const half = await last(valley, start, { iterations: 17 });
    expect(await last(valley, structuredClone(half), { iterations: 40 })).toEqual(whole);
  });

  it('ends by the signal before the next iteration', async () => {
    const control = new AbortController();
    const states: LbfgsState[] = [];
    for await (const state of lbfgs(valley, start, { signal: control.signal })) {
      states.push(state);
      if (state.iteration === 3) control.abort();
    }
    expect(states.at(-1)).toMatchObject({ iteration: 3, end: 'aborted' });
    const gone = await last(valley, states.at(-1)!, { iterations: 9 });
    expect(gone).toEqual(await last(valley, start, { iterations: 9 }));
  });

  it('ends when the value hardly falls', async () => {
    const { end, iteration } = await last(valley, start, { valueTolerance: 0.1 });
    expect(end).toBe('value');
    expect(iteration).toBeLessThan((await last(valley, start)).iteration);
  });

  it('keeps as much history as it may', async () => {
    const long = await last(valley, start, { ...exactly, history: 20 });
    const short = await last(valley, start, { ...exactly, history: 2 });
    expect(short.corrections).toHaveLength(2);
    expect(long.corrections).toHaveLength(20);
    expect(long.iteration).toBeLessThan(short.iteration);
  });

  it('comes near with a function in float32, and says that it can come no nearer', async () => {
    const rough: Differentiable = (x) => {
      const { value, gradient } = valley(x);
      return { value: Math.fround(value + 1) - 1, gradient: Float32Array.from(gradient) };
    };
    const { x, end } = await last(rough, start, exactly);
    expect(end).toBe('precision');
    x.forEach((value) => expect(value).toBeCloseTo(1, 1));
  });

  it('steps back from where there is no value', async () => {
    // The logarithm has none below 0, where the first steps lead.
    const barrier: Differentiable = ([x]) => ({ value: x - Math.log(x), gradient: [1 - 1 / x] });
    expect((await last(barrier, [30])).x[0]).toBeCloseTo(1, 4);
  });

  it('makes no iteration where there is nothing to gain', async () => {
    const [state, ...others] = await all(valley, [1, 1, 1]);
    expect(state).toMatchObject({ end: 'gradient', iteration: 0, evaluations: 1 });
    expect(others).toEqual([]);
    expect(await all(valley, start, { iterations: 0 })).toHaveLength(1);
  });

  it('refuses wrong input', async () => {
    await expect(last(valley, [])).rejects.toThrow('no number to change');
    await expect(last(() => ({ value: NaN, gradient: [1] }), [1])).rejects.toThrow('but is NaN');
    await expect(last(() => ({ value: 1, gradient: [1] }), [1, 2])).rejects.toThrow(
      'a gradient of 1 numbers came for a point of 2',
    );
    await expect(last(valley, start, { history: 0 })).rejects.toThrow(
      'lbfgs: option "history": expected a whole number of 1 or above, but got 0',
    );
    await expect(last(valley, start, { iteration: 3 } as LbfgsOptions)).rejects.toThrow(
      'lbfgs: unknown option "iteration"',
    );
    await expect(last(valley, start, { signal: {} as AbortSignal })).rejects.toThrow(
      'option "signal": expected an AbortSignal',
    );
  });
});
