import { sizeOf, type TensorSpec, type Values } from '../tensor.js';

/**
 * Tensors begin at multiples of this many bytes: a cache line, and more than SIMD loads ask for.
 */
const ALIGNMENT = 64;
const PAGE = 65_536;
const MAXIMUM = 65_536 * PAGE;

/** Tensors that lie one behind the other. */
export interface Block {
  /** Where the first one begins, in bytes. */
  readonly offset: number;
  /**
   * From there to the end of the last one, in bytes; a multiple of 64. What lies
   * between tensors is 0.
   */
  readonly byteLength: number;
  readonly specs: readonly TensorSpec[];
}

/**
 * One WebAssembly memory, as large as what is reserved in it and never grown, since growing
 * would detach the views that variables and sessions hold. Reserve everything, then look at it.
 */
export class Arena {
  #size = 0;
  #memory: WebAssembly.Memory | undefined;

  /** Plans a block of tensors, filled with 0. */
  reserve(specs: readonly TensorSpec[]): Block {
    if (this.#memory) throw new Error('The arena is allocated already: reserve before.');
    const offset = this.#size;
    for (const spec of specs) this.#size += paddedBytes(spec);
    return { offset, byteLength: this.#size - offset, specs };
  }

  /**
   * The memory; made when first asked for.
   *
   * @throws RangeError when more than 4 GiB are reserved.
   */
  get memory(): WebAssembly.Memory {
    this.#memory ??= allocate(this.#size);
    return this.#memory;
  }

  /** The tensors of a block: views, not copies. */
  views({ offset, specs }: Block): Values[] {
    const { buffer } = this.memory;
    let next = offset;
    return specs.map((spec) => {
      const begin = next;
      next += paddedBytes(spec);
      return view(buffer, begin, spec);
    });
  }
}

function paddedBytes({ shape, dtype }: TensorSpec): number {
  const bytes = sizeOf(shape) * (dtype === 'bool' ? 1 : 4);
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function view(buffer: ArrayBuffer, offset: number, { shape, dtype = 'float32' }: TensorSpec) {
  const length = sizeOf(shape);
  if (dtype === 'float32') return new Float32Array(buffer, offset, length);
  if (dtype === 'int32') return new Int32Array(buffer, offset, length);
  return new Uint8Array(buffer, offset, length);
}

function allocate(byteLength: number): WebAssembly.Memory {
  if (byteLength > MAXIMUM) {
    const size = (byteLength / 2 ** 30).toFixed(1);
    throw new RangeError(
      `Weights, gradients and optimiser state take ${size} GiB, and WebAssembly memory ends at 4. ` +
        `Train a smaller model, or use the option engine: 'eager'.`,
    );
  }
  const pages = Math.ceil(byteLength / PAGE);
  return new WebAssembly.Memory({ initial: pages, maximum: pages });
}
