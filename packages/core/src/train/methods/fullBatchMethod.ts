import {
  addGradients,
  assignPoint,
  lbfgs,
  valueAndGradient,
  type LbfgsState,
} from '@autoencoder-zoo/engine';
import { quoted } from '../../files/quoted.js';
import type { Batches } from '../../batch/batches.js';
import type { Model } from '../../model/model.js';
import { OptionsError } from '../../parts/options.js';
import type { TermAverages } from '../events.js';
import { trainingLoss } from '../loss.js';
import type { RunIdentity } from '../runState.js';
import { decodeLbfgsState, encodeLbfgsState } from './lbfgsState.js';
import type { LimitedMemoryBfgs } from './limitedMemoryBfgs.js';
import type { Method, MethodState } from './method.js';
import { onlyGroup, variablesOf } from './variablesOf.js';

/** An iteration of L-BFGS on all samples for each step. */
export async function fullBatchMethod(
  model: Model,
  batches: Batches,
  identity: RunIdentity,
  { history, gradientTolerance, valueTolerance }: LimitedMemoryBfgs,
): Promise<Method> {
  if (identity.clipNorm !== null) {
    throw new OptionsError('train: option "clipNorm" has no effect with limitedMemoryBfgs');
  }
  if (model.network.actsAfterUpdate) {
    throw new OptionsError(
      'limitedMemoryBfgs tries weights out before it takes a step, but a part of this model changes them after each step; train with an optimiser such as adam()',
    );
  }
  const limits = { history, gradientTolerance, valueTolerance };
  const trained = onlyGroup(variablesOf(model, identity.only), 'limitedMemoryBfgs');
  const loss = await lossOnAll(model, batches, identity);
  const seen = new Map<number, TermAverages>();
  let terms: TermAverages | undefined;
  let state: LbfgsState | undefined;
  let states: ReturnType<typeof lbfgs> | undefined;

  async function look(x: Float64Array) {
    assignPoint(trained, x);
    const found = await loss.at();
    seen.set(found.value, found.terms);
    return found;
  }
  /** Takes the next state; the weights become those of the state, whatever was looked at last. */
  async function advance(): Promise<void> {
    const { value, done } = await states!.next();
    if (done) return;
    state = value;
    assignPoint(trained, state.x);
  }

  return {
    get learningRate() {
      return 1;
    },
    set learningRate(_) {
      throw new Error('L-BFGS chooses its steps itself and has no learning rate to set');
    },
    hasLearningRate: false,
    get converged() {
      return state?.end !== undefined;
    },
    async run() {
      seen.clear();
      if (!states) {
        const start = state ?? joined(trained.map((variable) => variable.dataSync()));
        states = lbfgs(look, start, { ...limits, iterations: Number.MAX_SAFE_INTEGER });
        await advance();
      }
      if (state!.end === undefined) await advance();
      terms = seen.get(state!.value) ?? terms ?? (await look(state!.x)).terms;
      return { loss: state!.value, ...terms };
    },
    state: () => {
      const bytes = state && encodeLbfgsState(state);
      const slots = bytes && { lbfgs: { data: bytes, shape: [bytes.length] } };
      return Promise.resolve({
        steps: state?.iteration ?? 0,
        learningRates: {},
        slots: slots ?? {},
      });
    },
    restore({ steps, learningRates, slots }) {
      const size = trained.reduce((sum, variable) => sum + variable.size, 0);
      const saved = savedState(slots, { steps, size, history });
      if (Object.keys(learningRates).length > 0) throw new Error('L-BFGS has no learning rate');
      [state, states] = [saved, undefined];
      return Promise.resolve();
    },
    dispose: () => loss.dispose(),
  };
}

/**
 * Reads the state after so many steps.
 *
 * @throws Error if it is of other weights, of other options or of another step.
 */
function savedState(
  slots: MethodState['slots'],
  run: { readonly steps: number; readonly size: number; readonly history: number },
): LbfgsState | undefined {
  const names = Object.keys(slots);
  const expected = run.steps > 0 ? 'lbfgs' : '';
  if (String(names) !== expected) {
    throw new Error(`the slots of L-BFGS must be "${expected}", but are ${quoted(names)}`);
  }
  if (run.steps === 0) return undefined;
  const { data } = slots['lbfgs'];
  if (!(data instanceof Uint8Array)) throw new Error('the slot "lbfgs" must be of type U8');
  const state = decodeLbfgsState(data);
  if (state.x.length !== run.size || state.corrections.length > run.history) {
    throw new Error(
      `the state of L-BFGS has ${state.x.length} weights and ${state.corrections.length} corrections, but there are ${run.size} weights, with at most ${run.history} corrections`,
    );
  }
  // A step that finds the end makes no iteration.
  const ended = state.end === undefined ? 0 : 1;
  if (state.iteration > run.steps || state.iteration < run.steps - ended) {
    throw new Error(
      `the state of L-BFGS has made ${state.iteration} iterations, but the run ${run.steps} steps`,
    );
  }
  return state;
}

interface Share {
  readonly inputs: ReturnType<Batches['fill']>;
  /** Of all samples. */
  readonly part: number;
}

/**
 * The loss and its gradient on all samples at the present weights; the shares' averages, averaged.
 */
async function lossOnAll(
  model: Model,
  batches: Batches,
  { samples, batchSize, only }: RunIdentity,
) {
  const chosen = variablesOf(model, only);
  const trained = onlyGroup(chosen, 'limitedMemoryBfgs');
  const { state } = chosen;
  const specs = (size: number) => batches.specs(size);
  const differentiator = await valueAndGradient(trainingLoss(model), trained, specs(batchSize), {
    ...model.engine,
    state,
  });
  const size = trained.reduce((sum, variable) => sum + variable.size, 0);
  const shareAt = (begin: number): Share => {
    const length = Math.min(batchSize, samples - begin);
    const indices = Uint32Array.from({ length }, (_, i) => begin + i);
    const inputs = batches.fill(indices, begin / batchSize, Infinity);
    return { inputs, part: length / samples };
  };
  const whole = batchSize === samples ? shareAt(0) : undefined;

  async function at() {
    const gradient = new Float64Array(size);
    const terms: Record<string, number> = {};
    let value = 0;
    for (let begin = 0; begin < samples; begin += batchSize) {
      const { inputs, part } = whole ?? shareAt(begin);
      const found = await differentiator.run(inputs);
      value += part * found.value;
      for (const [name, term] of Object.entries(found.terms)) {
        terms[name] = (Object.hasOwn(terms, name) ? terms[name] : 0) + part * term;
      }
      addGradients(gradient, found.gradients, part);
    }
    return { value, terms, gradient };
  }
  return { at, dispose: () => differentiator.dispose() };
}

function joined(arrays: readonly ArrayLike<number>[]): Float64Array {
  const x = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let begin = 0;
  for (const array of arrays) {
    x.set(array, begin);
    begin += array.length;
  }
  return x;
}
