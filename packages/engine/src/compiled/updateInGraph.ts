import * as tf from '#tensorflow';
import {
  GRADIENT,
  TERM,
  computationOf,
  firstIndices,
  type AnyLoss,
  type AnyUpdate,
  type Computation,
} from '../computation.js';
import type { Specs } from '../inputs.js';
import { ruleOf, type Optimiser } from '../optimisers/optimiser.js';
import type { TrainedGroup } from '../trainingStep.js';
import type { Taking } from './stepPrograms.js';

/**
 * What the names of inputs and outputs of a whole update begin with, besides those of
 * the computation.
 */
export const SLOT = 'slot:';
export const COEFFICIENT = 'coefficient:';
export const NORM = 'norm:';

/** What is to be computed besides the update. */
export interface UpdatingOptions {
  readonly loss: AnyLoss;
  readonly groups: readonly TrainedGroup[];
  /** Also gives the norms that clipping does not need. */
  readonly checkGradients: boolean;
  /** Assigns variables after the update. */
  readonly afterUpdate?: AnyUpdate;
}

/**
 * A training step with its update: it assigns the trained variables, gives terms
 * (`term:<name>`), the norms of the gradients (`norm:<group>`, where they are needed)
 * and the new slots, and takes slots (`slot:<index of the variable>/<name>`) and
 * coefficients (`coefficient:<group>/<name>`) besides its inputs.
 *
 * @param taking - For each group whether it takes part; the others have neither norms
 * nor slots nor coefficients.
 */
export function updatingComputation(
  { loss, groups, checkGradients, afterUpdate }: UpdatingOptions,
  taking: Taking,
): Computation {
  const gradientsOf = computationOf(loss, groups, taking);
  const carried = carriedSpecs(groups, taking);
  return (inputs) => {
    // A loss may look at all inputs that it is given.
    const own = Object.fromEntries(Object.entries(inputs).filter(([name]) => !(name in carried)));
    const computed = gradientsOf(own);
    const outputs = Object.fromEntries(
      Object.entries(computed).filter(([name]) => name.startsWith(TERM)),
    );
    for (const [g, first] of firstIndices(groups).entries()) {
      if (!taking[g]) continue;
      const { optimiser, variables, clipNorm } = groups[g];
      let gradients = variables.map((_, i) => computed[`${GRADIENT}${first + i}`]);
      if (clipNorm !== undefined || checkGradients) {
        const norm = globalNorm(gradients);
        outputs[`${NORM}${g}`] = norm;
        if (clipNorm !== undefined) gradients = clipped(gradients, norm, clipNorm);
      }
      const coefficients = coefficientsOf(g, optimiser, inputs);
      const rule = ruleOf(optimiser);
      for (const [i, weights] of variables.entries()) {
        const prefix = `${SLOT}${first + i}/`;
        const slots = Object.fromEntries(
          rule.slots(optimiser).map(({ name }) => [name, inputs[prefix + name]]),
        );
        const parameter = { weights, gradient: gradients[i], slots };
        const updated = rule.update(optimiser, parameter, coefficients);
        weights.assign(updated.weights);
        for (const [name, slot] of Object.entries(updated.slots)) outputs[prefix + name] = slot;
      }
    }
    afterUpdate?.(own);
    return outputs;
  };
}

/** Shapes of the slots and coefficients that the computation takes. */
export function carriedSpecs(groups: readonly TrainedGroup[], taking: Taking): Specs {
  const specs: Record<string, { shape: readonly number[] }> = {};
  for (const [g, first] of firstIndices(groups).entries()) {
    if (!taking[g]) continue;
    const { optimiser, variables } = groups[g];
    for (const name of varying(optimiser)) specs[`${COEFFICIENT}${g}/${name}`] = { shape: [] };
    for (const [i, { shape }] of variables.entries()) {
      for (const { name } of ruleOf(optimiser).slots(optimiser)) {
        specs[`${SLOT}${first + i}/${name}`] = { shape };
      }
    }
  }
  return specs;
}

/** Names of the coefficients that change from step to step or with the learning rate. */
export function varying(optimiser: Optimiser): readonly string[] {
  const rule = ruleOf(optimiser);
  const base = rule.coefficients(optimiser, 1, 0);
  const others = [rule.coefficients(optimiser, 2, 0), rule.coefficients(optimiser, 1, 7)];
  return Object.keys(base).filter((name) => others.some((other) => other[name] !== base[name]));
}

/**
 * Scalars of the graph where they vary, and numbers, which the graph's passes make
 * use of, elsewhere.
 */
function coefficientsOf(
  group: number,
  optimiser: Optimiser,
  inputs: Readonly<Record<string, tf.Tensor>>,
): Record<string, number | tf.Scalar> {
  const coefficients: Record<string, number | tf.Scalar> = {
    ...ruleOf(optimiser).coefficients(optimiser, 1, 0),
  };
  for (const name of varying(optimiser)) {
    coefficients[name] = inputs[`${COEFFICIENT}${group}/${name}`] as tf.Scalar;
  }
  return coefficients;
}

function globalNorm(gradients: readonly tf.Tensor[]): tf.Tensor {
  return tf.sqrt(
    gradients.map((gradient) => tf.sum(tf.square(gradient))).reduce((a, b) => tf.add(a, b)),
  );
}

/** `clipScale` in TF.js operations. */
function clipped(gradients: readonly tf.Tensor[], norm: tf.Tensor, clipNorm: number): tf.Tensor[] {
  const scale = tf.minimum(1, tf.div(clipNorm, tf.add(norm, 1e-6)));
  return gradients.map((gradient) => tf.mul(gradient, scale));
}
