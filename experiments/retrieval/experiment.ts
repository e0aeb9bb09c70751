import {
  atLeast,
  defineExperiment,
  onEverySeed,
  type Figures,
  type Row,
} from '../framework/index.js';
import {
  lineChart,
  lineOverSeeds,
  sideBySide,
  stacked,
  svgOf,
  titled,
} from '@autoencoder-zoo/pictures';
import { curveRanks, type Curves, type Found } from './curves.js';
import { searchedDigits, type DigitSettings } from './digits.js';
import { documentMap, searchedDocuments, type DocumentSettings } from './documents.js';

/** How many of the nearest count in the figures. */
const ranks = [1, 10, 100];

type Settings = DocumentSettings & DigitSettings;

/** A search by codes of one kind and size, and by those it is held against. */
interface Search {
  readonly key: string;
  readonly title: string;
  readonly against: string;
  /** Whether it is by bits, and held against those of rotated principal components, too. */
  readonly rotated?: boolean;
}

/** What bits are held against, too. */
const rotatedPca = 'rotated PCA';

const searches = {
  numbers10: { title: 'documents, 10 numbers', against: 'LSA' },
  numbers32: { title: 'documents, 32 numbers', against: 'LSA' },
  numbers128: { title: 'documents, 128 numbers', against: 'LSA' },
  bits32: { title: 'documents, 32 bits', against: 'LSA', rotated: true },
  bits128: { title: 'documents, 128 bits', against: 'LSA', rotated: true },
  digits10: { title: 'digits, 10 numbers', against: 'PCA' },
} as const satisfies Record<string, Omit<Search, 'key'>>;

const all: readonly Search[] = Object.entries(searches).map(([key, search]) => ({
  key,
  ...search,
}));

/** Also grouped. */
const grouped = ['numbers10', 'numbers32', 'numbers128', 'digits10'] as const;

/** In the quick version, too. */
const inQuick = ['numbers10', 'bits32', 'digits10'];

/** Codes of autoencoders find what is alike better than linear ones of the same size. */
export const experiment = defineExperiment({
  name: 'retrieval',
  module: import.meta.url,
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
      epochs: 10,
      digits: { train: 20_000, queries: 2000, epochs: 2 },
    },
  } satisfies Record<string, Settings>,
  rows: [
    ...all.map(({ key, title, against }): Row => {
      return {
        what: `${title}: precision of codes minus that of ${against}, least of ranks 1, 10, 100`,
        figure: `${key}/above linear`,
        published: 'above 0 (curves only)',
        source: 'Salakhutdinov & Hinton, "Semantic hashing", 2009; Hinton & Salakhutdinov, 2006',
        bound: onEverySeed(atLeast(0)),
        ...(inQuick.includes(key) && { quickBound: onEverySeed(atLeast(0)) }),
        digits: 3,
      };
    }),
    ...all
      .filter(({ rotated }) => rotated)
      .map(({ key, title }): Row => {
        return {
          what: `${title}: precision of codes minus that of ${rotatedPca}, least of ranks 1, 10, 100`,
          figure: `${key}/above rotated`,
          digits: 3,
        };
      }),
    ...all.flatMap(({ key, title, against, rotated }) =>
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
        ...(rotated
          ? [
              {
                what: `${title}: precision at ${rank}, ${rotatedPca}`,
                figure: `${key}/rotated/${rank}`,
                digits: 3,
                detail: true,
              },
            ]
          : []),
      ]),
    ),
    ...grouped.flatMap((key): Row[] => {
      const { title, against } = searches[key];
      const what = `${title}: agreement of groups with classes`;
      return [
        { what: `${what}, codes`, figure: `${key}/groups/codes`, digits: 3, detail: true },
        { what: `${what}, ${against}`, figure: `${key}/groups/linear`, digits: 3, detail: true },
      ];
    }),
  ],

  async run(seed, context) {
    const documents = await searchedDocuments(seed, context);
    const digits = await searchedDigits(seed, context);
    const curves = { ...documents.curves, ...digits.curves };
    const groups = { ...documents.groups, ...digits.groups };
    return { figures: { ...precisions(curves), ...agreements(groups) }, material: curves };
  },

  async pictures(outcomes, context) {
    const panel = ({ key, title, against, rotated }: Search) => {
      const line = (name: string, kind: keyof Curves) =>
        lineOverSeeds(
          name,
          outcomes.map(({ material }) => material[key][kind]!),
        );
      const lines = [
        line('codes', 'codes'),
        line(against, 'linear'),
        ...(rotated ? [line(rotatedPca, 'rotated')] : []),
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
        contents: svgOf(
          'Precision over the number of what is found, for codes and linear ones',
          stacked(rows, 16),
        ),
      },
      { file: 'map.svg', contents: await documentMap(context) },
    ];
  },
});

function precisions(curves: Found['curves']): Figures {
  const figures: Record<string, number> = {};
  const places = ranks.map((rank) => curveRanks.indexOf(rank));
  for (const [key, { codes, ...others }] of Object.entries(curves)) {
    ranks.forEach((rank, i) => (figures[`${key}/codes/${rank}`] = codes[places[i]]));
    for (const [kind, precision] of Object.entries(others)) {
      const gaps = places.map((place) => codes[place] - precision[place]);
      figures[`${key}/above ${kind}`] = Math.min(...gaps);
      ranks.forEach((rank, i) => (figures[`${key}/${kind}/${rank}`] = precision[places[i]]));
    }
  }
  return figures;
}

function agreements(groups: Found['groups']): Figures {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([key, { codes, linear }]) => [
      [`${key}/groups/codes`, codes],
      [`${key}/groups/linear`, linear],
    ]),
  );
}
