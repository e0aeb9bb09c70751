import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something that is killed and has to go on. */
export interface Victim {
  /** What it does, such as `aezoo train`. */
  readonly name: string;
  /** Makes what it starts from, in a folder of its own. Default: nothing. */
  readonly prepare?: (folder: string) => Promise<void> | void;
  /** Words for Node of the first run. */
  readonly start: (folder: string) => readonly string[];
  /** Words for Node of the run that goes on. */
  readonly goOn: (folder: string) => readonly string[];
  /** What a reader has to find after a kill; throws if it is not so. */
  readonly between?: (folder: string) => Promise<void> | void;
  /** All that the work gives. */
  readonly result: (folder: string) => Readonly<Record<string, string>>;
}

/** The files of a folder, each as the hash of its bytes. What begins with a dot is left out. */
export function filesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.startsWith('.'),
  );
  return Object.fromEntries(
    files.map(({ name }) => [name, hashOf(readFileSync(join(folder, name)))]),
  );
}

/** The hash of bytes or of text. */
export function hashOf(contents: Uint8Array | string): string {
  return createHash('sha256').update(contents).digest('hex');
}

/** The names of what differs between two results; nothing if they are the same. */
export function differences(
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].filter((name) => a[name] !== b[name]);
}
