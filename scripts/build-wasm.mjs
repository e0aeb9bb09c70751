// Compiles every AssemblyScript module `x.as.ts` to `x.wasm.ts`, which exports its bytes as base64:
// one string works in Node, in browsers and under every bundler without a file to serve.
// `x.part.as.ts` is what modules of its folder import.
import { readFileSync } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import asc from 'assemblyscript/asc';

const root = new URL('../packages', import.meta.url).pathname;
const entries = await readdir(root, { recursive: true });
const sources = entries
  .filter((name) => name.endsWith('.as.ts') && !name.includes('node_modules'))
  .map((name) => join(root, name));
const isPart = (source) => source.endsWith('.part.as.ts');
const parts = sources.filter(isPart);

for (const source of sources) {
  if (isPart(source)) continue;
  const target = source.replace(/\.as\.ts$/, '.wasm.ts');
  if (await isNewer(target, [source, ...parts])) continue;
  await compile(source, target);
}

async function isNewer(target, sources) {
  const built = await stat(target).catch(() => undefined);
  const changes = await Promise.all(sources.map(async (source) => (await stat(source)).mtimeMs));
  return built !== undefined && changes.every((changed) => built.mtimeMs > changed);
}

async function compile(source, target) {
  let bytes;
  const { error, stderr } = await asc.main(
    [
      basename(source),
      ...['--outFile', 'module.wasm', '--runtime', 'stub', '--enable', 'simd', '--importMemory'],
      ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--initialMemory', '0'],
    ],
    {
      readFile: (file) => read(join(dirname(source), file)),
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

/** The compiler asks for files until it finds one. */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
