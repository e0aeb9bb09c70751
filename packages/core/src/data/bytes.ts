import { instantiate } from '../wasm/instantiate.js';
import wasm from './bytes.wasm.js';

interface Kernel {
  scaled(source: number, target: number, count: number, scale: number): void;
}

/** Bytes that are turned into floats at once: both fit into the second-level cache. */
const CHUNK = 48 * 1024;

let loaded: ReturnType<typeof load> | undefined;

/** Compiles the kernel at its first use, with memory for a chunk: floats first, then bytes. */
function load() {
  const memory = new WebAssembly.Memory({ initial: 4, maximum: 4 });
  return {
    kernel: instantiate(wasm, memory) as Kernel,
    floats: new Float32Array(memory.buffer, 0, CHUNK),
    bytes: new Uint8Array(memory.buffer, 4 * CHUNK, CHUNK),
  };
}

/**
 * Reads rows of `size` bytes, each byte times `scale`, one after the other into
 * `target`: about twice as fast as a loop in JavaScript, with the same bits.
 */
export function readBytes(
  values: Uint8Array,
  { rows, size, scale }: { rows: ArrayLike<number>; size: number; scale: number },
  target: Float32Array,
): void {
  const { kernel, floats, bytes } = (loaded ??= load());
  let filled = 0;
  let written = 0;
  const flush = () => {
    kernel.scaled(bytes.byteOffset, 0, Math.ceil(filled / 16) * 16, scale);
    target.set(floats.subarray(0, filled), written);
    written += filled;
    filled = 0;
  };
  for (let row = 0; row < rows.length; row++) {
    const end = (rows[row] + 1) * size;
    for (let start = end - size; start < end;) {
      const count = Math.min(end - start, CHUNK - filled);
      bytes.set(values.subarray(start, start + count), filled);
      start += count;
      filled += count;
      if (filled === CHUNK) flush();
    }
  }
  flush();
}
