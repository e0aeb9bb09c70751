import * as tf from '@tensorflow/tfjs-core';
import type { GraphBuilder } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';
import type { DataType } from '../tensor.js';
import { TraceBackend } from './backend.js';

/** The named tensors that a kernel takes: those it always gets, and those it may get. */
export type Inputs<Names extends string, Optional extends string = never> = Readonly<
  Record<Names, Value>
> &
  Readonly<Partial<Record<Optional, Value>>>;

/** Records what one TF.js kernel means. */
export interface TraceKernel {
  readonly name: string;
  record(graph: GraphBuilder, inputs: object, attributes: object): Value | readonly Value[];
}

/**
 * Defines a kernel: `record` appends nodes to the graph and returns what TF.js expects back, one
 * value or several. Its inputs come as values of the graph, its attributes as TF.js gives them.
 */
export function kernel<I extends object, A extends object>(
  name: string,
  record: (graph: GraphBuilder, inputs: I, attributes: A) => Value | readonly Value[],
): TraceKernel {
  return {
    name,
    record: (graph, inputs, attributes) => record(graph, inputs as I, attributes as A),
  };
}

/** Makes kernels known to TF.js under a backend's name. */
export function register(kernels: readonly TraceKernel[], backendName: string): void {
  for (const { name, record } of kernels) {
    tf.registerKernel({
      kernelName: name,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => {
        const trace = backend as TraceBackend;
        const toInfo = (value: Value): tf.TensorInfo => ({
          dataId: trace.handle(value),
          shape: [...value.shape],
          dtype: value.type as DataType,
        });
        const results = record(trace.graph, valuesOf(trace, inputs), attrs ?? {});
        return Array.isArray(results) ? results.map(toInfo) : toInfo(results as Value);
      },
    });
  }
}

function valuesOf(trace: TraceBackend, inputs: tf.NamedTensorInfoMap): object {
  const entries = Object.entries(inputs).filter(([, tensor]) => tensor != null);
  if (Array.isArray(inputs)) return entries.map(([, tensor]) => trace.resolve(tensor!));
  return Object.fromEntries(entries.map(([name, tensor]) => [name, trace.resolve(tensor!)]));
}
