import * as tf from '#tensorflow';
import type { Specs } from '../inputs.js';
import type { DataType, HostTensor, Values } from '../tensor.js';

/** TF.js tensors of checked inputs, in the current scope and on the current backend. */
export function tensorsOf(
  inputs: Readonly<Record<string, HostTensor>>,
  specs: Specs,
): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { data, shape }]) => [
      name,
      tf.tensor(data, [...shape], specs[name].dtype ?? 'float32'),
    ]),
  );
}

/** Tensors of which the present scope is an owner, whoever else is. */
export function owned(tensors: Record<string, tf.Tensor>): Record<string, tf.Tensor> {
  return mapValues(tensors, (tensor) => tf.clone(tensor));
}

/** A record with the same names and other values. */
export function mapValues<T, R>(
  record: Readonly<Record<string, T>>,
  map: (value: T, name: string) => R,
): Record<string, R> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, map(value, name)]),
  );
}

/** The values of a tensor in an array of its own. */
export async function read(tensor: tf.Tensor): Promise<HostTensor> {
  const data: Values = await tensor.data<DataType>();
  return { data: data.slice(), shape: [...tensor.shape] };
}

/** Remembers variables, without a copy, to undo assignments. */
export class Snapshot {
  readonly #entries: readonly { readonly variable: tf.Variable; readonly before: tf.Tensor }[];

  constructor(variables: readonly tf.Variable[]) {
    this.#entries = variables.map((variable) => ({
      variable,
      before: tf.keep(tf.clone<tf.Tensor>(variable)),
    }));
  }

  /** The variables that were assigned since. */
  get changed(): readonly tf.Variable[] {
    return this.#entries
      .filter(({ variable, before }) => variable.dataId !== before.dataId)
      .map(({ variable }) => variable);
  }

  /** Gives all variables back the values that they had. */
  restore(): void {
    for (const { variable, before } of this.#entries) {
      if (variable.dataId !== before.dataId) variable.assign(before);
    }
    this.dispose();
  }

  dispose(): void {
    for (const { before } of this.#entries) before.dispose();
  }
}
