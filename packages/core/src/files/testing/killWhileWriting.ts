import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/**
 * Runs a program which may import `./node.js` (the file functions) in a process of
 * its own, and kills it with SIGKILL some milliseconds after its first output.
 */
export async function killWhileWriting(
  program: string,
  folder: string,
  milliseconds: number,
): Promise<void> {
  const build = compiledFiles(folder);
  writeFileSync(join(build, 'main.js'), program);
  const child = spawn(process.execPath, [join(build, 'main.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  await Promise.race([once(child.stdout, 'data'), ended]);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill('SIGKILL');
  const [code, signal] = await ended;
  if (signal !== 'SIGKILL') throw new Error(`the program ended by itself with code ${code}`);
}

/**
 * A folder in a folder with `node.js`, the file functions as JavaScript: Node before
 * version 22 cannot run TypeScript.
 */
export function compiledFiles(folder: string): string {
  const build = join(folder, 'program');
  if (!existsSync(build)) compileTo(build);
  return build;
}

function compileTo(build: string): void {
  const sources = fileURLToPath(new URL('..', import.meta.url));
  mkdirSync(join(build, 'node'), { recursive: true });
  writeFileSync(join(build, 'package.json'), '{ "type": "module" }');
  const names = [
    'node.ts',
    'contents.ts',
    'inUse.ts',
    'fetchBytes.ts',
    ...readdirSync(join(sources, 'node')).map((name) => `node/${name}`),
  ];
  for (const name of names.filter((name) => !name.endsWith('.test.ts'))) {
    const { outputText } = ts.transpileModule(readFileSync(join(sources, name), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(join(build, name.replace(/ts$/, 'js')), outputText);
  }
}
