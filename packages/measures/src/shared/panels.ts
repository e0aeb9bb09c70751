import panels from './panels.wasm.js';

/** Columns that a panel has; the number of columns of all is a multiple of it. */
export const PANEL = 8;

const PAGE = 65536;

/** Kernels of `panels.as.ts`; addresses are in bytes. */
export interface PanelKernels {
  readonly buffer: ArrayBuffer;
  addProducts(panels: number, rows: number, columns: number, products: number): void;
  squaredDistances(
    queries: number,
    panels: number,
    coordinates: number,
    columns: number,
    distances: number,
  ): void;
  findBelow(begin: number, end: number, bound: number): number;
}

/** The kernels with a memory of their own, of at least `bytes`, which is zero. */
export function panelKernels(bytes: number): PanelKernels {
  const pages = Math.ceil(bytes / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const module = Uint8Array.from(atob(panels), (character) => character.charCodeAt(0));
  // Below 4 KB, which is what browsers compile outside of workers without being asked to wait.
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), { env: { memory } });
  return { ...(exports as unknown as Omit<PanelKernels, 'buffer'>), buffer: memory.buffer };
}
