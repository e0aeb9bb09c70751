import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { definePart, partOption, type AnyPartFactory } from '../../parts/part.js';
import { identity, linearDecoder, noisyCode, normalPrior, squares } from '../../testing/tiny.js';
import { autoencoder } from '../makeAutoencoder.js';
import { loadAutoencoder } from '../load.js';
import { keep, base, data } from '../../testing/kept.js';

describe('parts as options of parts', () => {
  const doubled = definePart({
    kind: 'encoder',
    name: 'doubled@1',
    options: z.strictObject({ of: partOption('encoder') }),
    build({ of }, context) {
      const [inputs] = context.shapes.input;
      const inner = of.build(context.scope('of', { input: [2 * inputs] }));
      return {
        independent: true,
        shape: inner.shape,
        encode: (x, frame) => inner.encode(tf.concat([x, x], 1), frame),
      };
    },
  });

  it('may be built for other shapes', async () => {
    const model = keep(autoencoder({ ...base, encoder: doubled({ of: identity() }) }));
    expect(model.network.built.shapes.features).toEqual([8]);
    expect((await model.encode(data)).shape).toEqual([24, 2]);
  });

  const shifted = definePart({
    kind: 'prior',
    name: 'shifted@1',
    options: z.strictObject({ of: partOption('prior'), by: z.number().default(10) }),
    build({ of, by }, context) {
      const inner = of.build(context.scope('of'));
      return {
        independent: true,
        sample: (rows, frame) => tf.add(inner.sample(rows, frame), by),
      };
    },
  });

  it('are saved with them and found again', async () => {
    const model = keep(autoencoder({ ...base, prior: shifted({ of: normalPrior() }) }));
    const factories = [
      identity,
      noisyCode,
      linearDecoder,
      squares,
      shifted,
      normalPrior,
    ] as readonly AnyPartFactory[];
    const find = (kind: string, name: string) =>
      Promise.resolve(factories.find((f) => f.kind === kind && f.partName === name));
    const loaded = keep(await loadAutoencoder(await model.files(), find));
    expect(loaded.spec).toEqual(JSON.parse(JSON.stringify(model.spec)));
    expect(Array.from(await loaded.sample(5))).toEqual(Array.from(await model.sample(5)));
  });
});
