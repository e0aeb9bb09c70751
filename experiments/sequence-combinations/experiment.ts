import { atLeast, atMost, defineExperiment, onEverySeed } from '../framework/index.js';
import { heatMap, imageRows, sideBySide, svgOf, titled } from '@autoencoder-zoo/pictures';
import { kinds, pairs } from './combinations.js';
import { combinations, digitsOf, versions, type DigitSettings } from './digits.js';
import { speakersOf, type SpeakerSettings } from './speakers.js';

interface Settings {
  readonly digits: DigitSettings;
  readonly speakers: SpeakerSettings;
}

/**
 * Cross-entropy of test digits in nats if one picture is said for all of them: the
 * mean of the training digits, and their mean grey.
 */
const meanDigit = 205.8;
const meanGrey = 306.6;

const figureOf = (name: string) => `loss, ${name}`;
const accuracyOf = (name: string) => `accuracy, ${name}`;

/** Recurrent and dense encoders and decoders in all combinations. */
export const experiment = defineExperiment({
  name: 'sequence-combinations',
  module: import.meta.url,
  title: 'Recurrent and dense encoders and decoders in all combinations',
  settings: {
    full: {
      digits: { units: 128, steps: 3750, batchSize: 32, learningRate: 5e-3, tested: 10_000 },
      speakers: { units: 64, epochs: 100, learningRate: 5e-3 },
    },
    quick: {
      digits: { units: 32, steps: 250, batchSize: 32, learningRate: 0.01, tested: 500 },
      speakers: { units: 16, epochs: 20, learningRate: 0.02 },
    },
  } satisfies Record<string, Settings>,
  rows: [
    {
      what: 'combinations that train, of 36',
      figure: 'trained',
      bound: onEverySeed(atLeast(36)),
      quickBound: atLeast(36),
      digits: 0,
    },
    ...combinations.map(({ name }) => ({
      what: `${name}: test loss, nats`,
      figure: figureOf(name),
      bound: onEverySeed(atMost(meanDigit)),
      quickBound: atMost(meanGrey),
      digits: 1,
      detail: true,
    })),
    {
      what: 'Japanese vowels, who of 9 speaks, from 32 numbers: lstm to lstm',
      figure: accuracyOf('lstm to lstm'),
      quickBound: atLeast(0.8),
      digits: 3,
    },
    ...pairs.slice(1).map(({ name }) => ({
      what: `the same: ${name}`,
      figure: accuracyOf(name),
      digits: 3,
      detail: true,
    })),
    {
      what: 'the same from the means over time, 12 numbers',
      figure: accuracyOf('means'),
      digits: 3,
    },
    {
      what: 'the same from all values, padded, 348 numbers',
      figure: accuracyOf('padded'),
      digits: 3,
    },
    {
      what: 'the same from 32 principal components of these, values standardised',
      figure: accuracyOf('components'),
      digits: 3,
    },
    {
      what: 'the same from 32 principal components of these, channels standardised, as models see them',
      figure: accuracyOf('channels'),
      digits: 3,
    },
    {
      what: 'the same from 32 principal components of these, values standardised, utterances at length 1',
      figure: accuracyOf('directions'),
      digits: 3,
    },
  ],

  async run(seed, context) {
    const { results, digits } = await digitsOf(seed, context);
    const { codes, baselines } = await speakersOf(seed, context);
    const reference = context.quick ? meanGrey : meanDigit;
    const figures: Record<string, number> = {
      trained: results.filter(({ loss }) => loss < reference).length,
      [accuracyOf('means')]: baselines.means,
      [accuracyOf('padded')]: baselines.padded,
      [accuracyOf('components')]: baselines.components,
      [accuracyOf('channels')]: baselines.channels,
      [accuracyOf('directions')]: baselines.directions,
    };
    combinations.forEach(({ name }, index) => (figures[figureOf(name)] = results[index].loss));
    pairs.forEach(({ name }, index) => (figures[accuracyOf(name)] = codes[index]));
    return { figures, material: { results, digits, codes } };
  },

  pictures(outcomes) {
    const materials = outcomes.map(({ material }) => material);
    const average = (each: (material: (typeof materials)[number]) => number) =>
      materials.reduce((sum, material) => sum + each(material), 0) / materials.length;
    const place = (pair: number, version: number) => pair * versions.length + version;
    const [{ results, digits }] = materials;
    return [
      {
        file: 'errors.svg',
        contents: svgOf(
          'Squared error of test digits for each encoder, decoder, input and code',
          heatMap({
            rows: pairs.map(({ name }) => name),
            columns: versions.map(({ name }) => name),
            values: pairs.map((_, pair) =>
              versions.map((_, version) =>
                average(({ results }) => results[place(pair, version)].squaredError),
              ),
            ),
            axes: ['squared error of a test digit', ''],
            width: 900,
          }),
        ),
      },
      {
        file: 'reconstructions.svg',
        contents: svgOf(
          'Test digits as each combination saw them, and as it reconstructed them',
          sideBySide(
            versions.map(({ name }, version) =>
              titled(
                name,
                imageRows(
                  [
                    { name: version === 0 ? 'test digits' : '', values: digits },
                    { name: version === 0 ? 'seen' : '', values: results[version].seen },
                    ...pairs.map(({ name }, pair) => ({
                      name: version === 0 ? name : '',
                      values: results[place(pair, version)].reconstructed,
                    })),
                  ],
                  { shape: { height: 28, width: 28, channels: 1 } },
                ),
              ),
            ),
          ),
        ),
      },
      {
        file: 'speakers.svg',
        contents: svgOf(
          'Accuracy of a linear classifier of speakers on the codes of each encoder and decoder',
          heatMap({
            rows: kinds,
            columns: kinds,
            values: kinds.map((_, encoder) =>
              kinds.map((_, decoder) =>
                average(({ codes }) => 100 * codes[encoder * kinds.length + decoder]),
              ),
            ),
            axes: ['decoder', 'encoder'],
            width: 520,
          }),
        ),
      },
    ];
  },
});
