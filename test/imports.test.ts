import { createContext, runInContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import { bundle } from './support/bundle.js';
import { Program } from './support/program.js';
import { reachOf } from './support/reach.js';
import { root, sources } from './support/sources.js';
import { temporaryFolder } from './support/temporaryFolder.js';

const subpaths = (name: string) =>
  [...sources().keys()].filter((path) => path.startsWith(`@autoencoder-zoo/${name}/`));
const fileOf = (path: string) => sources().get(path)!.replace(root, '');

const recipes = [...sources()]
  .filter(([, file]) => file.includes('/variants/src/recipes/'))
  .map(([path]) => path.replace('@autoencoder-zoo/variants/', ''));

describe('an import loads what it needs', () => {
  const all = reachOf(subpaths('variants'), 'node');
  const isVariants = (path: string) => path.startsWith('packages/variants/');

  test.each(recipes)('%s: one recipe, its parts, no other', async (name) => {
    const { modules } = await reachOf([`@autoencoder-zoo/variants/${name}`], 'node');
    const others = recipes.filter((recipe) => recipe !== name);
    const own = modules.filter(isVariants);
    for (const other of others) {
      expect(own).not.toContain(fileOf(`@autoencoder-zoo/variants/${other}`));
    }
    expect(own.length).toBeLessThan((await all).modules.filter(isVariants).length / 4);
    expect(modules.length).toBeLessThan(350);
    expect(modules.join('\n')).not.toMatch(/packages\/(datasets|cli)/);
  });

  test.each(subpaths('datasets'))('%s: one data set, no other', async (path) => {
    const { modules } = await reachOf([path], 'node');
    for (const other of subpaths('datasets').filter((other) => other !== path)) {
      expect(modules).not.toContain(fileOf(other));
    }
    expect(modules.join('\n')).not.toMatch(/packages\/(variants|cli)/);
  });

  test('the index of the variants loads none of them', async () => {
    const { modules } = await reachOf(['@autoencoder-zoo/variants'], 'node');
    for (const path of subpaths('variants')) expect(modules).not.toContain(fileOf(path));
  });

  test('ONNX Runtime is loaded when a model is first used, and gradients when it is trained', async () => {
    const program = await Program.load('lazy');
    expect(await program.result({})).toEqual({
      imported: [],
      made: [],
      used: ['onnxruntime-node'],
      trained: ['tfjs-layers', 'onnxruntime-node'],
    });
  });

  test('what compiles is loaded when a model is first used', async () => {
    const { modules } = await reachOf(['@autoencoder-zoo/variants/variational'], 'node');
    expect(modules.join('\n')).not.toMatch(/protobuf|engine\/src\/(compiled|gradients|onnx)/);
  });
});

describe('a saved model is used', () => {
  test.each(['node', 'browser'] as const)(
    'without what training takes, in %s',
    async (platform) => {
      const { modules, externals } = await reachOf(['@autoencoder-zoo/core/use'], platform);
      expect(modules.join('\n')).not.toMatch(/tensorflow|zod\/|protobuf|packages\/variants/);
      if (platform === 'browser') expect(externals).toEqual([]);
    },
  );

  test('in a process that loads ONNX Runtime alone, with the same codes', async () => {
    const folder = temporaryFolder();
    const rows = [
      [0, 1, 0.5],
      [1, 0, 0.25],
    ];
    const model = underComplete({ input: [3], hidden: [4], latentDim: 2 });
    await model.save(folder);
    const program = await Program.load('use');
    const { codes, outputs, loaded } = await program.result<{
      codes: number[];
      outputs: number[];
      loaded: string[];
    }>({ folder, rows });
    expect(loaded.toSorted()).toEqual(['onnxruntime-common', 'onnxruntime-node']);
    (await model.encode(rows)).forEach((value, i) => expect(codes[i]).toBeCloseTo(value, 6));
    (await model.reconstruct(rows)).forEach((value, i) => expect(outputs[i]).toBeCloseTo(value, 6));
  });
});

describe('a browser', () => {
  const names = ['engine', 'core', 'measures', 'variants'].map(
    (name) => `@autoencoder-zoo/${name}`,
  );

  test('can bundle the engine, the core and all variants', async () => {
    const { externals } = await reachOf([...names, ...subpaths('variants')], 'browser');
    expect(externals).toEqual([]);
  });

  test('trains without anything of Node', async () => {
    const { outputFiles } = await bundle({
      entryPoints: [`${root}test/programs/browser.ts`],
      platform: 'browser',
      format: 'iife',
      outfile: 'page.js',
    });
    const losses = await new Promise<number[]>((done) => {
      // What a worker of a page has beside the language itself.
      const worker = createContext({
        ...{ done, console, performance, setTimeout },
        ...{ TextEncoder, TextDecoder, URL, AbortSignal, atob, WorkerGlobalScope: Object },
      });
      runInContext('self = globalThis', worker);
      runInContext(outputFiles[0].text, worker);
    });
    expect(losses).toHaveLength(5);
    expect(losses[4]).toBeLessThan(losses[0]);
  });
});
