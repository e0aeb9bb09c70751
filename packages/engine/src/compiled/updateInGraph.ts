import * as tf from '@tensorflow/tfjs-core';
import { GRADIENT, TERM, computationOf, type Computation } from '../computation.js';
import type { Specs } from '../inputs.js';
import { ruleOf, type Optimiser } from '../optimisers/optimiser.js';
import type { TrainedGroup } from '../trainingStep.js';

/** What the names of inputs and outputs of a whole update begin with, besides those of the computation. */
export const SLOT = 'slot:';
export const COEFFICIENT = 'coefficient:';
export const NORM = 'norm:';

/**
 * A training step with its update: it assigns the trained variables, gives terms (`term:<name>`), the norms of
 * the gradients (`norm:<group>`, where they are needed) and the new slots, and takes slots (`slot:<index of the
 * variable>/<name>`) and coefficients (`coefficient:<group>/<name>`) besides its inputs.
 *
 * @param checkGradients also gives the norms that clipping does not need
 */
export function updatingComputation(
  groups: readonly TrainedGroup[],
  checkGradients: boolean,
): Computation {
  const gradientsOf = computationOf(groups);
  const carried = carriedSpecs(groups);
  return (inputs) => {
    // A loss may look at all inputs that it is given.
    const own = Object.entries(inputs).filter(([name]) => !(name in carried));
    const computed = gradientsOf(Object.fromEntries(own));
    const outputs = Object.fromEntries(
      Object.entries(computed).filter(([name]) => name.startsWith(TERM)),
    );
    let first = 0;
    for (const [g, { optimiser, variables, clipNorm }] of groups.entries()) {
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
      first += variables.length;
    }
    return outputs;
  };
}

/** Shapes of the slots and coefficients that the computation takes. */
export function carriedSpecs(groups: readonly TrainedGroup[]): Specs {
  const specs: Record<string, { shape: readonly number[] }> = {};
  let index = 0;
  for (const [g, { optimiser, variables }] of groups.entries()) {
    for (const name of varying(optimiser)) specs[`${COEFFICIENT}${g}/${name}`] = { shape: [] };
    for (const { shape } of variables) {
      for (const { name } of ruleOf(optimiser).slots(optimiser)) {
        specs[`${SLOT}${index}/${name}`] = { shape };
      }
      index++;
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

/** Scalars of the graph where they vary, and numbers, which the graph's passes make use of, elsewhere. */
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
