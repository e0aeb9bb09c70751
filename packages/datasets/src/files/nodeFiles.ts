import { DataFileError } from '../readers/dataFileError.js';
import { decompress, type SizeLimit } from '../readers/decompress.js';

/** A file's contents, unpacked, and its place for messages. */
export interface LocalFile {
  readonly bytes: Uint8Array;
  readonly path: string;
}

/**
 * Everything that touches the file system, for Node only.
 *
 * Node's modules are asked for when they are needed instead of imported, so that the package can be
 * bundled for browsers, where readers, arrays, bundled and generated sets work.
 */
function node<
  Name extends 'node:fs/promises' | 'node:module' | 'node:os' | 'node:path' | 'node:url',
>(name: Name) {
  if (typeof process === 'undefined' || !('getBuiltinModule' in process)) {
    throw new Error(
      'Files can only be opened in Node (20.16 or newer). In a browser, fetch the bytes and hand them to a reader such as readIdx.',
    );
  }
  return process.getBuiltinModule(name);
}

/** The last part of a path, for names and messages. */
export function fileName(path: string | URL): string {
  return node('node:path').basename(toPath(path));
}

/**
 * Reads a whole file.
 *
 * @throws DataFileError if there is none.
 */
export async function readBytes(path: string | URL): Promise<Uint8Array> {
  const bytes = await readIfPresent(toPath(path));
  if (bytes) return bytes;
  throw new DataFileError(toPath(path), 'a file', 'none at that path');
}

/**
 * Reads a file of a folder, or its twin that ends in `.gz`, unpacked.
 *
 * @returns The bytes and where they came from; `undefined` if there is neither.
 */
export async function readFromFolder(
  folder: string | URL,
  name: string,
  limit?: SizeLimit,
): Promise<LocalFile | undefined> {
  for (const ending of ['', '.gz']) {
    const path = node('node:path').join(toPath(folder), name + ending);
    const bytes = await readIfPresent(path);
    if (bytes) return { bytes: await decompress(bytes, path, limit), path };
  }
  return undefined;
}

/**
 * Where downloads are kept: `AUTOENCODER_ZOO_CACHE`, else `autoencoder-zoo` in `XDG_CACHE_HOME`,
 * else `~/.cache/autoencoder-zoo`.
 */
export function cacheFolder(...parts: string[]): string {
  const path = node('node:path');
  const { AUTOENCODER_ZOO_CACHE: own, XDG_CACHE_HOME: xdg } = process.env;
  const caches = () => xdg || path.join(node('node:os').homedir(), '.cache');
  return path.join(own || path.join(caches(), 'autoencoder-zoo'), ...parts);
}

/** A folder in an npm package that may be installed beside this one or in the working directory. */
export function packageFolder(name: string, folder: string): string | undefined {
  const { createRequire } = node('node:module');
  const path = node('node:path');
  for (const from of [import.meta.url, path.join(process.cwd(), 'package.json')]) {
    try {
      return path.join(path.dirname(createRequire(from).resolve(`${name}/package.json`)), folder);
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}

function toPath(path: string | URL): string {
  return typeof path === 'string' ? path : node('node:url').fileURLToPath(path);
}

/** Node reads no larger file at once. */
const LARGEST_FILE = 2 ** 31 - 1;

async function readIfPresent(path: string): Promise<Uint8Array | undefined> {
  const { readFile, stat } = node('node:fs/promises');
  try {
    const status = await stat(path);
    if (!status.isFile()) {
      throw new DataFileError(path, 'a file', status.isDirectory() ? 'a folder' : 'a device');
    }
    if (status.size > LARGEST_FILE) {
      throw new DataFileError(
        path,
        `a file of at most ${LARGEST_FILE} bytes (2 GiB)`,
        `${status.size} bytes; split it, compress it (.gz), or store smaller types (.npy of uint8 or float32)`,
      );
    }
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof DataFileError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    if (/ENOENT|ENOTDIR/.test(code)) return undefined;
    throw new DataFileError(path, 'a file that can be read', code, { cause });
  }
}

/** Whether a path is a symbolic link to nothing. */
export async function isDanglingLink(path: string): Promise<boolean> {
  const { lstat, stat } = node('node:fs/promises');
  const link = await lstat(path).catch(() => undefined);
  return link?.isSymbolicLink() === true && !(await stat(path).catch(() => undefined));
}

/**
 * A package that is not imported, lest bundlers for browsers follow it; `undefined` if not there.
 */
export function requirePackage(name: string): unknown {
  try {
    return node('node:module').createRequire(import.meta.url)(name);
  } catch {
    return undefined;
  }
}
