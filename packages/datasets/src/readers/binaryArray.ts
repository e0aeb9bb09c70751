import { describeNonFinite, placeOf } from '../nonFinite.js';
import { DataFileError } from './dataFileError.js';
import { decompressSized, type SizeLimit } from './decompress.js';
import {
  ELEMENT_FORMATS,
  readElements,
  type ElementType,
  type NumericArray,
} from './numericArray.js';

/** What the header of a binary array says. */
export interface ArrayHeader {
  readonly type: ElementType;
  readonly littleEndian: boolean;
  readonly shape: readonly number[];
  /** Byte at which the elements begin. */
  readonly dataStart: number;
}

/**
 * Reads a file that holds one array behind a header.
 *
 * @param headerOf - Reads the header; gives `undefined` if `start` ends before it does.
 * @throws DataFileError if the file is no such file, its size does not agree with its
 * header, it holds no value, or a value is NaN, infinite or an integer beyond 2^53.
 */
export async function readArray(
  bytes: Uint8Array,
  name: string,
  headerOf: (start: Uint8Array) => ArrayHeader | undefined,
  limit: SizeLimit = {},
): Promise<NumericArray> {
  const lengthOf = (start: Uint8Array) => {
    const header = headerOf(start);
    return header && lengthsOf(header).file;
  };
  const file = await decompressSized(bytes, name, lengthOf, limit);
  const header = headerOf(file);
  if (!header) {
    throw new DataFileError(name, 'a whole header', `${file.length} bytes; the file is truncated`);
  }
  const { type, littleEndian, shape, dataStart } = header;
  const lengths = lengthsOf(header);
  const axes = shape.join(', ');
  if (shape.length === 0 || lengths.elements === 0) {
    throw new DataFileError(
      name,
      'an array whose first axis counts at least one sample',
      `one of shape [${axes}]`,
    );
  }
  if (file.length !== lengths.file) {
    throw new DataFileError(
      name,
      `${lengths.file} bytes for a header and a ${type} array of shape [${axes}]`,
      `${file.length}; the file is ${file.length < lengths.file ? 'truncated' : 'too long'}`,
    );
  }
  const values = readElements(file.subarray(dataStart), type, littleEndian);
  const wrong = describeNonFinite(values, shape);
  if (wrong !== undefined) {
    throw new DataFileError(name, 'finite numbers', `${wrong}; replace it or leave the sample out`);
  }
  if (type === 'int64' || type === 'uint64') refuseInexact(values, header, name);
  return { shape, values };
}

function lengthsOf({ shape, type, dataStart }: ArrayHeader) {
  const elements = shape.reduce((product, size) => product * size, 1);
  return { elements, file: dataStart + elements * ELEMENT_FORMATS[type].bytes };
}

function refuseInexact(
  values: NumericArray['values'],
  { shape, type }: ArrayHeader,
  name: string,
): void {
  const wrong = values.findIndex((value) => !Number.isSafeInteger(value));
  if (wrong < 0) return;
  throw new DataFileError(
    name,
    `${type} values up to 2^53`,
    `about ${values[wrong]} in ${placeOf(wrong, shape)}`,
  );
}
