import { bytesOf, type FileContents } from '../files/contents.js';
import { digestOf } from '../files/digest.js';
import { fetchFromFolder } from '../files/fetched.js';
import { decodeJson } from '../files/json.js';
import { quoted } from '../files/quoted.js';
import { modelFile, weightsFile } from './spec.js';

/**
 * Where a saved model is: a folder, the address of one on the network, or its files by name. In a
 * browser a folder is an address, too.
 */
export type SavedModel = string | URL | Readonly<Record<string, FileContents>>;

/** What of a saved model is read, of one save. */
export interface SavedFiles {
  /** Where it is, for messages. */
  readonly name: string;
  /** What `model.json` says, as it came. */
  readonly spec: unknown;
  /** `weights.safetensors`. */
  readonly weights: Uint8Array;
}

/**
 * Reads the files of one save: `model.json` says which weights belong to it, and while both are
 * replaced they are read again. In models of releases before that, it must stay the same while the
 * weights are read.
 *
 * @throws Error naming the file if it is missing, or is not the one that was saved.
 */
export async function readSaved(from: SavedModel): Promise<SavedFiles> {
  const { name, read, attempts, retry } = readerOf(from);
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const model = await read(modelFile);
    const json = decodeJson(model, `${name}/${modelFile}`);
    const weights = await read(weightsFile);
    const { sha256, ...spec } = Object(json) as Record<string, unknown>;
    const expected = (Object(sha256) as Record<string, unknown>)[weightsFile];
    if (sha256 !== undefined && typeof expected !== 'string') {
      throw new Error(
        `${name}/${modelFile}: field "sha256" must have the digest of ${weightsFile}, but is ${quoted(sha256)}`,
      );
    }
    const found = await digestOf(weights);
    const belongs =
      expected === undefined
        ? sameBytes(model, await read(modelFile))
        : found === undefined || found === expected;
    if (belongs) return { name, spec: sha256 === undefined ? json : spec, weights };
    await new Promise((resolve) => setTimeout(resolve, 2 ** attempt));
    retry?.();
  }
  throw new Error(
    `${name}: ${weightsFile} is not the file that was saved with ${modelFile}: it was changed, damaged, or taken from elsewhere; copy both files anew, or, if the weights are what you want, remove "sha256" from ${modelFile}`,
  );
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
    read: async (file) => (await import('#files')).readFromFolder(name, file),
    attempts: 9,
  };
}

function fileOf(files: Readonly<Record<string, FileContents>>, file: string): FileContents {
  if (Object.hasOwn(files, file)) return files[file];
  const names = Object.keys(files).join(', ') || 'none';
  throw new Error(`could not load the given files: ${file} is not among them; they are: ${names}`);
}
