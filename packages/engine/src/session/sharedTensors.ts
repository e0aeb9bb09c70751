import type { Specs } from '../inputs.js';
import { ARRAYS, sizeOf, type Values } from '../tensor.js';

/**
 * Tensors begin at multiples of a cache line, which two threads would otherwise take from one
 * another.
 */
const ALIGNMENT = 64;

/** Bytes that tensors take, one behind the other. */
export function bytesOf(specs: Specs): number {
  return Object.values(specs).reduce((bytes, { shape, dtype = 'float32' }) => {
    const size = sizeOf(shape) * ARRAYS[dtype].BYTES_PER_ELEMENT;
    return bytes + Math.ceil(size / ALIGNMENT) * ALIGNMENT;
  }, 0);
}

/** The tensors of a memory of {@link bytesOf} bytes, by name. */
export function viewsOf(specs: Specs, memory: ArrayBufferLike): Record<string, Values> {
  const views: Record<string, Values> = {};
  let offset = 0;
  for (const [name, spec] of Object.entries(specs)) {
    const { shape, dtype = 'float32' } = spec;
    views[name] = new ARRAYS[dtype](memory as ArrayBuffer, offset, sizeOf(shape));
    offset += bytesOf({ [name]: spec });
  }
  return views;
}
