import * as tf from '@tensorflow/tfjs-core';

/** A loss term that is reported as it is, and enters the objective times a weight. */
export class WeightedTerm {
  constructor(
    readonly value: tf.Tensor,
    readonly weight: number | tf.Tensor,
  ) {}
}

/**
 * Named parts of a loss. The objective, reported as `loss`, is the sum of all values times their weights;
 * a bare scalar has weight 1.
 */
export type Terms = Readonly<Record<string, tf.Tensor | WeightedTerm>>;

/** A loss function: tensors by name to terms, written with TF.js operations. */
export type Loss<I, T extends Terms = Terms> = (inputs: I) => T;

/**
 * A term with a weight in the objective.
 *
 * @param value scalar; reported without the weight
 * @param weight a number, or a scalar such as an input of the step
 */
export function weighted(value: tf.Tensor, weight: number | tf.Tensor): WeightedTerm {
  return new WeightedTerm(value, weight);
}

/** A loss and its gradients, as tensors of the current scope. */
export interface Differentiated {
  readonly loss: tf.Tensor;
  readonly terms: Readonly<Record<string, tf.Tensor>>;
  /** One for each variable; `undefined` where the loss does not depend on it. */
  readonly gradients: readonly (tf.Tensor | undefined)[];
}

/**
 * The objective of a loss, its terms, and its gradients with respect to variables.
 *
 * @throws {TypeError} when the terms are not named scalars
 */
export function differentiate(
  evaluate: () => Terms,
  variables: readonly tf.Variable[],
): Differentiated {
  const terms: Record<string, tf.Tensor> = {};
  const { value, grads } = gradients(variables, terms, () => {
    const given = evaluate();
    checkTerms(given);
    for (const [name, term] of Object.entries(given)) {
      // Everything but the returned value is disposed at the end of the forward pass.
      terms[name] = tf.keep(tf.clone(valueOf(term)));
    }
    return Object.values(given)
      .map(contributionOf)
      .reduce((sum, next) => tf.add(sum, next));
  });
  for (const [name, kept] of Object.entries(terms)) {
    terms[name] = tf.clone(kept);
    kept.dispose();
  }
  return { loss: value, terms, gradients: grads };
}

/** `tf.engine().gradients`, which leaves no tensors behind when it fails. */
function gradients(
  variables: readonly tf.Variable[],
  terms: Record<string, tf.Tensor>,
  evaluate: () => tf.Tensor,
) {
  const engine = tf.engine();
  try {
    return engine.gradients(evaluate, [...variables], undefined, true);
  } catch (error) {
    tf.dispose(terms);
    const tape = engine.state.activeTape as typeof engine.state.activeTape | null;
    if (engine.state.gradientDepth === 0) {
      for (const { saved } of tape ?? []) tf.dispose(saved ?? []);
    }
    throw error;
  }
}

const valueOf = (term: tf.Tensor | WeightedTerm) =>
  term instanceof WeightedTerm ? term.value : term;

function contributionOf(term: tf.Tensor | WeightedTerm): tf.Tensor {
  return term instanceof WeightedTerm ? tf.mul(term.value, term.weight) : term;
}

function checkTerms(terms: unknown): asserts terms is Terms {
  if (typeof terms !== 'object' || terms === null || terms instanceof tf.Tensor) {
    throw new TypeError(
      'A loss must return its terms by name, for example { reconstruction, kl }.',
    );
  }
  const entries = Object.entries(terms);
  if (entries.length === 0) throw new TypeError('A loss must return at least one term.');
  for (const [name, term] of entries) {
    if (name === 'loss') {
      throw new TypeError(`A term cannot be called "loss": that is the sum of all terms.`);
    }
    checkScalar(name, term instanceof WeightedTerm ? term.value : term);
    if (term instanceof WeightedTerm && typeof term.weight !== 'number') {
      checkScalar(name, term.weight);
    }
  }
}

function checkScalar(name: string, value: unknown): void {
  if (!(value instanceof tf.Tensor)) {
    throw new TypeError(`The term "${name}" must be a scalar tensor, got a ${typeof value}.`);
  }
  const { shape, dtype } = value as tf.Tensor;
  if (shape.length !== 0 || dtype !== 'float32') {
    throw new TypeError(
      `The term "${name}" must be a float32 scalar, got ${dtype} of shape [${shape.join(', ')}]. ` +
        'Sum it over features and average it over the batch.',
    );
  }
}
