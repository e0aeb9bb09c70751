import { bytesOf, type FileContents } from '../contents.js';

// The origin private file system: files that a browser keeps for one web site, out of
// the user's sight.

/**
 * Writes a file which is replaced as a whole: what is written becomes the file when it is complete.
 *
 * @throws Error which names the file and the reason, such as a full quota.
 */
export async function writeFileAtomically(
  path: string | URL,
  contents: FileContents,
): Promise<void> {
  try {
    const file = await open(path, true);
    const stream = await file.createWritable();
    try {
      await stream.write(bytesOf(contents) as Uint8Array<ArrayBuffer>);
    } catch (error) {
      await stream.abort();
      throw error;
    }
    await stream.close();
  } catch (cause) {
    throw failure(`could not write ${String(path)}`, cause);
  }
}

/**
 * Reads a whole file.
 *
 * @throws Error which names the file if it is missing.
 */
export async function readWholeFile(path: string | URL): Promise<Uint8Array> {
  try {
    const file = await (await open(path, false)).getFile();
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw failure(`could not read ${String(path)}`, cause);
  }
}

/** Whether there is such a file. */
export async function fileExists(path: string | URL): Promise<boolean> {
  try {
    await open(path, false);
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return false;
    throw failure(`could not look for ${String(path)}`, error);
  }
}

async function open(path: string | URL, create: boolean): Promise<FileSystemFileHandle> {
  if (typeof path !== 'string')
    throw new TypeError('a browser keeps files under paths, not addresses');
  const folders = path.split('/').filter((part) => part !== '' && part !== '.');
  const name = folders.pop();
  if (name === undefined) throw new Error('this is no path of a file');
  let folder = await navigator.storage.getDirectory();
  for (const part of folders) folder = await folder.getDirectoryHandle(part, { create });
  return folder.getFileHandle(name, { create });
}

function failure(what: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`${what} in the browser's file system: ${reason}`, { cause });
}
