// Imported before a program: kills the process at its n-th change of files below a folder, where
// each write counts twice, before it and in the middle of it. With a log it only tells the points.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

type Operation = (...args: unknown[]) => unknown;
type Operations = Record<string, Operation>;

const watched = process.env['ATTACK_WATCH']!;
const killAt = Number(process.env['ATTACK_KILL_AT'] ?? 0);
const log = process.env['ATTACK_KILL_LOG'];
const appendToLog = fs.appendFileSync;
let points = 0;

/** Ends the process here if this is the point. */
function point(what: string): void {
  points++;
  if (log !== undefined) appendToLog(log, `${what}\n`);
  if (points === killAt) process.kill(process.pid, 'SIGKILL');
}

const changing = [
  ...['mkdir', 'rename', 'rm', 'rmdir', 'unlink', 'writeFile', 'appendFile', 'link', 'symlink'],
  ...['copyFile', 'cp', 'truncate', 'utimes', 'open'],
];
const ofHandles = ['write', 'writev', 'writeFile', 'appendFile', 'truncate', 'sync', 'close'];

const pathsOf = (args: readonly unknown[]) =>
  args.filter((arg) => typeof arg === 'string' && arg.startsWith(watched)) as string[];

/** What an operation does, or nothing if it changes nothing that is watched. */
function describe(name: string, args: readonly unknown[]): string | undefined {
  const paths = pathsOf(args.slice(0, 2));
  const reads = name.startsWith('open') && /^r$|^undefined$/.test(String(args[1]));
  if (paths.length === 0 || reads || args[1] === 0) return undefined;
  return `${name} ${paths.map((path) => path.slice(watched.length + 1) || '.').join(' to ')}`;
}

/** Does an operation after its points: one before it and, where it writes, one in the middle. */
async function pass(operation: Operation, args: unknown[], what: string): Promise<unknown> {
  point(what);
  const place = args.findIndex((arg) => ArrayBuffer.isView(arg) && arg.byteLength > 1);
  if (place >= 0) {
    const { buffer, byteOffset, byteLength } = args[place] as Uint8Array;
    const half = new Uint8Array(buffer, byteOffset, byteLength >> 1);
    if (points + 1 === killAt) await operation(...args.with(place, half));
    point(`half of ${what}`);
  }
  return operation(...args);
}

/** Lets what a handle does be points, too. */
function watchHandle(handle: Operations, path: string): void {
  for (const name of ofHandles) {
    const original = handle[name].bind(handle);
    handle[name] = (...args) => pass(original, args, `${name} of ${path}`);
  }
}

if (isMainThread) {
  const promises = fs.promises as unknown as Operations;
  const sync = fs as unknown as Operations;
  for (const name of changing) {
    const original = promises[name];
    promises[name] = async (...args) => {
      const what = describe(name, args);
      if (what === undefined) return original(...args);
      const result = await pass(original, args, what);
      if (name === 'open') watchHandle(result as Operations, what.slice(5));
      return result;
    };
    const originalSync = sync[`${name}Sync`];
    sync[`${name}Sync`] = (...args) => {
      const what = describe(`${name}Sync`, args);
      if (what !== undefined) point(what);
      return originalSync(...args);
    };
  }
  syncBuiltinESMExports();
}
