// Packs every package, lints the tarballs, installs them into an empty project and uses them there
// as strangers would: every import, and every recipe trained, used, saved and loaded, with the same
// bits on each runtime.
//
//   node scripts/pack-check.mjs [major version of Node, bun or deno ...]    default: 20 22 24
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { findRuntime } from './runtimes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const runtimes = process.argv.length > 2 ? process.argv.slice(2) : ['20', '22', '24'];
const execute = promisify(execFile);
const run = (program, args, cwd = root) =>
  execute(program, args, {
    cwd,
    maxBuffer: 2 ** 26,
    // What npm tells its scripts about this project must not reach the other one.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  }).catch((error) => {
    throw new Error(`${program} ${args.join(' ')}\n${error.stdout}${error.stderr}`);
  });

const folder = await mkdtemp(join(tmpdir(), 'pack-check-'));
try {
  const packed = await pack();
  for (const { name, files } of packed) checkFiles(name, files);
  await Promise.all(packed.map(({ tarball }) => lint(tarball)));
  const project = await install(packed);
  let expected;
  for (const name of runtimes) expected = (await use(project, name, expected)) ?? expected;
} finally {
  await rm(folder, { recursive: true });
}

async function pack() {
  const args = ['pack', '--workspaces', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await run('npm', args);
  return Object.values(JSON.parse(stdout)).map(({ name, filename, files }) => ({
    name,
    tarball: join(folder, filename),
    files: files.map(({ path }) => path),
  }));
}

/** A tarball holds what was built from the present sources, its papers, and nothing else. */
function checkFiles(name, files) {
  const folder = ['packages', '.'].map((room) => join(root, room, name.split('/')[1]));
  const source = folder.find((candidate) => existsSync(candidate));
  const sources = existsSync(join(source, 'src')) ? join(source, 'src') : source;
  const wrong = files.filter((file) => {
    if (['package.json', 'README.md', 'LICENSE'].includes(file)) return false;
    if (file.startsWith('dist/')) {
      const origin = file.replace('dist/', '').replace(/(\.d\.ts|\.js|\.js\.map)$/, '.ts');
      return /\.test\.|\/testing\//.test(file) || !existsSync(join(sources, origin));
    }
    return !/^(bin|data)\//.test(file);
  });
  const missing = [
    'package.json',
    'README.md',
    'LICENSE',
    'dist/index.js',
    'dist/index.d.ts',
  ].filter((file) => !files.includes(file));
  if (wrong.length + missing.length > 0) {
    throw new Error(
      `${name}: not to be packed: ${wrong.join(', ') || 'none'}; missing: ${missing.join(', ') || 'none'} (stale files in dist go with "npm run clean")`,
    );
  }
}

async function lint(tarball) {
  await run('npx', ['--no-install', 'publint', 'run', tarball, '--strict']);
  await run('npx', ['--no-install', 'attw', tarball, '--profile', 'esm-only', '--no-emoji']);
  console.log(`${tarball.slice(folder.length + 1)}: publint and attw agree`);
}

/** An empty project with the tarballs, a program that imports everything, and one that trains. */
async function install(packed) {
  const project = join(folder, 'project');
  await mkdir(project);
  const dependencies = Object.fromEntries(packed.map((p) => [p.name, `file:${p.tarball}`]));
  const manifest = { name: 'stranger', type: 'module', private: true, dependencies };
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--no-audit', '--no-fund'], project);
  const imports = await Promise.all(
    packed.map(async ({ name }) => {
      const path = join(project, 'node_modules', name, 'package.json');
      const { exports } = JSON.parse(await readFile(path, 'utf8'));
      const offered = await Promise.all(
        Object.entries(exports).map(([subpath, { default: file }]) =>
          matching(dirname(path), subpath, file),
        ),
      );
      return offered.flat().map((subpath) => name + subpath.slice(1));
    }),
  );
  await writeFile(join(project, 'import.js'), importing(imports.flat()));
  await build({
    entryPoints: [join(root, 'test/programs/recipes.ts')],
    outfile: join(project, 'recipes.js'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'es2022',
  });
  return project;
}

/** What a subpath stands for: itself, or whatever fits in the place of its star. */
async function matching(folder, subpath, file) {
  const [before, after] = file.split('*');
  if (after === undefined) return [subpath];
  const names = (await readdir(join(folder, before)))
    .map((name) => (after.includes('/') ? name : name.replace(/\.js$/, '')))
    .filter((name) => existsSync(join(folder, before + name + after)));
  return names.map((name) => subpath.replace('*', name));
}

function importing(imports) {
  return `
for (const name of ${JSON.stringify(imports)}) {
  const exported = await import(name);
  if (Object.keys(exported).length === 0) throw new Error(name + ' exports nothing');
}
const { ecg5000 } = await import('@autoencoder-zoo/datasets/ecg5000');
await ecg5000();
const { experimentNames, findExperiment } = await import('@autoencoder-zoo/experiments');
for (const name of experimentNames) await findExperiment(name);
console.log('${imports.length} imports, ' + experimentNames.length + ' experiments');
`;
}

/** What became of the recipes, a line each, which has to be as expected. */
async function use(project, name, expected) {
  const command = await findRuntime(name).catch((error) => {
    console.log(`${name}: SKIPPED, it could not be had (${error.message.split('\n')[0]})`);
  });
  if (command === undefined) return undefined;
  const [binary, ...options] = command;
  const linesOf = async (...program) =>
    (await run(binary, [...options, ...program], project)).stdout.trim().split('\n');
  const [imported] = await linesOf('import.js');
  await linesOf('node_modules/@autoencoder-zoo/cli/bin/aezoo.js', 'list');
  const outcomes = await linesOf('recipes.js');
  const faults = (expected ?? outcomes).flatMap((line, i) => {
    const { name } = JSON.parse(line);
    const { error } = JSON.parse(outcomes[i] ?? '{"error":"no outcome"}');
    if (error !== undefined) return [`${name}: ${error}`];
    return outcomes[i] === line ? [] : [`${name}: other numbers`];
  });
  if (faults.length > 0) throw new Error(`recipes on ${name}:\n${faults.join('\n')}`);
  const version = (await run(binary, ['--version'])).stdout.split('\n')[0];
  console.log(`${name}, ${version}: ${imported}, ${outcomes.length} recipes with the same bits`);
  return outcomes;
}
