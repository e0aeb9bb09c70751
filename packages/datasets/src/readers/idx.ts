import { DataFileError, describeStart } from './dataFileError.js';
import { decompress } from './decompress.js';
import {
  ELEMENT_FORMATS,
  readElements,
  type ElementType,
  type NumericArray,
} from './numericArray.js';

/** The type byte of an IDX header. */
const TYPES: Readonly<Record<number, ElementType | undefined>> = {
  0x08: 'uint8',
  0x09: 'int8',
  0x0b: 'int16',
  0x0c: 'int32',
  0x0d: 'float32',
  0x0e: 'float64',
};

/**
 * Reads an IDX file, the format of MNIST: two zero bytes, a type byte, the number of axes, the size
 * of each axis as a big-endian `uint32`, the elements (big-endian).
 *
 * @param bytes The file, plain or compressed with gzip.
 * @param name The file's name, for error messages.
 * @returns The elements in the type that they are stored in: unsigned bytes stay a `Uint8Array`.
 * @throws DataFileError if the header is no IDX header or the size does not agree with it.
 */
export async function readIdx(bytes: Uint8Array, name: string): Promise<NumericArray> {
  const file = await decompress(bytes, name);
  const type = TYPES[file[2]];
  const axes = file[3];
  if (file.length < 4 || file[0] !== 0 || file[1] !== 0 || !type || axes === 0) {
    throw new DataFileError(
      name,
      'an IDX file (bytes 00 00, an element type of 08 09 0b 0c 0d 0e, at least one axis)',
      describeStart(file),
    );
  }
  const headerLength = 4 + 4 * axes;
  if (file.length < headerLength) {
    throw new DataFileError(
      name,
      `an IDX header of ${headerLength} bytes for ${axes} axes`,
      `${file.length} bytes; the file is truncated`,
    );
  }
  const header = new DataView(file.buffer, file.byteOffset, headerLength);
  const shape = Array.from({ length: axes }, (_, axis) => header.getUint32(4 + 4 * axis));
  const elements = shape.reduce((product, size) => product * size, 1);
  const length = headerLength + elements * ELEMENT_FORMATS[type].bytes;
  if (file.length !== length) {
    throw new DataFileError(
      name,
      `${length} bytes for a ${type} array of shape [${shape.join(', ')}]`,
      `${file.length}; the file is ${file.length < length ? 'truncated' : 'too long'}`,
    );
  }
  return { shape, values: readElements(file.subarray(headerLength), type, false) };
}
