import type { Column } from '../parts/column.js';
import type { Shape } from '../parts/shape.js';

/** What a model learns to give. */
export interface Task {
  /** The column that outputs are compared with. Default: the sample itself. */
  readonly target?: Column;
  /** What its reconstruction term is called. */
  readonly term: string;
}

/** To give the sample back. */
export const reconstruction: Task = { term: 'reconstruction' };

/** To tell the sample's class, of so many. */
export const classification = (classes: number): Task => ({
  target: { name: 'label', shape: [classes], classes },
  term: 'crossEntropy',
});

/** Shape of one target. */
export const targetShape = ({ target }: Task, input: Shape): Shape => target?.shape ?? input;
