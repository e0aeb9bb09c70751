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
    readonly adjustedRandIndex: number;
    readonly clusteringAccuracy: number;
    /** One group has a single sample. */
    readonly silhouette: number;
  };
  /** Of `reconstructions` of `train`. */
  readonly explainedVariance: number;
  readonly reconstructions: number[];
  /** Between `train` and `test`. */
  readonly discrepancies: {
    readonly width: number;
    readonly gaussian: number;
    readonly inverseMultiquadratic: number;
  };
  /** Of images from 0 to 255. */
  readonly similarities: {
    readonly shape: number[];
    readonly images: number[];
    readonly references: number[];
    readonly colours: number;
    /** Of the first channel of each image. */
    readonly firstChannels: number[];
  };
  /** Codes beside the three factors that they were made from. */
  readonly made: {
    readonly units: number;
    readonly codes: number[];
    readonly factors: number[];
    readonly testCodes: number[];
    readonly testFactors: number[];
    /** By the number of bins. */
    readonly mutualInformationGap: Record<string, number>;
    readonly separatedAttributePredictability: number;
    readonly disentanglement: {
      readonly penalty: number;
      readonly disentanglement: number;
      readonly completeness: number;
      readonly informativeness: number;
    }[];
    /** By the number of samples of a vote. */
    readonly factorScore: Record<string, number>;
  };
  readonly meanSquaredError: number;
}

/** Measures by scikit-learn, SciPy and scikit-image, with the data that they were computed of. */
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

/** Codes and factors of the golden data that were made from factors. */
export function made(part: 'train' | 'test' = 'train') {
  const { units, codes, factors, testCodes, testFactors } = golden.made;
  const [code, factor] = part === 'train' ? [codes, factors] : [testCodes, testFactors];
  const count = code.length / units;
  return {
    codes: { data: Float64Array.from(code), shape: [count, units] },
    factors: { data: Float64Array.from(factor), shape: [count, factor.length / count] },
  };
}
