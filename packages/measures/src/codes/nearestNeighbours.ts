import type { Dataset } from '@autoencoder-zoo/core';
import { PANEL, panelKernels, type PanelKernels } from '../shared/panels.js';
import {
  forEachChunk,
  requireSameSize,
  toVectors,
  type VectorValues,
  type Vectors,
} from '../shared/vectors.js';

/** Result of {@link nearestNeighbours}. */
export interface NearestNeighbours {
  /** Which references are nearest to each query, `[queries, k]`, the nearest first. */
  readonly indices: Int32Array;
  /** Their squared Euclidean distances, `[queries, k]`. */
  readonly squaredDistances: Float32Array;
}

/** Queries that the kernel takes at once. */
const GROUP = 4;
/** Bytes of the references that are compared with all queries before the next ones come. */
const BLOCK_BYTES = 256 * 1024;

/**
 * The k references nearest to each query by Euclidean distance, by comparing all with all in
 * float32. Among equal distances the smaller index comes first.
 *
 * 10,000 queries and 60,000 references of 32 numbers take about 2 seconds.
 *
 * @param k - From 1 to the number of references.
 * @throws RangeError if k is out of range or the sizes of the samples differ.
 */
export function nearestNeighbours(
  references: Vectors,
  queries: Vectors,
  k: number,
): NearestNeighbours {
  const known = toVectors(references, 'the references');
  const asked = toVectors(queries, 'the queries');
  requireSameSize(known, asked);
  if (!Number.isInteger(k) || k < 1 || k > known.length) {
    throw new RangeError(
      `the number of neighbours is an integer from 1 to ${known.length}, the number of references, but is ${k}`,
    );
  }
  const origin = new Float64Array(known.size);
  // Distances stay as they are, and what is far from zero keeps its digits in float32.
  if (known.isWide || asked.isWide) known.read([0], origin);
  const search = new Search(asked, k, blockLength(known), origin);
  forEachChunk(known, search.columns, (rows, count, start) => search.add(rows, count, start));
  const { indices, squaredDistances } = search;
  return { indices, squaredDistances };
}

function blockLength({ size, length }: Dataset): number {
  const fitting = Math.floor(BLOCK_BYTES / (4 * size * PANEL));
  const needed = Math.ceil(length / PANEL);
  return Math.max(1, Math.min(fitting, needed)) * PANEL;
}

/** The neighbours found so far, and the kernel's memory: four queries, a block, its distances. */
class Search {
  readonly indices: Int32Array;
  readonly squaredDistances: Float32Array;
  readonly #kernels: PanelKernels;
  readonly #group: Float32Array;
  readonly #panels: Float32Array;
  readonly #distances: Float32Array;
  readonly #queries: Dataset;
  readonly #k: number;
  readonly #origin: Float64Array;

  constructor(
    queries: Dataset,
    k: number,
    readonly columns: number,
    origin: Float64Array,
  ) {
    this.#queries = queries;
    this.#k = k;
    this.#origin = origin;
    const { size, length } = queries;
    this.indices = new Int32Array(length * k).fill(-1);
    this.squaredDistances = new Float32Array(length * k).fill(Infinity);
    const numbers = [GROUP * size, columns * size, GROUP * columns];
    this.#kernels = panelKernels(4 * numbers.reduce((sum, count) => sum + count));
    [this.#group, this.#panels, this.#distances] = split(this.#kernels.buffer, numbers);
  }

  /** Compares all queries with references `start` to `start + count - 1`. */
  add(rows: VectorValues, count: number, start: number): void {
    const { columns } = this;
    const [origin, group, panels, distances] = [
      this.#origin,
      this.#group,
      this.#panels,
      this.#distances,
    ];
    const { size } = this.#queries;
    for (let column = 0; column < count; column++) {
      let at = Math.floor(column / PANEL) * PANEL * size + (column % PANEL);
      for (let i = 0; i < size; i++, at += PANEL) panels[at] = rows[column * size + i] - origin[i];
    }
    const row = distances.byteLength / GROUP;
    forEachChunk(this.#queries, GROUP, (points, pointCount, first) => {
      for (let i = 0; i < points.length; i++) group[i] = points[i] - origin[i % size];
      const [from, panelsFrom] = [group.byteOffset, panels.byteOffset];
      this.#kernels.squaredDistances(from, panelsFrom, size, columns, distances.byteOffset);
      for (let point = 0; point < pointCount; point++) {
        const begin = distances.byteOffset + point * row;
        this.#take(first + point, begin, begin + 4 * count, start);
      }
    });
  }

  /** Inserts the references whose distances are at `begin` to `end` where they are near enough. */
  #take(query: number, begin: number, end: number, start: number): void {
    const { indices, squaredDistances } = this;
    const [k, distances] = [this.#k, this.#distances];
    const last = (query + 1) * k - 1;
    for (let at = begin; ; at += 4) {
      at = this.#kernels.findBelow(at, end, squaredDistances[last]);
      if (at >= end) return;
      const distance = distances[(at - distances.byteOffset) / 4];
      let place = last;
      for (; place > query * k && squaredDistances[place - 1] > distance; place--) {
        squaredDistances[place] = squaredDistances[place - 1];
        indices[place] = indices[place - 1];
      }
      squaredDistances[place] = distance;
      indices[place] = start + (at - begin) / 4;
    }
  }
}

function split(buffer: ArrayBuffer, lengths: readonly number[]): Float32Array[] {
  let offset = 0;
  return lengths.map((length) => {
    const part = new Float32Array(buffer, offset, length);
    offset += part.byteLength;
    return part;
  });
}
