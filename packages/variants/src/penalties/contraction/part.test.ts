import { autoencoder, fit, trainingMode } from '@autoencoder-zoo/core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { activation as activations, type Activation } from '../../shared/dense/activation.js';
import { denseDecoder } from '../../decoders/dense/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { squaredErrorLikelihood } from '../../likelihoods/squared-error/part.js';
import { lstmEncoder } from '../../encoders/lstm/part.js';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { meanTerm } from '../../testing/meanTerm.js';
import { samples, withParts } from '../../testing/models.js';
import { contraction } from './part.js';

const [batch, inputs, dim] = [3, 5, 4];

interface Net {
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly codeActivation: Activation;
}

function modelOf({ hidden, activation, codeActivation }: Net) {
  return autoencoder({
    input: [inputs],
    encoder: denseEncoder({ hidden, activation }),
    code: deterministicCode({ dim, activation: codeActivation }),
    decoder: denseDecoder(),
    likelihood: squaredErrorLikelihood(),
    penalties: [contraction({ weight: 1 })],
  });
}

/** Squared Jacobian of each sample's code, unit by unit. */
function byUnits(code: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): number[] {
  const squares = Array.from({ length: dim }, (_, unit) => {
    const of = (input: tf.Tensor) => tf.sum(tf.slice(code(input), [0, unit], [batch, 1]));
    return tf.sum(tf.square(tf.grad(of)(x)), 1);
  });
  return Array.from(squares.reduce((sum, square) => tf.add(sum, square)).dataSync());
}

describe('the contraction term', () => {
  const x = tf.tensor2d(
    Array.from({ length: batch * inputs }, (_, i) => Math.sin(3 * i)),
    [batch, inputs],
  );

  it.each<Net>([
    { hidden: [], activation: 'relu', codeActivation: 'sigmoid' },
    { hidden: [], activation: 'relu', codeActivation: 'linear' },
    { hidden: [3], activation: 'sigmoid', codeActivation: 'linear' },
    { hidden: [7], activation: 'tanh', codeActivation: 'silu' },
    { hidden: [7], activation: 'linear', codeActivation: 'linear' },
    { hidden: [3, 6], activation: 'relu', codeActivation: 'sigmoid' },
    { hidden: [8, 6, 5], activation: 'elu', codeActivation: 'linear' },
  ])('is the squared norm of the Jacobian: $hidden, $activation, $codeActivation', (net) => {
    const { network } = modelOf(net);
    const through = network.batch({ x }, trainingMode);
    const expected = byUnits((input) => network.encode(input, through), x);
    const { contraction: term } = network.terms(through);
    const mean = expected.reduce((sum, value) => sum + value) / batch;
    expect(mean).toBeGreaterThan(0);
    expect(term.value.dataSync()[0] / mean).toBeCloseTo(1, 5);
  });

  it.each(activations.options)('has its gradient with %s in every layer', (activation) => {
    const { network } = modelOf({ hidden: [6, 5], activation, codeActivation: activation });
    const term = () =>
      tf.sum(network.terms(network.batch({ x }, trainingMode))['contraction'].value);
    const kernels = network.declarations.variables
      .filter(({ name }) => /^(encoder|code)\/.*kernel$/.test(name))
      .map(({ variable }) => variable);
    const { grads } = tf.variableGrads(() => tf.mul(term(), 1), kernels);
    const gradients = kernels.map(({ name }) => grads[name]);
    const norm = Math.sqrt(
      gradients.reduce((sum, g) => sum + tf.sum(tf.square(g)).dataSync()[0], 0),
    );
    const moved = (by: number) => {
      kernels.forEach((kernel, i) =>
        kernel.assign(tf.add(kernel, tf.mul(gradients[i], by / norm))),
      );
      return term().dataSync()[0];
    };
    const step = 1e-3;
    const slope = (moved(step) - moved(-2 * step)) / (2 * step);
    expect(norm).toBeGreaterThan(0);
    expect(slope / norm).toBeCloseTo(1, 2);
  });

  it('makes the code of a trained model move less', async () => {
    const data = samples(64);
    const run = { epochs: 100, batchSize: 16, seed: 1 };
    const moved = async (weight: number) => {
      const model = withParts({
        encoder: denseEncoder({ hidden: [6], activation: 'tanh' }),
        penalties: [contraction({ weight })],
      });
      const { contraction: term } = (await fit(model, data, run)).training;
      model.dispose();
      return term.at(-1)!;
    };
    expect(await moved(1)).toBeLessThan(0.5 * (await moved(0)));
  });

  it('is that of the mean of a code that is a distribution', async () => {
    const model = withParts({ code: gaussianCode({ dim: 3 }), penalties: [contraction()] });
    const history = await fit(model, samples(16), { epochs: 1 });
    expect(history.training['contraction'][0]).toBeGreaterThan(0);
    model.dispose();
  });

  it.each([
    ['dense', () => denseEncoder({ hidden: [8, 6], activation: 'tanh' as const })],
    ['lstm', () => lstmEncoder({ units: 4 })],
  ])('is estimated well by many probes: %s', (_, encoder) => {
    const model = withParts({ encoder: encoder(), penalties: [contraction({ probes: 3000 })] });
    const samplesOf = tf.tensor(Float32Array.from(samples(batch).values), [batch, 5, 3]);
    const { network } = model;
    const through = network.batch({ x: samplesOf }, trainingMode);
    const squares = Array.from({ length: dim }, (_, unit) => {
      const code = (x: tf.Tensor) => tf.slice(network.encode(x, through), [0, unit], [batch, 1]);
      return tf.sum(tf.square(tf.grad((x) => tf.sum(code(x)))(samplesOf))).dataSync()[0];
    });
    const expected = squares.reduce((sum, square) => sum + square) / batch;
    expect(meanTerm(model, samplesOf, 'contraction') / expected).toBeCloseTo(1, 1.5);
    model.dispose();
  });

  it('refuses layers of which it does not know the derivative', async () => {
    const model = withParts({ encoder: lstmEncoder({ units: 3 }), penalties: [contraction()] });
    await expect(fit(model, samples(8), { epochs: 1 })).rejects.toThrow(
      /derivatives of the code.*use denseEncoder.*contraction\(\{ probes: 1 \}\)/,
    );
    model.dispose();
  });
});
