import { readdirSync, readFileSync } from 'node:fs';
import * as core from '@autoencoder-zoo/core';
import * as engine from '@autoencoder-zoo/engine';
import * as measures from '@autoencoder-zoo/measures';
import { expect, test } from 'vitest';
import type { Page } from './guide/pages.js';
import { runPage } from './guide/run.js';
import { typeErrors } from './guide/typeCheck.js';
import { root, sources } from './support/sources.js';

const datasetOf = (size: number) =>
  `new (await import('@autoencoder-zoo/core')).Dataset({
    name: 'data',
    values: Float32Array.from({ length: 64 * ${size} }, (_, i) => ((i * i) % 97) / 97),
    shape: [${size}] as const,
    labels: Int32Array.from({ length: 64 }, (_, i) => i % 10),
  })`;

/** What stands at hand in examples, if they do not make it themselves. */
const atHand: Readonly<Record<string, string>> = {
  model: `(await import('@autoencoder-zoo/variants/variational')).variational({
    input: [784],
    hidden: [16],
    latentDim: 4,
  })`,
  train: datasetOf(784),
  test: datasetOf(784),
  data: datasetOf(784),
  rows: datasetOf(9),
  f: `(async (x: Float64Array) => ({ value: x[0] ** 2 + x[1] ** 2, gradient: x.map((v) => 2 * v) }))`,
  start: 'Float64Array.of(3, 4)',
  w: "tf.variable(tf.ones<import('@tensorflow/tfjs-core').Rank.R2>([3, 3]))",
};

/**
 * The module that exports a name; a recipe comes before an operation of the engine of that name.
 */
const exporters = new Map<string, string>([
  ['layers', '@tensorflow/tfjs-layers'],
  ['sequential', '@tensorflow/tfjs-layers'],
]);
for (const [name, exported] of Object.entries({ measures, engine, core })) {
  for (const each of Object.keys(exported)) exporters.set(each, `@autoencoder-zoo/${name}`);
}
for (const [name, file] of sources()) {
  if (!/variants\/|datasets\/|core\/(progress|worker)/.test(name)) continue;
  for (const [, exported] of readFileSync(file, 'utf8').matchAll(
    /^export (?:const|(?:async )?function\*?) (\w+)/gm,
  )) {
    exporters.set(exported, name);
  }
}
exporters.set('runInWorker', '@autoencoder-zoo/core/worker');
exporters.set('serveRuns', '@autoencoder-zoo/core/worker');

/** Code with the imports and declarations that it leaves to its reader. */
function completed(code: string): string {
  const uses = (name: string) => new RegExp(`(?<![.\\w'"])${name}\\b(?!:|['"])`).test(code);
  const makes = (name: string) =>
    new RegExp(`(?:const|function|import) (?:\\{[^}]*)?\\b${name}\\b`).test(code);
  const calls = (name: string) => new RegExp(`(?<!\\.)\\b${name}\\(`).test(code);
  const given = Object.entries(atHand)
    .filter(([name]) => uses(name) && !makes(name) && !calls(name))
    .map(([name, value]) => `const ${name} = ${value};`);
  const imports = [...exporters]
    .filter(([name]) => uses(name) && !makes(name) && !(name in atHand && !calls(name)))
    .map(([name, module]) => `import { ${name} } from '${module}';`);
  const types = uses('TrainEvent')
    ? ["import type { TrainEvent } from '@autoencoder-zoo/core';"]
    : [];
  return [
    "import * as tf from '@tensorflow/tfjs-core';",
    "import { z } from 'zod';",
    ...imports,
    ...types,
    ...given,
    code,
    'export {};',
  ].join('\n');
}

/** The examples in the comments of a file. */
function examplesOf(path: string): Page[] {
  const text = readFileSync(root + path, 'utf8');
  const comments = [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].map(([comment]) => comment);
  return comments
    .flatMap((comment) => [...comment.matchAll(/```ts\n([\s\S]*?)```/g)])
    .map(([, lines], i) => ({
      path: `${path.replace(/\.ts$/, '')}.example${i}`,
      code: completed(lines.replace(/^ *\* ?/gm, '')),
      output: [],
    }));
}

const files = readdirSync(`${root}packages`)
  .flatMap((name) =>
    readdirSync(`${root}packages/${name}/src`, { recursive: true, encoding: 'utf8' }).map(
      (file) => `packages/${name}/src/${file}`,
    ),
  )
  .filter((path) => path.endsWith('.ts') && !/\.(test|cases|as|wasm)\.ts$/.test(path));

test('the examples in comments compile', () => {
  const examples = files.flatMap(examplesOf);
  expect(examples.length).toBeGreaterThan(25);
  expect(typeErrors(examples)).toEqual([]);
});

// Those of a page and its worker run in a browser, as `browser.test.ts` has it.
const runnable = files.filter((path) => !path.includes('/core/src/worker/')).flatMap(examplesOf);

test.each(runnable)('the example $path runs', async (example) => {
  await runPage(example);
});
