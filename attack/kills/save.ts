import { join } from 'node:path';
import { load } from '@autoencoder-zoo/variants';
import { variational } from '@autoencoder-zoo/variants/variational';
import { program } from '../support/process.js';
import { expect } from '../support/scenarios.js';
import { filesOf, type Victim } from './victim.js';

const modelOf = (folder: string) => join(folder, 'model');
const make = (seed: number) => variational({ input: [20], hidden: [30], latentDim: 4, seed });

const firstWeight = { 1: firstWeightOf(1), 2: firstWeightOf(2) };

function firstWeightOf(seed: number): number {
  const model = make(seed);
  const [weight] = model.variables[0].variable.dataSync();
  model.dispose();
  return weight;
}

/** `model.save` over an older model; a reader finds one of the two, whole. */
export const save: Victim = {
  name: 'model.save',
  async prepare(folder) {
    const model = make(1);
    await model.save(modelOf(folder), { 'notes.txt': '1' });
    model.dispose();
  },
  start: (folder) => [program('save'), modelOf(folder), '2'],
  goOn: (folder) => [program('save'), modelOf(folder), '2'],
  async between(folder) {
    const model = await load(modelOf(folder));
    const [weight] = model.variables[0].variable.dataSync();
    const { seed } = model;
    model.dispose();
    expect(seed === 1 || seed === 2, `a reader found a model with seed ${seed}`);
    expect(weight === firstWeight[seed], `a reader found the weights of another model`);
  },
  result: (folder) => filesOf(modelOf(folder)),
};
