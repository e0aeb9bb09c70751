import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/**
 * Runs a program which may import `./node.js` (the file functions) in a process of its own, and kills
 * it with SIGKILL some milliseconds after its first output.
 */
export async function killWhileWriting(
  program: string,
  folder: string,
  milliseconds: number,
): Promise<void> {
  const build = join(folder, 'program');
  if (!existsSync(build)) compileTo(build);
  writeFileSync(join(build, 'main.js'), program);
  const child = spawn(process.execPath, [join(build, 'main.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill('SIGKILL');
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`the program ended by itself with code ${code}`);
}

/** Node before version 22 cannot run TypeScript, so the sources are stripped of their types. */
function compileTo(build: string): void {
  const sources = fileURLToPath(new URL('..', import.meta.url));
  mkdirSync(join(build, 'node'), { recursive: true });
  writeFileSync(join(build, 'package.json'), '{ "type": "module" }');
  const names = [
    'node.ts',
    'contents.ts',
    ...readdirSync(join(sources, 'node')).map((name) => `node/${name}`),
  ];
  for (const name of names.filter((name) => !name.endsWith('.test.ts'))) {
    const { outputText } = ts.transpileModule(readFileSync(join(sources, name), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(join(build, name.replace(/ts$/, 'js')), outputText);
  }
}
