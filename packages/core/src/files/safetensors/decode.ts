import { z } from 'zod';
import { decodeJson } from '../json.js';
import { quoted } from '../quoted.js';
import {
  arrays,
  HEADER_BYTES,
  LENGTH_BYTES,
  lengthOf,
  METADATA,
  typeNames,
  type SafeTensor,
  type TypeName,
} from './safeTensor.js';

/** What a safetensors file contains. */
export interface SafetensorsContents {
  /** Tensors by name, in the order of the header. */
  readonly tensors: Map<string, SafeTensor>;
  /** The free text entries, empty when the file has none. */
  readonly metadata: Record<string, string>;
}

/**
 * Reads the safetensors format (https://huggingface.co/docs/safetensors). The arrays have memory of
 * their own.
 *
 * @param bytes - The whole file.
 * @param name - Name of the file for messages.
 * @throws Error if the file is truncated, damaged, has a header of more than 100
 * million bytes, a tensor twice, or tensors other than F32, F64, I32, I64 and U8; the
 * message names the file, the tensor and what is wrong.
 */
export function decodeSafetensors(bytes: Uint8Array, name: string): SafetensorsContents {
  try {
    return decode(bytes);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${name} is no valid safetensors file: ${problem}`, { cause });
  }
}

function decode(bytes: Uint8Array): SafetensorsContents {
  const start = endOfHeader(bytes);
  const header = decodeJson(bytes.subarray(LENGTH_BYTES, start), 'its header');
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    throw new Error('its header is no JSON object');
  }
  const metadata = METADATA in header ? header[METADATA] : {};
  const entries = Object.entries(header)
    .filter(([name]) => name !== METADATA)
    .map(([name, value]) => parseEntry(name, value));
  checkCoverage(entries, bytes.length - start);

  const tensors = new Map<string, SafeTensor>();
  for (const { name, dtype, shape, begin, end } of entries) {
    const values = new Uint8Array(bytes.subarray(start + begin, start + end));
    tensors.set(name, { data: new arrays[dtype](values.buffer), shape });
  }
  return { tensors, metadata: parseMetadata(metadata) };
}

function endOfHeader(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES) {
    throw new Error(
      `it has ${bytes.length} bytes, but begins with the length of the header in ${LENGTH_BYTES}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  const end = LENGTH_BYTES + length;
  if (end <= bytes.length && length > HEADER_BYTES) {
    throw new Error(`its header has ${length} bytes; the format allows ${HEADER_BYTES}`);
  }
  if (end <= bytes.length) return end;
  throw new Error(`its header should end at byte ${end}, but the file has ${bytes.length} bytes`);
}

const count = z.int().nonnegative();
const entrySchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(count),
  data_offsets: z.tuple([count, count]),
});

interface Entry {
  readonly name: string;
  readonly dtype: TypeName;
  readonly shape: number[];
  /** Offsets from the end of the header. */
  readonly begin: number;
  readonly end: number;
}

function parseEntry(name: string, value: unknown): Entry {
  const { success, data, error } = entrySchema.safeParse(value);
  if (!success) {
    const [{ path, message }] = error.issues;
    throw new Error(
      `tensor ${quoted(name)} needs dtype, shape and data_offsets, and nothing else; ${quoted(path.join('.'))}: ${message}`,
    );
  }
  const { shape, data_offsets } = data;
  const [begin, end] = data_offsets;
  const dtype = typeNames.find((type) => type === data.dtype);
  if (dtype === undefined) {
    throw new Error(
      `tensor ${quoted(name)} has type ${quoted(data.dtype)}; convert it to one of ${typeNames.join(', ')}`,
    );
  }
  const bytes = lengthOf(shape) * arrays[dtype].BYTES_PER_ELEMENT;
  if (end - begin !== bytes) {
    throw new Error(
      `tensor ${quoted(name)} of type ${dtype} and shape ${quoted(shape)} needs ${bytes} bytes, but its offsets [${begin}, ${end}] give it ${end - begin}`,
    );
  }
  return { name, dtype, shape, begin, end };
}

/** The format allows neither gaps nor overlaps. */
function checkCoverage(entries: readonly Entry[], available: number): void {
  let covered = 0;
  for (const { name, begin, end } of entries.toSorted(
    (a, b) => a.begin - b.begin || a.end - b.end,
  )) {
    if (begin !== covered) {
      throw new Error(
        `tensor ${quoted(name)} begins at offset ${begin}, but the values before it end at ${covered}`,
      );
    }
    covered = end;
  }
  if (covered > available) {
    throw new Error(
      `its tensors need ${covered} bytes, but ${available} are there; it may be truncated`,
    );
  }
  if (covered < available) {
    throw new Error(`its tensors need ${covered} bytes, but ${available} are there`);
  }
}

function parseMetadata(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('its metadata is no JSON object');
  }
  if (!Object.values(value).every((text) => typeof text === 'string')) {
    throw new Error('its metadata has values that are no text');
  }
  return value as Record<string, string>;
}
