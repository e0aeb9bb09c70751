import type { Dataset } from '../data/dataset.js';
import { DataError } from '../data/input.js';
import { withLabelsOf } from '../data/withLabelsOf.js';
import type { Network } from '../network/network.js';
import type { Shape } from '../parts/shape.js';
import type { WiredModel } from './wiredModel.js';

/**
 * Takes from training data what a model does not have yet: scaling, whether lengths
 * differ, names of columns and classes.
 *
 * @returns A function that takes it back, for a training that is refused.
 */
export function learnForm(model: WiredModel, data: Dataset): () => void {
  const { masked, columns, labelNames } = model;
  const scaling = model.isScaled ? model.scaling : undefined;
  model.fitScaling(data);
  model.masked ||= data.lengths !== undefined;
  model.columns ??= data.columns;
  if (readsLabels(model.network)) model.labelNames ??= data.labelNames;
  return () => {
    Object.assign(model, { masked, columns, labelNames });
    model.putScaling(scaling);
  };
}

/** Takes over what another model of the same parts learned of the form of samples. */
export function takeForm(
  model: WiredModel,
  { isScaled, scaling, masked, columns }: WiredModel,
): void {
  if (isScaled) model.setScaling(scaling);
  Object.assign(model, { masked, columns });
}

/**
 * The same samples with the numbers of classes that a model was trained with.
 *
 * @throws DataError if a class is unknown.
 */
export function withKnownLabels<Input extends Shape>(
  data: Dataset<Input>,
  { network, labelNames }: Pick<WiredModel, 'network' | 'labelNames'>,
): Dataset<Input> {
  return readsLabels(network) ? withLabelsOf(data, labelNames) : data;
}

/**
 * Refuses samples whose columns have other names than those of the training data.
 *
 * @throws DataError naming the first one.
 */
export function refuseOtherColumns(
  { name, columns }: Dataset,
  known: readonly string[] | undefined,
): void {
  if (!columns || !known || columns.length !== known.length) return;
  const place = columns.findIndex((column, i) => column !== known[i]);
  if (place < 0) return;
  throw new DataError(
    `${name}: column ${place} is ${JSON.stringify(columns[place])}, but the model was trained with ${JSON.stringify(known[place])} there; read the file with columns: model.columns`,
  );
}

/** Whether classes have to have the numbers that they had in training. */
function readsLabels({ declarations, task }: Network): boolean {
  return task.target?.name === 'label' || declarations.columns.has('label');
}
