/** Inputs of a target, from one number to another, which a process is given. */
export interface Job {
  readonly target: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** File that tells which number is on. */
  readonly progress: string;
  /** Folder of inputs that did harm. */
  readonly kept: string;
}

/** A fault, and the first input that shows it. */
export interface Found {
  readonly what: string;
  count: number;
  readonly first: number;
  /** File that holds that input, made as small as it goes. */
  readonly kept: string;
}

/** What a process found. */
export interface Report {
  readonly counts: Readonly<Record<'accepted' | 'refused' | 'failed', number>>;
  readonly found: readonly Found[];
}
