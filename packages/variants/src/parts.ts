import { categoricalLikelihood, evidenceLowerBound } from '@autoencoder-zoo/core';
import type { PartFactory, PartKind, PartName } from '@autoencoder-zoo/core';

/** Finds a part of a saved model. */
type Load = () => Promise<unknown>;

const parts: Readonly<Record<PartKind, Readonly<Partial<Record<PartName, Load>>>>> = {
  corruption: {
    'gaussianNoise@1': async () => (await import('./noisy/gaussianNoise.js')).gaussianNoise,
    'masking@1': async () => (await import('./noisy/masking.js')).masking,
    'saltAndPepper@1': async () => (await import('./noisy/saltAndPepper.js')).saltAndPepper,
  },
  encoder: {
    'dense@1': async () => (await import('./dense/denseEncoder.js')).denseEncoder,
    'gru@1': async () => (await import('./recurrent/gruEncoder.js')).gruEncoder,
    'layers@1': async () => (await import('./layers/layersEncoder.js')).layersEncoder,
    'lstm@1': async () => (await import('./recurrent/lstmEncoder.js')).lstmEncoder,
  },
  code: {
    'binary@1': async () => (await import('./codes/binaryCode.js')).binaryCode,
    'deterministic@1': async () => (await import('./codes/deterministicCode.js')).deterministicCode,
    'gaussian@1': async () => (await import('./sampling/gaussianCode.js')).gaussianCode,
  },
  decoder: {
    'dense@1': async () => (await import('./dense/denseDecoder.js')).denseDecoder,
    'gru@1': async () => (await import('./recurrent/gruDecoder.js')).gruDecoder,
    'layers@1': async () => (await import('./layers/layersDecoder.js')).layersDecoder,
    'lstm@1': async () => (await import('./recurrent/lstmDecoder.js')).lstmDecoder,
  },
  likelihood: {
    'bernoulli@1': async () =>
      (await import('./likelihoods/bernoulliLikelihood.js')).bernoulliLikelihood,
    'categorical@1': () => Promise.resolve(categoricalLikelihood),
    'gaussian@1': async () =>
      (await import('./likelihoods/gaussianLikelihood.js')).gaussianLikelihood,
    'multinomial@1': async () =>
      (await import('./likelihoods/multinomialLikelihood.js')).multinomialLikelihood,
    'squaredError@1': async () =>
      (await import('./likelihoods/squaredErrorLikelihood.js')).squaredErrorLikelihood,
  },
  penalty: {
    'activityL1@1': async () => (await import('./penalties/activityL1.js')).activityL1,
    'contraction@1': async () => (await import('./penalties/contraction.js')).contraction,
    'sparsity@1': async () => (await import('./penalties/sparsity.js')).sparsity,
    'weightDecay@1': async () => (await import('./penalties/weightDecay.js')).weightDecay,
  },
  objective: {
    'evidenceLowerBound@1': () => Promise.resolve(evidenceLowerBound),
    'importanceWeightedBound@1': async () =>
      (await import('./sampling/importanceWeightedBound.js')).importanceWeightedBound,
  },
};

/** Kinds and versioned names of all parts of the zoo. */
export function partNames(): readonly { readonly kind: PartKind; readonly name: PartName }[] {
  return (Object.keys(parts) as PartKind[]).flatMap((kind) =>
    (Object.keys(parts[kind]) as PartName[]).map((name) => ({ kind, name })),
  );
}

/** Loads the module of a part of the zoo; `undefined` if there is none of that name. */
export async function findPart(
  kind: PartKind,
  name: PartName,
): Promise<PartFactory<unknown> | undefined> {
  return (await parts[kind][name]?.()) as PartFactory<unknown> | undefined;
}
