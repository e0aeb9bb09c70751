import {
  adam,
  cosineDecay,
  latentSemanticAnalysis,
  latentSemanticCodes,
  linearProbeAccuracy,
  shaped,
  type Dataset,
} from '@autoencoder-zoo/core';
import { japaneseVowels } from '@autoencoder-zoo/datasets/japanese-vowels';
import { deterministicCode } from '@autoencoder-zoo/variants/deterministic-code';
import { squaredErrorLikelihood } from '@autoencoder-zoo/variants/squared-error-likelihood';
import { valuesOf, type RunContext } from '../framework/index.js';
import { combine, pairs } from './combinations.js';

/** How the models of utterances are trained. */
export interface SpeakerSettings {
  readonly units: number;
  readonly epochs: number;
  readonly learningRate: number;
}

/** Numbers in a code, and components of the baseline of equal size. */
export const size = 32;

const batchSize = 32;

/** What a linear classifier makes of raw values. */
export interface Baselines {
  /** Mean of each of the 12 channels over the steps of an utterance. */
  readonly means: number;
  /** All 348 values, padding included. */
  readonly padded: number;
  /** As many principal components of those as the codes have numbers. */
  readonly components: number;
}

/**
 * Trains an autoencoder of each pair on the utterances for training and asks a linear classifier who
 * spoke: accuracy on the utterances for test, in the order of `pairs`, and of raw values.
 */
export async function speakersOf(
  seed: number,
  {
    settings,
    stage,
    fit,
  }: Pick<RunContext<{ readonly speakers: SpeakerSettings }>, 'settings' | 'stage' | 'fit'>,
): Promise<{ codes: number[]; baselines: Baselines }> {
  const { units, epochs, learningRate } = settings.speakers;
  const { train, test } = await japaneseVowels();
  const steps = epochs * Math.ceil(train.length / batchSize);
  const codes: number[] = [];
  for (const pair of pairs) {
    const work = async () => {
      const model = combine(pair, {
        input: train.shape,
        units,
        bidirectional: true,
        code: deterministicCode({ dim: size }),
        likelihood: squaredErrorLikelihood(),
        scaling: { kind: 'standard', per: 'channel' },
        seed,
      });
      await fit(`speakers, ${pair.name}`, model, train, {
        epochs,
        batchSize,
        optimiser: adam({ learningRate: cosineDecay({ initial: learningRate, final: 0, steps }) }),
        clipNorm: 1,
      });
      const [known, asked] = [await model.encode(train), await model.encode(test)];
      model.dispose();
      return probe(known, asked, { train, test });
    };
    codes.push(await stage(`speakers, ${pair.name}, measured`, work));
  }
  const baselines = await stage('speakers, raw values', () => baselinesOf(train, test));
  return { codes, baselines };
}

type Utterances = Dataset<[29, 12]>;

async function baselinesOf(train: Utterances, test: Utterances): Promise<Baselines> {
  const sets = { train, test };
  const [known, asked] = [valuesOf(train), valuesOf(test)];
  const scaled = standardised(known, asked, train.size);
  const shape = (values: Float32Array) => shaped(values, [values.length / train.size, train.size]);
  const analysis = latentSemanticAnalysis(shape(scaled.known), size);
  return {
    means: await probe(meansOf(train), meansOf(test), sets),
    padded: await probe(known, asked, sets),
    components: await probe(
      latentSemanticCodes(analysis, shape(scaled.known)),
      latentSemanticCodes(analysis, shape(scaled.asked)),
      sets,
    ),
  };
}

/** Accuracy of a linear classifier on values of unit spread. */
function probe(
  known: Float32Array,
  asked: Float32Array,
  { train, test }: { readonly train: Utterances; readonly test: Utterances },
): Promise<number> {
  const width = known.length / train.length;
  const scaled = standardised(known, asked, width);
  return linearProbeAccuracy({
    train: shaped(scaled.known, [train.length, width]),
    trainLabels: train.labels!,
    test: shaped(scaled.asked, [test.length, width]),
    testLabels: test.labels!,
  });
}

/** Mean of each channel over the valid steps: `[utterances, channels]`. */
function meansOf(utterances: Utterances): Float32Array {
  const [steps, channels] = utterances.shape;
  const lengths = utterances.lengths!;
  const means = new Float32Array(utterances.length * channels);
  // What is padded is 0, and adds nothing.
  valuesOf(utterances).forEach((value, index) => {
    const utterance = Math.floor(index / (steps * channels));
    means[utterance * channels + (index % channels)] += value / lengths[utterance];
  });
  return means;
}

/** Both with the mean and the standard deviation of the known samples taken off; columns that never vary are 0. */
function standardised(known: Float32Array, asked: Float32Array, width: number) {
  const samples = known.length / width;
  const [means, squares] = [new Float64Array(width), new Float64Array(width)];
  known.forEach((value, index) => (means[index % width] += value / samples));
  known.forEach((value, i) => (squares[i % width] += (value - means[i % width]) ** 2 / samples));
  const scale = (values: Float32Array) =>
    values.map((value, index) => {
      const column = index % width;
      return squares[column] > 0 ? (value - means[column]) / Math.sqrt(squares[column]) : 0;
    });
  return { known: scale(known), asked: scale(asked) };
}
