import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Divergence } from '../parts/kinds.js';
import type { Term } from '../parts/term.js';

/** What a term may have; that of an objective may be a divergence with another value. */
const fields: readonly string[] = [
  'value',
  'weight',
  'group',
  'elements',
] satisfies (keyof Divergence)[];

/**
 * Refuses a term that is none, or trains nobody.
 *
 * @param part - Kind and name of the part that gave it.
 * @param groups - Those that variables have.
 */
export function expectTerm(
  part: string,
  name: string,
  term: Term | undefined,
  groups: ReadonlySet<string>,
): asserts term is Term {
  const refuse = (what: string) => {
    throw new Error(`the ${part} gave the term "${name}" ${what}`);
  };
  if (!(term?.value instanceof tf.Tensor)) {
    refuse(`without a tensor as its value; give { ${name}: { value: tensor } }`);
    return;
  }
  const unknown = Object.keys(term).find((field) => !fields.includes(field));
  if (unknown !== undefined) {
    refuse(`with the field "${unknown}"; there are value, weight and group`);
  }
  const { weight = 1, group } = term;
  if (weight instanceof tf.Tensor ? weight.rank > 0 : !Number.isFinite(weight)) {
    const given = weight instanceof tf.Tensor ? `of shape [${weight.shape.join(', ')}]` : weight;
    refuse(`a weight ${given}; give a finite number or a scalar`);
  }
  if (group !== undefined && !groups.has(group)) {
    refuse(`the group "${group}", but variables have the groups ${[...groups].join(', ')}`);
  }
}

/** Refuses a term that is neither one number a row or sample nor one for the batch. */
export function expectTermOfRows(
  part: string,
  name: string,
  { value: { shape } }: Term,
  rows: readonly number[],
): void {
  if (shape.length === 0 || (shape.length === 1 && rows.includes(shape[0]))) return;
  throw new Error(
    `the ${part} gave the term "${name}" with shape [${shape.join(', ')}]; give one number for each row, [${rows[0]}], summed over features, or a scalar for the batch`,
  );
}
