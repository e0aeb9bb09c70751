import type * as tf from '@tensorflow/tfjs-core';
import { differentiate, type Loss } from './objective.js';

/** A loss and the variables that it trains. */
export interface LossGroup {
  /** Stands with a dot before the names of the group's terms; empty when there is one group only. */
  readonly name: string;
  readonly loss: Loss<Record<string, tf.Tensor>>;
  readonly variables: readonly tf.Variable[];
}

/** Tensors by name to tensors by name. */
export type Computation = (inputs: Record<string, tf.Tensor>) => Record<string, tf.Tensor>;

/** What the names of a computation's outputs begin with. */
export const TERM = 'term:';
export const GRADIENT = 'gradient:';

/**
 * The terms (`term:<group>.<name>`, the objective being called `loss`) and the gradients
 * (`gradient:<index>`, counting the variables of all groups) of losses, all at the same weights.
 *
 * It is traced for the compiled engine and run as it is by the eager one.
 */
export function computationOf(groups: readonly LossGroup[]): Computation {
  return (inputs) => {
    const outputs: Record<string, tf.Tensor> = {};
    let index = 0;
    for (const { name: group, loss, variables } of groups) {
      const prefix = group === '' ? TERM : `${TERM}${group}.`;
      const { loss: total, terms, gradients } = differentiate(() => loss(inputs), variables);
      for (const [name, term] of Object.entries({ loss: total, ...terms })) {
        outputs[prefix + name] = term;
      }
      for (const [i, gradient] of gradients.entries()) {
        if (gradient === undefined) throw new UnusedVariableError(variables[i], index + i);
        outputs[`${GRADIENT}${index + i}`] = gradient;
      }
      index += variables.length;
    }
    return outputs;
  };
}

/** A variable that is to be trained does not influence its loss. */
export class UnusedVariableError extends Error {
  override readonly name = 'UnusedVariableError';

  constructor(variable: tf.Variable, index: number) {
    super(
      `The loss does not depend on variable ${index} ('${variable.name}', shape [${variable.shape.join(', ')}]). ` +
        'Leave it out of the variables; if the loss assigns it, list it in the option "state" instead.',
    );
  }
}
