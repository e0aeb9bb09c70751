import { codesOfComponents, principalComponents, retrievalPrecision } from '@autoencoder-zoo/core';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import { annealed, type RunContext } from '../framework/index.js';
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
  const pca = principalComponents(base, 10);
  const codes = { base: await model.encode(base), queries: await model.encode(queries) };
  const linear = { base: codesOfComponents(pca, base), queries: codesOfComponents(pca, queries) };
  model.dispose();
  const precision = (sides: Sides) =>
    retrievalPrecision({
      ...sides,
      baseLabels: base.labels,
      queryLabels: queries.labels,
      ranks: curveRanks,
    });
  const curves = await stage('precision of digits', () => ({
    codes: precision(codes),
    linear: precision(linear),
  }));
  const groups = await stage('groups of digits', () => ({
    codes: agreementOfGroups(codes.queries, queries.labels!, seed),
    linear: agreementOfGroups(linear.queries, queries.labels!, seed),
  }));
  return { curves: { digits10: curves }, groups: { digits10: groups } };
}
