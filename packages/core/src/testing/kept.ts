import { afterEach } from 'vitest';
import { z } from 'zod';
import { identity, linearDecoder, noisyCode, samples, squares } from './tiny.js';
import type { Model } from '../model/model.js';

const made: Model[] = [];
/** A model that is disposed of after the test. */
export const keep = <M>(model: M): M => {
  made.push(model as unknown as Model);
  return model;
};
afterEach(() => {
  for (const model of made.splice(0)) model.dispose();
});

/** The parts that a test does not speak of. */
export const base = {
  input: [4],
  encoder: identity(),
  code: noisyCode({ dim: 2 }),
  decoder: linearDecoder(),
  likelihood: squares(),
} as const;

/** Options of a part that has none. */
export const nothing = z.strictObject({});
export const data = samples(24);
export const run = { epochs: 2, batchSize: 8, seed: 1 };
/** The values of a variable by its path. */
export const valuesOf = (model: Model, name: string) =>
  Array.from(model.variables.find((v) => v.name === name)!.variable.dataSync());
