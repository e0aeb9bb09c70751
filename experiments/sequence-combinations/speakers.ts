import { adam, cosineDecay } from '@autoencoder-zoo/core';
import { japaneseVowels } from '@autoencoder-zoo/datasets/japanese-vowels';
import { deterministicCode } from '@autoencoder-zoo/variants/codes/deterministic';
import { squaredErrorLikelihood } from '@autoencoder-zoo/variants/likelihoods/squared-error';
import type { RunContext } from '../framework/index.js';
import { baselinesOf, probe, size, type Baselines } from './baselines.js';
import { combine, pairs } from './combinations.js';

/** How the models of utterances are trained. */
export interface SpeakerSettings {
  readonly units: number;
  readonly epochs: number;
  readonly learningRate: number;
}

const batchSize = 32;

/**
 * Trains an autoencoder of each pair on the utterances for training and asks a linear classifier
 * who spoke: accuracy on the utterances for test, in the order of `pairs`, and of raw values.
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
      const codes = { known: await model.encode(train), asked: await model.encode(test) };
      model.dispose();
      return probe(codes, { train, test });
    };
    codes.push(await stage(`speakers, ${pair.name}, measured`, work));
  }
  const baselines = await stage('speakers, raw values', () => baselinesOf(train, test));
  return { codes, baselines };
}
