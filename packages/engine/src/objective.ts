import * as tf from '#tensorflow';

/** A loss term that is reported as it is, and enters the objective of its group times a weight. */
export class WeightedTerm {
  constructor(
    readonly value: tf.Tensor,
    readonly weight: number | tf.Tensor,
    /** Name of a group; `undefined` for a term that trains nothing. */
    readonly group?: string,
  ) {}

  /** Whether something is a term: also one of another copy of this module, as loaders make them. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && 'value' in value && 'weight' in value;
  }
}

/**
 * Named parts of a loss. The objective of a group is the sum of its terms times their
 * weights; a bare scalar has weight 1 and belongs to the group without a name.
 */
export type LossTerms = Readonly<Record<string, tf.Tensor | WeightedTerm>>;

/** A loss function: tensors by name to terms, written with TF.js operations. */
export type Loss<I, T extends LossTerms = LossTerms> = (inputs: I) => T;

/**
 * A term with a weight in the objective of a group.
 *
 * @param value - scalar; reported without the weight.
 * @param weight - A number, or a scalar such as an input of the step.
 * @param group - Name of the group whose variables the term trains; by default the
 * one without a name.
 */
export function weighted(value: tf.Tensor, weight: number | tf.Tensor, group = ''): WeightedTerm {
  return new WeightedTerm(value, weight, group);
}

/**
 * A term that trains nothing: a measure, or what belongs to variables that are not trained here.
 *
 * @param value - scalar; it must be finite like that of any other term.
 */
export function reported(value: tf.Tensor): WeightedTerm {
  return new WeightedTerm(value, 0);
}

/** The name under which the objective of a group is reported. */
export const objectiveName = (group: string): string => (group === '' ? 'loss' : `${group}.loss`);

/** The value of a term without its weight. */
export const valueOf = (term: tf.Tensor | WeightedTerm): tf.Tensor =>
  term instanceof WeightedTerm ? term.value : term;

/** The objective of a group: the weighted sum of its terms, of which there is at least one. */
export function objectiveOf(group: string, terms: LossTerms): tf.Tensor {
  return Object.values(terms)
    .filter((term) => groupOf(term) === group)
    .map((term) => (term instanceof WeightedTerm ? tf.mul(term.value, term.weight) : term))
    .reduce((sum, next) => tf.add(sum, next));
}

const groupOf = (term: tf.Tensor | WeightedTerm) =>
  term instanceof WeightedTerm ? term.group : '';

/**
 * Checks what a loss has returned.
 *
 * @param groups - Names of all groups of the step.
 * @throws TypeError when the terms are not named scalars, when one belongs to a
 * group that is not there, or when a group has none.
 */
export function checkTerms(terms: unknown, groups: readonly string[]): asserts terms is LossTerms {
  if (typeof terms !== 'object' || terms === null || terms instanceof tf.Tensor) {
    throw new TypeError(
      'A loss must return its terms by name, for example { reconstruction, kl }.',
    );
  }
  const entries = Object.entries(terms as LossTerms);
  if (entries.length === 0) throw new TypeError('A loss must return at least one term.');
  const taken = groups.map(objectiveName);
  for (const [name, term] of entries) {
    if (taken.includes(name)) {
      throw new TypeError(`A term cannot be called "${name}": that is the sum of all terms.`);
    }
    checkScalar(name, term instanceof WeightedTerm ? term.value : term);
    if (term instanceof WeightedTerm && typeof term.weight !== 'number') {
      checkScalar(name, term.weight);
    }
    const group = groupOf(term);
    if (group !== undefined && !groups.includes(group)) {
      throw new TypeError(
        `The term "${name}" belongs to ${described(group)}, but the step has ${groups.map(described).join(' and ')}.`,
      );
    }
  }
  const empty = groups.find((group) => !entries.some(([, term]) => groupOf(term) === group));
  if (empty !== undefined) {
    throw new TypeError(
      `No term of the loss belongs to ${described(empty)}: give its terms as weighted(value, weight, group).`,
    );
  }
}

const described = (group: string) =>
  group === '' ? 'the group without a name' : `the group "${group}"`;

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
