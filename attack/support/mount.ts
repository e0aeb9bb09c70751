import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** A small file system in memory. */
export interface Mounted {
  readonly path: string;
  /** Changes its size or what it allows, such as `size=1m` and `ro`. */
  readonly remount: (options: string) => void;
  readonly unmount: () => void;
}

/** Mounts a file system at a new folder; nothing where that is not allowed. */
export function mount(path: string, options: string): Mounted | undefined {
  mkdirSync(path, { recursive: true });
  const call = (command: string, ...args: string[]) =>
    execFileSync(command, [...args], { stdio: 'pipe' });
  try {
    call('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', path);
  } catch {
    return undefined;
  }
  return {
    path,
    remount: (changed) => void call('mount', '-o', `remount,${changed}`, path),
    unmount: () => void call('umount', path),
  };
}

/** Why there is no full disk and the like to be had. */
export const noMount = 'mounting a small file system needs Linux and the rights of root';

/**
 * Does something with a file system of its own.
 *
 * @returns What that gives; nothing where mounting is not allowed.
 */
export async function withMount<Value>(
  path: string,
  options: string,
  use: (mounted: Mounted) => Promise<Value>,
): Promise<Value | undefined> {
  const mounted = mount(path, options);
  if (!mounted) return undefined;
  try {
    return await use(mounted);
  } finally {
    mounted.unmount();
  }
}
