import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fit } from '@autoencoder-zoo/core';
import type { Attack } from '../attack.js';
import {
  expect,
  messageOf,
  refusalOf,
  tryAll,
  within,
  type Scenario,
} from '../support/scenarios.js';
import { data, make, makeLstm, options, sequences } from './small.js';

type TestModel = ReturnType<typeof make>;

const uses: Readonly<Record<string, (model: TestModel, folder: string) => Promise<unknown>>> = {
  encode: (model) => model.encode(data),
  drawCodes: (model) => model.drawCodes(data),
  reconstruct: (model) => model.reconstruct(data),
  evaluate: (model) => model.evaluate(data),
  decode: (model) => model.decode([[0, 0, 0, 0]]),
  sample: (model) => model.sample(2),
  fit: (model) => fit(model, data, options),
  files: (model) => model.files(),
  save: (model, folder) => model.save(folder),
};

/** A model that is used after it was freed, or is freed while it is used. */
export const disposed: Attack = {
  name: 'uses after dispose, and dispose during each use',
  promise: 'an error that says so, or a right result; never a crash, a hang or wrong numbers',
  run(context) {
    const folder = join(context.folder, 'model');
    const after = Object.entries(uses).map(([name, use]): Scenario => ({
      name: `${name} after dispose`,
      async run() {
        const model = make();
        await model.encode(data.slice(0, 2));
        model.dispose();
        model.dispose();
        const { message } = await refusalOf(within(20, use(model, folder)));
        expect(/dispose/i.test(message), `does not say so: ${message}`);
        expect(!existsSync(folder), 'a folder was made');
      },
    }));
    const during = Object.entries(uses).flatMap(([name, use]) =>
      [0, 1, 5, 25].map((milliseconds): Scenario => ({
        name: `dispose ${milliseconds} ms after the beginning of ${name}`,
        async run() {
          const model = make();
          if (milliseconds > 0) await model.encode(data.slice(0, 2));
          const used = use(model, join(context.folder, `${name}-${milliseconds}`));
          const ended = within(20, used).then(() => undefined, messageOf);
          if (milliseconds > 0) await wait(milliseconds);
          const refused = disposeOf(model);
          const message = await ended;
          if (refused !== undefined) {
            expect(/^dispose: /.test(refused), `dispose does not say why not: ${refused}`);
            expect(message === undefined, `dispose was refused, but the use ended: ${message}`);
            model.dispose();
          }
          expect(message === undefined || /dispose/i.test(message), `does not say so: ${message}`);
        },
      })),
    );
    const inCallback: Scenario = {
      name: 'dispose in a callback of an LSTM',
      async run() {
        const model = makeLstm();
        const callbacks = [{ onBatchEnd: () => model.dispose() }];
        const training = fit(model, sequences, { epochs: 1, batchSize: 64, callbacks });
        const { message } = await refusalOf(within(20, training));
        expect(/dispose/i.test(message), `does not say so: ${message}`);
      },
    };
    return tryAll(
      [...after, ...(context.quick ? during.slice(0, 8) : during), inCallback],
      context,
    );
  },
};

const wait = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Frees a model; gives what is said where that is refused. */
function disposeOf(model: TestModel): string | undefined {
  try {
    model.dispose();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
