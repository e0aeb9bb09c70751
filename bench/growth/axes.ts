import { autoencoder, type Autoencoder } from '@autoencoder-zoo/core';
import { deterministicCode } from '@autoencoder-zoo/variants/codes/deterministic';
import { denseDecoder } from '@autoencoder-zoo/variants/decoders/dense';
import { denseEncoder } from '@autoencoder-zoo/variants/encoders/dense';
import { squaredErrorLikelihood } from '@autoencoder-zoo/variants/likelihoods/squared-error';
import { lstm } from '@autoencoder-zoo/variants/lstm';
import type { Activity } from '../tasks.js';

/** What is made larger, while all else stays. */
export interface Axis {
  readonly name: string;
  /** Of the model, for the page. */
  readonly title: string;
  /** Of what is made larger. */
  readonly label: string;
  /** From small to large. */
  readonly values: readonly number[];
  /** The case of a value. */
  readonly at: (value: number) => Case;
}

/** What is timed. */
export interface Case {
  readonly make: () => Autoencoder;
  readonly samples: number;
  readonly batchSize: number;
  readonly activity: Extract<Activity, 'step' | 'encode'>;
}

function powers(from: number, to: number, factor = 2): number[] {
  const values = [];
  for (let value = from; value <= to; value *= factor) values.push(value);
  return values;
}

function dense(input: number, hidden: readonly number[]): Autoencoder {
  return autoencoder({
    input: [input],
    encoder: denseEncoder({ hidden: [...hidden] }),
    code: deterministicCode({ dim: 16 }),
    decoder: denseDecoder({ hidden: hidden.toReversed() }),
    likelihood: squaredErrorLikelihood(),
  });
}

const step = { batchSize: 128, samples: 512, activity: 'step' } as const;

/** All axes, in the order of the page. */
export const axes: readonly Axis[] = [
  {
    name: 'batch',
    title: 'A step of a dense autoencoder 256-256-16, larger batches',
    label: 'samples in a batch',
    values: powers(16, 16_384, 4),
    at: (batchSize) => ({
      ...step,
      make: () => dense(256, [256]),
      batchSize,
      samples: 4 * batchSize,
    }),
  },
  {
    name: 'width',
    title:
      'A step of a dense autoencoder, 256 values and a code of 16, wider layers, batches of 128',
    label: 'units of the hidden layer',
    values: powers(16, 16_384, 4),
    at: (units) => ({ ...step, make: () => dense(256, [units]) }),
  },
  {
    name: 'depth',
    title:
      'A step of a dense autoencoder, 256 values and layers of 256 units, more layers, batches of 128',
    label: 'hidden layers on each side',
    values: powers(1, 64),
    at: (layers) => ({
      ...step,
      make: () =>
        dense(
          256,
          Array.from({ length: layers }, () => 256),
        ),
    }),
  },
  {
    name: 'time',
    title:
      'A step of an LSTM autoencoder of one channel and 32 units, longer sequences, batches of 32',
    label: 'steps of a sequence',
    values: [...powers(10, 5_120), 10_000],
    at: (length) => ({
      ...step,
      make: () => lstm({ input: [length, 1], units: 32, latentDim: 8 }),
      batchSize: 32,
      samples: 64,
    }),
  },
  {
    name: 'rows',
    title: 'Codes of all rows by a dense autoencoder 256-256-16, more rows',
    label: 'rows',
    values: powers(1_000, 1_024_000, 4),
    at: (samples) => ({
      ...step,
      make: () => dense(256, [256]),
      samples,
      activity: 'encode',
    }),
  },
];
