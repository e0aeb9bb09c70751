import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { bundle } from './support/bundle.js';
import { Program } from './support/program.js';
import { root } from './support/sources.js';
import { temporaryFolder } from './support/temporaryFolder.js';

/** What a module needs for the requires of the CommonJS packages in it. */
const js = `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`;

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
