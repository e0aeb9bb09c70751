export { activeUnits } from './codes/activeUnits.js';
export { linearProbeAccuracy, type LinearProbeOptions } from './codes/linearProbe.js';
export {
  logisticRegression,
  predictClasses,
  type LogisticRegression,
  type LogisticRegressionOptions,
} from './codes/logisticRegression.js';
export {
  maximumMeanDiscrepancy,
  type MaximumMeanDiscrepancyOptions,
} from './codes/maximumMeanDiscrepancy.js';
export { nearestNeighbours, type NearestNeighbours } from './codes/nearestNeighbours.js';
export {
  nearestNeighbourAccuracy,
  type NeighbourAccuracyOptions,
} from './codes/neighbourAccuracy.js';
export { activeUnitsPerSample, deadCodeShare, deadUnitShare } from './codes/usage.js';
export {
  latentSemanticAnalysis,
  latentSemanticCodes,
  type LatentSemanticAnalysis,
} from './components/latentSemanticAnalysis.js';
export { principalAngles } from './components/principalAngles.js';
export {
  codesOfComponents,
  pcaReconstructionError,
  principalComponents,
  reconstructionsOfComponents,
  squaredErrorOfComponents,
  type PrincipalComponents,
} from './components/principalComponents.js';
export { logLikelihoodOfComponents } from './components/probabilisticPrincipalComponents.js';
export { areaUnderRocCurve } from './detections/areaUnderRocCurve.js';
export {
  averagePrecision,
  detection,
  precisionRecallCurve,
  type Detection,
  type PrecisionRecallCurve,
} from './detections/precisionRecall.js';
export { rocCurve, type RocCurve } from './detections/rocCurve.js';
export { separatedAttributePredictability } from './factors/attributePredictability.js';
export {
  disentanglement,
  type Disentanglement,
  type DisentanglementOptions,
} from './factors/disentanglement.js';
export { factorScore, type FactorScoreOptions } from './factors/factorScore.js';
export {
  mutualInformationGap,
  type MutualInformationGapOptions,
} from './factors/mutualInformationGap.js';
export { adjustedRandIndex } from './groups/adjustedRandIndex.js';
export { clusteringAccuracy } from './groups/clusteringAccuracy.js';
export { normalisedMutualInformation } from './groups/normalisedMutualInformation.js';
export { silhouette } from './groups/silhouette.js';
export {
  iterativeQuantisation,
  quantisedCodes,
  type IterativeQuantisation,
  type IterativeQuantisationOptions,
} from './rankings/iterativeQuantisation.js';
export { retrievalPrecision, type RetrievalOptions } from './rankings/retrievalPrecision.js';
export {
  explainedVariance,
  fractionOfVarianceUnexplained,
} from './reconstructions/explainedVariance.js';
export { meanSquaredError, peakSignalToNoiseRatio } from './reconstructions/meanSquaredError.js';
export { structuralSimilarity } from './reconstructions/structuralSimilarity.js';
export type { Vectors } from './shared/vectors.js';
