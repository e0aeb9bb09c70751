import { labelsOf } from '../shared/labelsOf.js';
import {
  predictClasses,
  logisticRegression,
  type LogisticRegressionOptions,
} from './logisticRegression.js';
import { requireSameSize, toVectors, type Vectors } from '../shared/vectors.js';

/** What {@link linearProbeAccuracy} compares. */
export interface LinearProbeOptions extends LogisticRegressionOptions {
  /** Samples of known class. */
  readonly train: Vectors;
  /** One class for each; by default the labels of the data set. */
  readonly trainLabels?: ArrayLike<number>;
  /** Samples to be classified. */
  readonly test: Vectors;
  /** Their true classes; by default the labels of the data set. */
  readonly testLabels?: ArrayLike<number>;
}

/**
 * Share of the test samples, from 0 to 1, that a linear classifier fitted to the training
 * samples puts into the right class: how much of the classes can be read off the codes
 * along straight lines (Alain and Bengio, "Understanding intermediate layers using linear
 * classifier probes", 2017). The classifier is a {@link logisticRegression}.
 *
 * @throws RangeError if labels are missing or do not fit, or sizes differ;
 * OptionsError for unknown or wrong options.
 */
export async function linearProbeAccuracy(options: LinearProbeOptions): Promise<number> {
  const { train, trainLabels, test, testLabels, ...rest } = options;
  const known = toVectors(train, 'the training samples');
  const asked = toVectors(test, 'the test samples');
  requireSameSize(known, asked);
  const truth = labelsOf(asked, testLabels);
  const regression = await logisticRegression(known, labelsOf(known, trainLabels), rest);
  const right = predictClasses(regression, asked).filter(
    (label, sample) => label === truth[sample],
  );
  return right.length / asked.length;
}
