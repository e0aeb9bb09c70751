// Compiles every AssemblyScript module `x.as.ts` to `x.wasm.ts`, which exports its bytes as base64:
// one string works in Node, in browsers and under every bundler without a file to serve.
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const root = new URL('../packages', import.meta.url).pathname;
const entries = await readdir(root, { recursive: true });
const sources = entries.filter((name) => name.endsWith('.as.ts') && !name.includes('node_modules'));

for (const name of sources) {
  const source = join(root, name);
  const target = source.replace(/\.as\.ts$/, '.wasm.ts');
  if (await isNewer(target, source)) continue;
  await compile(source, target);
}

async function isNewer(target, source) {
  const built = await stat(target).catch(() => undefined);
  return built !== undefined && built.mtimeMs > (await stat(source)).mtimeMs;
}

async function compile(source, target) {
  let bytes;
  const text = await readFile(source, 'utf8');
  const { error, stderr } = await asc.main(
    [
      'module.ts',
      ...['--outFile', 'module.wasm', '--runtime', 'stub', '--enable', 'simd', '--importMemory'],
      ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--initialMemory', '0'],
    ],
    {
      readFile: (file) => (file === 'module.ts' ? text : null),
      writeFile: (file, contents) => {
        if (file === 'module.wasm') bytes = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${source}: ${error.message}\n${stderr.toString()}`);
  const base64 = Buffer.from(bytes).toString('base64');
  await writeFile(
    target,
    `/** ${bytes.length} bytes of WebAssembly, as base64. */\nexport default '${base64}';\n`,
  );
}
