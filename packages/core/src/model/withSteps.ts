import type { Shape } from '../parts/shape.js';
import type { Autoencoder } from './autoencoder.js';
import type { Classifier } from './classifier.js';
import type { Parts } from '../network/parts.js';
import type { Model } from './model.js';
import { takeForm } from './form.js';
import { takeOver } from './takeOver.js';
import type { ModelOptions } from './wiredModel.js';

type Kind = new (
  input: Shape,
  parts: Parts,
  options: ModelOptions & { readonly classes?: number | undefined },
) => Model;

/**
 * A model of sequences for other ones that are longer or shorter: the same parts with
 * copies of the weights, whose input has `steps` steps. Recurrent parts do not depend
 * on the number of steps, dense ones do.
 *
 * @param steps - Of the longest sequence that it is to take, at least 1.
 * @throws Error naming the first weight that depends on the number of steps;
 * RangeError if `steps` is no whole number of at least 1, or samples are no sequences.
 *
 * @example
 * ```ts
 * const model = lstm({ input: [28, 4], units: 16, latentDim: 2 });
 * const longer = withSteps(model, 100);
 * const codes = await longer.encode({ data: new Float32Array(5 * 100 * 4), shape: [5, 100, 4] });
 * ```
 */
export function withSteps<Input extends Shape, CodeShape extends Shape>(
  model: Autoencoder<Input, CodeShape>,
  steps: number,
): Autoencoder<Shape, CodeShape>;
/** The same of a classifier. */
export function withSteps<Input extends Shape, CodeShape extends Shape>(
  model: Classifier<Input, CodeShape>,
  steps: number,
): Classifier<Shape, CodeShape>;
export function withSteps(model: Model, steps: number): Model {
  model.life.requireUsable('withSteps');
  const { inputShape, parts, seed, scalingOptions, scaling } = model;
  const [present, ...step] = inputShape;
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`withSteps: expected a whole number of at least 1, but got ${steps}`);
  }
  if (step.length === 0) {
    throw new RangeError(`withSteps: samples of shape [${present}] are no sequences of steps`);
  }
  const refuse = (what: string): never => {
    throw new Error(
      `withSteps: ${what} depends on the number of steps, which is ${present}; train a model with input: [${[steps, ...step].join(', ')}]`,
    );
  };
  const ofSteps = scaling.kind !== 'none' && scalingOptions.per === 'feature';
  if (ofSteps || ![1, step.at(-1)].includes(scaling.offset.length))
    refuse('the scaling, that of each step,');
  const Same = model.constructor as Kind;
  const made = new Same([steps, ...step], parts, {
    seed,
    scaling: scalingOptions,
    classes: model.network.task.target?.classes,
  });
  const fixed = made.variables.find(
    ({ variable }, i) => String(variable.shape) !== String(model.variables[i].variable.shape),
  );
  if (fixed) {
    // Weights of a layers model are those of the given model, too.
    made.abandon();
    refuse(`the weight "${fixed.name}"`);
  }
  takeOver(made.variables, model.variables);
  takeForm(made, model);
  if (made.columns?.length !== step.at(-1)) made.columns = undefined;
  made.labelNames = model.labelNames;
  made.engine = model.engine;
  return made;
}
