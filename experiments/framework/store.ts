import {
  decodeSafetensors,
  encodeSafetensors,
  shaped,
  type SafeTensor,
  type SafeTensorValues,
} from '@autoencoder-zoo/core';
import { fileExists, readWholeFile, writeFileAtomically } from '@autoencoder-zoo/core/files/node';

const metadataKey = 'value';

/**
 * Keeps a value in a file: plain objects and arrays of numbers, texts, truth values
 * and typed arrays (a `shape` of theirs included). It comes back with the same bits.
 *
 * @throws TypeError if the value holds anything else, such as a model; the message says where.
 */
export async function storeValue(path: string, value: unknown): Promise<void> {
  const tensors = new Map<string, SafeTensor>();
  const plain = toPlain(value, 'value', tensors);
  const bytes = encodeSafetensors(tensors, { [metadataKey]: JSON.stringify(plain) });
  await writeFileAtomically(path, bytes);
}

/** A value that {@link storeValue} wrote, with whether there is one. */
export async function readValue(path: string): Promise<{ found: boolean; value?: unknown }> {
  if (!(await fileExists(path))) return { found: false };
  const { tensors, metadata } = decodeSafetensors(await readWholeFile(path), path);
  return { found: true, value: fromPlain(JSON.parse(metadata[metadataKey]), tensors) };
}

/** What stands in JSON for what it cannot hold. */
type Stand =
  { readonly $array: string } | { readonly $shaped: string } | { readonly $number: string };

function toPlain(value: unknown, path: string, tensors: Map<string, SafeTensor>): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0) ? value : { $number: numberWord(value) };
  }
  if (Array.isArray(value)) return value.map((item, i) => toPlain(item, `${path}[${i}]`, tensors));
  if (isStorable(value)) {
    const shape = (value as { readonly shape?: readonly number[] }).shape;
    tensors.set(path, { data: value, shape: shape ?? [value.length] });
    return shape ? { $shaped: path } : { $array: path };
  }
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(
      entries.map(([name, item]) => [name, toPlain(item, `${path}.${name}`, tensors)]),
    );
  }
  throw new TypeError(
    `${path} cannot be stored: expected plain objects and arrays of numbers, texts, truth values and typed arrays, but got ${typeof value === 'object' ? value.constructor.name : typeof value}`,
  );
}

function fromPlain(plain: unknown, tensors: ReadonlyMap<string, SafeTensor>): unknown {
  if (Array.isArray(plain)) return plain.map((item) => fromPlain(item, tensors));
  if (typeof plain !== 'object' || plain === null) return plain;
  const stand = plain as Stand;
  if ('$number' in stand) return stand.$number === '-0' ? -0 : Number(stand.$number);
  if ('$array' in stand) return tensors.get(stand.$array)!.data;
  if ('$shaped' in stand) {
    const { data, shape } = tensors.get(stand.$shaped)!;
    return shaped(data as Float32Array, shape);
  }
  return Object.fromEntries(
    Object.entries(plain).map(([name, item]) => [name, fromPlain(item, tensors)]),
  );
}

function numberWord(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function isStorable(value: unknown): value is SafeTensorValues {
  return (
    value instanceof Float32Array ||
    value instanceof Float64Array ||
    value instanceof Int32Array ||
    value instanceof Uint8Array
  );
}
