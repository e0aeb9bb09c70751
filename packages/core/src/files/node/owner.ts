import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { codeOf } from './failure.js';

/** Who made a file, as its name tells. */
export interface Owner {
  readonly process: number;
  /** Where the number of the process means something; see {@link machine}. */
  readonly machine: string;
}

/**
 * A part of a file's name that no other file has, and from which {@link ownerOf}
 * knows this process.
 */
export function newTag(): string {
  return `${process.pid}-${machine()}-${randomBytes(6).toString('hex')}`;
}

/** Who made a file with this tag in its name; `undefined` if it is no tag. */
export function ownerOf(tag: string): Owner | undefined {
  const found = /^(\d{1,10})-([0-9a-f]{8})-[0-9a-f]{12}$/.exec(tag);
  return found ? { process: Number(found[1]), machine: found[2] } : undefined;
}

/** Whether the process of an owner runs; `'unknown'` if it is of another machine. */
export function stateOf(owner: Owner): 'running' | 'gone' | 'unknown' {
  if (owner.machine !== machine()) return 'unknown';
  try {
    process.kill(owner.process, 0);
    return 'running';
  } catch (error) {
    return codeOf(error) === 'ESRCH' ? 'gone' : 'running';
  }
}

let known: string | undefined;

/**
 * Names the machine since it was switched on, and the container, since those count processes by
 * themselves.
 */
function machine(): string {
  known ??= createHash('sha256')
    .update(hostname())
    .update(readOr('', () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')))
    .update(readOr('', () => readlinkSync('/proc/self/ns/pid')))
    .digest('hex')
    .slice(0, 8);
  return known;
}

/** Only Linux has these files. */
function readOr(otherwise: string, read: () => string): string {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
