import { bytesOf, type FileContents } from '../files/contents.js';
import { digestOf } from '../files/digest.js';
import { fetchFromFolder } from '../files/fetched.js';
import { decodeJson } from '../files/json.js';
import { quoted } from '../files/quoted.js';
import { modelFile } from './format.js';

/**
 * Where a saved model is: a folder, the address of one on the network, or its files by name. In a
 * browser a folder is an address, too.
 */
export type SavedModel = string | URL | Readonly<Record<string, FileContents>>;

/** What of a saved model is read, of one save. */
export interface SavedFiles {
  /** Where it is, for messages. */
  readonly name: string;
  /** The spec that `model.json` holds, as it came. */
  readonly spec: unknown;
  /** What `model.json` says of the graphs beside it, as it came. */
  readonly graphs: unknown;
  /** The files that were asked for, by name. */
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/**
 * Reads files of one save: `model.json` says by their digests which ones belong to it, and while
 * they are replaced all are read again. In models of releases before that, it must stay the same
 * while the others are read.
 *
 * @param namesIn - The files beside `model.json` that are wanted, by what it holds and where it is.
 * @throws Error naming the file if it is missing, or is not the one that was saved.
 */
export async function readSaved(
  from: SavedModel,
  namesIn: (held: Readonly<Record<string, unknown>>, name: string) => readonly string[],
): Promise<SavedFiles> {
  const { name, read, attempts, retry } = readerOf(from);
  let other = '';
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const model = await read(modelFile);
    const json = decodeJson(model, `${name}/${modelFile}`);
    const { sha256, graphs, ...spec } = Object(json) as Record<string, unknown>;
    const names = namesIn({ ...spec, graphs }, name);
    const files: Record<string, Uint8Array> = {};
    for (const file of names) files[file] = await read(file);
    const wrong = await firstOther(files, sha256, name);
    if (wrong === undefined && (sha256 !== undefined || sameBytes(model, await read(modelFile)))) {
      const beside = sha256 !== undefined || graphs !== undefined;
      return { name, spec: beside ? spec : json, graphs, files };
    }
    other = wrong ?? names[0];
    await new Promise((resolve) => setTimeout(resolve, 2 ** attempt));
    retry?.();
  }
  throw new Error(
    `${name}: ${other} is not the file that was saved with ${modelFile}: it was changed, damaged, or taken from elsewhere; copy both files anew, or, if it is what you want, remove "sha256" from ${modelFile}`,
  );
}

/** The first file of another digest than `model.json` says, where it says some. */
async function firstOther(
  files: Readonly<Record<string, Uint8Array>>,
  sha256: unknown,
  name: string,
): Promise<string | undefined> {
  if (sha256 === undefined) return undefined;
  for (const [file, bytes] of Object.entries(files)) {
    const expected = (Object(sha256) as Record<string, unknown>)[file];
    if (typeof expected !== 'string') {
      throw new Error(
        `${name}/${modelFile}: field "sha256" must have the digest of ${file}, but is ${quoted(sha256)}`,
      );
    }
    const found = await digestOf(bytes);
    if (found !== undefined && found !== expected) return file;
  }
  return undefined;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

interface Reader {
  /** For messages. */
  readonly name: string;
  readonly read: (file: string) => Promise<Uint8Array>;
  /** How often files that do not belong together are read: somebody may be saving. */
  readonly attempts: number;
  /** Called before they are read again. */
  readonly retry?: () => void;
}

function readerOf(from: SavedModel): Reader {
  if (typeof from !== 'string' && !(from instanceof URL)) {
    // eslint-disable-next-line @typescript-eslint/require-await -- errors become rejections
    const read = async (file: string) => bytesOf(fileOf(from, file));
    return { name: 'the given files', read, attempts: 1 };
  }
  const name = String(from).replace(/\/$/, '');
  if (/^https?:\/\//.test(name)) {
    let cache: RequestCache = 'default';
    const read = (file: string) => fetchFromFolder(name, file, { cache });
    return { name, read, attempts: 3, retry: () => (cache = 'reload') };
  }
  return {
    name,
    read: async (file) => (await import('#read-folder')).readFromFolder(name, file),
    attempts: 9,
  };
}

function fileOf(files: Readonly<Record<string, FileContents>>, file: string): FileContents {
  if (Object.hasOwn(files, file)) return files[file];
  const names = Object.keys(files).join(', ') || 'none';
  throw new Error(`could not load the given files: ${file} is not among them; they are: ${names}`);
}
