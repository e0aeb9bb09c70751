import { fit } from '@autoencoder-zoo/core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { variational } from '../../recipes/variational.js';

const rows = Array.from({ length: 20 }, (_, i) => [i, 10 * Math.sin(i), 3]);

it.each(['predicted', 'learned'] as const)(
  'gives its %s log variance as a second output of the encoder’s file',
  async (variance) => {
    const model = variational({
      input: [3],
      hidden: [],
      latentDim: 2,
      codeVariance: variance,
      likelihood: 'gaussian',
      scaling: 'standard',
    });
    await fit(model, rows, { epochs: 20, batchSize: 5 });
    const { 'encoder.onnx': file } = await model.files();
    const session = await InferenceSession.create(file);
    expect(session.outputNames).toEqual(['code', 'logVariance']);

    const samples = rows.slice(0, 4);
    const x = new Tensor('float32', Float32Array.from(samples.flat()), [4, 3]);
    const { code, logVariance } = await session.run({ x });
    const codes = await model.encode(samples);
    expect(logVariance.dims).toEqual([4, 2]);
    codes.forEach((value, i) => expect((code.data as Float32Array)[i]).toBeCloseTo(value, 4));

    const weights = new Map(model.variables.map(({ name, variable }) => [name, variable]));
    const numbers = (name: string) => [...weights.get(`code/${name}`)!.dataSync()];
    const { offset, factor } = model.scaling;
    const expected = samples.flatMap((sample) => {
      if (variance === 'learned') return numbers('logVariance');
      const kernel = numbers('logVariance/kernel');
      return numbers('logVariance/bias').map((bias, j) =>
        sample.reduce((sum, v, i) => sum + (v - offset[i]) * factor[i] * kernel[2 * i + j], bias),
      );
    });
    const described = await model.describe(samples, 'logVariance');
    expect(described.shape).toEqual([4, 2]);
    expected.forEach((value, i) => expect(described[i]).toBeCloseTo(value, 4));
    await expect(model.describe(samples, 'indices')).rejects.toThrow('it has logVariance');
    expected.forEach((value, i) => {
      expect(value).not.toBe(0);
      expect((logVariance.data as Float32Array)[i]).toBeCloseTo(value, 4);
    });
  },
);
