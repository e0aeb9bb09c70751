import { loadGradients } from '#tensorflow-companions';
import * as tf from '#tensorflow';
import { access } from './access.js';
import { averagePooling } from './averagePooling.js';
import { batchNormalisation } from './batchNormalisation.js';
import { broadcasts } from './broadcasts.js';
import { keepInputsOfCustomGradients } from './customGradients.js';
import { valued } from './fromOutput.js';
import { jumps } from './jumps.js';
import { others } from './others.js';
import { products } from './products.js';

let registered = false;

/**
 * The gradients of a scalar by variables, as tensors of the current scope; `undefined`
 * where it does not depend on one. Inside of another call `evaluate` may give a tensor
 * that was computed there before. Leaves no tensors behind when it fails.
 *
 * Gradients that TF.js lacks, or has wrong, are registered at the first call, for the
 * whole process.
 */
export function gradientsOf(
  evaluate: () => tf.Tensor,
  variables: readonly tf.Tensor[],
): readonly (tf.Tensor | undefined)[] {
  if (!registered) {
    loadGradients();
    const configs = [
      jumps,
      broadcasts(),
      access(),
      valued(),
      products,
      averagePooling,
      batchNormalisation,
      others,
    ];
    for (const config of configs.flat()) tf.registerGradient(config);
    keepInputsOfCustomGradients();
    registered = true;
  }
  const engine = tf.engine();
  try {
    return engine.gradients(evaluate, [...variables], undefined, true).grads;
  } catch (error) {
    const tape = engine.state.activeTape as typeof engine.state.activeTape | null;
    if (engine.state.gradientDepth === 0) {
      for (const { saved } of tape ?? []) tf.dispose(saved ?? []);
    }
    throw explain(error);
  }
}

/** What TF.js and the tracer say where a tensor is missing that is to be saved. */
const MISSING = /reading '(dataId|id)'|search for 'name' in undefined/;

function explain(error: unknown): unknown {
  if (error instanceof TypeError && MISSING.test(error.message)) {
    return new Error(
      'An operation lacks a tensor that its gradient needs. Where this is tf.batchNorm, give it an offset and a scale, such as tf.zeros and tf.ones.',
      { cause: error },
    );
  }
  const kernelName =
    error instanceof Error && /gradient function not found for (.+?)\.$/.exec(error.message)?.[1];
  if (!kernelName) return error;
  const second = /Grad$|Backprop/.test(kernelName)
    ? `has no gradient of its own, which a gradient inside of the loss needs`
    : 'has no gradient';
  return new Error(
    `The operation ${kernelName} ${second}. Express it with other operations, or compute it outside and pass the ` +
      'result as an input of the step.',
    { cause: error },
  );
}
