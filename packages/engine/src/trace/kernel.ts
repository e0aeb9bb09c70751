import * as tf from '#tensorflow';
import type { GraphBuilder } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';
import type { DataType } from '../tensor.js';
import { TraceBackend } from './traceBackend.js';

/** The named tensors that a kernel takes: those it always gets, and those it may get. */
export type Inputs<Names extends string, Optional extends string = never> = Readonly<
  Record<Names, Value>
> &
  Readonly<Partial<Record<Optional, Value>>>;

/** What a kernel gives back to TF.js. */
type Result = Value | readonly Value[];

/** Records what one TF.js kernel means. */
export interface TraceKernel {
  readonly name: string;
  readonly record: (
    graph: GraphBuilder,
    inputs: never,
    attributes: never,
    trace: TraceBackend,
  ) => Result;
}

/**
 * Defines a kernel: `record` appends nodes to the graph and returns what TF.js expects back, one
 * value or several. Its inputs come as values of the graph, its attributes as TF.js gives them, and
 * with them the trace.
 */
export const kernel = (name: string, record: TraceKernel['record']): TraceKernel => ({
  name,
  record,
});

/** Makes kernels known to TF.js under a backend's name. */
export function register(kernels: readonly TraceKernel[], backendName: string): void {
  for (const { name, record } of kernels) {
    tf.registerKernel({
      kernelName: name,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => {
        if (!(backend instanceof TraceBackend))
          throw new TypeError(`${name} needs a TraceBackend.`);
        const toInfo = (value: Value): tf.TensorInfo => ({
          dataId: backend.handle(value),
          shape: [...value.shape],
          dtype: value.type as DataType,
        });
        const results = record(
          backend.graph,
          valuesOf(backend, inputs) as never,
          (attrs ?? {}) as never,
          backend,
        );
        return 'name' in results ? toInfo(results) : results.map(toInfo);
      },
    });
  }
}

function valuesOf(trace: TraceBackend, inputs: tf.NamedTensorInfoMap): object {
  const entries = Object.entries(inputs).filter(([, tensor]) => tensor != null);
  if (Array.isArray(inputs)) return entries.map(([, tensor]) => trace.resolve(tensor!));
  return Object.fromEntries(entries.map(([name, tensor]) => [name, trace.resolve(tensor!)]));
}
