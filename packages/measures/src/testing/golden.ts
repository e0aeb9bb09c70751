import { readFileSync } from 'node:fs';
import type { Detection } from '../detections/precisionRecall.js';

/** What `golden.py` wrote. */
export interface Golden {
  readonly size: number;
  readonly train: number[];
  readonly trainLabels: number[];
  readonly test: number[];
  readonly testLabels: number[];
  readonly pca: {
    readonly k: number;
    readonly mean: number[];
    readonly components: number[];
    readonly explainedVariance: number[];
    readonly totalVariance: number;
    readonly testError: number;
    readonly logLikelihood: number;
    readonly anglesToFirstValues: number[];
  };
  readonly neighbours: {
    readonly k: number;
    readonly indices: number[];
    readonly squaredDistances: number[];
    readonly accuracy: Record<string, number>;
  };
  /** Of the samples divided by 64, with the classes modulo `classes`. */
  readonly regressions: {
    readonly classes: number;
    readonly inverseRegularisation: number;
    readonly kernel: number[];
    readonly bias: number[];
    readonly accuracy: number;
  }[];
  readonly roc: {
    readonly scores: number[];
    readonly positive: number[];
    readonly area: number;
    readonly falsePositiveRate: number[];
    readonly truePositiveRate: number[];
    /** Without the first, which is infinite. */
    readonly thresholds: number[];
  };
  readonly precisionRecall: {
    readonly precision: number[];
    readonly recall: number[];
    readonly thresholds: number[];
    readonly averagePrecision: number;
  };
  readonly detections: ({ readonly threshold: number } & Detection)[];
  /** Of the training samples for the test samples, at ranks 1, 10 and 100. */
  readonly retrieval: { readonly cosine: number[]; readonly hamming: number[] };
  readonly variances: number[];
  readonly latentSemanticAnalysis: {
    readonly counts: number[];
    readonly heldCounts: number[];
    readonly inverseDocumentFrequency: number[];
    readonly singularValues: number[];
    /** Of the held documents, without their sign. */
    readonly codes: number[];
  };
  /** Of `train` by its first value. */
  readonly grouping: {
    readonly groups: number[];
    readonly normalisedMutualInformation: number;
  };
  readonly meanSquaredError: number;
}

/** Measures by scikit-learn, with the data that they were computed of. */
export const golden = JSON.parse(
  readFileSync(new URL('golden.json', import.meta.url), 'utf8'),
) as Golden;

/** Values with the shape of samples of the golden data's size. */
export function samples(values: readonly number[]) {
  return {
    data: Float32Array.from(values),
    shape: [values.length / golden.size, golden.size],
  };
}
