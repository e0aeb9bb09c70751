import { printable } from '@autoencoder-zoo/core';
import type { FetchLimits } from '@autoencoder-zoo/core/files/node';
import { decompress, type SizeLimit } from '../readers/decompress.js';
import { DataFileError } from '../readers/dataFileError.js';
import { cacheFolder, isDanglingLink, readFromFolder, type LocalFile } from './nodeFiles.js';
import { openConnection, type Connection } from './proxy.js';

/** A file that can be had from several places. */
export interface RemoteFile {
  /** Name of the unpacked file. */
  readonly name: string;
  /** Addresses to try, in order. */
  readonly mirrors: readonly string[];
  /** SHA-256 of the unpacked file, in hexadecimal. */
  readonly sha256?: string | undefined;
  /** Bytes that it has at most, packed as well as unpacked. Default 2 GiB. */
  readonly maximumBytes?: number | undefined;
  /** Takes the file out of what was downloaded. Default: gzip is unpacked. */
  readonly unpack?:
    | ((bytes: Uint8Array, name: string, limit: Required<SizeLimit>) => Promise<Uint8Array>)
    | undefined;
  /** Refuses wrong contents by an exception, where no checksum is known. */
  readonly check?: ((bytes: Uint8Array) => Promise<void>) | undefined;
  /** What the user can do without a network, besides placing the file in the cache. */
  readonly hint?: string | undefined;
}

/** How far a download is. */
export interface DownloadProgress {
  /** Name of the file. */
  readonly file: string;
  /** Where it comes from. */
  readonly url: string;
  /** Bytes that have arrived. */
  readonly received: number;
  /** Bytes in all, if the server told. */
  readonly total: number | undefined;
}

/** How to download. */
export interface DownloadOptions extends FetchLimits {
  /** Called for each piece that arrives. */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Stops the download. */
  readonly signal?: AbortSignal | undefined;
  /** Rounds over the mirrors after passing faults such as a broken connection. Default 3. */
  readonly rounds?: number | undefined;
  /** Milliseconds to wait before the second round, doubled for each further one. Default 500. */
  readonly delay?: number | undefined;
}

/** No mirror gave the file; the message lists what each answered and what to do. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
}

/** A mirror's file that will be the same next time: wrong contents. */
class FinalFault extends Error {}

/**
 * Downloads a file, unpacks it and checks it. Proxies are taken from the environment: `HTTP_PROXY`,
 * `HTTPS_PROXY` and `NO_PROXY`.
 *
 * @throws DownloadError if no mirror gives the right file.
 */
export async function download(
  file: RemoteFile,
  options: DownloadOptions = {},
): Promise<Uint8Array> {
  const connection = openConnection();
  try {
    return await fromMirrors(file, options, connection.fetch);
  } finally {
    await connection.close();
  }
}

async function fromMirrors(
  file: RemoteFile,
  options: DownloadOptions,
  fetch: Connection['fetch'],
): Promise<Uint8Array> {
  const { rounds = 3, delay = 500, onProgress, ...limits } = options;
  const maximumBytes = Math.min(file.maximumBytes ?? 2 ** 31, options.maximumBytes ?? 2 ** 31);
  const { AnswerError, fetchBytes } = await import('@autoencoder-zoo/core/files/node');
  const faults = new Map<string, string>();
  let mirrors = file.mirrors;
  for (let round = 0; round < rounds && mirrors.length > 0; round++) {
    if (round > 0) await sleep(delay * 2 ** (round - 1));
    const passing: string[] = [];
    for (const url of mirrors) {
      try {
        const packed = await fetchBytes(url, {
          ...limits,
          maximumBytes,
          fetch,
          onPiece: (received, total) => onProgress?.({ file: file.name, url, received, total }),
        });
        return await unpacked(file, packed, maximumBytes);
      } catch (error) {
        options.signal?.throwIfAborted();
        faults.set(url, printable(reasonOf(error)));
        const isFinal = error instanceof AnswerError ? !error.passing : error instanceof FinalFault;
        if (!isFinal) passing.push(url);
      }
    }
    mirrors = passing;
  }
  const answers = Array.from(faults, ([url, fault]) => `  ${url}: ${fault}`);
  throw new DownloadError(`${file.name} could not be downloaded:\n${answers.join('\n')}`);
}

/**
 * Gives a file from the cache, else downloads it and keeps it there (unpacked).
 *
 * A file that was placed in the cache by hand, also as `.gz`, is taken as well. What
 * the cache has is checked like a download.
 *
 * @param folder - Folder in the cache, for example `'mnist'`.
 * @throws DownloadError which says how to provide the file by hand.
 * @throws DataFileError if the file in the cache is not the right one.
 */
export async function cached(
  folder: string,
  file: RemoteFile,
  options: DownloadOptions = {},
): Promise<LocalFile> {
  const place = cacheFolder(folder);
  const kept = await readFromFolder(place, file.name, file);
  if (kept) {
    const fault = await faultOf(file, kept.bytes);
    if (fault === undefined) return kept;
    const remedy = 'delete it, and it is downloaded again';
    throw new DataFileError(
      kept.path,
      `the file ${file.name}`,
      `another one (${fault}); ${remedy}`,
    );
  }
  const path = `${place}/${file.name}`;
  if (await isDanglingLink(path)) {
    throw new DataFileError(path, 'a file, or nothing', 'a link to a file that is not there');
  }
  let bytes: Uint8Array;
  try {
    bytes = await download(file, options);
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    const advice = `To provide it by hand, place ${file.name} (or ${file.name}.gz) in ${place}`;
    throw new DownloadError(`${error.message}\n${advice}${file.hint ? `, or ${file.hint}` : ''}.`);
  }
  await keep(path, bytes);
  return { bytes, path };
}

async function keep(path: string, bytes: Uint8Array): Promise<void> {
  const { writeFileAtomically } = await import('@autoencoder-zoo/core/files/node');
  try {
    await writeFileAtomically(path, bytes);
  } catch (cause) {
    throw new Error(
      `${reasonOf(cause)}. Set AUTOENCODER_ZOO_CACHE to a folder in which downloads can be kept.`,
      { cause },
    );
  }
}

async function unpacked(
  file: RemoteFile,
  received: Uint8Array,
  maximumBytes: number,
): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await (file.unpack ?? decompress)(received, file.name, { maximumBytes });
  } catch (cause) {
    throw new FinalFault(reasonOf(cause), { cause });
  }
  const fault = await faultOf(file, bytes);
  if (fault === undefined) return bytes;
  throw new FinalFault(fault);
}

/** What is wrong with the contents of a file; `undefined` if nothing is known to be. */
async function faultOf(file: RemoteFile, bytes: Uint8Array): Promise<string | undefined> {
  if (file.sha256 !== undefined) {
    const sum = await sha256(bytes);
    if (sum !== file.sha256) return `SHA-256 is ${sum} instead of ${file.sha256}`;
  }
  try {
    await file.check?.(bytes);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** SHA-256 in hexadecimal. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const sum = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** `fetch` throws a `TypeError` ("fetch failed") and hides the reason in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  let inner = error;
  while (error instanceof TypeError && inner.cause instanceof Error) inner = inner.cause;
  return inner.message || inner.name;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
