import { fromBinary } from '@bufbuild/protobuf';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { recordForShapes } from '../../compiled/recordForShapes.js';
import { exportModel } from '../../onnx/export.js';
import { ModelProtoSchema } from '../../onnx/onnx_pb.js';
import {
  expectAgreement,
  expectClose,
  runEager,
  runModel,
  specsOf,
} from '../../trace/testing/agreement.js';
import { trace, type Compute } from '../../trace/trace.js';
import { scattered } from '../testing/gradients.js';
import { gru, gruFinal, type GruOptions } from './gru.js';
import { lstm, lstmFinal, type LstmOptions } from './lstm.js';

const [batch, steps, features, units] = [4, 5, 2, 3];

const weightsOf = (gates: number) => ({
  kernel: scattered([features, gates * units], 1),
  recurrentKernel: scattered([units, gates * units], 2),
  bias: scattered([gates * units], 3),
});
const x = scattered([batch, steps, features], 4, 2);
const constant = scattered([batch, features], 5, 2);
const initialHidden = scattered([batch, units], 6);
const initialCell = scattered([batch, units], 7);
const masks = {
  'a mask of lengths': tf.tensor2d([1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0], [batch, steps]), // prettier-ignore
  'a mask of starts': tf.tensor2d([0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], [batch, steps]), // prettier-ignore
  'a mask with holes': tf.tensor2d([0, 1, 1, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 1, 0, 1, 1], [batch, steps]), // prettier-ignore
};

const kinds = {
  LSTM: {
    weights: weightsOf(4),
    start: { initialHidden, initialCell },
    run: (inputs: object, reverse: boolean) => ({ ...lstm({ ...inputs, reverse } as LstmOptions) }),
    last: (inputs: object) => ({ ...lstmFinal(inputs as LstmOptions) }),
  },
  GRU: {
    weights: { ...weightsOf(3), recurrentBias: scattered([units], 8) },
    start: { initialHidden },
    run: (inputs: object, reverse: boolean) => ({ ...gru({ ...inputs, reverse } as GruOptions) }),
    last: (inputs: object) => ({ hidden: gruFinal(inputs as GruOptions) }),
  },
};

describe.each(Object.entries(kinds))(
  '%s as one node',
  (operator, { weights, start, run, last }) => {
    const given: [string, Record<string, tf.Tensor>, { steps?: number }][] = [
      ['a sequence', { x }, {}],
      ['a first state', { x, ...start }, {}],
      ['a constant input', { constant }, { steps }],
      ['a constant input, a first state and a mask', { constant, ...start, mask: masks['a mask with holes'] }, { steps }], // prettier-ignore
      ...Object.entries(masks).flatMap(([name, mask]): typeof given => [
        [name, { x, mask }, {}],
        [`${name} and a first state`, { x, mask, ...start }, {}],
      ]),
    ];
    const cases = given.flatMap(([name, inputs, settings]) =>
      [false, true].map((reverse) => {
        const compute: Compute = (named) => run({ ...named, ...settings }, reverse);
        return [
          `${name}${reverse ? ' in reverse' : ''}`,
          { ...weights, ...inputs },
          compute,
        ] as const;
      }),
    );
    const compute: Compute = (inputs) => last(inputs);
    const inputs = { ...weights, x };
    const operators = (made: Compute, named: Record<string, tf.Tensor>) => {
      const options = { inputs: specsOf(named), variables: [], whole: { recurrences: true } };
      return trace(made, options).graph.nodes.map((node) => node.operator);
    };

    it.each(cases)('computes the same as step by step: %s', async (_, named, made) => {
      expect(operators(made, named)).toContain(operator);
      await expectAgreement(made, named, { whole: { recurrences: true }, tolerance: 1e-6 });
    });

    it.each(cases)('is exported for batches of any size: %s', async (_, named, made) => {
      const variables = Object.fromEntries(
        Object.entries(weights).map(([name, weight]) => [name, tf.variable(weight)]),
      );
      const rows = Object.fromEntries(Object.entries(named).filter(([name]) => !(name in weights)));
      const whole: Compute = (seen) => made({ ...variables, ...seen });
      const shapes = Object.entries(rows).map(
        ([name, { shape }]) => [name, { shape: shape.slice(1) }] as const,
      );
      const file = exportModel(whole, { inputs: Object.fromEntries(shapes), variables });
      for (const size of [1, batch]) {
        const some = Object.fromEntries(
          Object.entries(rows).map(([name, all]) => [name, tf.slice(all, 0, size)]),
        );
        expectClose(await runModel(file, some), runEager(whole, some), 1e-6);
      }
    });

    it('is exported with as many nodes, however many steps there are', () => {
      const nodesOf = (count: number) => {
        const shapes = { x: { shape: [count, features] }, mask: { shape: [count] } };
        const file = exportModel((seen) => run({ ...weights, ...seen }, true), {
          inputs: shapes,
          variables: {},
        });
        return fromBinary(ModelProtoSchema, file).graph!.node.map(({ opType }) => opType);
      };
      expect(nodesOf(300)).toEqual(nodesOf(5));
      expect(nodesOf(5)).toContain(operator);
    });

    it('makes only what is read', () => {
      const file = exportModel((seen) => last({ ...weights, ...seen }), {
        inputs: { x: { shape: [steps, features] } },
        variables: {},
      });
      const { node } = fromBinary(ModelProtoSchema, file).graph!;
      expect(node.find(({ opType }) => opType === operator)!.output[0]).toBe('');
    });

    it('is a loop where a gradient is taken', () => {
      const gradient: Compute = ({ x, ...named }) => ({
        g: tf.grad((at) => tf.sum(last({ ...named, x: at }).hidden))(x),
      });
      expect(operators(gradient, inputs)).toContain('Scan');
      expect(operators(gradient, inputs)).not.toContain(operator);
    });

    it('is a loop for many rows, unless a device computes it', () => {
      const chosen = (rows: number, limitsThreads?: boolean, provider?: 'cuda') => {
        const many = { ...inputs, x: tf.zeros([rows, steps, features]) };
        const { graph } = recordForShapes(
          compute,
          { inputs: specsOf(many), variables: [] },
          { limitsThreads },
          provider,
        );
        return graph.nodes.map((node) => node.operator).filter((name) => ['Scan', operator].includes(name)); // prettier-ignore
      };
      expect(chosen(1)).toEqual([operator]);
      expect(chosen(32)).toEqual([operator]);
      expect(chosen(33)).toEqual(['Scan']);
      expect(chosen(33, true, 'cuda')).toEqual([operator]);
      // Its results would depend on the number of threads.
      expect(chosen(1, false)).toEqual(['Scan']);
    });
  },
);
