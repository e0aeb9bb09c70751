import { execFile } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import ts from 'typescript';
import { root, type Page } from './pages.js';

const execute = promisify(execFile);

/**
 * Runs the code of a page on the built packages, in a folder of its own which holds the files of
 * `test/guide/files`.
 *
 * @returns The lines that it printed.
 * @throws Error with what it printed, if it fails.
 */
export async function runPage({ path, code }: Page): Promise<string[]> {
  // Inside the project, so that the packages are found.
  const folder = `${root}node_modules/.cache/guide/${path.replaceAll('/', '-')}`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(`${root}test/guide/files`, folder, { recursive: true });
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  await writeFile(`${folder}/page.mjs`, outputText);
  const { stdout } = await execute(process.execPath, ['page.mjs'], { cwd: folder });
  return stdout.trimEnd().split('\n');
}
