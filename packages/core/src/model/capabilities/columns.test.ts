import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { Dataset } from '../../data/dataset.js';
import { definePart } from '../../parts/part.js';
import { fit } from '../../train/fit.js';
import { autoencoder } from '../makeAutoencoder.js';
import { keep, base, nothing, data, run, valuesOf } from '../../testing/kept.js';

describe('columns beside the samples', () => {
  const conditional = definePart({
    kind: 'decoder',
    name: 'conditional@1',
    options: nothing,
    build(_, context) {
      const { code, output } = context.shapes;
      const label = context.column('label', { classes: 3 });
      const size = context.column('size', { shape: [1] });
      const kernel = context.variable('kernel', [code[0] + 4, output[0]], 'glorotUniform');
      return {
        independent: true,
        decode(z, frame) {
          const beside = tf.concat([frame.column(label), frame.column(size)], 1);
          return tf.matMul(tf.concat([z, frame.perDraw(beside)], 1), kernel);
        },
      };
    },
  });
  const make = () => keep(autoencoder({ ...base, decoder: conditional() }));
  const labels = Int32Array.from({ length: 24 }, (_, i) => i % 3);
  const beside = { size: Float32Array.from({ length: 24 }, (_, i) => i) };
  const named = new Dataset({ name: 'named', values: data.values, shape: [4], labels, beside });

  it('reach the parts that read them, in training, in use and in ONNX files', async () => {
    const model = make();
    await fit(model, named, run);
    const codes = await model.encode(data);
    const as = (label: number) => model.decode(codes, { beside: { label, size: 1 } });
    const [first, second] = [await as(0), await as(1)];
    const kernel = valuesOf(model, 'decoder/kernel');
    first.forEach((value, i) => {
      const shift = kernel[3 * 4 + (i % 4)] - kernel[2 * 4 + (i % 4)];
      expect(second[i] - value).toBeCloseTo(shift, 4);
    });
    const { InferenceSession, Tensor } = await import('onnxruntime-node');
    const decoder = await InferenceSession.create((await model.files())['decoder.onnx']);
    expect([...decoder.inputNames].toSorted()).toEqual(['code', 'label', 'size']);
    const one = (values: number[], shape: number[]) =>
      new Tensor('float32', Float32Array.from(values), shape);
    const { output } = await decoder.run({
      code: one([codes[0], codes[1]], [1, 2]),
      label: one([0, 1, 0], [1, 3]),
      size: one([1], [1, 1]),
    });
    (output.data as Float32Array).forEach((value, i) => expect(value).toBeCloseTo(second[i], 4));
  });

  it('of the user’s own may be classes, too', async () => {
    const coloured = definePart({
      kind: 'penalty',
      name: 'coloured@1',
      options: nothing,
      build(_, context) {
        const colour = context.column('colour', { classes: 3 });
        return {
          independent: true,
          terms: (_, frame) => ({
            last: { value: tf.sum(tf.slice(frame.column(colour), [0, 2], [-1, 1]), 1), weight: 0 },
          }),
        };
      },
    });
    const model = keep(autoencoder({ ...base, penalties: [coloured()] }));
    const colour = Uint8Array.from({ length: 24 }, (_, i) => (i < 6 ? 2 : i % 2));
    expect((await model.evaluate(data, { beside: { colour } }))['last']).toBeCloseTo(6 / 24, 6);
    await expect(model.evaluate(data, { beside: { colour: 3 } })).rejects.toThrow(
      'sample 0 has 3 in the column "colour", but this model has 3 classes, from 0 to 2',
    );
  });

  it('go with their samples when a set is cut or picked from', () => {
    expect(Array.from(named.slice(3, 5).beside!['size'])).toEqual([3, 4]);
    expect(Array.from(named.select([7, 2]).beside!['size'])).toEqual([7, 2]);
  });

  it('are missed before anything is trained, by name', async () => {
    const model = make();
    const unlabelled = new Dataset({ name: 'plain', values: data.values, shape: [4], beside });
    await expect(fit(model, unlabelled, run)).rejects.toThrow('reads labels');
    const unsized = new Dataset({ name: 'plain', values: data.values, shape: [4], labels });
    await expect(fit(model, unsized, run)).rejects.toThrow('a column "size" beside the samples');
    await expect(model.reconstruct(data)).rejects.toThrow('reads labels');
    await expect(model.sample(2, { beside: { label: 5, size: 1 } })).rejects.toThrow('label 5');
    expect(() => named.with({ beside: { size: new Float32Array(5) } })).toThrow(
      'column "size" do not fit 24 samples',
    );
  });
});
