import { decodeSafetensors, encodeSafetensors, type SafeTensor } from '@autoencoder-zoo/core';
import { load } from '@autoencoder-zoo/variants';
import type { Draw } from '../../support/draw.js';
import { Violation, type Edit, type Target } from '../target.js';
import { filesOfModels } from './models.js';

type Tensors = ReadonlyMap<string, SafeTensor>;

interface Saved {
  readonly spec: Uint8Array;
  readonly tensors: Tensors;
}

/** `weights.safetensors`, each damage of which makes it another model's, or nobody's. */
export const weights: Target<Saved> = {
  name: 'weights.safetensors',
  quickly: 60,
  named: /weights\.safetensors|the given files/,
  async setUp() {
    const all = (await filesOfModels()).map(({ spec, weights }) => ({
      spec,
      tensors: decodeSafetensors(weights, 'weights').tensors,
    }));
    return {
      draw(draw) {
        const start = draw.pick(all);
        const edit = damageTensors(draw, [...start.tensors.keys()]);
        return {
          start,
          edits: [({ spec, tensors }: Saved) => ({ spec, tensors: edit(tensors) })],
        };
      },
      async attempt({ spec, tensors }) {
        const bytes = encodeSafetensors(tensors);
        const model = await load({ 'model.json': spec, 'weights.safetensors': bytes });
        model.dispose();
        throw new Violation('damaged weights were loaded');
      },
      contents: ({ tensors }) => encodeSafetensors(tensors),
    };
  },
};

/**
 * One damage that cannot be taken for training: names, shapes, types, values that are no numbers.
 */
function damageTensors(draw: Draw, names: readonly string[]): Edit<Tensors> {
  const [name, value] = [draw.pick(names), draw.pick([NaN, Infinity, -Infinity])];
  const [where, one] = [draw.share(), draw.share()];
  const changed =
    (tensor: SafeTensor, change: (tensor: SafeTensor) => SafeTensor): Edit<Tensors> =>
    (tensors) =>
      new Map(tensors).set(name, change(tensor));
  const on =
    (change: (tensor: SafeTensor) => SafeTensor): Edit<Tensors> =>
    (tensors) =>
      changed(tensors.get(name)!, change)(tensors);
  return draw.pick<Edit<Tensors>>([
    (tensors) => new Map([...tensors].filter(([key]) => key !== name)),
    (tensors) => new Map(tensors).set(`${name}/x`, tensors.get(name)!),
    (tensors) => new Map([...tensors].map(([key, t]) => [key === name ? `${key}s` : key, t])),
    on(({ data }) => ({ data: data.slice(0, -1), shape: [data.length - 1] })),
    on(({ data, shape }) => ({
      data,
      shape: shape.length === 2 ? [...shape].reverse().concat(1) : [1, ...shape],
    })),
    on(({ data, shape }) => ({ data: Int32Array.from(data as Float32Array), shape })),
    on(({ data, shape }) => ({ data: Float64Array.from(data as Float32Array), shape })),
    on(({ data, shape }) => {
      const copy = Float32Array.from(data as Float32Array);
      copy[Math.floor(where * copy.length)] = value;
      return { data: one < 0.5 ? copy : copy.fill(value), shape };
    }),
  ]);
}
