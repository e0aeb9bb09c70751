import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import { expect, it } from 'vitest';
import { bundle } from './support/bundle.js';
import { Program } from './support/program.js';
import { root } from './support/sources.js';
import { temporaryFolder } from './support/temporaryFolder.js';

/** What a module needs for the requires of the CommonJS packages in it. */
const js = `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`;

it('a bundle that only uses a saved model is small, and needs ONNX Runtime alone', async () => {
  const outfile = `${root}node_modules/.cache/bundles/use.mjs`;
  const { outputFiles, metafile } = await bundle({
    entryPoints: [`${root}test/programs/use.ts`],
    platform: 'node',
    external: ['onnxruntime-node'],
    minify: true,
    outfile,
  });
  const [{ contents }] = outputFiles;
  expect(contents.length).toBeLessThan(200_000);
  expect(Object.keys(metafile.inputs).join('\n')).not.toMatch(/tensorflow|zod\//);
  await mkdir(dirname(outfile), { recursive: true });
  await writeFile(outfile, contents);
  const folder = temporaryFolder();
  const model = underComplete({ input: [3], hidden: [4], latentDim: 2 });
  await model.save(folder);
  const argument = JSON.stringify({ folder, rows: [[0, 1, 0.5]] });
  const { stdout } = await promisify(execFile)(process.execPath, [outfile, argument]);
  const { codes } = JSON.parse(stdout) as { codes: number[] };
  (await model.encode([[0, 1, 0.5]])).forEach((value, i) => expect(codes[i]).toBeCloseTo(value, 6));
});

it.each([
  { format: 'esm', ending: 'mjs', banner: js },
  { format: 'cjs', ending: 'cjs', banner: '' },
] as const)('a bundle for Node in the format $format does the same', async (kind) => {
  const { format, ending, banner } = kind;
  const folder = `${root}node_modules/.cache/bundles`;
  const outfile = `${folder}/bundled.${ending}`;
  const { outputFiles } = await bundle({
    entryPoints: [`${root}test/programs/bundled.ts`],
    platform: 'node',
    external: ['onnxruntime-node'],
    format,
    banner: { js: banner },
    outfile,
  });
  await mkdir(folder, { recursive: true });
  await writeFile(outfile, outputFiles[0].contents);
  const argument = JSON.stringify({ folder: temporaryFolder() });
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [outfile, argument]);
  const program = await Program.load('bundled');
  expect(JSON.parse(stdout)).toEqual(await program.result({ folder: temporaryFolder() }));
  expect(stderr).not.toContain('TensorFlow.js');
});
