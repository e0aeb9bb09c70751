import { writeFileSync } from 'node:fs';
import { Dataset, fit, RandomStream, type Autoencoder } from '@autoencoder-zoo/core';
import { variational } from '@autoencoder-zoo/variants/variational';
import { aezoo, endOf, run, type Ended, type ProcessOptions } from '../support/process.js';
import { expect } from '../support/scenarios.js';

/** Noise, `[64, 12]`. */
export const noise = new Dataset({
  name: 'noise',
  values: new RandomStream(1, 'attack').uniform(new Float32Array(64 * 12)),
  shape: [12],
});

/** A small model. */
export const smallModel = (seed: number, hidden = 8) =>
  variational({ input: [12], hidden: [hidden], latentDim: 2, seed, likelihood: 'squaredError' });

/** Does something with a small model, and frees it. */
export async function withModel<Value>(
  seed: number,
  use: (model: ReturnType<typeof smallModel>) => Promise<Value>,
  hidden?: number,
): Promise<Value> {
  const model = smallModel(seed, hidden);
  try {
    return await use(model);
  } finally {
    model.dispose();
  }
}

/** Trains with a checkpoint. */
export function fitSmall(model: Autoencoder, path: string, epochs = 2): Promise<unknown> {
  return fit(model, noise, { epochs, batchSize: 16, checkpoint: { path }, resume: true });
}

/** A CSV file of 20,000 rows of 12 numbers. */
export function writeRows(path: string): void {
  const row = (i: number) => Array.from({ length: 12 }, (_, j) => Math.sin(i + j).toFixed(6));
  writeFileSync(path, Array.from({ length: 20_000 }, (_, i) => row(i).join(',')).join('\n'));
}

/** Words of `aezoo train` on 67 short series. */
export function trainInto(out: string, ...more: readonly string[]): string[] {
  return [
    ...[aezoo, 'train', 'underComplete', '--data', 'italy-power-demand'],
    ...['--set', 'latentDim=2', '--verbose', '--out', out, ...more],
  ];
}

/** Hours of epochs: who is to be refused is refused before. */
export const forHours = ['--epochs', '100000000'];

/** Runs a command that has to be refused at once, for a reason that its message names. */
export async function expectRefusal(
  words: readonly string[],
  named: string,
  reason: RegExp,
  options: ProcessOptions = {},
): Promise<Ended> {
  const ended = await run(words, { limit: 30_000, ...options });
  expect(ended.signal === null, 'was not refused at once');
  expect(ended.code !== 0, 'was accepted');
  expect(!/^epoch \d/m.test(ended.stderr), `was refused after training: ${endOf(ended)}`);
  expect(ended.stderr.includes(named), `the message does not name ${named}: ${endOf(ended)}`);
  expect(reason.test(ended.stderr), `the message does not say why: ${endOf(ended)}`);
  expect(!/\n\s+at /.test(ended.stderr), `a stack instead of a message: ${endOf(ended)}`);
  return ended;
}
