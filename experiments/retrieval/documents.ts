import { autoencoder, type Code, type Dataset } from '@autoencoder-zoo/core';
import {
  codesOfComponents,
  iterativeQuantisation,
  latentSemanticAnalysis,
  latentSemanticCodes,
  principalComponents,
  quantisedCodes,
  retrievalPrecision,
} from '@autoencoder-zoo/measures';
import { split } from '@autoencoder-zoo/datasets';
import { newsgroups20 } from '@autoencoder-zoo/datasets/newsgroups20';
import { binaryCode } from '@autoencoder-zoo/variants/codes/binary';
import { denseDecoder } from '@autoencoder-zoo/variants/decoders/dense';
import { denseEncoder } from '@autoencoder-zoo/variants/encoders/dense';
import { deterministicCode } from '@autoencoder-zoo/variants/codes/deterministic';
import { masking } from '@autoencoder-zoo/variants/corruptions/masking';
import { multinomialLikelihood } from '@autoencoder-zoo/variants/likelihoods/multinomial';
import type { RunContext } from '../framework/index.js';
import { scatter, sideBySide, svgOf, titled } from '@autoencoder-zoo/pictures';
import { annealed } from '../helpers/index.js';
import { bits, firstNumbers, medians, weigh, type Codes } from './codes.js';
import { curveRanks, type Agreement, type Curves, type Found, type Sides } from './curves.js';
import { agreementOfGroups } from './groups.js';

/** Start of all kernels: layers are followed by tanh. */
const initialiser = 'glorotUniform';

/** Which codes of documents are learned, and how long. */
export interface DocumentSettings {
  /** Sizes of the codes. */
  readonly numbers: readonly number[];
  readonly bits: readonly number[];
  readonly epochs: number;
}

type Documents = Dataset<[2000]>;

/**
 * 5,000 documents that are searched and 2,505 that are asked for, the same for all
 * seeds; and their LSA.
 */
async function newsgroups(size: number, stage: RunContext['stage']) {
  const { documents } = await newsgroups20();
  const [base, queries] = split(documents, { count: 5000, seed: 0 });
  const { rarity, ...lsa } = await stage('latent semantic analysis', () => {
    const analysis = latentSemanticAnalysis(base, size);
    return {
      rarity: analysis.inverseDocumentFrequency,
      base: latentSemanticCodes(analysis, base),
      queries: latentSemanticCodes(analysis, queries),
    };
  });
  // Of this length the numbers that the first layer gets are about as large as those of other data.
  const weighted = { base: weigh(base, rarity, 10), queries: weigh(queries, rarity, 10) };
  return { weighted, lsa };
}

/** Searches by codes of all kinds and sizes; groups by those of numbers. */
export async function searchedDocuments(
  seed: number,
  context: RunContext<DocumentSettings>,
): Promise<Found> {
  const { settings, stage } = context;
  const most = Math.max(...settings.numbers, ...settings.bits);
  const { weighted, lsa } = await newsgroups(most, stage);
  const { labels: baseLabels } = weighted.base;
  const { labels: queryLabels } = weighted.queries;
  const precision = (sides: Sides, by: 'cosine' | 'hamming') =>
    retrievalPrecision({ ...sides, baseLabels, queryLabels, by, ranks: curveRanks });
  const linear = (size: number) => both(lsa, (codes) => firstNumbers(codes, size));
  const agreement = (codes: Codes) => agreementOfGroups(codes, queryLabels!, seed);

  const curves: Record<string, Curves> = {};
  const groups: Record<string, Agreement> = {};
  for (const size of settings.numbers) {
    const code = deterministicCode({ dim: size, initialiser });
    const codes = await trainedCodes(`${size} numbers`, { code, seed }, weighted, context);
    curves[`numbers${size}`] = {
      codes: precision(codes, 'cosine'),
      linear: precision(linear(size), 'cosine'),
    };
    groups[`numbers${size}`] = await stage(`groups by ${size} numbers`, () => ({
      codes: agreement(codes.queries),
      linear: agreement(linear(size).queries),
    }));
  }
  const components = await stage('principal components', () => {
    const analysis = principalComponents(weighted.base, Math.max(...settings.bits));
    return both(weighted, (documents) => codesOfComponents(analysis, documents));
  });
  for (const size of settings.bits) {
    const code = binaryCode({ dim: size, deviation: 2, initialiser });
    const codes = await trainedCodes(`${size} bits`, { code, seed }, weighted, context);
    const halves = Array.from({ length: size }, () => 0.5);
    const middles = medians(linear(size).base);
    const rotated = await stage(`${size} bits, rotated`, () => {
      const first = both(components, (values) => firstNumbers(values, size));
      const quantisation = iterativeQuantisation(first.base, { seed });
      return both(first, (values) => quantisedCodes(quantisation, values));
    });
    curves[`bits${size}`] = {
      codes: precision(
        both(codes, (values) => bits(values, halves)),
        'hamming',
      ),
      linear: precision(
        both(linear(size), (values) => bits(values, middles)),
        'hamming',
      ),
      rotated: precision(rotated, 'hamming'),
    };
  }
  return { curves, groups };
}

function both<Values>({ base, queries }: Sides<Values>, change: (of: Values) => Codes): Sides {
  return { base: change(base), queries: change(queries) };
}

/** 2000-500-250-code and back, trained on documents with half of their words hidden. */
async function trainedCodes(
  name: string,
  { code, seed }: { readonly code: Code<readonly [number]>; readonly seed: number },
  { base, queries }: Sides<Documents>,
  { settings: { epochs }, fit }: RunContext<DocumentSettings>,
): Promise<Sides> {
  const layers = { activation: 'tanh', initialiser } as const;
  const model = autoencoder({
    input: [2000],
    corruption: masking({ rate: 0.5 }),
    encoder: denseEncoder({ hidden: [500, 250], ...layers }),
    code,
    decoder: denseDecoder({ hidden: [250, 500], ...layers }),
    likelihood: multinomialLikelihood(),
    seed,
  });
  const samples = base.length;
  await fit(name, model, base, annealed({ samples, epochs, batchSize: 100, learningRate: 0.002 }));
  const codes = { base: await model.encode(base), queries: await model.encode(queries) };
  model.dispose();
  return codes;
}

/**
 * The 2,505 documents by codes of two numbers, in the colours of the seven hierarchies of groups.
 */
export async function documentMap(context: RunContext<DocumentSettings>): Promise<string> {
  const { weighted, lsa } = await newsgroups(2, context.stage);
  const code = deterministicCode({ dim: 2, initialiser });
  const codes = await trainedCodes('map', { code, seed: 0 }, weighted, context);
  const groups = weighted.queries.labelNames!.map((name) => name.split('.')[0]);
  const labelNames = [...new Set(groups)];
  const labels = Array.from(weighted.queries.labels!, (label) => labelNames.indexOf(groups[label]));
  const axes = ['first number of the code', 'second number of the code'] as const;
  const panel = (title: string, points: Codes) =>
    titled(title, scatter({ points, labels, labelNames, axes }));
  return svgOf(
    'Documents by codes of two numbers, of an autoencoder and of LSA',
    sideBySide([panel('autoencoder', codes.queries), panel('LSA', lsa.queries)]),
  );
}
