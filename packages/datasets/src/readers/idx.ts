import { readArray, type ArrayHeader } from './binaryArray.js';
import { DataFileError, describeStart } from './dataFileError.js';
import type { SizeLimit } from './decompress.js';
import type { ElementType, NumericArray } from './numericArray.js';

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
 * @param bytes - The file, plain or compressed with gzip.
 * @param name - The file's name, for error messages.
 * @returns The elements in the type that they are stored in: unsigned bytes stay a `Uint8Array`.
 * @throws DataFileError if the header is no IDX header, the size does not agree with
 * it, the array is empty, or a value is NaN or infinite.
 */
export function readIdx(bytes: Uint8Array, name: string, limit?: SizeLimit): Promise<NumericArray> {
  return readArray(bytes, name, (start) => readHeader(start, name), limit);
}

function readHeader(start: Uint8Array, name: string): ArrayHeader | undefined {
  const type = TYPES[start[2]];
  const axes = start[3];
  if (start.length < 4 || start[0] !== 0 || start[1] !== 0 || !type || axes === 0) {
    throw new DataFileError(
      name,
      'an IDX file (bytes 00 00, an element type of 08 09 0b 0c 0d 0e, at least one axis)',
      describeStart(start),
    );
  }
  const dataStart = 4 + 4 * axes;
  if (start.length < dataStart) return undefined;
  const header = new DataView(start.buffer, start.byteOffset, dataStart);
  const shape = Array.from({ length: axes }, (_, axis) => header.getUint32(4 + 4 * axis));
  return { type, littleEndian: false, shape, dataStart };
}
