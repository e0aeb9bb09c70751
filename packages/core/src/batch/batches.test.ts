import { expect, it } from 'vitest';
import { Dataset } from '../data/dataset.js';
import { trainingMode } from './mode.js';
import { tiny } from '../testing/tiny.js';
import { Batches } from './batches.js';

it('gives binarised samples other ones in each epoch, and the same whatever the step', () => {
  const model = tiny();
  const [size] = model.inputShape;
  const values = new Float32Array(50 * size).fill(0.5);
  const data = new Dataset({ name: 'grey', values, shape: [size] }).binarise();
  const { network } = model;
  const source = { data, scaling: undefined, network, mode: trainingMode, purpose: 'test' };
  const all = Uint32Array.from({ length: 50 }, (_, index) => index);
  const fill = (seed: number, step: number, epoch: number) =>
    new Batches({ ...source, seed }).fill(all, step, epoch)['x'].data;
  const first = fill(3, 0, 0);
  expect(new Set(first)).toEqual(new Set([0, 1]));
  expect(fill(3, 1, 0.9)).toEqual(first);
  expect(fill(3, 2, 1)).not.toEqual(first);
  expect(fill(4, 0, 0)).not.toEqual(first);
  model.dispose();
});
