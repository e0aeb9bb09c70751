/**
 * How the benchmark talks with an engine: one JSON object a line. When the process has started it says
 * {@link Hello}; then it answers each {@link Request} with a {@link Timing}. It ends with its input.
 */
export type Hello =
  | {
      /** What runs the steps, with its version. */
      readonly engine: string;
      /** Number of weights, to see that all engines train the same. */
      readonly parameters: number;
    }
  | {
      /** Why the engine cannot run here. */
      readonly unavailable: string;
    };

/** Asks for training steps. */
export interface Request {
  /** How long to train, in seconds; at least three steps are made. */
  readonly seconds: number;
}

/** What training steps took. */
export interface Timing {
  readonly steps: number;
  /** Median of the steps: a stall that comes from elsewhere does not count. */
  readonly milliseconds: number;
}
