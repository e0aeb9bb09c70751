import { codesOfComponents, principalComponents, retrievalPrecision } from '@autoencoder-zoo/core';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import { annealed, type RunContext } from '../framework/index.js';
import { curveRanks, type Curves, type Sides } from './curves.js';

/** How many digits are searched and asked for, and how long they are learned. */
export interface DigitSettings {
  readonly digits: {
    readonly train: number;
    readonly queries: number;
    readonly epochs: number;
  };
}

/** 784-500-250-10 and back, against ten principal components. */
export async function digitCurves(
  seed: number,
  { settings: { digits }, fit, stage }: RunContext<DigitSettings>,
): Promise<Record<string, Curves>> {
  const { train, test } = await mnist();
  const base = train.slice(0, digits.train);
  const queries = test.slice(0, digits.queries);
  const model = underComplete({
    input: [784],
    hidden: [500, 250],
    latentDim: 10,
    activation: 'tanh',
    initialiser: 'glorotUniform',
    seed,
  });
  const { epochs } = digits;
  const samples = base.length;
  await fit(
    'digits',
    model,
    base,
    annealed({ samples, epochs, batchSize: 128, learningRate: 1e-3 }),
  );
  const curves = await stage('precision of digits', async () => {
    const precision = ({ base: searched, queries: asked }: Sides) =>
      retrievalPrecision({
        base: searched,
        baseLabels: base.labels,
        queries: asked,
        queryLabels: queries.labels,
        ranks: curveRanks,
      });
    const pca = principalComponents(base, 10);
    return {
      codes: precision({ base: await model.encode(base), queries: await model.encode(queries) }),
      linear: precision({
        base: codesOfComponents(pca, base),
        queries: codesOfComponents(pca, queries),
      }),
    };
  });
  model.dispose();
  return { digits10: curves };
}
