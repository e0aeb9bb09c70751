import { adam, cosineDecay } from '@autoencoder-zoo/core';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import { bernoulliLikelihood } from '@autoencoder-zoo/variants/likelihoods/bernoulli';
import { deterministicCode } from '@autoencoder-zoo/variants/codes/deterministic';
import { gaussianCode } from '@autoencoder-zoo/variants/codes/gaussian';
import { masking } from '@autoencoder-zoo/variants/corruptions/masking';
import type { RunContext } from '../framework/index.js';
import { valuesOf } from '../helpers/index.js';
import { combine, pairs, type Pair } from './combinations.js';

/** How the models of digits are trained. */
export interface DigitSettings {
  readonly units: number;
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Test digits that the loss is measured on. */
  readonly tested: number;
}

/** Digits as sequences: 14 steps of two rows. */
const shape = [14, 56] as const;

/** Numbers in a code. */
const size = 16;

/** What is done to the input, and what the code is. */
export const versions = [
  { name: 'clean, deterministic', noisy: false, gaussian: false },
  { name: 'clean, gaussian', noisy: false, gaussian: true },
  { name: 'noisy, deterministic', noisy: true, gaussian: false },
  { name: 'noisy, gaussian', noisy: true, gaussian: true },
] as const;

type Version = (typeof versions)[number];

/** A model of digits. */
export interface Combination {
  /** Such as `lstm to dense, noisy, gaussian`. */
  readonly name: string;
  readonly pair: Pair;
  readonly version: Version;
}

/** Each pair in each version. */
export const combinations: readonly Combination[] = pairs.flatMap((pair) =>
  versions.map((version) => ({ name: `${pair.name}, ${version.name}`, pair, version })),
);

/** What is measured of each combination, on test digits, and how it looks. */
export interface DigitResult {
  /** Of the loss that was trained, without damage, in nats. */
  readonly loss: number;
  /** Of the reconstruction, without damage, summed over the pixels of a digit. */
  readonly squaredError: number;
  /** What the model saw, and what it made of that. */
  readonly seen: Float32Array;
  readonly reconstructed: Float32Array;
}

/** Trains all combinations. */
export async function digitsOf(
  seed: number,
  {
    settings,
    stage,
    fit,
  }: Pick<RunContext<{ readonly digits: DigitSettings }>, 'settings' | 'stage' | 'fit'>,
) {
  const { units, steps, batchSize, learningRate, tested } = settings.digits;
  const { train, test } = await mnist({ shape });
  const shown = test.slice(0, 4);
  const results: DigitResult[] = [];
  for (const { name, pair, version } of combinations) {
    const work = async (): Promise<DigitResult> => {
      const model = combine(pair, {
        input: shape,
        units,
        corruption: version.noisy ? masking({ rate: 0.3 }) : undefined,
        code: version.gaussian ? gaussianCode({ dim: size }) : deterministicCode({ dim: size }),
        likelihood: bernoulliLikelihood(),
        seed,
      });
      await fit(name, model, train, {
        steps,
        batchSize,
        optimiser: adam({ learningRate: cosineDecay({ initial: learningRate, final: 0, steps }) }),
        clipNorm: 1,
      });
      const { loss, squaredError } = await model.evaluate(test.slice(0, tested), { seed });
      const seen = await model.corrupt(shown, { seed });
      const reconstructed = await model.reconstruct(seen);
      model.dispose();
      return { loss, squaredError, seen, reconstructed };
    };
    results.push(await stage(`${name}, measured`, work));
  }
  return { results, digits: valuesOf(shown) };
}
