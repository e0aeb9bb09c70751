import { boolean, positiveInteger, type Check } from './options.js';
import { platformSessions } from './session/platform.js';
import type { SessionFactory } from './session/session.js';

/** Which engine runs a function, and how. */
export interface EngineOptions {
  /**
   * `compiled` (the default): one graph on ONNX Runtime. `eager`: TensorFlow.js, operation by operation;
   * also what runs where ONNX Runtime has no binary.
   */
  readonly engine?: 'compiled' | 'eager';
  /** TF.js backend of the eager engine, such as `cpu` or `tensorflow`; by default the current one. */
  readonly backend?: string;
  /** Threads of the compiled engine; by default as many as there are cores. Results do not depend on it. */
  readonly threads?: number;
  /**
   * Threads of the compiled engine wait for work awake. `false` lets them sleep: better where other programs
   * use the cores too, a tenth slower where none does. Default true.
   */
  readonly spin?: boolean;
  /** How many sets of input shapes stay compiled; the one unused for longest goes first. Default 8. */
  readonly cacheSize?: number;
  /** Loads graphs; by default ONNX Runtime of this platform. */
  readonly sessions?: SessionFactory;
}

const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);
/** Accepts every value. */
export const anything: Check = () => undefined;

/** Checks of {@link EngineOptions}, for `parseOptions`. */
export const ENGINE_CHECKS = {
  engine: (value) =>
    value === 'compiled' || value === 'eager' ? undefined : "'compiled' or 'eager'",
  backend: anything,
  threads: optional(positiveInteger),
  spin: boolean,
  cacheSize: positiveInteger,
  sessions: anything,
} satisfies Record<keyof EngineOptions, Check>;

/** What {@link EngineOptions} are when left out. */
export const ENGINE_DEFAULTS = { engine: 'compiled', cacheSize: 8, spin: true } as const;

/** Engine options with their defaults filled in. */
export type ParsedEngineOptions = EngineOptions & { readonly cacheSize: number };

/** The factory of the compiled engine; `undefined` when the eager one is to run. */
export async function sessionsFor(options: EngineOptions): Promise<SessionFactory | undefined> {
  if (options.engine === 'eager') return undefined;
  return options.sessions ?? (await platformSessions());
}
