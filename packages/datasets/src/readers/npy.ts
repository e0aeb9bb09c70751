import { DataFileError, describeStart } from './dataFileError.js';
import { decompress } from './decompress.js';
import {
  ELEMENT_FORMATS,
  readElements,
  type ElementType,
  type NumericArray,
} from './numericArray.js';

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

/**
 * Reads an NPY file (format versions 1 to 3) as written by `numpy.save`.
 *
 * Booleans become a `Uint8Array`; `uint32`, `int64` and `uint64` become a `Float64Array`.
 *
 * @param bytes The file, plain or compressed with gzip.
 * @param name The file's name, for error messages.
 * @throws DataFileError if it is no NPY file, its size does not agree with its header, it is in
 * Fortran order, its elements are no plain numbers, or an integer is beyond 2^53.
 */
export async function readNpy(bytes: Uint8Array, name: string): Promise<NumericArray> {
  const file = await decompress(bytes, name);
  const { header, dataStart } = readHeader(file, name);
  const { type, littleEndian, shape } = parseHeader(header, name);

  const elements = shape.reduce((product, size) => product * size, 1);
  const expected = elements * ELEMENT_FORMATS[type].bytes;
  const data = file.subarray(dataStart);
  if (data.length !== expected) {
    throw new DataFileError(
      name,
      `${expected} bytes after the header for a ${type} array of shape [${shape.join(', ')}]`,
      `${data.length}; the file is ${data.length < expected ? 'truncated' : 'too long'}`,
    );
  }
  const values = readElements(data, type, littleEndian);
  if (type === 'int64' || type === 'uint64') refuseInexact(values, type, name);
  return { shape, values };
}

/** Cuts out the text of the header: magic, version, its length (2 bytes in version 1, else 4), text. */
function readHeader(file: Uint8Array, name: string): { header: string; dataStart: number } {
  if (file.length < 12 || String.fromCharCode(...file.subarray(0, 6)) !== MAGIC) {
    throw new DataFileError(name, 'a NumPy file (.npy)', describeStart(file));
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const version = file[6];
  if (version < 1 || version > 3) {
    throw new DataFileError(name, 'version 1, 2 or 3 of the NPY format', `version ${version}`);
  }
  const textStart = version === 1 ? 10 : 12;
  const dataStart = textStart + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (dataStart > file.length) {
    throw new DataFileError(
      name,
      `a header of ${dataStart} bytes`,
      `${file.length} bytes; the file is truncated`,
    );
  }
  return { header: new TextDecoder().decode(file.subarray(textStart, dataStart)), dataStart };
}

/** Reads the header's dictionary, for example `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`. */
function parseHeader(header: string, name: string) {
  const descr = /'descr':\s*(.*?),\s*'(?:fortran_order|shape)'/.exec(header)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  const axes = /'shape':\s*\(([\d\s,]*)\)/.exec(header)?.[1];
  if (descr === undefined || order === undefined || axes === undefined) {
    throw new DataFileError(
      name,
      "a header with 'descr', 'fortran_order' and 'shape'",
      `"${header.trim()}"`,
    );
  }
  const code = /^'([<>|=]?)([a-z]\d+)'$/.exec(descr);
  const type = code ? TYPES[code[2]] : undefined;
  if (!code || !type) {
    throw new DataFileError(
      name,
      `elements of one of the types ${Object.keys(TYPES).join(', ')}`,
      `${descr}; convert them first, for example with array.astype('float32')`,
    );
  }
  const shape = axes
    .split(',')
    .filter((size) => size.trim() !== '')
    .map(Number);
  if (order === 'True' && shape.length > 1) {
    throw new DataFileError(
      name,
      'an array in C order (rows one after the other)',
      'one in Fortran order; save it with numpy.save(file, numpy.ascontiguousarray(array))',
    );
  }
  return { type, littleEndian: code[1] !== '>', shape };
}

function refuseInexact(values: NumericArray['values'], type: string, name: string): void {
  const wrong = values.findIndex((value) => !Number.isSafeInteger(value));
  if (wrong >= 0) {
    throw new DataFileError(
      name,
      `${type} values up to 2^53`,
      `about ${values[wrong]} at position ${wrong}`,
    );
  }
}
