/**
 * How the benchmark talks with an engine: one JSON object a line. When the process
 * has started it says {@link Hello}; then it answers each {@link Request} with a
 * {@link Timing}. It ends with its input.
 */
export type Hello =
  | {
      /** What runs, with its version. */
      readonly engine: string;
      /** Number of weights, to see that all engines train the same; a probe has none. */
      readonly parameters?: number;
      /** Seconds of the first repetition: tracing, compiling and the work itself. */
      readonly first: number;
      /** Seconds of `yardstick.ts` in the same process, which the zoo's tell. */
      readonly yardstick?: number;
    }
  | {
      /** Why the engine cannot run here. */
      readonly unavailable: string;
    }
  | {
      /** Why the engine cannot do this task, though it can do others. */
      readonly incapable: string;
    };

/** Asks for repetitions of the task. */
export interface Request {
  /** How long to repeat, in seconds; a few repetitions are always made. */
  readonly seconds: number;
}

/** What repetitions took. */
export interface Timing {
  readonly repetitions: number;
  /** Median of a repetition: a stall that comes from elsewhere does not count. */
  readonly milliseconds: number;
  /** The most memory that the process has held so far, in bytes. */
  readonly peakMemory: number;
}
