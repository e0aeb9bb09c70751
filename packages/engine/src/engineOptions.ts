import { boolean, OptionsError, positiveInteger, type Check } from './options.js';
import { platformSessions } from './session/platform.js';
import { PROVIDERS, ProviderError, type Provider } from './session/provider.js';
import type { SessionFactory } from './session/session.js';

/** Which engine runs a function, and how. */
export interface EngineOptions {
  /**
   * `compiled` (the default): one graph on ONNX Runtime. `eager`: TensorFlow.js,
   * operation by operation; also what runs where ONNX Runtime has no binary.
   */
  readonly engine?: 'compiled' | 'eager';
  /**
   * TF.js backend of the eager engine, such as `cpu` or `tensorflow`; by default the current one.
   */
  readonly backend?: string;
  /**
   * Threads of the compiled engine, at most. By default one where the products of the graph
   * are so small that to share them costs more than it gives, else as many as there
   * are cores. Results do not depend on it, to the last bit: a graph gets fewer where
   * more would change them.
   */
  readonly threads?: number;
  /**
   * Threads of the compiled engine wait for work awake for a tenth of a millisecond.
   * `false` lets them sleep at once: about a tenth faster where other programs use
   * all cores, a tenth slower where none does. Default true.
   */
  readonly spin?: boolean;
  /**
   * What the compiled engine computes on: the processor, or a device through an execution
   * provider of ONNX Runtime, `cuda`, `webgpu`, `dml` or `coreml`. One that is not there
   * is an error. Operations that it does not know run on the processor. Default `cpu`.
   */
  readonly provider?: Provider;
  /**
   * Where a step of the compiled engine updates the weights. `wasm`: in a pass of its
   * own over the gradients, which is the fastest way on the processor. `graph`: inside
   * the graph, so that gradients and optimiser state stay on the device. Both give the
   * same numbers up to rounding. Default: `wasm` on the provider `cpu`, else `graph`.
   */
  readonly optimiserIn?: 'graph' | 'wasm';
  /**
   * How many sets of input shapes stay compiled; the one unused for longest goes first. Default 8.
   */
  readonly cacheSize?: number;
  /** Loads graphs; by default ONNX Runtime of this platform. */
  readonly sessions?: SessionFactory;
}

/** Accepts what is left out. */
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);
const oneOf = (...choices: readonly string[]): Check => {
  const last = choices.length - 1;
  const quoted = choices.map((choice) => `'${choice}'`);
  const expected = `${quoted.slice(0, last).join(', ')} or ${quoted[last]}`;
  return (value) => (choices.some((choice) => choice === value) ? undefined : expected);
};
/** More threads than this end the process, as the system refuses them. */
const MOST_THREADS = 1024;
/** Accepts every value. */
export const anything: Check = () => undefined;

/** Checks of {@link EngineOptions}, for `parseOptions`. */
export const ENGINE_CHECKS = {
  engine: oneOf('compiled', 'eager'),
  backend: anything,
  threads: optional((value) =>
    Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_THREADS
      ? undefined
      : `a whole number from 1 to ${MOST_THREADS}`,
  ),
  spin: boolean,
  provider: optional(oneOf(...PROVIDERS)),
  optimiserIn: optional(oneOf('graph', 'wasm')),
  cacheSize: positiveInteger,
  sessions: anything,
} satisfies Record<keyof EngineOptions, Check>;

/** What {@link EngineOptions} are when left out. */
export const ENGINE_DEFAULTS = { engine: 'compiled', cacheSize: 8, spin: true } as const;

/** Engine options with their defaults filled in. */
export type ParsedEngineOptions = EngineOptions & { readonly cacheSize: number };

/**
 * The factory of the compiled engine; `undefined` when the eager one is to run.
 *
 * @throws OptionsError when the eager engine is asked for a provider.
 * @throws ProviderError when a provider is asked for where ONNX Runtime cannot be loaded.
 */
export async function sessionsFor(options: EngineOptions): Promise<SessionFactory | undefined> {
  const { engine, provider = 'cpu' } = options;
  if (engine === 'eager') {
    if (provider === 'cpu') return undefined;
    throw new OptionsError(
      `The provider "${provider}" belongs to the compiled engine; the eager one computes on a TF.js "backend".`,
    );
  }
  const sessions = options.sessions ?? (await platformSessions());
  if (sessions === undefined && provider !== 'cpu') throw new ProviderError(provider, []);
  return sessions;
}

/** Whether the update of a step belongs into its graph. */
export function updatesInGraph({ provider = 'cpu', optimiserIn }: EngineOptions): boolean {
  return (optimiserIn ?? (provider === 'cpu' ? 'wasm' : 'graph')) === 'graph';
}
