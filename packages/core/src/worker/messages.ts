/**
 * What a page asks of a worker; all else about the run goes through the port that comes with it.
 */
export interface StartMessage {
  readonly kind: typeof START;
  readonly input: unknown;
}

/** Tells a run's message from others that page and worker may exchange. */
export const START = 'autoencoder-zoo/run';

/** From the page to a run. */
export type ToRun =
  /** Events that it has taken since it said so last. */
  | { readonly kind: 'taken'; readonly count: number }
  /** Asks it to end; its last events are still wanted. */
  | { readonly kind: 'abort' }
  /** No event is wanted any more. */
  | { readonly kind: 'leave' };

/** From a run to the page. */
export type FromRun =
  | { readonly kind: 'event'; readonly event: unknown }
  | { readonly kind: 'end' }
  /** An error keeps its name, which cloning would lose. */
  | { readonly kind: 'error'; readonly error: unknown; readonly name: string };

/** How many events a run may be ahead of its page: enough to hide the way of a message. */
export const AHEAD = 16;
