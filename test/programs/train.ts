// Trains with all that a run can hold as state, and tells its steps, so that it can be killed.
import { writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fit } from '@autoencoder-zoo/core';
import { everything, samples } from '../support/everything.js';

const { path } = JSON.parse(process.argv[2]) as { path: string };
const { model, options } = everything();

await fit(model, samples, {
  ...options,
  checkpoint: { path, everySteps: 3 },
  resume: true,
  callbacks: [
    ...options.callbacks,
    {
      async onBatchEnd({ step }) {
        writeSync(1, `${step}\n`);
        await setTimeout(5);
      },
    },
  ],
});
