import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectAgreement, withGradients } from '../testing/agreement.js';
import { sample, sampleBooleans, sampleIntegers } from '../testing/samples.js';

const cases: [string, (x: tf.Tensor) => tf.Tensor][] = [
  ['clone', (x) => tf.clone(x)],
  ['cast', (x) => tf.cast(x, 'float32')],
  ['reshape', (x) => tf.reshape(x, [4, -1])],
  ['expandDims', (x) => tf.expandDims(x, -1)],
  ['squeeze', (x) => tf.squeeze(tf.expandDims(x, 1))],
  ['transpose', (x) => tf.transpose(x)],
  ['transpose by a permutation', (x) => tf.transpose(x, [1, 2, 0])],
  ['broadcastTo', (x) => tf.broadcastTo(x, [2, 2, 3, 4])],
  ['tile', (x) => tf.tile(x, [1, 2, 3])],
  ['concat', (x) => tf.concat([x, tf.square(x)], 1)],
  ['concat along the last axis', (x) => tf.concat([x, x, tf.neg(x)], -1)],
  ['stack', (x) => tf.stack([x, tf.square(x)], 1)],
  ['unstack', (x) => tf.add(...(tf.unstack(x, 0) as [tf.Tensor, tf.Tensor]))],
  ['unstack along the last axis, one used', (x) => tf.unstack(x, -1)[2]],
  ['split', (x) => tf.mul(...(tf.split(x, 2, 2) as [tf.Tensor, tf.Tensor]))],
  ['split in unequal parts', (x) => tf.concat(tf.split(x, [1, 2], 1).reverse(), 1)],
  ['slice', (x) => tf.slice(x, [0, 1, 1], [2, 1, -1])],
  ['stridedSlice', (x) => tf.stridedSlice(x, [0, 0, 3], [2, 3, 0], [1, 2, -2])],
  ['stridedSlice to the front', (x) => tf.stridedSlice(x, [0, 2, 0], [2, -4, 4], [1, -1, 1])],
  [
    'stridedSlice with masks',
    (x) => tf.stridedSlice(x, [0, 1, 0], [0, 2, 3], [1, 1, 1], 1, 1, 0, 0, 2),
  ],
  ['pad', (x) => tf.pad(x, [[0, 1], [2, 0], [1, 1]], 0.5)], // prettier-ignore
  ['mirrorPad', (x) => tf.mirrorPad(x, [[0, 1], [2, 0], [1, 2]], 'reflect')], // prettier-ignore
  ['mirrorPad with the edge', (x) => tf.mirrorPad(x, [[0, 2], [2, 0], [1, 2]], 'symmetric')], // prettier-ignore
  ['reverse', (x) => tf.reverse(x, [0, 2])],
  ['reverse all', (x) => tf.reverse(x)],
  ['zerosLike', (x) => tf.add(tf.zerosLike(x), x)],
  ['onesLike', (x) => tf.mul(tf.onesLike(x), x)],
];

/** Operations for which TF.js has no gradient of its own. */
const withoutGradient = new Set([
  'mirrorPad',
  'mirrorPad with the edge',
  'stridedSlice',
  'stridedSlice to the front',
  'stridedSlice with masks',
]);

describe('changes of shape', () => {
  it.each(cases.filter(([name]) => !withoutGradient.has(name)))('%s and its gradient', (_, f) =>
    expectAgreement(withGradients(f), { x: sample([2, 3, 4]) }),
  );

  it.each(cases)('%s', (_, f) =>
    expectAgreement(({ x }) => ({ y: f(x) }), { x: sample([2, 3, 4]) }),
  );

  it.each(cases.filter(([name]) => !['pad'].includes(name)))('%s of integers', (_, f) =>
    expectAgreement(({ x }) => ({ y: f(x) }), { x: sampleIntegers([2, 3, 4], -5, 5) }),
  );

  it.each(['tile', 'transpose', 'concat', 'slice', 'reverse', 'stack', 'split in unequal parts'])(
    '%s of booleans',
    (name) => {
      const [, f] = cases.find(([label]) => label === name)!;
      return expectAgreement(({ x }) => ({ y: tf.cast(f(x), 'bool') }), {
        x: name === 'concat' || name === 'stack' ? sample([2, 3, 4]) : sampleBooleans([2, 3, 4]),
      });
    },
  );

  it('casts between all types', () =>
    expectAgreement(
      ({ f, i, b }) => ({
        fi: tf.cast(f, 'int32'),
        fb: tf.cast(f, 'bool'),
        if: tf.cast(i, 'float32'),
        ib: tf.cast(i, 'bool'),
        bf: tf.cast(b, 'float32'),
        bi: tf.cast(b, 'int32'),
      }),
      { f: sample([6]), i: sampleIntegers([6], -2, 3), b: sampleBooleans([6]) },
    ));

  it('makes constants', () =>
    expectAgreement(
      ({ x }) => ({
        fill: tf.add(x, tf.fill([2, 3], 0.5)),
        range: tf.range(1, 8, 2),
        down: tf.range(5, 0, -2, 'float32'),
        linspace: tf.linspace(0, 1, 5),
        eye: tf.eye(3),
        zeros: tf.zeros([2, 2]),
        ones: tf.ones([2, 2], 'int32'),
        scalar: tf.scalar(-0),
      }),
      { x: sample([2, 3]) },
    ));

  it('meshgrid, bandPart, roll and diagonal from these', () =>
    expectAgreement(
      ({ x }) => ({ band: tf.linalg.bandPart(x, 1, 0), grid: tf.meshgrid(x, x)[0] }),
      {
        x: sample([3, 3]),
      },
    ));
});
