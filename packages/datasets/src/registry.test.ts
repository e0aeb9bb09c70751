import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { datasets } from './registry.js';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  exports: Record<string, unknown>;
};

describe('datasets', () => {
  it('names every subpath export', () => {
    const subpaths = Object.keys(manifest.exports).filter((subpath) => subpath !== '.');
    expect(
      Object.keys(datasets)
        .map((name) => `./${name}`)
        .sort(),
    ).toEqual(subpaths.sort());
  });

  it.each(Object.values(datasets))('tells the truth about $name', async (entry) => {
    if (entry.name === 'fashion-mnist' && !existsSync('/usr/share/datasets/fashion-mnist')) return;
    const { train, test } = await entry.load();
    expect(train.shape).toEqual(entry.shape);
    expect(train.length).toBe(entry.size.train);
    expect(test?.length).toBe(entry.size.test);
    expect(train.name).toMatch(new RegExp(`^${entry.name}(/train)?$`));
  });
});
