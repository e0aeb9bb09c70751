import { categoricalLikelihood, evidenceLowerBound } from '@autoencoder-zoo/core';
import type { PartFactory, PartKind, PartName } from '@autoencoder-zoo/core';

/** Finds a part of a saved model. */
type Load = () => Promise<unknown>;

const parts: Readonly<Record<PartKind, Readonly<Partial<Record<PartName, Load>>>>> = {
  corruption: {
    'gaussianNoise@1': async () =>
      (await import('./corruptions/gaussian-noise/part.js')).gaussianNoise,
    'masking@1': async () => (await import('./corruptions/masking/part.js')).masking,
    'saltAndPepper@1': async () =>
      (await import('./corruptions/salt-and-pepper/part.js')).saltAndPepper,
  },
  encoder: {
    'dense@1': async () => (await import('./encoders/dense/part.js')).denseEncoder,
    'gru@1': async () => (await import('./encoders/gru/part.js')).gruEncoder,
    'layers@1': async () => (await import('./encoders/layers/part.js')).layersEncoder,
    'lstm@1': async () => (await import('./encoders/lstm/part.js')).lstmEncoder,
  },
  code: {
    'binary@1': async () => (await import('./codes/binary/part.js')).binaryCode,
    'deterministic@1': async () =>
      (await import('./codes/deterministic/part.js')).deterministicCode,
    'gaussian@1': async () => (await import('./codes/gaussian/part.js')).gaussianCode,
  },
  prior: {
    'standardNormal@1': async () =>
      (await import('./priors/standard-normal/part.js')).standardNormal,
  },
  decoder: {
    'dense@1': async () => (await import('./decoders/dense/part.js')).denseDecoder,
    'gru@1': async () => (await import('./decoders/gru/part.js')).gruDecoder,
    'layers@1': async () => (await import('./decoders/layers/part.js')).layersDecoder,
    'lstm@1': async () => (await import('./decoders/lstm/part.js')).lstmDecoder,
  },
  likelihood: {
    'bernoulli@1': async () =>
      (await import('./likelihoods/bernoulli/part.js')).bernoulliLikelihood,
    'categorical@1': () => Promise.resolve(categoricalLikelihood),
    'gaussian@1': async () => (await import('./likelihoods/gaussian/part.js')).gaussianLikelihood,
    'multinomial@1': async () =>
      (await import('./likelihoods/multinomial/part.js')).multinomialLikelihood,
    'squaredError@1': async () =>
      (await import('./likelihoods/squared-error/part.js')).squaredErrorLikelihood,
  },
  penalty: {
    'activityL1@1': async () => (await import('./penalties/activity-l1/part.js')).activityL1,
    'contraction@1': async () => (await import('./penalties/contraction/part.js')).contraction,
    'sparsity@1': async () => (await import('./penalties/sparsity/part.js')).sparsity,
    'weightDecay@1': async () => (await import('./penalties/weight-decay/part.js')).weightDecay,
  },
  objective: {
    'evidenceLowerBound@1': () => Promise.resolve(evidenceLowerBound),
    'importanceWeightedBound@1': async () =>
      (await import('./objectives/importance-weighted-bound/part.js')).importanceWeightedBound,
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
