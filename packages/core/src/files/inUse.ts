/** Thrown when a file or a folder is in use by somebody else: by another run, or another save. */
export class InUseError extends Error {
  override readonly name = 'InUseError';
}

/** A place that is in use, until it is released. */
export interface Hold {
  /** Gives the place free. */
  release(): Promise<void>;
}
