import type { ShapedArray } from '@autoencoder-zoo/core';
import {
  codesOfComponents,
  nearestNeighbourAccuracy,
  type PrincipalComponents,
  type Vectors,
} from '@autoencoder-zoo/measures';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import type { RunContext } from '../framework/index.js';
import { deepModel, training, type Digits } from './network.js';
import { umapOf } from './umap.js';

/** What maps are made with. */
export interface MapSettings {
  readonly epochs: { readonly map: number };
  /** Test digits on the maps, half of which are known to the nearest neighbours. */
  readonly mapped: number;
}

/** Codes of two numbers, deep, linear and by UMAP, and how well they keep classes apart. */
export async function mapOf(
  seed: number,
  pca: PrincipalComponents,
  context: RunContext<MapSettings>,
) {
  const { settings, fit, stage } = context;
  const { train, test } = await mnist();
  const model = deepModel(2, seed);
  await fit('2 numbers', model, train, training(train, settings.epochs.map));
  const two = { ...pca, components: pca.components.subarray(0, 2 * 784) };
  const mapped = test.slice(0, settings.mapped);
  const [deep, linear] = [await model.encode(test), codesOfComponents(two, test)];
  const umap = await stage('umap', () => umapOf(mapped, seed));
  const accuracy = (known: Points, asked: Points) =>
    nearestNeighbourAccuracy({
      train: known.codes,
      trainLabels: known.digits.labels,
      test: asked.codes,
      testLabels: asked.digits.labels,
    });
  const among = (codes: Codes) => {
    const half = settings.mapped / 2;
    const part = (begin: number, end: number) => ({
      codes: { data: codes.slice(2 * begin, 2 * end), shape: [end - begin, 2] },
      digits: mapped.slice(begin, end),
    });
    return accuracy(part(0, half), part(half, 2 * half));
  };
  const accuracies = {
    deepAccuracy: accuracy(
      { codes: await model.encode(train), digits: train },
      { codes: deep, digits: test },
    ),
    pcaAccuracy: accuracy(
      { codes: codesOfComponents(two, train), digits: train },
      { codes: linear, digits: test },
    ),
    deepMapAccuracy: among(deep),
    pcaMapAccuracy: among(linear),
    umapMapAccuracy: among(umap),
  };
  model.dispose();
  const shown = (codes: Codes) => codes.slice(0, 2 * settings.mapped);
  return { accuracies, maps: { deep: shown(deep), pca: shown(linear), umap: shown(umap) } };
}

type Codes = ShapedArray<readonly [number, number]>;

/** Codes with the digits whose codes they are. */
interface Points {
  readonly codes: Vectors;
  readonly digits: Digits;
}
