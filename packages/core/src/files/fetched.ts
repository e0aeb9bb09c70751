import { AnswerError, fetchBytes, type FetchOptions } from './fetchBytes.js';

/**
 * Fetches a file of a folder on the network.
 *
 * @param folder - An address; relative ones count from the page or worker.
 * @throws Error which names the address and the server's answer, or that the file is
 * too large or comes too slowly.
 */
export async function fetchFromFolder(
  folder: string,
  name: string,
  options: FetchOptions = {},
): Promise<Uint8Array> {
  const base = typeof location === 'undefined' ? undefined : location.href;
  const url = new URL(name, new URL(folder.replace(/\/?$/, '/'), base));
  try {
    return await fetchBytes(url.href, options);
  } catch (cause) {
    throw new Error(`could not fetch ${url.href}: ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof AnswerError) return `the server answers: ${cause.message}`;
  return cause instanceof TypeError
    ? 'the server cannot be reached, or does not allow this page to'
    : String(cause instanceof Error ? cause.message : cause);
}
