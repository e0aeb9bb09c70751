import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../catalogue.js';
import { aezoo, lastLine } from '../testing/aezoo.js';
import { temporaryFolder } from '../testing/folder.js';

const folder = temporaryFolder();

describe('aezoo list', () => {
  it('gives variants with their options, parts and data sets as JSON', async () => {
    const outcome = await aezoo(folder, ['list', '--json']);
    expect(outcome.code).toBe(0);
    const { variants, parts, datasets, experiments } = lastLine(outcome) as Catalogue;
    const variational = variants.find(({ name }) => name === 'variational')!;
    expect(variational.options).toContainEqual({
      name: 'latentDim',
      type: 'integer',
      required: false,
      default: 20,
      meaning: 'numbers in a code',
    });
    expect(variational.options.find(({ name }) => name === 'input')).toMatchObject({
      required: true,
      type: 'integer[]',
    });
    for (const { options } of variants) {
      for (const { name, meaning } of options)
        expect({ name, meaning }).not.toHaveProperty('meaning', '');
    }
    expect(parts).toContainEqual({ kind: 'code', name: 'gaussian@1' });
    expect(datasets.find(({ name }) => name === 'mnist')).toMatchObject({
      shape: [784],
      size: { train: 60_000, test: 10_000 },
    });
    expect(experiments).toContainEqual({
      name: 'variational',
      title: 'Variational autoencoder on MNIST',
    });
  });

  it('prints the same for people', async () => {
    const { code, stdout } = await aezoo(folder, ['list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}denoising: /m);
    expect(stdout).toMatch(/^ {4}latentDim +20 +numbers in a code +integer$/m);
    expect(stdout).toMatch(/^ {2}mnist +\[784\] +60000 \+ 10000 for test/m);
    expect(stdout).toMatch(/^ {2}variational +Variational autoencoder on MNIST$/m);
  });
});
