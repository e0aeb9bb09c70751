import { join } from 'node:path';
import { fit, type Callback } from '@autoencoder-zoo/core';
import type { Attack } from '../attack.js';
import { expect, refusalOf, tryAll, within, type Scenario } from '../support/scenarios.js';
import { data, make, options } from './small.js';

const hooks = [
  ...(['onTrainBegin', 'onBatchEnd', 'onEpochEnd', 'onTrainEnd', 'close', 'save'] as const),
];

/** Callbacks that throw. */
export const callbacks: Attack = {
  name: 'callbacks that throw',
  promise: 'that error comes, all callbacks are closed, the model can be used',
  run(context) {
    const checkpoint = { path: join(context.folder, 'run', 'checkpoint.safetensors') };
    const throwing = (hook: string, late: boolean): Scenario => ({
      name: `${hook}${late ? ', by a promise' : ''}`,
      async run() {
        const model = make();
        let closed = 0;
        const mine = new Error('mine');
        const fail = () => {
          if (late) return Promise.reject(mine);
          throw mine;
        };
        const list: Callback[] = [{ [hook]: fail }, { close: () => void (closed += 1) }];
        const training = fit(model, data, { ...options, checkpoint, callbacks: list });
        const error = await refusalOf(within(60, training));
        expect(error === mine, `another error came: ${error.message}`);
        expect(closed === 1, `the other callback was closed ${closed} times`);
        await within(60, fit(model, data, { ...options, epochs: 1 }));
        expect((await model.encode(data)).every(Number.isFinite), 'codes are no numbers');
        model.dispose();
      },
    });
    const twice: Scenario = {
      name: 'close after onBatchEnd',
      async run() {
        const model = make();
        const first = new Error('first');
        const fail = (error: Error) => () => {
          throw error;
        };
        const list = [{ onBatchEnd: fail(first), close: fail(new Error('second')) }];
        const error = await refusalOf(fit(model, data, { ...options, callbacks: list }));
        expect(error === first, `the error of close hides the first one: ${error.message}`);
        model.dispose();
      },
    };
    return tryAll(
      [
        ...hooks.map((hook) => throwing(hook, false)),
        ...hooks.slice(0, 4).map((hook) => throwing(hook, true)),
        twice,
      ],
      context,
    );
  },
};
