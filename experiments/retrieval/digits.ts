import {
  codesOfComponents,
  principalComponents,
  retrievalPrecision,
} from '@autoencoder-zoo/measures';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import type { RunContext } from '../framework/index.js';
import { annealed } from '../helpers/index.js';
import type { Codes } from './codes.js';
import { curveRanks, type Found, type Sides } from './curves.js';
import { agreementOfGroups } from './groups.js';

/** How many digits are searched and asked for, and how long they are learned. */
export interface DigitSettings {
  readonly digits: {
    readonly train: number;
    readonly queries: number;
    readonly epochs: number;
  };
}

/** 784-500-250-10 and back, against ten principal components. */
export async function searchedDigits(
  seed: number,
  { settings: { digits }, fit, stage }: RunContext<DigitSettings>,
): Promise<Found> {
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
  const found = await stage('precision and groups of digits', async () => {
    const pca = principalComponents(base, 10);
    const precision = (sides: Sides) =>
      retrievalPrecision({
        ...sides,
        baseLabels: base.labels,
        queryLabels: queries.labels,
        ranks: curveRanks,
      });
    const agreement = (codes: Codes) => agreementOfGroups(codes, queries.labels!, seed);
    const codes = { base: await model.encode(base), queries: await model.encode(queries) };
    const linear = { base: codesOfComponents(pca, base), queries: codesOfComponents(pca, queries) };
    return {
      curves: { digits10: { codes: precision(codes), linear: precision(linear) } },
      groups: { digits10: { codes: agreement(codes.queries), linear: agreement(linear.queries) } },
    };
  });
  model.dispose();
  return found;
}
