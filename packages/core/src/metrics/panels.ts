import { instantiate } from '../wasm/instantiate.js';
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
  const exports = instantiate(panels, memory) as Omit<PanelKernels, 'buffer'>;
  return { ...exports, buffer: memory.buffer };
}
