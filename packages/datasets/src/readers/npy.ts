import { quoted } from '@autoencoder-zoo/core';
import { readArray, type ArrayHeader } from './binaryArray.js';
import { DataFileError, describeStart } from './dataFileError.js';
import type { SizeLimit } from './decompress.js';
import type { ElementType, NumericArray } from './numericArray.js';

/** The type codes of a `descr` entry, after the mark of the byte order. */
const TYPES: Readonly<Record<string, ElementType | undefined>> = {
  b1: 'uint8',
  u1: 'uint8',
  i1: 'int8',
  u2: 'uint16',
  i2: 'int16',
  u4: 'uint32',
  i4: 'int32',
  u8: 'uint64',
  i8: 'int64',
  f4: 'float32',
  f8: 'float64',
};

const MAGIC = '\x93NUMPY';

/** Longest header that is read; NumPy's own limit is 10,000 bytes. */
const LONGEST_HEADER = 2 ** 20;

/**
 * Reads an NPY file (format versions 1 to 3) as written by `numpy.save`.
 *
 * Booleans become a `Uint8Array`; `uint32`, `int64` and `uint64` become a `Float64Array`.
 *
 * @param bytes - The file, plain or compressed with gzip.
 * @param name - The file's name, for error messages.
 * @throws DataFileError if it is no NPY file, its size does not agree with its header, it is in
 * Fortran order, its elements are no plain numbers, the array is empty, or a value is NaN, infinite
 * or an integer beyond 2^53.
 */
export function readNpy(bytes: Uint8Array, name: string, limit?: SizeLimit): Promise<NumericArray> {
  return readArray(bytes, name, (start) => readHeader(start, name), limit);
}

/** Reads magic, version, length of the text (2 bytes in version 1, else 4), text. */
function readHeader(start: Uint8Array, name: string): ArrayHeader | undefined {
  if (start.length < 12 || String.fromCharCode(...start.subarray(0, 6)) !== MAGIC) {
    throw new DataFileError(name, 'a NumPy file (.npy)', describeStart(start));
  }
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const version = start[6];
  if (version < 1 || version > 3) {
    throw new DataFileError(name, 'version 1, 2 or 3 of the NPY format', `version ${version}`);
  }
  const textStart = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > LONGEST_HEADER) {
    throw new DataFileError(name, `a header of at most ${LONGEST_HEADER} bytes`, `${length}`);
  }
  const dataStart = textStart + length;
  if (start.length < dataStart) return undefined;
  const text = new TextDecoder().decode(start.subarray(textStart, dataStart));
  return { ...parseHeader(text, name), dataStart };
}

/**
 * Reads the header's dictionary, for example
 * `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
 */
function parseHeader(text: string, name: string): Omit<ArrayHeader, 'dataStart'> {
  const { descr, fortran_order: fortran, shape } = parseDictionary(text);
  if (descr === undefined || typeof fortran !== 'boolean' || !isShape(shape)) {
    throw new DataFileError(
      name,
      "a header with 'descr', 'fortran_order' and 'shape'",
      quoted(text.trim()),
    );
  }
  const code = typeof descr === 'string' ? /^([<>|=]?)([a-z]\d+)$/.exec(descr) : null;
  const type = code ? TYPES[code[2]] : undefined;
  if (!code || !type) {
    throw new DataFileError(
      name,
      `elements of one of the types ${Object.keys(TYPES).join(', ')}`,
      `${quoted(descr)}; convert them first, for example with array.astype('float32')`,
    );
  }
  if (fortran && shape.length > 1) {
    throw new DataFileError(
      name,
      'an array in C order (rows one after the other)',
      'one in Fortran order; save it with numpy.save(file, numpy.ascontiguousarray(array))',
    );
  }
  return { type, littleEndian: code[1] !== '>', shape };
}

/** Python's literals as JSON, whose parser takes any text in linear time. */
function parseDictionary(text: string): Record<string, unknown> {
  const json = text.replace(/['()]|True|False|None|,(?=\s*[)\]}])/g, (token) => JSON_TOKENS[token]);
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

const JSON_TOKENS: Readonly<Record<string, string>> = {
  "'": '"',
  '(': '[',
  ')': ']',
  True: 'true',
  False: 'false',
  None: 'null',
  ',': '',
};

function isShape(shape: unknown): shape is readonly number[] {
  return (
    Array.isArray(shape) &&
    shape.length <= 64 &&
    shape.every((size) => Number.isSafeInteger(size) && size >= 0)
  );
}
