import { join } from 'node:path';
import { fit, train, type Callback } from '@autoencoder-zoo/core';
import type { Attack } from '../attack.js';
import { expect, tryAll, within, type Scenario } from '../support/scenarios.js';
import { bitsOf, data, make, makeLstm, options, sequences } from './small.js';

const hooks = ['onTrainBegin', 'onBatchEnd', 'onEpochEnd', 'onTrainEnd'] as const;

/** A signal that stops a training at each of its moments. */
export const aborts: Attack = {
  name: 'aborts at each phase',
  promise: 'ends at once with what it has; going on gives the same bits',
  run(context) {
    const goesOn = (name: string, stop: (controller: AbortController) => Callback): Scenario => ({
      name,
      async run() {
        const whole = make();
        await fit(whole, data, options);
        const checkpoint = {
          path: join(context.folder, name.replace(/\W+/g, '-'), 'c.safetensors'),
        };
        const controller = new AbortController();
        const callbacks = [stop(controller)];
        const { signal } = controller;
        const model = make();
        await within(60, fit(model, data, { ...options, checkpoint, signal, callbacks }));
        const other = make();
        await within(60, fit(other, data, { ...options, checkpoint, resume: true }));
        expect(bitsOf(other) === bitsOf(whole), 'other bits');
        for (const each of [whole, model, other]) each.dispose();
      },
    });
    return tryAll(
      [
        goesOn('before the beginning', (controller) => {
          controller.abort();
          return {};
        }),
        goesOn('while the step is compiled', (controller) => {
          queueMicrotask(() => controller.abort());
          return {};
        }),
        ...[1, 5, 20, 80].map((milliseconds) =>
          goesOn(`after ${milliseconds} ms`, (controller) => {
            setTimeout(() => controller.abort(), milliseconds);
            return {};
          }),
        ),
        ...hooks.map((hook) =>
          goesOn(`in ${hook}`, (controller) => ({ [hook]: () => controller.abort() })),
        ),
        ...['break', 'throw', 'return', 'abort'].map((how): Scenario => ({
          name: `${how} in the loop of an LSTM`,
          async run() {
            const model = makeLstm();
            await within(60, leave(how, model));
            await within(60, fit(model, sequences, { epochs: 1, batchSize: 64 }));
            model.dispose();
          },
        })),
      ],
      context,
    );
  },
};

/** Leaves the loop of a training after its third step. */
async function leave(how: string, model: ReturnType<typeof makeLstm>): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  try {
    for await (const event of train(model, sequences, { epochs: 2, batchSize: 64, signal })) {
      if (event.kind !== 'batch' || event.step !== 3) continue;
      if (how === 'break') break;
      if (how === 'return') return;
      if (how === 'throw') throw new Error('mine');
      controller.abort();
    }
  } catch (error) {
    expect(error instanceof Error && error.message === 'mine', 'another error came');
  }
}
