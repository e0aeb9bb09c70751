import type * as tf from '@tensorflow/tfjs-core';
import { show } from './options.js';
import {
  ARRAYS,
  sizeOf,
  type DataType,
  type HostTensor,
  type TensorSpec,
  type Values,
} from './tensor.js';

/** Shapes and types of inputs by name. */
export type Specs = Readonly<Record<string, TensorSpec>>;

type Ranks = typeof tf.Rank;
type RankOf<S extends readonly number[]> = number extends S['length']
  ? tf.Rank
  : `R${S['length']}` extends infer Name extends keyof Ranks
    ? Ranks[Name]
    : tf.Rank;

/** The TF.js tensors that a function with inputs of these specs gets; the rank is in the type. */
export type TensorsOf<S extends Specs> = {
  readonly [K in keyof S]: tf.Tensor<RankOf<S[K]['shape']>>;
};

type ValuesOf<S extends TensorSpec> = Values<S['dtype'] extends DataType ? S['dtype'] : 'float32'>;

/** One input: values with a shape, or bare values which have the shape of the example. */
export type InputOf<S extends TensorSpec> =
  { readonly data: ValuesOf<S>; readonly shape: readonly number[] } | ValuesOf<S>;

/** What a run takes: one input for each spec. */
export type InputsOf<S extends Specs> = { readonly [K in keyof S]: InputOf<S[K]> };

/** Inputs whose names and types are not known at compile time. */
export type AnyInputs = Readonly<Record<string, HostTensor | Values>>;

/**
 * Checks the inputs of a run against the specs of its examples. Shapes may differ
 * from the examples, ranks and types may not.
 *
 * @returns Each input with its shape, in the order of the specs.
 * @throws TypeError for missing or unknown names, other types, or data that do not
 * fill their shape.
 */
export function checkInputs(inputs: AnyInputs, specs: Specs): Record<string, HostTensor> {
  for (const name in inputs) {
    if (!Object.hasOwn(specs, name)) {
      throw new TypeError(`There is no input "${name}"; ${listOf(specs)}.`);
    }
  }
  const checked: Record<string, HostTensor> = {};
  for (const name in specs) {
    const input = inputs[name] as HostTensor | Values | undefined;
    if (input === undefined) {
      throw new TypeError(`The input "${name}" is missing; ${listOf(specs)}.`);
    }
    checked[name] = checkInput(name, input, specs[name]);
  }
  return checked;
}

function checkInput(name: string, input: HostTensor | Values, spec: TensorSpec): HostTensor {
  const bare = ArrayBuffer.isView(input);
  const data: unknown = bare ? input : input.data;
  const shape = bare ? spec.shape : input.shape;
  const { dtype = 'float32' } = spec;
  if (!(data instanceof ARRAYS[dtype])) {
    throw new TypeError(
      `The input "${name}" is ${dtype} and takes a ${ARRAYS[dtype].name}, or { data, shape } with one; got ${show(data)}.`,
    );
  }
  if (shape.length !== spec.shape.length || data.length !== sizeOf(shape)) {
    const hint = bare ? ' Give { data, shape } for a shape that differs from the example.' : '';
    throw new TypeError(
      `The input "${name}" has ${data.length} values for shape [${shape.join(', ')}]; ` +
        `the example has shape [${spec.shape.join(', ')}].${hint}`,
    );
  }
  return bare ? { data, shape } : input;
}

function listOf(specs: Specs): string {
  return `the inputs are: ${Object.keys(specs).join(', ') || 'none'}`;
}

/** Whether tensors have exactly these shapes. */
export function haveShapes(tensors: Readonly<Record<string, HostTensor>>, specs: Specs): boolean {
  for (const name in specs) {
    const { shape } = tensors[name];
    const expected = specs[name].shape;
    for (let i = 0; i < expected.length; i++) if (shape[i] !== expected[i]) return false;
  }
  return true;
}

/** The specs of tensors that were checked against `specs`: their own shapes. */
export function specsOf(tensors: Readonly<Record<string, HostTensor>>, specs: Specs): Specs {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { dtype = 'float32' }]) => [
      name,
      { shape: [...tensors[name].shape], dtype },
    ]),
  );
}
