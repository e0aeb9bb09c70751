import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { afterEach, describe, it } from 'vitest';
import { expectAgreement } from './testing/agreement.js';
import { sample, sampleIntegers } from './testing/samples.js';
import type { Compute } from './trace.js';

const l = layers.layers;
const sequence = [2, 4, 3];
const image = [1, 4, 4, 2];

const cases: [string, () => unknown, number[]][] = [
  ['dense', () => l.dense({ units: 3, activation: 'tanh' }), [2, 4]],
  ['dense on sequences', () => l.dense({ units: 3, activation: 'relu' }), sequence],
  ['conv1d', () => l.conv1d({ filters: 2, kernelSize: 2, activation: 'elu' }), sequence],
  [
    'conv2d',
    () => l.conv2d({ filters: 3, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }),
    image,
  ],
  [
    'conv2dTranspose',
    () => l.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' }),
    image,
  ],
  ['conv3d', () => l.conv3d({ filters: 2, kernelSize: 2, padding: 'same' }), [1, 3, 3, 3, 2]],
  [
    'separableConv2d',
    () => l.separableConv2d({ filters: 3, kernelSize: 2, padding: 'same' }),
    image,
  ],
  [
    'depthwiseConv2d',
    () => l.depthwiseConv2d({ kernelSize: 2, padding: 'same', depthMultiplier: 2 }),
    image,
  ],
  ['simpleRNN', () => l.simpleRNN({ units: 3, recurrentInitializer: 'glorotNormal' }), sequence],
  [
    'gru',
    () => l.gru({ units: 3, returnSequences: true, recurrentInitializer: 'glorotNormal' }),
    sequence,
  ],
  ['lstm', () => l.lstm({ units: 3, recurrentInitializer: 'glorotNormal' }), sequence],
  [
    'lstm giving sequences',
    () =>
      l.lstm({
        units: 3,
        returnSequences: true,
        goBackwards: true,
        recurrentInitializer: 'glorotNormal',
      }),
    sequence,
  ],
  [
    'bidirectional',
    () =>
      l.bidirectional({
        layer: l.lstm({
          units: 2,
          returnSequences: true,
          recurrentInitializer: 'glorotNormal',
        }),
        mergeMode: 'concat',
      }),
    sequence,
  ],
  ['timeDistributed', () => l.timeDistributed({ layer: l.dense({ units: 2 }) }), sequence],
  ['batchNormalization', () => l.batchNormalization({ momentum: 0.9 }), [3, 4]],
  ['batchNormalization of images', () => l.batchNormalization(), [2, 3, 3, 2]],
  ['layerNormalization', () => l.layerNormalization(), [2, 5]],
  ['maxPooling1d', () => l.maxPooling1d({ poolSize: 2 }), sequence],
  ['maxPooling2d', () => l.maxPooling2d({ poolSize: 2 }), image],
  ['averagePooling1d', () => l.averagePooling1d({ poolSize: 2 }), sequence],
  ['averagePooling2d', () => l.averagePooling2d({ poolSize: 2 }), image],
  ['globalMaxPooling1d', () => l.globalMaxPooling1d({}), sequence],
  ['globalAveragePooling1d', () => l.globalAveragePooling1d({}), sequence],
  ['globalMaxPooling2d', () => l.globalMaxPooling2d({}), image],
  ['globalAveragePooling2d', () => l.globalAveragePooling2d({}), image],
  ['upSampling2d', () => l.upSampling2d({ size: [2, 2] }), image],
  ['flatten', () => l.flatten(), image],
  ['reshape', () => l.reshape({ targetShape: [8, 4] }), image],
  ['permute', () => l.permute({ dims: [2, 1] }), sequence],
  ['repeatVector', () => l.repeatVector({ n: 3 }), [2, 4]],
  ['zeroPadding2d', () => l.zeroPadding2d({ padding: [1, 2] }), image],
  ['cropping2D', () => l.cropping2D({ cropping: [[1, 1], [0, 1]] }), image], // prettier-ignore
  ['activation of leakyReLU', () => l.leakyReLU({ alpha: 0.2 }), [2, 5]],
  ['activation of prelu', () => l.prelu({ alphaInitializer: 'ones' }), [2, 5]],
  ['activation of elu', () => l.elu(), [2, 5]],
  ['softmax', () => l.softmax(), [2, 5]],
  ...(
    [
      'elu',
      'hardSigmoid',
      'linear',
      'relu',
      'relu6',
      'selu',
      'sigmoid',
      'softmax',
      'softplus',
      'softsign',
      'tanh',
      'swish',
      'mish',
      'gelu',
      'gelu_new',
    ] as const
  ).map((activation): (typeof cases)[number] => [
    `activation ${activation}`,
    () => l.activation({ activation: activation }),
    [2, 5],
  ]),
  ['dropout outside training', () => l.dropout({ rate: 0.5 }), [2, 5]],
];

/** A layer's result, the gradients of a weighted sum by input and weights, and what it assigns. */
function check(
  layer: layers.layers.Layer,
  inputs: tf.Tensor[],
  training: boolean,
  differentiable = true,
) {
  tf.tidy(() => void layer.apply(inputs.length === 1 ? inputs[0] : inputs, { training }));
  layer.setWeights(layer.getWeights().map((weight, i) => sample(weight.shape, 0.1, 0.9, i + 2)));
  const variablesOf = (weights: typeof layer.weights) =>
    weights.map((weight) => weight.read()).filter((tensor) => tensor instanceof tf.Variable);
  const trainable = variablesOf(layer.trainableWeights);
  const all = variablesOf(layer.weights);
  const compute: Compute = (named) => {
    const tensors = Object.values(named);
    const apply = () =>
      layer.apply(tensors.length === 1 ? tensors[0] : tensors, { training }) as tf.Tensor;
    const loss = () => {
      const y = apply();
      const weights = tf.reshape(tf.sin(tf.range(1, y.size + 1, 1, 'float32')), y.shape);
      return tf.sum<tf.Scalar>(tf.mul(y, weights));
    };
    const byWeight = trainable.length > 0 ? tf.variableGrads(loss, trainable).grads : {};
    const byInput = differentiable ? tf.grads(() => loss())(tensors) : [];
    return {
      y: apply(),
      ...Object.fromEntries(trainable.map(({ name }, i) => [`weight${i}`, byWeight[name]])),
      ...Object.fromEntries(byInput.map((gradient, i) => [`input${i}`, gradient])),
    };
  };
  return expectAgreement(compute, Object.fromEntries(inputs.map((x, i) => [`x${i}`, x])), {
    variables: all,
  });
}

afterEach(() => tf.disposeVariables());

describe('layers', () => {
  it.each(cases)('%s', (_, make, shape) =>
    check(make() as layers.layers.Layer, [sample(shape, -1, 1)], false),
  );

  it.each(['add', 'multiply', 'average', 'maximum', 'concatenate'] as const)('%s', (name) =>
    check(l[name](), [sample([2, 3]), sample([2, 3], -1, 1, 2)], false),
  );

  it('dot', () => check(l.dot({ axes: -1 }), [sample([2, 3]), sample([2, 3], -1, 1, 2)], false));

  it('embedding', () =>
    check(
      l.embedding({ inputDim: 5, outputDim: 3 }),
      [sampleIntegers([2, 4], 0, 5)],
      false,
      false,
    ));

  it('batchNormalization in training', () =>
    check(l.batchNormalization({ momentum: 0.9 }), [sample([3, 4])], true));

  it('a whole model', () => {
    const model = layers.sequential({
      layers: [
        l.dense({ units: 4, activation: 'relu', inputShape: [5] }),
        l.batchNormalization(),
        l.dense({ units: 3, activation: 'softmax' }),
      ],
    });
    return check(model, [sample([2, 5])], false);
  });
});

describe('losses', () => {
  const m = layers.metrics;
  const functions: [string, (y: tf.Tensor, p: tf.Tensor) => tf.Tensor][] = [
    ['meanSquaredError', m.meanSquaredError],
    ['meanAbsoluteError', m.meanAbsoluteError],
    ['meanAbsolutePercentageError', m.meanAbsolutePercentageError],
    ['binaryCrossentropy', m.binaryCrossentropy],
    ['categoricalCrossentropy', m.categoricalCrossentropy],
    ['cosineProximity', m.cosineProximity],
    ['tf.losses.huberLoss', (y, p) => tf.losses.huberLoss(y, p, undefined, 0.1)],
    ['tf.losses.absoluteDifference', (y, p) => tf.losses.absoluteDifference(y, p)],
    ['tf.losses.cosineDistance', (y, p) => tf.losses.cosineDistance(y, p, 1)],
    ['tf.losses.hingeLoss', (y, p) => tf.losses.hingeLoss(y, p)],
    ['tf.losses.logLoss', (y, p) => tf.losses.logLoss(y, p)],
    ['tf.losses.meanSquaredError', (y, p) => tf.losses.meanSquaredError(y, p)],
    ['tf.losses.sigmoidCrossEntropy', (y, p) => tf.losses.sigmoidCrossEntropy(y, p)],
    ['tf.losses.softmaxCrossEntropy', (y, p) => tf.losses.softmaxCrossEntropy(y, p)],
  ];
  it.each(functions)('%s and its gradient', (_, loss) =>
    expectAgreement(
      ({ y, p }) => ({
        loss: loss(y, p),
        gradient: tf.grad((p) => tf.mean(loss(y, p)))(p),
      }),
      { y: sample([3, 4], 0.1, 0.9), p: sample([3, 4], 0.1, 0.9, 2) },
    ),
  );
});
