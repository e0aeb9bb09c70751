import {
  categoricalLikelihood,
  type Code,
  type Corruption,
  type Decoder,
  type Encoder,
  type Likelihood,
  type Prior,
} from '@autoencoder-zoo/core';
import { batchTopKCode } from '@autoencoder-zoo/variants/codes/batch-top-k';
import { binaryCode } from '@autoencoder-zoo/variants/codes/binary';
import { deterministicCode } from '@autoencoder-zoo/variants/codes/deterministic';
import { featuresCode } from '@autoencoder-zoo/variants/codes/features';
import { finiteScalarCode } from '@autoencoder-zoo/variants/codes/finite-scalar';
import { flowCode } from '@autoencoder-zoo/variants/codes/flow';
import { fullCovarianceCode } from '@autoencoder-zoo/variants/codes/full-covariance';
import { gatedCode } from '@autoencoder-zoo/variants/codes/gated';
import { gaussianCode } from '@autoencoder-zoo/variants/codes/gaussian';
import { jumpReluCode } from '@autoencoder-zoo/variants/codes/jump-relu';
import { ladderCode } from '@autoencoder-zoo/variants/codes/ladder';
import { lookupFreeCode } from '@autoencoder-zoo/variants/codes/lookup-free';
import { matchingPursuitCode } from '@autoencoder-zoo/variants/codes/matching-pursuit';
import { productQuantisedCode } from '@autoencoder-zoo/variants/codes/product-quantised';
import { relaxedBernoulliCode } from '@autoencoder-zoo/variants/codes/relaxed-bernoulli';
import { relaxedCategoricalCode } from '@autoencoder-zoo/variants/codes/relaxed-categorical';
import { residualQuantisedCode } from '@autoencoder-zoo/variants/codes/residual-quantised';
import { straightThroughCode } from '@autoencoder-zoo/variants/codes/straight-through';
import { topKCode } from '@autoencoder-zoo/variants/codes/top-k';
import { vectorQuantisedCode } from '@autoencoder-zoo/variants/codes/vector-quantised';
import { vonMisesFisherCode } from '@autoencoder-zoo/variants/codes/von-mises-fisher';
import { winnerTakeAllCode } from '@autoencoder-zoo/variants/codes/winner-take-all';
import { blocks } from '@autoencoder-zoo/variants/corruptions/blocks';
import { emphasised } from '@autoencoder-zoo/variants/corruptions/emphasised';
import { gaussianNoise } from '@autoencoder-zoo/variants/corruptions/gaussian-noise';
import { hiding } from '@autoencoder-zoo/variants/corruptions/hiding';
import { masking } from '@autoencoder-zoo/variants/corruptions/masking';
import { saltAndPepper } from '@autoencoder-zoo/variants/corruptions/salt-and-pepper';
import { swapNoise } from '@autoencoder-zoo/variants/corruptions/swap-noise';
import { autoregressiveDecoder } from '@autoencoder-zoo/variants/decoders/autoregressive';
import { compositeDecoder } from '@autoencoder-zoo/variants/decoders/composite';
import { conditionalDecoder } from '@autoencoder-zoo/variants/decoders/conditional';
import { convolutionalDecoder } from '@autoencoder-zoo/variants/decoders/convolutional';
import { convolutionalLstmDecoder } from '@autoencoder-zoo/variants/decoders/convolutional-lstm';
import { denseDecoder } from '@autoencoder-zoo/variants/decoders/dense';
import { dictionaryDecoder } from '@autoencoder-zoo/variants/decoders/dictionary';
import { gruDecoder } from '@autoencoder-zoo/variants/decoders/gru';
import { lstmDecoder } from '@autoencoder-zoo/variants/decoders/lstm';
import { residualDecoder } from '@autoencoder-zoo/variants/decoders/residual';
import { transformerDecoder } from '@autoencoder-zoo/variants/decoders/transformer';
import { conditionalEncoder } from '@autoencoder-zoo/variants/encoders/conditional';
import { convolutionalEncoder } from '@autoencoder-zoo/variants/encoders/convolutional';
import { convolutionalLstmEncoder } from '@autoencoder-zoo/variants/encoders/convolutional-lstm';
import { denseEncoder } from '@autoencoder-zoo/variants/encoders/dense';
import { embeddingEncoder } from '@autoencoder-zoo/variants/encoders/embedding';
import { firstStepsEncoder } from '@autoencoder-zoo/variants/encoders/first-steps';
import { gruEncoder } from '@autoencoder-zoo/variants/encoders/gru';
import { lstmEncoder } from '@autoencoder-zoo/variants/encoders/lstm';
import { maskedEncoder } from '@autoencoder-zoo/variants/encoders/masked';
import { residualEncoder } from '@autoencoder-zoo/variants/encoders/residual';
import { transformerEncoder } from '@autoencoder-zoo/variants/encoders/transformer';
import { bernoulliLikelihood } from '@autoencoder-zoo/variants/likelihoods/bernoulli';
import { gaussianLikelihood } from '@autoencoder-zoo/variants/likelihoods/gaussian';
import { multinomialLikelihood } from '@autoencoder-zoo/variants/likelihoods/multinomial';
import { robustLikelihood } from '@autoencoder-zoo/variants/likelihoods/robust';
import { squaredErrorLikelihood } from '@autoencoder-zoo/variants/likelihoods/squared-error';
import { gaussianMixture } from '@autoencoder-zoo/variants/priors/gaussian-mixture';
import { independentBits } from '@autoencoder-zoo/variants/priors/independent-bits';
import { ladderPrior } from '@autoencoder-zoo/variants/priors/ladder';
import { maskedAutoregressiveFlow } from '@autoencoder-zoo/variants/priors/masked-autoregressive-flow';
import { standardNormal } from '@autoencoder-zoo/variants/priors/standard-normal';
import { twoStagePrior } from '@autoencoder-zoo/variants/priors/two-stage';
import { uniformCategorical } from '@autoencoder-zoo/variants/priors/uniform-categorical';
import { uniformEntries } from '@autoencoder-zoo/variants/priors/uniform-entries';
import { uniformSphere } from '@autoencoder-zoo/variants/priors/uniform-sphere';
import { vampPrior } from '@autoencoder-zoo/variants/priors/vamp';
import { levels, thirds } from './data.js';

/** Where combinations differ. */
export type Kind = 'corruption' | 'encoder' | 'code' | 'prior' | 'decoder' | 'likelihood';

/** In the order of the data. */
export const kinds = ['corruption', 'encoder', 'code', 'prior', 'decoder', 'likelihood'] as const;

/** Ways to make something, by name; what is absent is left to the model. */
type Axis<Part> = Readonly<Record<string, () => Part | undefined>>;

const dim = 4;
const tokens = { width: 8, heads: 2, blocks: 1, expansion: 2 };

const corruptions: Axis<Corruption> = {
  none: () => undefined,
  gaussianNoise: () => gaussianNoise(),
  masking: () => masking(),
  saltAndPepper: () => saltAndPepper(),
  swapNoise: () => swapNoise(),
  blocks: () => blocks(),
  hiding: () => hiding(),
  'hiding, exact': () => hiding({ patch: [1], exact: true }),
  emphasised: () => emphasised({ of: masking() }),
};

const encoders: Axis<Encoder> = {
  dense: () => denseEncoder({ hidden: [24] }),
  convolutional: () => convolutionalEncoder({ filters: [6] }),
  'convolutional over sequences': () => convolutionalEncoder({ filters: [8], over: 'sequences' }),
  residual: () => residualEncoder({ filters: [6] }),
  lstm: () => lstmEncoder({ units: 12 }),
  gru: () => gruEncoder({ units: 12, bidirectional: true }),
  convolutionalLstm: () => convolutionalLstmEncoder({ filters: [3] }),
  transformer: () => transformerEncoder(tokens),
  masked: () => maskedEncoder({ of: denseEncoder({ hidden: [24] }) }),
  conditional: () => conditionalEncoder({ of: denseEncoder({ hidden: [24] }), classes: thirds }),
  firstSteps: () => firstStepsEncoder({ of: denseEncoder({ hidden: [24] }), steps: 5 }),
  embedding: () =>
    embeddingEncoder({ of: denseEncoder({ hidden: [24] }), classes: levels, dim: 3 }),
};

const codes: Axis<Code> = {
  deterministic: () => deterministicCode({ dim }),
  features: () => featuresCode(),
  gaussian: () => gaussianCode({ dim }),
  'gaussian, learned variance': () => gaussianCode({ dim, variance: 'learned' }),
  binary: () => binaryCode({ dim }),
  topK: () => topKCode({ dim: 48, k: 6 }),
  ladder: () => ladderCode({ dim, upper: 2, units: 8 }),
  relaxedCategorical: () => relaxedCategoricalCode({ variables: 3, classes: 4 }),
  vectorQuantised: () => vectorQuantisedCode({ dim: 3, entries: 16, positions: 4 }),
  vonMisesFisher: () => vonMisesFisherCode({ dim }),
  fullCovariance: () => fullCovarianceCode({ dim }),
  'flow, inverse autoregressive': () => flowCode({ dim, steps: 2, hidden: [12] }),
  'flow, planar': () => flowCode({ dim, kind: 'planar', steps: 2 }),
  relaxedBernoulli: () => relaxedBernoulliCode({ dim: 8 }),
  straightThrough: () => straightThroughCode({ dim: 8 }),
  finiteScalar: () => finiteScalarCode({ levels: [5, 4, 3] }),
  lookupFree: () => lookupFreeCode({ dim: 6 }),
  residualQuantised: () => residualQuantisedCode({ dim: 3, entries: 8, stages: 2 }),
  productQuantised: () => productQuantisedCode({ dim: 4, entries: 8, groups: 2 }),
  winnerTakeAll: () => winnerTakeAllCode({ dim: 24, share: 0.3 }),
  batchTopK: () => batchTopKCode({ dim: 48, k: 6 }),
  jumpRelu: () => jumpReluCode({ dim: 48 }),
  gated: () => gatedCode({ dim: 48 }),
  matchingPursuit: () => matchingPursuitCode({ dim: 48, k: 6 }),
};

const priors: Axis<Prior> = {
  "the code's own": () => undefined,
  standardNormal: () => standardNormal(),
  gaussianMixture: () => gaussianMixture({ components: 4 }),
  vamp: () => vampPrior({ components: 6 }),
  twoStage: () =>
    twoStagePrior({
      encoder: denseEncoder({ hidden: [8] }),
      code: gaussianCode({ dim: 3 }),
      decoder: denseDecoder({ hidden: [8] }),
    }),
  ladder: () => ladderPrior(),
  uniformSphere: () => uniformSphere(),
  uniformCategorical: () => uniformCategorical(),
  uniformEntries: () => uniformEntries(),
  independentBits: () => independentBits(),
  maskedAutoregressiveFlow: () => maskedAutoregressiveFlow({ steps: 2, hidden: [12] }),
};

const decoders: Axis<Decoder> = {
  dense: () => denseDecoder({ hidden: [24] }),
  'dense, tied': () => denseDecoder({ tied: true }),
  dictionary: () => dictionaryDecoder(),
  convolutional: () => convolutionalDecoder({ filters: [6] }),
  'convolutional over sequences': () => convolutionalDecoder({ filters: [8], over: 'sequences' }),
  residual: () => residualDecoder({ filters: [6] }),
  lstm: () => lstmDecoder({ units: 12 }),
  'gru, fed back': () => gruDecoder({ units: 12, input: 'output' }),
  convolutionalLstm: () => convolutionalLstmDecoder({ filters: [3] }),
  transformer: () => transformerDecoder(tokens),
  conditional: () => conditionalDecoder({ of: denseDecoder({ hidden: [24] }), classes: thirds }),
  composite: () =>
    compositeDecoder({ past: denseDecoder(), future: lstmDecoder({ units: 8 }), steps: 5 }),
  autoregressive: () => autoregressiveDecoder({ units: 12, dim: 4 }),
};

const likelihoods: Axis<Likelihood> = {
  bernoulli: () => bernoulliLikelihood(),
  squaredError: () => squaredErrorLikelihood(),
  gaussian: () => gaussianLikelihood(),
  'gaussian, predicted variance': () => gaussianLikelihood({ variance: 'predicted' }),
  multinomial: () => multinomialLikelihood(),
  robust: () => robustLikelihood(),
  categorical: () => categoricalLikelihood({ classes: levels }),
};

/** What is chosen from, by kind and name. */
export const axes: Readonly<Record<Kind, Axis<unknown>>> = {
  corruption: corruptions,
  encoder: encoders,
  code: codes,
  prior: priors,
  decoder: decoders,
  likelihood: likelihoods,
};
