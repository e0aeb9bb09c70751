import { sizeOf } from '@autoencoder-zoo/engine/session';
import { fillColumn, refuseLacking } from '../batch/givenColumns.js';
import { mayBeNonFinite, refuseBeyond, refuseNonFiniteBatch, type Support } from '../data/check.js';
import type { Dataset } from '../data/dataset.js';
import { DataError } from '../data/input.js';
import { identityScaling, readScaled, type FittedScaling } from '../data/scaling.js';
import type { GraphColumn } from '../model/graphsForm.js';

/** What a graph reads, and of what it is checked. */
export interface BatchForm {
  /** Its input for samples or codes. */
  readonly input: string;
  /** Its input for ones at steps that exist, where it has one. */
  readonly mask?: string | undefined;
  readonly columns: readonly GraphColumn[];
  /** What the graph does with samples first. */
  readonly scaling: FittedScaling;
  /** Default: all finite values. */
  readonly support?: Support | undefined;
  /** Of the draws of binarised data. */
  readonly seed: number;
}

/** Numbers with a shape, as they enter a graph. */
export interface Floats {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** Share of a scaled value's unit that the rounding of samples to `float32` may make. */
const TOLERANCE = 1e-3;

/** Assembles the inputs of a saved graph. It scales samples itself; they are checked as scaled. */
export class BatchReader {
  readonly #data: Dataset;
  readonly #form: BatchForm;
  readonly #suspect: boolean;

  /** @throws DataError if the data lack a column that is read. */
  constructor(data: Dataset, form: BatchForm) {
    this.#data = data;
    this.#form = form;
    this.#suspect = mayBeNonFinite(data, form.scaling);
    for (const column of form.columns) refuseLacking(data, column);
  }

  /**
   * The inputs for some samples, in new arrays.
   *
   * @throws DataError if a sample holds NaN or an infinity, is beyond the support, or loses its
   * digits in `float32`.
   */
  read(indices: Uint32Array): Record<string, Floats> {
    const { input, mask, columns, scaling, seed } = this.#form;
    const data = this.#data;
    const rows = indices.length;
    const x = new Float32Array(rows * data.size);
    readScaled(data, indices, x, { scaling: identityScaling, seed, epoch: 0 });
    this.#check(indices, x, scaling);
    const inputs: Record<string, Floats> = { [input]: { data: x, shape: [rows, ...data.shape] } };
    if (mask !== undefined) inputs[mask] = maskOf(data, indices);
    for (const column of columns) {
      const values = new Float32Array(rows * sizeOf(column.shape));
      fillColumn(data, column, indices, values);
      inputs[column.name] = { data: values, shape: [rows, ...column.shape] };
    }
    return inputs;
  }

  #check(indices: Uint32Array, x: Float32Array, scaling: FittedScaling): void {
    const { support, seed } = this.#form;
    const data = this.#data;
    let scaled = x;
    if (scaling.kind !== 'none') {
      scaled = new Float32Array(x.length);
      readScaled(data, indices, scaled, { scaling, seed, epoch: 0 });
    }
    if (this.#suspect) refuseNonFiniteBatch(data, indices, scaled);
    if (support) refuseBeyond(data, indices, scaled, support);
    if (scaled !== x && data.isWide) refuseBlurred(data, indices, { x, scaled, scaling });
  }
}

/** Values far from zero that lie close together are the same in `float32`. */
function refuseBlurred(
  data: Dataset,
  indices: Uint32Array,
  { x, scaled, scaling }: { x: Float32Array; scaled: Float32Array; scaling: FittedScaling },
): void {
  const { offset, factor } = scaling;
  const groups = offset.length;
  for (let i = 0; i < x.length; i++) {
    const blurred = (x[i] - offset[i % groups]) * factor[i % groups];
    if (Math.abs(blurred - scaled[i]) <= TOLERANCE * Math.max(1, Math.abs(scaled[i]))) continue;
    const sample = indices[Math.floor(i / data.size)];
    const place = i % data.size;
    throw new DataError(
      `${data.name}: sample ${sample} holds ${data.values[sample * data.size + place] * data.scale} at position ${place}, of which float32, as the saved graph takes it, does not keep the digits that matter; encode it with the model that \`load\` of @autoencoder-zoo/variants gives`,
    );
  }
}

function maskOf({ lengths, shape }: Dataset, indices: Uint32Array): Floats {
  const [steps] = shape;
  const data = new Float32Array(indices.length * steps).fill(1);
  if (lengths) {
    indices.forEach((sample, row) => {
      data.fill(0, row * steps + lengths[sample], (row + 1) * steps);
    });
  }
  return { data, shape: [indices.length, steps] };
}
