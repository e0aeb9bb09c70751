import {
  arrays,
  LENGTH_BYTES,
  lengthOf,
  METADATA,
  typeNames,
  type SafeTensor,
  type SafeTensorValues,
  type TypeName,
} from './safeTensor.js';

const ALIGNMENT = 8;

/**
 * Writes tensors in the safetensors format (https://huggingface.co/docs/safetensors), which Python
 * reads with the package of that name: the length of the header, the header as JSON padded to 8
 * bytes, and the values in little-endian order. Wide types come first, so that all are aligned.
 *
 * @param tensors - Any number of tensors by name; the header keeps their order.
 * @param metadata - Free text entries.
 * @throws RangeError if a tensor's values do not fill its shape or its name is `__metadata__`.
 * @throws TypeError if values are of no type that can be stored.
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, SafeTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const { offsets, end } = place(tensors);
  const entries = [...tensors].map(([name, tensor]) => [name, entryOf(name, tensor, offsets)]);
  const text = JSON.stringify({
    ...(Object.keys(metadata).length > 0 && { [METADATA]: metadata }),
    ...(Object.fromEntries(entries) as object),
  });
  const header = new TextEncoder().encode(text);
  const headerLength = Math.ceil(header.length / ALIGNMENT) * ALIGNMENT;
  const start = LENGTH_BYTES + headerLength;

  const bytes = new Uint8Array(start + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(' '.charCodeAt(0), LENGTH_BYTES, start).set(header, LENGTH_BYTES);
  for (const [name, { data }] of tensors) {
    const values = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    bytes.set(values, start + offsets.get(name)!);
  }
  return bytes;
}

/** Where the values of each tensor begin, and where all end. */
function place(tensors: ReadonlyMap<string, SafeTensor>) {
  const offsets = new Map<string, number>();
  let end = 0;
  for (const width of [8, 4, 1]) {
    for (const [name, { data }] of tensors) {
      if (data.BYTES_PER_ELEMENT !== width) continue;
      offsets.set(name, end);
      end += data.byteLength;
    }
  }
  return { offsets, end };
}

function entryOf(name: string, { data, shape }: SafeTensor, offsets: Map<string, number>): object {
  if (name === METADATA) {
    throw new RangeError(`a tensor cannot be named ${METADATA}, which is where the metadata is`);
  }
  if (lengthOf(shape) !== data.length) {
    throw new RangeError(
      `tensor "${name}" has ${data.length} values, but its shape [${shape.join(', ')}] has ${lengthOf(shape)}`,
    );
  }
  const dtype = typeOf(name, data);
  const begin = offsets.get(name)!;
  return { dtype, shape, data_offsets: [begin, begin + data.byteLength] };
}

function typeOf(name: string, data: SafeTensorValues): TypeName {
  const kind = data[Symbol.toStringTag];
  const type = typeNames.find((candidate) => arrays[candidate].name === kind);
  if (type !== undefined) return type;
  const known = typeNames.map((candidate) => arrays[candidate].name).join(', ');
  throw new TypeError(`tensor "${name}" is a ${kind}, but can be one of ${known}`);
}
