import {
  adam,
  autoencoder,
  codesOfComponents,
  cosineDecay,
  latentSemanticAnalysis,
  latentSemanticCodes,
  principalComponents,
  retrievalPrecision,
  type Code,
  type Dataset,
  type Optimiser,
} from '@autoencoder-zoo/core';
import { split } from '@autoencoder-zoo/datasets';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import { newsgroups20 } from '@autoencoder-zoo/datasets/newsgroups20';
import { binaryCode } from '@autoencoder-zoo/variants/binary-code';
import { denseDecoder } from '@autoencoder-zoo/variants/dense-decoder';
import { denseEncoder } from '@autoencoder-zoo/variants/dense-encoder';
import { deterministicCode } from '@autoencoder-zoo/variants/deterministic-code';
import { masking } from '@autoencoder-zoo/variants/masking';
import { multinomialLikelihood } from '@autoencoder-zoo/variants/multinomial-likelihood';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import {
  atLeast,
  defineExperiment,
  frame,
  lineChart,
  lineOverSeeds,
  onEverySeed,
  scatter,
  sideBySide,
  stacked,
  titled,
  type Row,
  type RunContext,
} from '../framework/index.js';
import { bits, firstNumbers, medians, weigh, type Codes } from './codes.js';

/** How many of the nearest count: in the figures, and in the curves. */
const ranks = [1, 10, 100];
const curveRanks = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** Start of all kernels: layers are followed by tanh. */
const initialiser = 'glorotUniform';

interface Settings {
  /** Sizes of the codes of documents. */
  readonly numbers: readonly number[];
  readonly bits: readonly number[];
  readonly epochs: number;
  readonly digits: {
    readonly train: number;
    readonly queries: number;
    readonly epochs: number;
  };
}

/** A search by codes of one kind and size, and by those it is held against. */
interface Search {
  readonly key: string;
  readonly title: string;
  readonly against: string;
}

const searches = {
  numbers10: { title: 'documents, 10 numbers', against: 'LSA' },
  numbers32: { title: 'documents, 32 numbers', against: 'LSA' },
  numbers128: { title: 'documents, 128 numbers', against: 'LSA' },
  bits32: { title: 'documents, 32 bits', against: 'LSA in bits' },
  bits128: { title: 'documents, 128 bits', against: 'LSA in bits' },
  digits10: { title: 'digits, 10 numbers', against: 'PCA' },
} as const satisfies Record<string, Omit<Search, 'key'>>;

const all: readonly Search[] = Object.entries(searches).map(([key, search]) => ({
  key,
  ...search,
}));

/** In the quick version, too. */
const inQuick = ['numbers10', 'bits32', 'digits10'];

/** Codes of autoencoders find what is alike better than linear ones of the same size. */
export const experiment = defineExperiment({
  name: 'retrieval',
  title: 'Retrieval by codes: 20 Newsgroups against LSA, MNIST against PCA',
  settings: {
    full: {
      numbers: [10, 32, 128],
      bits: [32, 128],
      epochs: 20,
      digits: { train: 60_000, queries: 10_000, epochs: 10 },
    },
    quick: {
      numbers: [10],
      bits: [32],
      epochs: 6,
      digits: { train: 20_000, queries: 2000, epochs: 2 },
    },
  } satisfies Record<string, Settings>,
  rows: [
    ...all.map(({ key, title, against }): Row => {
      return {
        what: `${title}: precision above ${against}, least of ranks 1, 10, 100`,
        figure: `${key}/gap`,
        published: 'above (curves only)',
        source: 'Salakhutdinov & Hinton, "Semantic hashing", 2009; Hinton & Salakhutdinov, 2006',
        bound: onEverySeed(atLeast(0)),
        ...(inQuick.includes(key) && { quickBound: onEverySeed(atLeast(-0.02)) }),
        digits: 3,
      };
    }),
    ...all.flatMap(({ key, title, against }) =>
      ranks.flatMap((rank): Row[] => [
        {
          what: `${title}: precision at ${rank}, codes`,
          figure: `${key}/codes/${rank}`,
          digits: 3,
          detail: true,
        },
        {
          what: `${title}: precision at ${rank}, ${against}`,
          figure: `${key}/linear/${rank}`,
          digits: 3,
          detail: true,
        },
      ]),
    ),
  ],

  async run(seed, context) {
    const documents = await documentCurves(seed, context);
    const curves = { ...documents, ...(await digitCurves(seed, context)) };
    return { figures: figuresOf(curves), material: curves };
  },

  async pictures(outcomes, context) {
    const panel = ({ key, title, against }: Search) => {
      const linesOf = (kind: keyof Curves) => outcomes.map(({ material }) => material[key][kind]);
      const lines = [
        lineOverSeeds('codes', linesOf('codes')),
        lineOverSeeds(against, linesOf('linear')),
      ];
      return titled(
        title,
        lineChart({
          lines: lines.map((line) => ({ ...line, x: curveRanks })),
          axes: [
            key.startsWith('digits') ? 'digits found' : 'documents found',
            'share of the right class',
          ],
          y: key.startsWith('digits') ? [0.5, 1] : [0, 0.8],
          xScale: 'log',
          width: 420,
          height: 320,
        }),
      );
    };
    const panels = all.filter(({ key }) => key in outcomes[0].material).map(panel);
    const rows = Array.from({ length: Math.ceil(panels.length / 3) }, (_, row) =>
      sideBySide(panels.slice(3 * row, 3 * row + 3)),
    );
    return [
      {
        file: 'precision.svg',
        contents: frame(
          'Precision over the number of what is found, for codes and linear ones',
          stacked(rows, 16),
        ),
      },
      { file: 'map.svg', contents: await documentMap(context) },
    ];
  },
});

/** Precision at each of the ranks of the curves. */
interface Curves {
  readonly codes: readonly number[];
  readonly linear: readonly number[];
}

/** What the rows are about. */
function figuresOf(curves: Readonly<Record<string, Curves>>): Record<string, number> {
  const figures: Record<string, number> = {};
  for (const [key, { codes, linear }] of Object.entries(curves)) {
    const places = ranks.map((rank) => curveRanks.indexOf(rank));
    figures[`${key}/gap`] = Math.min(...places.map((place) => codes[place] - linear[place]));
    ranks.forEach((rank, i) => {
      figures[`${key}/codes/${rank}`] = codes[places[i]];
      figures[`${key}/linear/${rank}`] = linear[places[i]];
    });
  }
  return figures;
}

type Documents = Dataset<[2000]>;

/** 5,000 documents that are searched and 2,505 that are asked for, the same for all seeds; and their LSA. */
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

async function documentCurves(seed: number, context: RunContext<Settings>) {
  const { settings, stage } = context;
  const most = Math.max(...settings.numbers, ...settings.bits);
  const { weighted, lsa } = await newsgroups(most, stage);
  const { labels: baseLabels } = weighted.base;
  const { labels: queryLabels } = weighted.queries;
  const precision = (sides: Sides, by: 'cosine' | 'hamming') =>
    retrievalPrecision({ ...sides, baseLabels, queryLabels, by, ranks: curveRanks });
  const linear = (size: number) => both(lsa, (codes) => firstNumbers(codes, size));

  const curves: Record<string, Curves> = {};
  for (const size of settings.numbers) {
    const code = deterministicCode({ dim: size, initialiser });
    const codes = await trainedCodes(`${size} numbers`, { code, seed }, weighted, context);
    curves[`numbers${size}`] = {
      codes: precision(codes, 'cosine'),
      linear: precision(linear(size), 'cosine'),
    };
  }
  for (const size of settings.bits) {
    const code = binaryCode({ dim: size, deviation: 2, initialiser });
    const codes = await trainedCodes(`${size} bits`, { code, seed }, weighted, context);
    const halves = Array.from({ length: size }, () => 0.5);
    const middles = medians(linear(size).base);
    curves[`bits${size}`] = {
      codes: precision(
        both(codes, (values) => bits(values, halves)),
        'hamming',
      ),
      linear: precision(
        both(linear(size), (values) => bits(values, middles)),
        'hamming',
      ),
    };
  }
  return curves;
}

/** Codes of what is searched and of what is asked for. */
interface Sides<Values = Codes> {
  readonly base: Values;
  readonly queries: Values;
}

function both({ base, queries }: Sides, change: (codes: Codes) => Codes): Sides {
  return { base: change(base), queries: change(queries) };
}

/** 2000-500-250-code and back, trained on documents with half of their words hidden. */
async function trainedCodes(
  name: string,
  { code, seed }: { readonly code: Code<readonly [number]>; readonly seed: number },
  { base, queries }: Sides<Documents>,
  { settings: { epochs }, fit }: RunContext<Settings>,
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
  const batchSize = 100;
  const optimiser = falling(0.002, epochs * Math.ceil(base.length / batchSize));
  await fit(name, model, base, { epochs, batchSize, optimiser });
  const codes = { base: await model.encode(base), queries: await model.encode(queries) };
  model.dispose();
  return codes;
}

/** Adam whose learning rate falls to 0 over so many steps. */
function falling(initial: number, steps: number): Optimiser {
  return adam({ learningRate: cosineDecay({ initial, final: 0, steps }) });
}

/** 784-500-250-10 and back, against ten principal components. */
async function digitCurves(
  seed: number,
  { settings: { digits }, fit, stage }: RunContext<Settings>,
): Promise<Record<string, Curves>> {
  const { train, test } = await mnist();
  const base = train.slice(0, digits.train);
  const queries = test.slice(0, digits.queries);
  const model = underComplete({
    input: [784],
    hidden: [500, 250],
    latentDim: 10,
    activation: 'tanh',
    initialiser,
    seed,
  });
  const { epochs } = digits;
  const batchSize = 128;
  const optimiser = falling(1e-3, epochs * Math.ceil(base.length / batchSize));
  await fit('digits', model, base, { epochs, batchSize, optimiser });
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

/** The 2,505 documents by codes of two numbers, in the colours of the seven hierarchies of groups. */
async function documentMap(context: RunContext<Settings>): Promise<string> {
  const { weighted, lsa } = await newsgroups(2, context.stage);
  const code = deterministicCode({ dim: 2, initialiser });
  const codes = await trainedCodes('map', { code, seed: 0 }, weighted, context);
  const groups = weighted.queries.labelNames!.map((name) => name.split('.')[0]);
  const labelNames = [...new Set(groups)];
  const labels = Array.from(weighted.queries.labels!, (label) => labelNames.indexOf(groups[label]));
  const axes = ['first number of the code', 'second number of the code'] as const;
  const panel = (title: string, points: Codes) =>
    titled(title, scatter({ points, labels, labelNames, axes }));
  return frame(
    'Documents by codes of two numbers, of an autoencoder and of LSA',
    sideBySide([panel('autoencoder', codes.queries), panel('LSA', lsa.queries)]),
  );
}
