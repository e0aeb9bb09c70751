import { Dataset, fit } from '@autoencoder-zoo/core';
import type { Attack } from '../attack.js';
import { expect, messageOf, refusalOf, tryAll, within } from '../support/scenarios.js';
import { bitsOf, data, make, options } from './small.js';

/** The bits of a model that was trained alone. */
async function alone(seed = 0): Promise<string> {
  const model = make(seed);
  await fit(model, data, options);
  const bits = bitsOf(model);
  model.dispose();
  return bits;
}

/** Calls that do not wait for each other. */
export const atOnce: Attack = {
  name: 'calls at once',
  promise: 'the same bits as one after the other, or one is refused and changes nothing',
  run(context) {
    const times = context.quick ? 2 : 10;
    return tryAll(
      [
        {
          name: 'two trainings of one model',
          async run() {
            for (let i = 0; i < times; i++) {
              const model = make();
              const both = [fit(model, data, options), fit(model, data, { ...options, seed: 6 })];
              const [first, second] = await within(60, Promise.allSettled(both));
              expect(first.status === 'fulfilled', 'the first was refused');
              expect(second.status === 'rejected', 'both trained the same weights');
              expect(bitsOf(model) === (await alone()), 'the first has other bits');
              model.dispose();
            }
          },
        },
        {
          name: 'encode in a loop while the first training begins',
          async run() {
            for (let i = 0; i < times; i++) {
              const model = make();
              const training = { on: true };
              const loop = (async () => {
                while (training.on) await model.encode(data.slice(0, 50));
              })().then(() => undefined, messageOf);
              await within(60, fit(model, data, options));
              training.on = false;
              const message = await loop;
              expect(message === undefined, `encode: ${message}`);
              expect(bitsOf(model) === (await alone()), 'training has other bits');
              model.dispose();
            }
          },
        },
        {
          name: 'a long encode that has begun when the first training begins',
          async run() {
            for (let i = 0; i < times; i++) {
              const model = make();
              await model.encode(data.slice(0, 4));
              const both = [model.encode(data, { batchSize: 8 }), fit(model, data, options)];
              const ended = await within(60, Promise.allSettled<unknown>(both));
              const wrong = ended.find(({ status }) => status === 'rejected');
              expect(!wrong, messageOf((wrong as PromiseRejectedResult | undefined)?.reason));
              model.dispose();
            }
          },
        },
        {
          name: 'a training that is refused',
          async run() {
            const model = make();
            const before = JSON.stringify(model.spec) + bitsOf(model);
            const holed = new Dataset({
              name: 'holed',
              values: Float32Array.from(data.values, (value, i) => (i === 99 ? NaN : value)),
              shape: [32],
            });
            await refusalOf(fit(model, holed, options));
            await refusalOf(fit(model, data, { ...options, validation: holed }));
            await refusalOf(fit(model, data, { ...options, only: ['nobody'] }));
            expect(JSON.stringify(model.spec) + bitsOf(model) === before, 'it changed the model');
            model.dispose();
          },
        },
        {
          name: '50 encodes of other lengths and batches',
          async run() {
            const model = make();
            await fit(model, data, options);
            const calls = Array.from(
              { length: 50 },
              (_, i) => () =>
                model.encode(data.slice(i, i + 1 + ((i * 7) % 300)), {
                  batchSize: 1 + ((i * 13) % 97),
                }),
            );
            const together = await within(60, Promise.all(calls.map((call) => call())));
            for (const [i, call] of calls.entries()) {
              expect((await call()).join() === together[i].join(), `call ${i} gave other codes`);
            }
            model.dispose();
          },
        },
        {
          name: 'encode, decode, sample, evaluate, reconstruct and files',
          async run() {
            const model = make();
            await fit(model, data, options);
            const calls: readonly (() => Promise<unknown>)[] = [
              () => model.encode(data),
              () => model.decode([[0, 1, 0, 1]]),
              () => model.sample(33),
              () => model.evaluate(data),
              () => model.reconstruct(data),
              () => model.files(),
            ];
            const thrice = [...calls, ...calls, ...calls];
            const together = await within(60, Promise.all(thrice.map((call) => call())));
            for (const [i, call] of calls.entries()) {
              const want = JSON.stringify(await call());
              const same = together.every(
                (value, j) => j % calls.length !== i || JSON.stringify(value) === want,
              );
              expect(same, `call ${i} gave something else`);
            }
            model.dispose();
          },
        },
        {
          name: 'eight trainings of eight models',
          async run() {
            const seeds = [...Array(8).keys()];
            const together = await within(120, Promise.all(seeds.map(alone)));
            for (const seed of seeds) {
              expect((await alone(seed)) === together[seed], `model ${seed} has other bits`);
            }
          },
        },
      ],
      context,
    );
  },
};
