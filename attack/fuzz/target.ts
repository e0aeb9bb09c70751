import type { Draw } from '../support/draw.js';

/** Damages an input; gives a new one and leaves the old one as it is. */
export type Edit<Input> = (input: Input) => Input;

/** A good input and what is done to it. */
export interface Damaged<Input> {
  readonly start: Input;
  readonly edits: readonly Edit<Input>[];
}

/** Something that reads what others wrote. */
export interface Target<Input> {
  /** What is read, such as `CSV`. */
  readonly name: string;
  /** How many inputs are tried in the short form. */
  readonly quickly: number;
  /** What each message has to name. */
  readonly named: RegExp;
  /** Prepares what is needed, in a folder of its own. */
  readonly setUp: (folder: string) => Promise<Reader<Input>>;
}

/** A target that is ready. */
export interface Reader<Input> {
  /** Draws a good input, and its damage. */
  readonly draw: (draw: Draw) => Damaged<Input>;
  /**
   * Reads an input.
   *
   * @throws Violation if it is read, but ought not to be; what the reader throws.
   */
  readonly attempt: (input: Input) => Promise<void>;
  /** The input as it is kept for whoever mends the reader. */
  readonly contents: (input: Input) => Uint8Array | string;
}

/** A promise that was not kept. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** A target whose type of input nobody has to know. */
export type AnyTarget = Target<never>;
