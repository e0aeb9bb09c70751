import { expect, it } from 'vitest';
import { Dataset } from '../data/dataset.js';
import { identity, linearDecoder, noisyCode, samples, squares } from '../testing/tiny.js';
import { autoencoder } from './makeAutoencoder.js';

const values = samples(20).values.map((value) => 50 + 100 * value);
const data = new Dataset({ name: 'd', values, shape: [4] });

const make = () =>
  autoencoder({
    input: [4],
    encoder: identity(),
    code: noisyCode({ dim: 2 }),
    decoder: linearDecoder(),
    likelihood: squares(),
    scaling: 'standard',
  });

it.each([
  ['reconstruct', (model) => model.reconstruct(data)],
  ['decode', (model) => model.decode([[1, 2]])],
  ['sample', (model) => model.sample(3)],
  ['evaluate', (model) => model.evaluate(data)],
] satisfies [string, (model: ReturnType<typeof make>) => Promise<unknown>][])(
  'does not change the scaling of a call that began before it: %s',
  async (_, call) => {
    const expected = await call(make());
    const model = make();
    const result = call(model);
    model.fitScaling(data);
    expect(await result).toEqual(expected);
  },
);

it('names the sample that holds NaN, of which no scaling can be fitted', () => {
  const damaged = data.values.slice();
  damaged[6] = NaN;
  const set = new Dataset({ name: 'damaged', values: damaged, shape: [4] });
  expect(() => make().fitScaling(set)).toThrow('damaged: sample 1 holds NaN at position 2 of 4');
});
