import type { Shape } from '../parts/shape.js';

/** Name of a graph in a saved folder, without its ending. */
export type GraphName = 'encoder' | 'decoder' | 'classifier';

/** A column that a graph reads beside its samples or codes. */
export interface GraphColumn {
  readonly name: string;
  /** Of one sample's value. */
  readonly shape: Shape;
  /** How many classes there are, where values are classes: a graph reads a one among zeros. */
  readonly classes?: number;
}

/**
 * What `model.json` says of the graphs beside it, under `graphs`: what it takes to use them and
 * their files do not tell.
 */
export interface GraphsForm {
  /** Shape of the code of one sample. */
  readonly code: Shape;
  /** Outputs of the encoder beside the code. */
  readonly outputs: readonly string[];
  /** The columns that each graph reads. */
  readonly columns: Readonly<Partial<Record<GraphName, readonly GraphColumn[]>>>;
  /** How many classes samples are the numbers of; absent if they are amounts. */
  readonly classes?: number;
  /** Whether the decoder reads the code alone, and nothing of the sample that the code is of. */
  readonly decodesAlone?: boolean;
}
