import type { GraphName } from '../model/graphsForm.js';
import { modelFile } from '../model/format.js';
import { readSaved, type SavedModel } from '../model/savedFiles.js';
import { LoadedGraph } from './loadedGraph.js';
import { readForm, type SavedForm } from './savedForm.js';
import { UsableAutoencoder } from './usableAutoencoder.js';
import { UsableClassifier } from './usableClassifier.js';
import type { Graphs } from './usableModel.js';
import { checkLoad, type LoadOptions } from './useOptions.js';

/**
 * Loads the graphs of an autoencoder that `model.save(folder)` wrote, to use it: without
 * TensorFlow.js and the parts that it is made of. Files of one save are read, also while another
 * one goes on.
 *
 * @param from - The folder, its address on the network, or its files by name.
 * @throws Error naming the file if it is missing or damaged, if the folder holds a classifier, and
 * where ONNX Runtime is not to be had.
 *
 * @example
 * ```ts
 * import { load } from '@autoencoder-zoo/core/use';
 *
 * await model.save('models/digits');
 * const digits = await load('models/digits');
 * const codes = await digits.encode(test);
 * ```
 */
export async function load(
  from: SavedModel,
  options: LoadOptions = {},
): Promise<UsableAutoencoder> {
  const { form, graphs } = await read('load', from, options, ['encoder', 'decoder']);
  return new UsableAutoencoder(form, graphs);
}

/**
 * Loads the graphs of a classifier, as {@link load} those of an autoencoder.
 *
 * @throws Error as there, and if the folder holds an autoencoder.
 */
export async function loadClassifier(
  from: SavedModel,
  options: LoadOptions = {},
): Promise<UsableClassifier> {
  const { form, graphs } = await read('loadClassifier', from, options, ['encoder', 'classifier']);
  return new UsableClassifier(form, graphs);
}

async function read(
  call: string,
  from: SavedModel,
  options: LoadOptions,
  known: readonly GraphName[],
): Promise<{ readonly form: SavedForm; readonly graphs: Graphs }> {
  const { graphs: wanted, ...running } = checkLoad(call, options, known);
  let form: SavedForm | undefined;
  const { name, files } = await readSaved(from, (json, folder) => {
    try {
      form = readForm(json);
      refuseOtherKind(form, known);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`could not load ${folder}: ${modelFile}: ${reason}`, { cause });
    }
    return wanted.map(fileOf);
  });
  const graphs: Graphs = Object.fromEntries(
    wanted.map((graph) => {
      const file = fileOf(graph);
      return [graph, new LoadedGraph(`${name}/${file}`, files[file], running)];
    }),
  );
  await graphs[wanted[0]]!.ready();
  return { form: form!, graphs };
}

const fileOf = (graph: GraphName): string => `${graph}.onnx`;

function refuseOtherKind({ classes }: SavedForm, known: readonly GraphName[]): void {
  const expected = known.includes('classifier');
  if (expected === (classes !== undefined)) return;
  throw new Error(
    expected ? 'this is an autoencoder; use load' : 'this is a classifier; use loadClassifier',
  );
}
