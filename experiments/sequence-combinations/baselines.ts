import { shaped, type Dataset } from '@autoencoder-zoo/core';
import {
  codesOfComponents,
  linearProbeAccuracy,
  principalComponents,
} from '@autoencoder-zoo/measures';
import { valuesOf } from '../helpers/index.js';

/** Numbers in a code, and as many principal components in the baselines. */
export const size = 32;

/** What a linear classifier makes of raw values. */
export interface Baselines {
  /** Mean of each of the 12 channels over the steps of an utterance. */
  readonly means: number;
  /** All 348 values, padding included. */
  readonly padded: number;
  /** As many principal components of those as the codes have numbers, each value standardised. */
  readonly components: number;
  /** The same, each channel standardised by the steps that exist: what the models see. */
  readonly channels: number;
  /** The same as `components`, each standardised utterance then brought to the length 1. */
  readonly directions: number;
}

/** Padded to 29 steps of 12 channels. */
type Utterances = Dataset<[29, 12]>;

/** Asks the classifier of {@link probe} by raw values. */
export async function baselinesOf(train: Utterances, test: Utterances): Promise<Baselines> {
  const sets = { train, test };
  const raw: Values = { known: valuesOf(train), asked: valuesOf(test) };
  const standard = standardised(raw, momentsOf(raw.known, train.size));
  return {
    means: await probe({ known: meansOf(train), asked: meansOf(test) }, sets),
    padded: await probe(raw, sets),
    components: await probe(componentsOf(standard, train.size), sets),
    channels: await probe(
      componentsOf(standardised(raw, momentsOf(existing(train), train.shape[1])), train.size),
      sets,
    ),
    directions: await probe(
      componentsOf(
        both(standard, (values) => directionsOf(values, train.size)),
        train.size,
      ),
      sets,
    ),
  };
}

/** Values of known and of asked samples, one sample after the other. */
export interface Values {
  readonly known: Float32Array;
  readonly asked: Float32Array;
}

function both({ known, asked }: Values, change: (values: Float32Array) => Float32Array): Values {
  return { known: change(known), asked: change(asked) };
}

/** Principal components of the known samples. */
function componentsOf(values: Values, width: number): Values {
  const samples = (of: Float32Array) => shaped(of, [of.length / width, width]);
  const analysis = principalComponents(samples(values.known), size);
  return both(values, (of) => codesOfComponents(analysis, samples(of)));
}

/** Accuracy of a linear classifier on values of unit spread. */
export function probe(
  values: Values,
  { train, test }: { readonly train: Utterances; readonly test: Utterances },
): Promise<number> {
  const width = values.known.length / train.length;
  const { known, asked } = standardised(values, momentsOf(values.known, width));
  return linearProbeAccuracy({
    train: shaped(known, [train.length, width]),
    trainLabels: train.labels!,
    test: shaped(asked, [test.length, width]),
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

/** Values of the steps that exist, one step after the other. */
function existing(utterances: Utterances): Float32Array {
  const { size, shape, lengths } = utterances;
  return valuesOf(utterances).filter(
    (_, at) => at % size < lengths![Math.floor(at / size)] * shape[1],
  );
}

/** Each sample at the length 1. */
function directionsOf(values: Float32Array, width: number): Float32Array {
  const norms = Array.from({ length: values.length / width }, (_, row) =>
    Math.hypot(...values.subarray(row * width, (row + 1) * width)),
  );
  return values.map((value, at) => value / norms[Math.floor(at / width)]);
}

/** Mean and standard deviation of each column. */
interface Moments {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

function momentsOf(values: Float32Array, width: number): Moments {
  const rows = values.length / width;
  const [means, squares] = [new Float64Array(width), new Float64Array(width)];
  values.forEach((value, at) => (means[at % width] += value / rows));
  values.forEach((value, at) => (squares[at % width] += (value - means[at % width]) ** 2 / rows));
  return { means, deviations: squares.map(Math.sqrt) };
}

/**
 * Without means, of unit spread; columns that never vary are 0. Columns may be those of each step.
 */
function standardised(values: Values, { means, deviations }: Moments): Values {
  const width = means.length;
  return both(values, (of) =>
    of.map((value, at) => {
      const column = at % width;
      return deviations[column] > 0 ? (value - means[column]) / deviations[column] : 0;
    }),
  );
}
