import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { afterAll, expect, it } from 'vitest';
import { compileForward } from '../compileForward.js';
import { scattered } from '../operations/testing/gradients.js';
import { gru } from '../operations/recurrent/gru.js';
import { lstm } from '../operations/recurrent/lstm.js';

afterAll(() => tf.disposeVariables());

const [steps, features, units] = [6, 2, 8];
const weightsOf = (gates: number) => ({
  kernel: tf.variable(scattered([features, gates * units], 1)) as tf.Tensor2D,
  recurrentKernel: tf.variable(scattered([units, gates * units], 2)) as tf.Tensor2D,
  bias: tf.variable(scattered([gates * units], 3)) as tf.Tensor1D,
});
const ofLstm = weightsOf(4);
const ofGru = { ...weightsOf(3), recurrentBias: tf.variable(scattered([units], 4)) as tf.Tensor1D };

// Three rows: ONNX Runtime multiplies a single row, the third one's thread, in another way.
it.each([3, 64])('gives the same bits on any number of threads: %d rows', async (rows) => {
  const x = scattered([rows, steps, features], 5).dataSync() as Float32Array;
  const results = await Promise.all(
    [1, 2, 3].map(async (threads) => {
      const forward = await compileForward(
        (inputs) => ({
          lstm: lstm({ ...ofLstm, x: inputs.x }).hidden,
          gru: gru({ ...ofGru, x: inputs.x }).hidden,
        }),
        [...Object.values(ofLstm), ...Object.values(ofGru)] as tf.Variable[],
        { x: { shape: [rows, steps, features] } },
        { threads },
      );
      try {
        return await forward.run({ x });
      } finally {
        await forward.dispose();
      }
    }),
  );
  expect(results[1]).toEqual(results[0]);
  expect(results[2]).toEqual(results[0]);
});
