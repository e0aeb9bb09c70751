import { decompress } from '../readers/decompress.js';
import { cacheFolder, readFromFolder, type LocalFile } from './nodeFiles.js';

/** A file that can be had from several places. */
export interface RemoteFile {
  /** Name of the unpacked file. */
  readonly name: string;
  /** Addresses to try, in order. */
  readonly mirrors: readonly string[];
  /** SHA-256 of the unpacked file, in hexadecimal. */
  readonly sha256?: string | undefined;
  /** Takes the file out of what was downloaded. Default: gzip is unpacked. */
  readonly unpack?: ((bytes: Uint8Array, name: string) => Promise<Uint8Array>) | undefined;
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
export interface DownloadOptions {
  /** Called for each piece that arrives. */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Stops the download. */
  readonly signal?: AbortSignal | undefined;
  /** Rounds over the mirrors after passing faults such as a broken connection. Default 3. */
  readonly rounds?: number | undefined;
  /** Milliseconds to wait before the second round, doubled for each further one. Default 500. */
  readonly delay?: number | undefined;
  /** Milliseconds without a byte after which a connection is given up. Default 30 000. */
  readonly patience?: number | undefined;
}

/** No mirror gave the file; the message lists what each answered and what to do. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
}

/** A mirror's answer that will be the same next time: not found, wrong contents. */
class FinalFault extends Error {}

/**
 * Downloads a file, unpacks it and checks it.
 *
 * @throws DownloadError if no mirror gives the right file.
 */
export async function download(
  file: RemoteFile,
  options: DownloadOptions = {},
): Promise<Uint8Array> {
  const { rounds = 3, delay = 500 } = options;
  const faults = new Map<string, string>();
  let mirrors = file.mirrors;
  for (let round = 0; round < rounds && mirrors.length > 0; round++) {
    if (round > 0) await sleep(delay * 2 ** (round - 1));
    const passing: string[] = [];
    for (const url of mirrors) {
      try {
        return await verified(file, await fetchBytes(file.name, url, options));
      } catch (error) {
        options.signal?.throwIfAborted();
        faults.set(url, describe(error));
        if (!(error instanceof FinalFault)) passing.push(url);
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
 * A file that was placed in the cache by hand, also as `.gz`, is taken as well.
 *
 * @param folder Folder in the cache, for example `'mnist'`.
 * @throws DownloadError which says how to provide the file by hand.
 */
export async function cached(
  folder: string,
  file: RemoteFile,
  options: DownloadOptions = {},
): Promise<LocalFile> {
  const place = cacheFolder(folder);
  const kept = await readFromFolder(place, file.name);
  if (kept) return kept;
  let bytes: Uint8Array;
  try {
    bytes = await download(file, options);
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    const advice = `To provide it by hand, place ${file.name} (or ${file.name}.gz) in ${place}`;
    throw new DownloadError(`${error.message}\n${advice}${file.hint ? `, or ${file.hint}` : ''}.`);
  }
  const path = `${place}/${file.name}`;
  await keep(path, bytes);
  return { bytes, path };
}

async function keep(path: string, bytes: Uint8Array): Promise<void> {
  const { writeFileAtomically } = await import('@autoencoder-zoo/core/files/node');
  try {
    await writeFileAtomically(path, bytes);
  } catch (cause) {
    throw new Error(
      `${describe(cause)}. Set AUTOENCODER_ZOO_CACHE to a folder in which downloads can be kept.`,
      { cause },
    );
  }
}

async function fetchBytes(
  file: string,
  url: string,
  { onProgress, signal, patience = 30_000 }: DownloadOptions,
): Promise<Uint8Array> {
  const stalled = new AbortController();
  const giveUp = () => stalled.abort(new Error(`no byte within ${patience / 1000} s`));
  let timer = setTimeout(giveUp, patience);
  try {
    const signals = signal ? [signal, stalled.signal] : [stalled.signal];
    const response = await fetch(url, { signal: AbortSignal.any(signals) });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      const fault = `HTTP ${response.status} ${response.statusText}`;
      throw response.status >= 500 || response.status === 429
        ? new Error(fault)
        : new FinalFault(fault);
    }
    const total = Number(response.headers.get('content-length')) || undefined;
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let received = 0;
    for await (const piece of response.body) {
      clearTimeout(timer);
      timer = setTimeout(giveUp, patience);
      pieces.push(piece);
      received += piece.length;
      onProgress?.({ file, url, received, total });
    }
    return new Uint8Array(await new Blob(pieces).arrayBuffer());
  } finally {
    clearTimeout(timer);
  }
}

async function verified(file: RemoteFile, received: Uint8Array): Promise<Uint8Array> {
  try {
    const bytes = await (file.unpack ?? decompress)(received, file.name);
    if (file.sha256 !== undefined) {
      const sum = await sha256(bytes);
      if (sum !== file.sha256) throw new Error(`SHA-256 is ${sum} instead of ${file.sha256}`);
    }
    await file.check?.(bytes);
    return bytes;
  } catch (cause) {
    throw new FinalFault(describe(cause), { cause });
  }
}

/** SHA-256 in hexadecimal. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const sum = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** `fetch` throws a `TypeError` ("fetch failed") and hides the reason in its cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
  return inner.message || inner.name;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
