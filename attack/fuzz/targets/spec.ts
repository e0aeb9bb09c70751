import { load } from '@autoencoder-zoo/variants';
import { damageJson, standsIn, textOf, type Json } from '../json.js';
import { Violation, type Target } from '../target.js';
import { filesOfModels } from './models.js';

interface Saved {
  readonly spec: Json;
  readonly weights: Uint8Array;
}

/** Numbers of the samples that are encoded; a model may ask for more. */
const largestInput = 10_000;

/** `model.json`: what is loaded has to be what stands there, and to compute. */
export const spec: Target<Saved> = {
  name: 'model.json',
  quickly: 60,
  named: /model\.json|weights\.safetensors|the given files/,
  async setUp() {
    const all = (await filesOfModels()).map(({ spec, weights }) => ({
      spec: JSON.parse(new TextDecoder().decode(spec)) as Json,
      weights,
    }));
    return {
      draw(draw) {
        const start = draw.pick(all);
        const edits = damageJson(draw, start.spec).map((edit) => (input: Saved) => ({
          ...input,
          spec: edit(input.spec),
        }));
        return { start, edits };
      },
      async attempt({ spec, weights }) {
        const text = textOf(spec);
        const model = await load({ 'model.json': text, 'weights.safetensors': weights });
        try {
          const taken = JSON.parse(JSON.stringify(model.spec)) as Json;
          if (!standsIn(inFull(JSON.parse(text) as Json), taken)) {
            throw new Violation('what stands in the file was loaded otherwise');
          }
          const size = model.inputShape.reduce((product, axis) => product * axis, 2);
          // Weights of recurrent layers fit any number of steps; an array of that size is ours.
          if (size > largestInput) return;
          const data = new Float32Array(size).fill(0.3);
          const codes = await model.encode({ data, shape: [2, ...model.inputShape] });
          if (!codes.every(Number.isFinite)) throw new Violation('codes are no numbers');
        } finally {
          model.dispose();
        }
      },
      contents: ({ spec }) => textOf(spec),
    };
  },
};

/**
 * What a model says of itself: without digests of files and what its graphs take, and with a
 * scaling that is not written short.
 */
function inFull(spec: Json): Json {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) return spec;
  const whole = { ...spec };
  for (const beside of ['sha256', 'graphs']) Reflect.deleteProperty(whole, beside);
  if (typeof whole['scaling'] === 'string') whole['scaling'] = { kind: whole['scaling'] };
  return whole;
}
