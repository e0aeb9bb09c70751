import { optimise, trace } from '@autoencoder-zoo/engine/graph';
import { columnsOf, inputNames } from '../batch/inputNames.js';
import { decodeMode, encodeMode, reconstructMode, type Mode } from '../batch/mode.js';
import type { Autoencoder } from './autoencoder.js';
import type { Classifier } from './classifier.js';
import type { GraphColumn, GraphsForm } from './graphsForm.js';
import type { Model } from './model.js';

/** What is to be known of the graphs of an autoencoder. */
export function autoencoderGraphs(model: Autoencoder): GraphsForm {
  return {
    ...encoderForm(model),
    columns: { encoder: columns(model, encodeMode), decoder: columns(model, decodeMode) },
    decodesAlone: decodesAlone(model),
  };
}

/** What is to be known of the graphs of a classifier. */
export function classifierGraphs(model: Classifier): GraphsForm {
  return {
    ...encoderForm(model),
    columns: { encoder: columns(model, encodeMode), classifier: columns(model, reconstructMode) },
  };
}

function encoderForm({ network, codeShape }: Model) {
  const { classes, outputs } = network;
  return {
    code: codeShape,
    outputs: Object.keys(outputs),
    ...(classes !== undefined && { classes }),
  };
}

const columns = ({ network }: Model, mode: Mode): GraphColumn[] =>
  columnsOf(network.declarations, mode).map(({ name, shape, classes }) => ({
    name,
    shape,
    ...(classes !== undefined && { classes }),
  }));

/** Whether an output for a given code, beside a sample, depends on the sample or its mask. */
function decodesAlone(model: Autoencoder): boolean {
  const { network, inputShape, codeShape, masked } = model;
  const own = [inputNames.x, ...(masked ? [inputNames.mask] : [])];
  const rows = 2;
  const { graph, inputs } = trace(
    ({ code, ...given }) => {
      const batch = network.batch(given, reconstructMode);
      network.encode(batch.x, batch);
      return { output: network.decode(code, batch, batch.x) };
    },
    {
      inputs: {
        [inputNames.x]: { shape: [rows, ...inputShape] },
        ...(masked && { [inputNames.mask]: { shape: [rows, inputShape[0]] } }),
        code: { shape: [rows, ...codeShape] },
        ...Object.fromEntries(
          columnsOf(network.declarations, reconstructMode).map((column) => [
            inputNames.column(column),
            { shape: [rows, ...column.shape] },
          ]),
        ),
      },
      variables: model.variables.map(({ variable }) => variable),
    },
  );
  const read = new Set(
    optimise(graph).nodes.flatMap((node) => node.inputs.map((value) => value?.name)),
  );
  return !own.some((name) => read.has(inputs[name]));
}
