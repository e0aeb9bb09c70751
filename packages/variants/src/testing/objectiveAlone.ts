import {
  Context,
  Declarations,
  type Frame,
  type Objective,
  type ObjectiveInput,
  type Terms,
} from '@autoencoder-zoo/core';

/** An objective without a model: what it makes of terms. Numbers have their constant values. */
export function objectiveAlone(objective: Objective): (input: ObjectiveInput) => Terms {
  const context = new Context(new Declarations(0), 'objective', { kind: 'objective', shapes: {} });
  const built = objective.build(context);
  const frame = { number: ({ value }) => value as number } as Pick<Frame, 'number'> as Frame;
  return (input) => built.terms(input, frame);
}
