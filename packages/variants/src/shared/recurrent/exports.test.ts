import { Dataset, RandomStream, withSteps } from '@autoencoder-zoo/core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { gru } from '../../recipes/gru.js';
import { lstm } from '../../recipes/lstm.js';

const lengths = [6, 1, 3, 2, 4, 5, 6];
const [steps, channels] = [6, 2];
const values = new RandomStream(1, 'walks').normal(
  new Float32Array(lengths.length * steps * channels),
);
const all = { name: 'walks', values, shape: [steps, channels] } as const;
const mask = Float32Array.from(lengths.flatMap((length) =>
  Array.from({ length: steps }, (_, step) => Number(step < length)),
)); // prettier-ignore

describe.each([
  ['LSTM', lstm],
  ['GRU', gru],
] as const)('files of a recurrent autoencoder: %s', (operator, make) => {
  const models = [false, true].flatMap((bidirectional) =>
    [false, true].map((masked) => ({ bidirectional, masked })),
  );

  it.each(models)(
    'give the codes and outputs of the model: %o',
    async ({ bidirectional, masked }) => {
      const model = make({
        input: [steps, channels],
        units: 4,
        latentDim: 3,
        layers: 2,
        bidirectional,
      });
      const data = new Dataset({ ...all, ...(masked && { lengths: Int32Array.from(lengths) }) });
      model.masked = masked;
      const files = await model.files();
      const encoder = await InferenceSession.create(files['encoder.onnx']);
      const x = new Tensor('float32', values, [lengths.length, steps, channels]);
      const counts = new Tensor('float32', mask, [lengths.length, steps]);
      const { code } = await encoder.run({ x, ...(masked && { mask: counts }) });
      const codes = await model.encode(data);
      expect(Math.max(...codes.map(Math.abs))).toBeGreaterThan(0.01);
      (code.data as Float32Array).forEach((value, i) => expect(value).toBeCloseTo(codes[i], 6));
      const decoder = await InferenceSession.create(files['decoder.onnx']);
      const { output } = await decoder.run({ code });
      const outputs = await model.decode(codes);
      (output.data as Float32Array).forEach((value, i) => expect(value).toBeCloseTo(outputs[i], 6));

      const longer = withSteps(model, 50);
      longer.masked = masked;
      for (const [name, file] of Object.entries(await longer.files())) {
        if (!name.endsWith('.onnx')) continue;
        const [short, long] = [files[name], file].map((bytes) =>
          new TextDecoder('latin1').decode(bytes),
        );
        expect(long).toContain(operator);
        expect(long).not.toContain('Scan');
        // Only constants that hold the number of steps may be longer.
        expect(Math.abs(long.length - short.length)).toBeLessThan(100);
      }
      model.dispose();
      longer.dispose();
    },
  );
});
