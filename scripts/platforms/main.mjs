// Trains models on several versions of Node, on Bun and on Deno, and compares their
// numbers bit for bit.
//
//   npm run test:platforms
//
// npm has all of them; they are kept in the folder for temporary files.
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { nodeBinary } from '../runtimes.mjs';

const execute = promisify(execFile);
const program = fileURLToPath(new URL('program.mjs', import.meta.url));

const folder = join(tmpdir(), 'other-runtimes');
await mkdir(folder, { recursive: true });
const quiet = ['--no-save', '--no-audit', '--no-fund'];
await execute('npm', ['install', ...quiet, '--prefix', folder, 'bun@1', 'deno@2']);
const installed = (name) => join(folder, 'node_modules', '.bin', name);

const platforms = [
  ...['20', '22', '24'].map((major) => ['Node', async () => [await nodeBinary(major), []]]),
  ['Bun', () => [installed('bun'), ['run']]],
  ['Deno', () => [installed('deno'), ['run', '--allow-all', '--no-prompt']]],
];

let expected;
let failed = false;
for (const [name, find] of platforms) {
  const [binary, options] = await find();
  const { stdout: version } = await execute(binary, ['--version']);
  const label = `${name} ${version.split('\n')[0].replace(/^\D*/, '').split(' ')[0]}`;
  const { stdout, stderr } = await execute(binary, [...options, program]);
  const digests = stdout.trim().split('\n').at(-1);
  expected ??= digests;
  const slow = stderr.includes('TensorFlow.js, which is many times slower');
  failed ||= slow || digests !== expected;
  const verdict = slow ? 'did not run on ONNX Runtime' : digests === expected ? 'same' : 'OTHER';
  console.log(`${label.padEnd(16)} ${verdict.padEnd(6)} ${digests}`);
}
process.exitCode = failed ? 1 : 0;
