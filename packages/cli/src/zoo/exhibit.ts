import type { Autoencoder, Dataset } from '@autoencoder-zoo/core';
import {
  codesOfComponents,
  principalComponents,
  reconstructionsOfComponents,
  squaredErrorOfComponents,
} from '@autoencoder-zoo/measures';
import type { Data } from '../data.js';
import type { TrainingResult } from '../training/runTraining.js';
import type { LossCurves } from './curves.js';
import type { ExhibitPlan } from './exhibits.js';
import { firstComponents, type Gallery } from './gallery.js';

/** All that the report says about one trained variant. */
export interface Exhibit extends ExhibitPlan {
  /** Numbers in a code. */
  readonly codeSize: number;
  /** Trained weights. */
  readonly parameters: number;
  readonly seconds: number;
  readonly imagesPerSecond: number;
  /** Squared error on the test pictures, summed over pixels, averaged over pictures. */
  readonly testError: number;
  /** The same of PCA with a code of the same size. */
  readonly pcaError: number;
  readonly curves: LossCurves;
  /** Codes of the gallery's map in two dimensions, `[samples, 2]`. */
  readonly codeMap: Float32Array;
  /** Whether the map is the code itself, not its first two principal components. */
  readonly mapIsCode: boolean;
  /** What became of the gallery's chosen pictures, `[pictures, size]`. */
  readonly corrupted: Float32Array | undefined;
  readonly reconstructed: Float32Array;
  /** The same by PCA; absent where its code would be no smaller than a picture. */
  readonly pcaReconstructed: Float32Array | undefined;
  /** Draws from the prior, or ways from one picture to another, `[pictures, size]`. */
  readonly generated: {
    readonly kind: 'samples' | 'interpolations';
    readonly values: Float32Array;
  };
  /** Filters of the first layer, `[units, size]`, where that is dense. */
  readonly filters: Float32Array | undefined;
}

/** Pictures from one end of an interpolation to the other, both included. */
export const interpolationSteps = 10;

const filterCount = 50;

/** Measures a trained model and makes its pictures. */
export async function makeExhibit(
  plan: ExhibitPlan,
  model: Autoencoder,
  data: Data,
  gallery: Gallery,
  run: TrainingResult,
  curves: LossCurves,
): Promise<Exhibit> {
  const test = data.test ?? data.train;
  const codeSize = model.codeShape.reduce((product, dimension) => product * dimension, 1);
  const components = firstComponents(gallery.components, Math.min(codeSize, test.size));
  const chosen = gallery.chosen.reshape(model.inputShape);
  const corrupted = model.spec.corruption && (await model.corrupt(chosen));
  const { squaredError } = await model.evaluate(test);
  return {
    ...plan,
    codeSize,
    parameters: model.parameterCount,
    seconds: run.seconds,
    imagesPerSecond: (data.train.length * run.epoch) / run.seconds,
    testError: squaredError,
    pcaError: codeSize < test.size ? squaredErrorOfComponents(components, gallery.test) : 0,
    curves,
    ...(await mapOf(model, gallery.mapped.reshape(model.inputShape), codeSize)),
    corrupted,
    reconstructed: await model.reconstruct(corrupted ?? chosen),
    pcaReconstructed:
      codeSize < test.size ? reconstructionsOfComponents(components, gallery.chosen) : undefined,
    generated: await generate(model, chosen),
    filters: filtersOf(model, gallery.deviation),
  };
}

async function mapOf(model: Autoencoder, samples: Dataset, codeSize: number) {
  const codes = await model.encode(samples);
  if (codeSize <= 2) return { codeMap: codes, mapIsCode: true };
  return { codeMap: codesOfComponents(principalComponents(codes, 2), codes), mapIsCode: false };
}

async function generate(model: Autoencoder, chosen: Dataset): Promise<Exhibit['generated']> {
  if (model.network.built.prior) return { kind: 'samples', values: await model.sample(50) };
  const ways: Float32Array[] = [];
  for (let i = 0; i + 1 < Math.min(chosen.length, 10); i += 2) {
    const [from, to] = [chosen.slice(i, i + 1), chosen.slice(i + 1, i + 2)];
    ways.push(await model.interpolate(from, to, interpolationSteps));
  }
  return { kind: 'interpolations', values: concatenate(ways) };
}

/**
 * Kernels of the first dense layer on the pixels, those of the strongest units,
 * `[units, pixels]`. Each weight counts by the spread of its pixel: at a pixel that
 * is always black any weight will do, and would show as noise.
 */
function filtersOf(model: Autoencoder, deviation: Float32Array): Float32Array | undefined {
  const pixels = deviation.length;
  const kernel = model.variables.find(
    ({ variable, trained }) => trained && variable.rank === 2 && variable.shape[0] === pixels,
  )?.variable;
  if (!kernel) return undefined;
  const units = kernel.shape[1]!;
  const weights = kernel.dataSync<'float32'>();
  const filters = Array.from({ length: units }, (_, unit) => {
    const filter = deviation.map((spread, pixel) => spread * weights[pixel * units + unit]);
    return { filter, strength: filter.reduce((sum, weight) => sum + weight ** 2, 0) };
  });
  filters.sort((a, b) => b.strength - a.strength);
  return concatenate(filters.slice(0, filterCount).map(({ filter }) => filter));
}

function concatenate(arrays: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    joined.set(array, at);
    at += array.length;
  }
  return joined;
}
