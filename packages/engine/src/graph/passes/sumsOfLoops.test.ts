import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, expect, it } from 'vitest';
import { gradientsOf } from '../../gradients/gradientsOf.js';
import { recurrence } from '../../operations/recurrence.js';
import { trace } from '../../trace/trace.js';
import { int } from '../attributes.js';
import { GraphBuilder } from '../builder.js';
import type { Graph } from '../graph.js';
import { optimise } from '../optimise.js';
import { expectSameResults, graphOf } from '../testing/passes.js';
import { takeSumsOutOfLoops } from './sumsOfLoops.js';

const [steps, rows, width] = [5, 3, 2];
const weights = tf.variable(tf.tensor2d([0.3, -0.5, 0.8, 0.1], [width, width]));
const bias = tf.variable(tf.tensor1d([0.2, -0.1]));
const scale = tf.variable(tf.scalar(0.9));
afterAll(() => tf.dispose([weights, bias, scale]));

/** Gradients of a recurrence by its weights, as they are recorded. */
function recorded(next: (state: tf.Tensor2D, part: tf.Tensor2D) => tf.Tensor, by: tf.Variable[]) {
  const compute = ({ start, x }: Record<string, tf.Tensor>) => {
    const loss = () => {
      const { outputs } = recurrence(
        { states: [start], sequences: [x], steps },
        ([state], [part]) => {
          const after = next(state as tf.Tensor2D, part as tf.Tensor2D);
          return { states: [after], output: after };
        },
      );
      return tf.sum(tf.square(outputs));
    };
    const gradients = gradientsOf(loss, by);
    return Object.fromEntries(gradients.map((gradient, i) => [`gradient${i}`, gradient!]));
  };
  const inputs = { start: { shape: [rows, width] }, x: { shape: [steps, rows, width] } };
  return trace(compute, { inputs, variables: by }).graph;
}

/** Of each loop, the number of its states. */
const statesOf = ({ nodes }: Graph) => nodes.flatMap(({ loop }) => loop?.states ?? []);

it('multiplies all steps at once after the loop', async () => {
  const graph = recorded(
    (state, part) =>
      tf.tanh(tf.add(tf.add(tf.matMul(state, weights), tf.matMul(part, weights)), bias)),
    [weights, bias],
  );
  expect(statesOf(graph)).toEqual([1, 3]);
  const after = await expectSameResults(graph, optimise);
  expect(statesOf(after)).toEqual([1, 1]);
  const { body } = after.nodes.findLast(({ loop }) => loop)!.loop!;
  expect(
    body.nodes.filter(
      ({ operator, attributes }) => operator === 'Gemm' && attributes['transA'].value === 1,
    ),
  ).toEqual([]);
});

it('leaves sums of other kinds', async () => {
  const graph = recorded((state, part) => tf.tanh(tf.mul(tf.add(state, part), scale)), [scale]);
  const after = await expectSameResults(graph, optimise);
  expect(statesOf(after)).toEqual([1, 2]);
  expect(statesOf(takeSumsOutOfLoops(after))).toEqual([1, 2]);
});

it('leaves a state that is not the sum itself', async () => {
  const graph = graphOf((g) => {
    const body = new GraphBuilder();
    const [before, x] = [
      body.input('before', [width, width], 'float32'),
      body.input('part', [rows, width], 'float32'),
    ];
    const attributes = { transA: int(1), transB: int(0) };
    const squares = body.node('Gemm', [x, x], [width, width], 'float32', { attributes });
    const other = body.node('Exp', [before], [width, width], 'float32');
    const loop = {
      body: body.build({ state: squares, other }),
      states: 1,
      sequences: 1,
      steps,
      reverse: false,
    };
    const inputs = [
      g.input('start', [width, width], 'float32'),
      g.input('x', [steps, rows, width], 'float32'),
    ];
    const outputs = [
      { shape: [width, width], type: 'float32' as const },
      { shape: [steps, width, width], type: 'float32' as const },
    ];
    const [last, all] = g.nodes('Scan', inputs, outputs, { loop });
    return { last, all };
  });
  expect(statesOf(await expectSameResults(graph, takeSumsOutOfLoops))).toEqual([1]);
});
