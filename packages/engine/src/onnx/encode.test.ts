import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { float, int, ints, string } from '../graph/attributes.js';
import { graphOf } from '../graph/testing/passes.js';
import { encodeModel } from './encode.js';

const load = (model: Uint8Array) => InferenceSession.create(model, { logSeverityLevel: 3 });

describe('encodeModel', () => {
  it('keeps names, shapes and types of inputs and outputs', async () => {
    const session = await load(
      encodeModel(
        graphOf((g) => {
          const x = g.input('input:x', [2, 3], 'float32');
          const n = g.input('n', [], 'int32');
          return {
            sum: g.node('Add', [x, g.cast(n, 'float32')], [2, 3], 'float32'),
            positive: g.node('Greater', [x, g.scalar(0)], [2, 3], 'bool'),
          };
        }),
      ),
    );
    expect(session.inputMetadata).toMatchObject([
      { name: 'input:x', type: 'float32', shape: [2, 3] },
      { name: 'n', type: 'int32', shape: [] },
    ]);
    expect(session.outputMetadata).toMatchObject([
      { name: 'sum', type: 'float32', shape: [2, 3] },
      { name: 'positive', type: 'bool', shape: [2, 3] },
    ]);
    const { sum } = await session.run({
      'input:x': new Tensor('float32', [1, 2, 3, 4, 5, 6], [2, 3]),
      n: new Tensor('int32', [10], []),
    });
    expect(sum.data).toEqual(Float32Array.of(11, 12, 13, 14, 15, 16));
  });

  it('copies outputs that are inputs, constants or each other', async () => {
    const session = await load(
      encodeModel(
        graphOf((g) => {
          const x = g.input('x', [2], 'float32');
          const y = g.node('Exp', [x], [2], 'float32');
          return { x2: x, constant: g.constant(Int32Array.of(3, 4), [2], 'int32'), y, again: y };
        }),
      ),
    );
    const { x2, constant, y, again } = await session.run({ x: new Tensor('float32', [0, 1], [2]) });
    expect([x2.data, constant.data]).toEqual([Float32Array.of(0, 1), Int32Array.of(3, 4)]);
    expect(again.data).toEqual(y.data);
  });

  it('writes every kind of attribute, absent inputs and several outputs', async () => {
    const session = await load(
      encodeModel(
        graphOf((g) => {
          const x = g.input('x', [2, 2], 'float32');
          const clipped = g.node('Clip', [x, undefined, g.scalar(3)], [2, 2], 'float32');
          const leaky = g.node('LeakyRelu', [clipped], [2, 2], 'float32', {
            attributes: { alpha: float(0.5) },
          });
          const turned = g.node('Transpose', [leaky], [2, 2], 'float32', {
            attributes: { perm: ints([1, 0]) },
          });
          const pads = g.indices([0, 1, 0, 0]);
          const padded = g.node('Pad', [turned, pads], [2, 3], 'float32', {
            attributes: { mode: string('edge') },
          });
          const [left, right] = g.nodes(
            'Split',
            [padded, g.indices([1, 2])],
            [
              { shape: [2, 1], type: 'float32' },
              { shape: [2, 2], type: 'float32' },
            ],
            { attributes: { axis: int(1) } },
          );
          return { left, right };
        }),
      ),
    );
    const { left, right } = await session.run({ x: new Tensor('float32', [-2, 1, 4, 2], [2, 2]) });
    expect(left.data).toEqual(Float32Array.of(-1, 1));
    expect(right.data).toEqual(Float32Array.of(-1, 3, 1, 2));
  });

  it('imports the domain of an operator', async () => {
    const session = await load(
      encodeModel(
        graphOf((g) => ({
          y: g.node('Gelu', [g.input('x', [2], 'float32')], [2], 'float32', {
            domain: 'com.microsoft',
          }),
        })),
      ),
    );
    const { y } = await session.run({ x: new Tensor('float32', [0, 10], [2]) });
    expect(y.data).toEqual(Float32Array.of(0, 10));
  });

  it('names symbolic dimensions', async () => {
    const session = await load(
      encodeModel(
        graphOf((g) => ({
          y: g.node('Exp', [g.input('x', [1, 3], 'float32')], [1, 3], 'float32'),
        })),
        { dynamic: { x: { 0: 'batch' }, y: { 0: 'batch' } } },
      ),
    );
    expect(session.inputMetadata).toMatchObject([{ shape: ['batch', 3] }]);
    const { y } = await session.run({ x: new Tensor('float32', new Float32Array(12), [4, 3]) });
    expect(y.dims).toEqual([4, 3]);
  });

  it('keeps constants that are views of larger buffers', async () => {
    const view = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
    const session = await load(
      encodeModel(
        graphOf((g) => ({
          y: g.node(
            'Add',
            [g.input('x', [2], 'float32'), g.constant(view, [2], 'float32')],
            [2],
            'float32',
          ),
        })),
      ),
    );
    const { y } = await session.run({ x: new Tensor('float32', [0, 0], [2]) });
    expect(y.data).toEqual(Float32Array.of(1, 2));
  });
});
