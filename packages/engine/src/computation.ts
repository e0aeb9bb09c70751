import * as tf from '#tensorflow';
import { Carried } from './carried.js';
import { gradientsOf } from './gradients/gradientsOf.js';
import { checkTerms, objectiveName, objectiveOf, valueOf, type Loss } from './objective.js';
import { UnusedVariableError } from './unusedVariable.js';

/** Variables that the terms of one group train. */
export interface LossGroup {
  /** Empty for the group to which terms belong that name none. */
  readonly name: string;
  readonly variables: readonly tf.Variable[];
}

/** Tensors by name to tensors by name. */
export type Computation = (inputs: Record<string, tf.Tensor>) => Record<string, tf.Tensor>;

/** A loss of inputs whose names are known at run time only. */
export type AnyLoss = Loss<Record<string, tf.Tensor>>;

/** A function that assigns variables, of inputs whose names are known at run time only. */
export type AnyUpdate = (inputs: Record<string, tf.Tensor>) => void;

/** What the names of a computation's outputs begin with. */
export const TERM = 'term:';
export const GRADIENT = 'gradient:';

/**
 * The objectives and terms of a loss (`term:<name>`) and the gradients of each
 * group's objective by its variables (`gradient:<index>`, counting the variables of
 * all groups), all at the same weights and from one forward pass.
 *
 * It is traced for the compiled engine and run as it is by the eager one.
 *
 * @param taking - For each group whether its gradients are wanted; by default all are.
 */
export function computationOf(
  loss: AnyLoss,
  groups: readonly LossGroup[],
  taking: readonly boolean[] = groups.map(() => true),
): Computation {
  const names = groups.map(({ name }) => name);
  const first = firstIndices(groups);
  const last = taking.lastIndexOf(true);

  return (inputs) => {
    const [objectives, terms, gradients] = [new Carried(), new Carried(), new Carried()];
    const keep = (group: number, found: readonly (tf.Tensor | undefined)[]) => {
      for (const [i, gradient] of found.entries()) {
        const index = first[group] + i;
        if (gradient === undefined) {
          throw new UnusedVariableError(groups[group].variables[i], index);
        }
        gradients.keep(`${GRADIENT}${index}`, gradient);
      }
    };
    const forward = () => {
      const given = loss(inputs);
      checkTerms(given, names);
      for (const [name, term] of Object.entries(given)) terms.keep(TERM + name, valueOf(term));
      const values = names.map((name) => objectiveOf(name, given));
      for (const [g, name] of names.entries()) {
        objectives.keep(TERM + objectiveName(name), values[g]);
        if (taking[g] && g !== last)
          keep(
            g,
            gradientsOf(() => values[g], groups[g].variables),
          );
      }
      return values[Math.max(last, 0)];
    };
    try {
      // The last group's gradient is taken around the forward pass, those of the
      // others inside, on its tape.
      if (last < 0) tf.tidy(forward);
      else keep(last, gradientsOf(forward, groups[last].variables));
      return { ...objectives.handOver(), ...terms.handOver(), ...gradients.handOver() };
    } catch (error) {
      for (const carried of [objectives, terms, gradients]) carried.dispose();
      throw error;
    }
  };
}

/** The index of each group's first variable among those of all groups. */
export function firstIndices(groups: readonly LossGroup[]): readonly number[] {
  let next = 0;
  return groups.map(({ variables }) => {
    const first = next;
    next += variables.length;
    return first;
  });
}
