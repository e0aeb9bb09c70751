import type { TermAverages } from './events.js';

/** One array per loss term, one value per epoch; plain JSON. */
export interface History {
  /** Averages over the training samples, while the weights were changing. */
  readonly training: Readonly<Record<string, readonly number[]>>;
  /** On the validation data after each epoch; empty without validation data. */
  readonly validation: Readonly<Record<string, readonly number[]>>;
  /** Learning rate at the end of each epoch. */
  readonly learningRate: readonly number[];
}

/** A history before the first epoch. */
export const emptyHistory: History = { training: {}, validation: {}, learningRate: [] };

/** A history with one epoch more. */
export function extend(
  history: History,
  training: TermAverages,
  validation: TermAverages | undefined,
  learningRate: number,
): History {
  return {
    training: append(history.training, training),
    validation: append(history.validation, validation ?? {}),
    learningRate: [...history.learningRate, learningRate],
  };
}

function append(
  columns: History['training'],
  terms: TermAverages,
): Record<string, readonly number[]> {
  const extended = { ...columns };
  for (const [name, value] of Object.entries(terms)) {
    extended[name] = [...(Object.hasOwn(columns, name) ? columns[name] : []), value];
  }
  return extended;
}
