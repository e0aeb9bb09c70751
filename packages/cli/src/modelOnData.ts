import { withSteps, type Autoencoder, type Dataset } from '@autoencoder-zoo/core';
import { choosePart, inShape, loadData, type Data, type DataPart } from './data.js';
import { UsageError } from './errors.js';
import { loadModel } from './loadModel.js';
import type { Settings } from './settings.js';

/** Which part of which data. */
export interface DataOptions {
  /** Default: the test part, or all where there is none. */
  readonly part?: Exclude<DataPart, 'all'>;
  /** How to read a file. Default: what it says itself. */
  readonly read?: Settings;
}

/** A stored model and data as it takes them. */
export interface ModelOnData {
  readonly model: Autoencoder;
  readonly data: Data;
  readonly part: DataPart;
  /** The chosen part of the data. */
  readonly samples: Dataset;
}

/**
 * Loads a model and data for it: a file's columns by their names where the model knows some, and
 * sequences of other lengths than it was trained on.
 *
 * @throws UsageError if there is no such model, data or part, or they do not fit.
 */
export async function modelOnData(
  dir: string,
  nameOrPath: string,
  { part, read }: DataOptions,
): Promise<ModelOnData> {
  const stored = await loadModel(dir);
  const loaded = await loadFor(stored, nameOrPath, read);
  const model = longEnough(stored, loaded);
  const data = inShape(loaded, model.inputShape);
  return { model, data, ...choosePart(data, part) };
}

/** Data for a model, whose columns are picked by name where both have names. */
export function loadFor(
  { columns }: Autoencoder,
  nameOrPath: string,
  read?: Settings,
): Promise<Data> {
  return loadData(nameOrPath, read, columns);
}

/** The model, or the same with room for sequences that are longer than its own. */
function longEnough(model: Autoencoder, { name, train, test }: Data): Autoencoder {
  const [present, ...step] = model.inputShape;
  const sequences = step.length > 0 && String(channelsOf(train)) === String(step);
  const steps = Math.max(train.shape[0], test?.shape[0] ?? 0);
  if (!sequences || steps <= present) return model;
  try {
    return withSteps(model, steps);
  } catch (cause) {
    throw new UsageError(
      `${name}: its longest sequence has ${steps} steps, but the model takes ${present} and cannot be used for more; train it with --set input=[${[steps, ...step].join(',')}]`,
      { cause },
    );
  }
}

/** Shape of a step; a series of one channel may come without an axis for it. */
function channelsOf({ shape }: Dataset): readonly number[] {
  return shape.length === 1 ? [1] : shape.slice(1);
}
