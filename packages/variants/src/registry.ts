// Written by scripts/build-registry.mjs from the folders of parts and the files of recipes.
import type { AnyPartFactory, PartKind, PartName } from '@autoencoder-zoo/core';
import type { RecipeDescription } from './shared/recipes/recipe.js';

/** A part of the zoo. */
export interface RegisteredPart {
  readonly kind: PartKind;
  readonly name: PartName;
  /** Where it stands, which is also its import path. */
  readonly path: string;
  readonly load: () => Promise<AnyPartFactory>;
}

/** A recipe of the zoo. */
export interface RegisteredRecipe {
  readonly name: string;
  readonly load: () => Promise<RecipeDescription>;
}

/** All parts, by kind. */
export const registeredParts: readonly RegisteredPart[] = [
  {
    kind: 'corruption',
    name: 'blocks@1',
    path: 'corruptions/blocks',
    load: async () => (await import('./corruptions/blocks/part.js')).blocks,
  },
  {
    kind: 'corruption',
    name: 'emphasised@1',
    path: 'corruptions/emphasised',
    load: async () => (await import('./corruptions/emphasised/part.js')).emphasised,
  },
  {
    kind: 'corruption',
    name: 'gaussianNoise@1',
    path: 'corruptions/gaussian-noise',
    load: async () => (await import('./corruptions/gaussian-noise/part.js')).gaussianNoise,
  },
  {
    kind: 'corruption',
    name: 'hiding@1',
    path: 'corruptions/hiding',
    load: async () => (await import('./corruptions/hiding/part.js')).hiding,
  },
  {
    kind: 'corruption',
    name: 'masking@1',
    path: 'corruptions/masking',
    load: async () => (await import('./corruptions/masking/part.js')).masking,
  },
  {
    kind: 'corruption',
    name: 'saltAndPepper@1',
    path: 'corruptions/salt-and-pepper',
    load: async () => (await import('./corruptions/salt-and-pepper/part.js')).saltAndPepper,
  },
  {
    kind: 'corruption',
    name: 'swapNoise@1',
    path: 'corruptions/swap-noise',
    load: async () => (await import('./corruptions/swap-noise/part.js')).swapNoise,
  },
  {
    kind: 'encoder',
    name: 'conditional@1',
    path: 'encoders/conditional',
    load: async () => (await import('./encoders/conditional/part.js')).conditionalEncoder,
  },
  {
    kind: 'encoder',
    name: 'convolutional@1',
    path: 'encoders/convolutional',
    load: async () => (await import('./encoders/convolutional/part.js')).convolutionalEncoder,
  },
  {
    kind: 'encoder',
    name: 'convolutionalLstm@1',
    path: 'encoders/convolutional-lstm',
    load: async () =>
      (await import('./encoders/convolutional-lstm/part.js')).convolutionalLstmEncoder,
  },
  {
    kind: 'encoder',
    name: 'dense@1',
    path: 'encoders/dense',
    load: async () => (await import('./encoders/dense/part.js')).denseEncoder,
  },
  {
    kind: 'encoder',
    name: 'embedding@1',
    path: 'encoders/embedding',
    load: async () => (await import('./encoders/embedding/part.js')).embeddingEncoder,
  },
  {
    kind: 'encoder',
    name: 'firstSteps@1',
    path: 'encoders/first-steps',
    load: async () => (await import('./encoders/first-steps/part.js')).firstStepsEncoder,
  },
  {
    kind: 'encoder',
    name: 'gru@1',
    path: 'encoders/gru',
    load: async () => (await import('./encoders/gru/part.js')).gruEncoder,
  },
  {
    kind: 'encoder',
    name: 'layers@1',
    path: 'encoders/layers',
    load: async () => (await import('./encoders/layers/part.js')).layersEncoder,
  },
  {
    kind: 'encoder',
    name: 'lstm@1',
    path: 'encoders/lstm',
    load: async () => (await import('./encoders/lstm/part.js')).lstmEncoder,
  },
  {
    kind: 'encoder',
    name: 'masked@1',
    path: 'encoders/masked',
    load: async () => (await import('./encoders/masked/part.js')).maskedEncoder,
  },
  {
    kind: 'encoder',
    name: 'residual@1',
    path: 'encoders/residual',
    load: async () => (await import('./encoders/residual/part.js')).residualEncoder,
  },
  {
    kind: 'encoder',
    name: 'transformer@1',
    path: 'encoders/transformer',
    load: async () => (await import('./encoders/transformer/part.js')).transformerEncoder,
  },
  {
    kind: 'code',
    name: 'batchTopK@1',
    path: 'codes/batch-top-k',
    load: async () => (await import('./codes/batch-top-k/part.js')).batchTopKCode,
  },
  {
    kind: 'code',
    name: 'binary@1',
    path: 'codes/binary',
    load: async () => (await import('./codes/binary/part.js')).binaryCode,
  },
  {
    kind: 'code',
    name: 'deterministic@1',
    path: 'codes/deterministic',
    load: async () => (await import('./codes/deterministic/part.js')).deterministicCode,
  },
  {
    kind: 'code',
    name: 'features@1',
    path: 'codes/features',
    load: async () => (await import('./codes/features/part.js')).featuresCode,
  },
  {
    kind: 'code',
    name: 'finiteScalar@1',
    path: 'codes/finite-scalar',
    load: async () => (await import('./codes/finite-scalar/part.js')).finiteScalarCode,
  },
  {
    kind: 'code',
    name: 'flow@1',
    path: 'codes/flow',
    load: async () => (await import('./codes/flow/part.js')).flowCode,
  },
  {
    kind: 'code',
    name: 'fullCovariance@1',
    path: 'codes/full-covariance',
    load: async () => (await import('./codes/full-covariance/part.js')).fullCovarianceCode,
  },
  {
    kind: 'code',
    name: 'gated@1',
    path: 'codes/gated',
    load: async () => (await import('./codes/gated/part.js')).gatedCode,
  },
  {
    kind: 'code',
    name: 'gaussian@1',
    path: 'codes/gaussian',
    load: async () => (await import('./codes/gaussian/part.js')).gaussianCode,
  },
  {
    kind: 'code',
    name: 'jumpRelu@1',
    path: 'codes/jump-relu',
    load: async () => (await import('./codes/jump-relu/part.js')).jumpReluCode,
  },
  {
    kind: 'code',
    name: 'ladder@1',
    path: 'codes/ladder',
    load: async () => (await import('./codes/ladder/part.js')).ladderCode,
  },
  {
    kind: 'code',
    name: 'lookupFree@1',
    path: 'codes/lookup-free',
    load: async () => (await import('./codes/lookup-free/part.js')).lookupFreeCode,
  },
  {
    kind: 'code',
    name: 'matchingPursuit@1',
    path: 'codes/matching-pursuit',
    load: async () => (await import('./codes/matching-pursuit/part.js')).matchingPursuitCode,
  },
  {
    kind: 'code',
    name: 'productQuantised@1',
    path: 'codes/product-quantised',
    load: async () => (await import('./codes/product-quantised/part.js')).productQuantisedCode,
  },
  {
    kind: 'code',
    name: 'relaxedBernoulli@1',
    path: 'codes/relaxed-bernoulli',
    load: async () => (await import('./codes/relaxed-bernoulli/part.js')).relaxedBernoulliCode,
  },
  {
    kind: 'code',
    name: 'relaxedCategorical@1',
    path: 'codes/relaxed-categorical',
    load: async () => (await import('./codes/relaxed-categorical/part.js')).relaxedCategoricalCode,
  },
  {
    kind: 'code',
    name: 'residualQuantised@1',
    path: 'codes/residual-quantised',
    load: async () => (await import('./codes/residual-quantised/part.js')).residualQuantisedCode,
  },
  {
    kind: 'code',
    name: 'straightThrough@1',
    path: 'codes/straight-through',
    load: async () => (await import('./codes/straight-through/part.js')).straightThroughCode,
  },
  {
    kind: 'code',
    name: 'topK@1',
    path: 'codes/top-k',
    load: async () => (await import('./codes/top-k/part.js')).topKCode,
  },
  {
    kind: 'code',
    name: 'vectorQuantised@1',
    path: 'codes/vector-quantised',
    load: async () => (await import('./codes/vector-quantised/part.js')).vectorQuantisedCode,
  },
  {
    kind: 'code',
    name: 'vonMisesFisher@1',
    path: 'codes/von-mises-fisher',
    load: async () => (await import('./codes/von-mises-fisher/part.js')).vonMisesFisherCode,
  },
  {
    kind: 'code',
    name: 'winnerTakeAll@1',
    path: 'codes/winner-take-all',
    load: async () => (await import('./codes/winner-take-all/part.js')).winnerTakeAllCode,
  },
  {
    kind: 'prior',
    name: 'gaussianMixture@1',
    path: 'priors/gaussian-mixture',
    load: async () => (await import('./priors/gaussian-mixture/part.js')).gaussianMixture,
  },
  {
    kind: 'prior',
    name: 'independentBits@1',
    path: 'priors/independent-bits',
    load: async () => (await import('./priors/independent-bits/part.js')).independentBits,
  },
  {
    kind: 'prior',
    name: 'ladder@1',
    path: 'priors/ladder',
    load: async () => (await import('./priors/ladder/part.js')).ladderPrior,
  },
  {
    kind: 'prior',
    name: 'maskedAutoregressiveFlow@1',
    path: 'priors/masked-autoregressive-flow',
    load: async () =>
      (await import('./priors/masked-autoregressive-flow/part.js')).maskedAutoregressiveFlow,
  },
  {
    kind: 'prior',
    name: 'standardNormal@1',
    path: 'priors/standard-normal',
    load: async () => (await import('./priors/standard-normal/part.js')).standardNormal,
  },
  {
    kind: 'prior',
    name: 'twoStage@1',
    path: 'priors/two-stage',
    load: async () => (await import('./priors/two-stage/part.js')).twoStagePrior,
  },
  {
    kind: 'prior',
    name: 'uniformCategorical@1',
    path: 'priors/uniform-categorical',
    load: async () => (await import('./priors/uniform-categorical/part.js')).uniformCategorical,
  },
  {
    kind: 'prior',
    name: 'uniformEntries@1',
    path: 'priors/uniform-entries',
    load: async () => (await import('./priors/uniform-entries/part.js')).uniformEntries,
  },
  {
    kind: 'prior',
    name: 'uniformSphere@1',
    path: 'priors/uniform-sphere',
    load: async () => (await import('./priors/uniform-sphere/part.js')).uniformSphere,
  },
  {
    kind: 'prior',
    name: 'vamp@1',
    path: 'priors/vamp',
    load: async () => (await import('./priors/vamp/part.js')).vampPrior,
  },
  {
    kind: 'decoder',
    name: 'autoregressive@1',
    path: 'decoders/autoregressive',
    load: async () => (await import('./decoders/autoregressive/part.js')).autoregressiveDecoder,
  },
  {
    kind: 'decoder',
    name: 'composite@1',
    path: 'decoders/composite',
    load: async () => (await import('./decoders/composite/part.js')).compositeDecoder,
  },
  {
    kind: 'decoder',
    name: 'conditional@1',
    path: 'decoders/conditional',
    load: async () => (await import('./decoders/conditional/part.js')).conditionalDecoder,
  },
  {
    kind: 'decoder',
    name: 'convolutional@1',
    path: 'decoders/convolutional',
    load: async () => (await import('./decoders/convolutional/part.js')).convolutionalDecoder,
  },
  {
    kind: 'decoder',
    name: 'convolutionalLstm@1',
    path: 'decoders/convolutional-lstm',
    load: async () =>
      (await import('./decoders/convolutional-lstm/part.js')).convolutionalLstmDecoder,
  },
  {
    kind: 'decoder',
    name: 'dense@1',
    path: 'decoders/dense',
    load: async () => (await import('./decoders/dense/part.js')).denseDecoder,
  },
  {
    kind: 'decoder',
    name: 'dictionary@1',
    path: 'decoders/dictionary',
    load: async () => (await import('./decoders/dictionary/part.js')).dictionaryDecoder,
  },
  {
    kind: 'decoder',
    name: 'gru@1',
    path: 'decoders/gru',
    load: async () => (await import('./decoders/gru/part.js')).gruDecoder,
  },
  {
    kind: 'decoder',
    name: 'layers@1',
    path: 'decoders/layers',
    load: async () => (await import('./decoders/layers/part.js')).layersDecoder,
  },
  {
    kind: 'decoder',
    name: 'lstm@1',
    path: 'decoders/lstm',
    load: async () => (await import('./decoders/lstm/part.js')).lstmDecoder,
  },
  {
    kind: 'decoder',
    name: 'residual@1',
    path: 'decoders/residual',
    load: async () => (await import('./decoders/residual/part.js')).residualDecoder,
  },
  {
    kind: 'decoder',
    name: 'transformer@1',
    path: 'decoders/transformer',
    load: async () => (await import('./decoders/transformer/part.js')).transformerDecoder,
  },
  {
    kind: 'likelihood',
    name: 'bernoulli@1',
    path: 'likelihoods/bernoulli',
    load: async () => (await import('./likelihoods/bernoulli/part.js')).bernoulliLikelihood,
  },
  {
    kind: 'likelihood',
    name: 'gaussian@1',
    path: 'likelihoods/gaussian',
    load: async () => (await import('./likelihoods/gaussian/part.js')).gaussianLikelihood,
  },
  {
    kind: 'likelihood',
    name: 'multinomial@1',
    path: 'likelihoods/multinomial',
    load: async () => (await import('./likelihoods/multinomial/part.js')).multinomialLikelihood,
  },
  {
    kind: 'likelihood',
    name: 'robust@1',
    path: 'likelihoods/robust',
    load: async () => (await import('./likelihoods/robust/part.js')).robustLikelihood,
  },
  {
    kind: 'likelihood',
    name: 'squaredError@1',
    path: 'likelihoods/squared-error',
    load: async () => (await import('./likelihoods/squared-error/part.js')).squaredErrorLikelihood,
  },
  {
    kind: 'penalty',
    name: 'activityL1@1',
    path: 'penalties/activity-l1',
    load: async () => (await import('./penalties/activity-l1/part.js')).activityL1,
  },
  {
    kind: 'penalty',
    name: 'activityL2@1',
    path: 'penalties/activity-l2',
    load: async () => (await import('./penalties/activity-l2/part.js')).activityL2,
  },
  {
    kind: 'penalty',
    name: 'adversarial@1',
    path: 'penalties/adversarial',
    load: async () => (await import('./penalties/adversarial/part.js')).adversarial,
  },
  {
    kind: 'penalty',
    name: 'clustering@1',
    path: 'penalties/clustering',
    load: async () => (await import('./penalties/clustering/part.js')).clustering,
  },
  {
    kind: 'penalty',
    name: 'contraction@1',
    path: 'penalties/contraction',
    load: async () => (await import('./penalties/contraction/part.js')).contraction,
  },
  {
    kind: 'penalty',
    name: 'covariance@1',
    path: 'penalties/covariance',
    load: async () => (await import('./penalties/covariance/part.js')).covariance,
  },
  {
    kind: 'penalty',
    name: 'deadUnits@1',
    path: 'penalties/dead-units',
    load: async () => (await import('./penalties/dead-units/part.js')).deadUnits,
  },
  {
    kind: 'penalty',
    name: 'discrepancy@1',
    path: 'penalties/discrepancy',
    load: async () => (await import('./penalties/discrepancy/part.js')).discrepancy,
  },
  {
    kind: 'penalty',
    name: 'factor@1',
    path: 'penalties/factor',
    load: async () => (await import('./penalties/factor/part.js')).factor,
  },
  {
    kind: 'penalty',
    name: 'gateReconstruction@1',
    path: 'penalties/gate-reconstruction',
    load: async () => (await import('./penalties/gate-reconstruction/part.js')).gateReconstruction,
  },
  {
    kind: 'penalty',
    name: 'gradientPenalty@1',
    path: 'penalties/gradient-penalty',
    load: async () => (await import('./penalties/gradient-penalty/part.js')).gradientPenalty,
  },
  {
    kind: 'penalty',
    name: 'matryoshka@1',
    path: 'penalties/matryoshka',
    load: async () => (await import('./penalties/matryoshka/part.js')).matryoshka,
  },
  {
    kind: 'penalty',
    name: 'slicedWasserstein@1',
    path: 'penalties/sliced-wasserstein',
    load: async () => (await import('./penalties/sliced-wasserstein/part.js')).slicedWasserstein,
  },
  {
    kind: 'penalty',
    name: 'sparsity@1',
    path: 'penalties/sparsity',
    load: async () => (await import('./penalties/sparsity/part.js')).sparsity,
  },
  {
    kind: 'penalty',
    name: 'totalCorrelation@1',
    path: 'penalties/total-correlation',
    load: async () => (await import('./penalties/total-correlation/part.js')).totalCorrelation,
  },
  {
    kind: 'penalty',
    name: 'weightDecay@1',
    path: 'penalties/weight-decay',
    load: async () => (await import('./penalties/weight-decay/part.js')).weightDecay,
  },
  {
    kind: 'objective',
    name: 'capacity@1',
    path: 'objectives/capacity',
    load: async () => (await import('./objectives/capacity/part.js')).capacity,
  },
  {
    kind: 'objective',
    name: 'combinationImportanceWeighted@1',
    path: 'objectives/combination-importance-weighted',
    load: async () =>
      (await import('./objectives/combination-importance-weighted/part.js'))
        .combinationImportanceWeighted,
  },
  {
    kind: 'objective',
    name: 'freeBits@1',
    path: 'objectives/free-bits',
    load: async () => (await import('./objectives/free-bits/part.js')).freeBits,
  },
  {
    kind: 'objective',
    name: 'importanceWeightedBound@1',
    path: 'objectives/importance-weighted-bound',
    load: async () =>
      (await import('./objectives/importance-weighted-bound/part.js')).importanceWeightedBound,
  },
  {
    kind: 'objective',
    name: 'multiplyImportanceWeighted@1',
    path: 'objectives/multiply-importance-weighted',
    load: async () =>
      (await import('./objectives/multiply-importance-weighted/part.js'))
        .multiplyImportanceWeighted,
  },
];

/** All recipes, by name. */
export const registeredRecipes: readonly RegisteredRecipe[] = [
  {
    name: 'adversarial',
    load: async () => (await import('./recipes/adversarial.js')).adversarial,
  },
  {
    name: 'betaTotalCorrelation',
    load: async () => (await import('./recipes/beta-total-correlation.js')).betaTotalCorrelation,
  },
  {
    name: 'conditionalVariational',
    load: async () => (await import('./recipes/conditional-variational.js')).conditionalVariational,
  },
  {
    name: 'contractive',
    load: async () => (await import('./recipes/contractive.js')).contractive,
  },
  {
    name: 'convolutional',
    load: async () => (await import('./recipes/convolutional.js')).convolutional,
  },
  {
    name: 'denoising',
    load: async () => (await import('./recipes/denoising.js')).denoising,
  },
  {
    name: 'disentangledInferred',
    load: async () => (await import('./recipes/disentangled-inferred.js')).disentangledInferred,
  },
  {
    name: 'embeddedClustering',
    load: async () => (await import('./recipes/embedded-clustering.js')).embeddedClustering,
  },
  {
    name: 'factor',
    load: async () => (await import('./recipes/factor.js')).factor,
  },
  {
    name: 'flowVariational',
    load: async () => (await import('./recipes/flow-variational.js')).flowVariational,
  },
  {
    name: 'gatedSparse',
    load: async () => (await import('./recipes/gated-sparse.js')).gatedSparse,
  },
  {
    name: 'gru',
    load: async () => (await import('./recipes/gru.js')).gru,
  },
  {
    name: 'hyperspherical',
    load: async () => (await import('./recipes/hyperspherical.js')).hyperspherical,
  },
  {
    name: 'importanceWeighted',
    load: async () => (await import('./recipes/importance-weighted.js')).importanceWeighted,
  },
  {
    name: 'ladder',
    load: async () => (await import('./recipes/ladder.js')).ladder,
  },
  {
    name: 'lstm',
    load: async () => (await import('./recipes/lstm.js')).lstm,
  },
  {
    name: 'maskedTransformer',
    load: async () => (await import('./recipes/masked-transformer.js')).maskedTransformer,
  },
  {
    name: 'masked',
    load: async () => (await import('./recipes/masked.js')).masked,
  },
  {
    name: 'matryoshka',
    load: async () => (await import('./recipes/matryoshka.js')).matryoshka,
  },
  {
    name: 'overComplete',
    load: async () => (await import('./recipes/over-complete.js')).overComplete,
  },
  {
    name: 'regularised',
    load: async () => (await import('./recipes/regularised.js')).regularised,
  },
  {
    name: 'relaxedCategorical',
    load: async () => (await import('./recipes/relaxed-categorical.js')).relaxedCategorical,
  },
  {
    name: 'residual',
    load: async () => (await import('./recipes/residual.js')).residual,
  },
  {
    name: 'robust',
    load: async () => (await import('./recipes/robust.js')).robust,
  },
  {
    name: 'sentenceVariational',
    load: async () => (await import('./recipes/sentence-variational.js')).sentenceVariational,
  },
  {
    name: 'slicedWasserstein',
    load: async () => (await import('./recipes/sliced-wasserstein.js')).slicedWasserstein,
  },
  {
    name: 'sparse',
    load: async () => (await import('./recipes/sparse.js')).sparse,
  },
  {
    name: 'topK',
    load: async () => (await import('./recipes/top-k.js')).topK,
  },
  {
    name: 'underComplete',
    load: async () => (await import('./recipes/under-complete.js')).underComplete,
  },
  {
    name: 'variationalDeepEmbedding',
    load: async () =>
      (await import('./recipes/variational-deep-embedding.js')).variationalDeepEmbedding,
  },
  {
    name: 'variational',
    load: async () => (await import('./recipes/variational.js')).variational,
  },
  {
    name: 'vectorQuantised',
    load: async () => (await import('./recipes/vector-quantised.js')).vectorQuantised,
  },
  {
    name: 'wasserstein',
    load: async () => (await import('./recipes/wasserstein.js')).wasserstein,
  },
];
