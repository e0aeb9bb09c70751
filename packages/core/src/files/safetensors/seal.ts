import { digestOf } from '../digest.js';
import { encodeSafetensors } from './encode.js';
import { LENGTH_BYTES, METADATA, type SafeTensor } from './safeTensor.js';

/** The entry of the metadata that holds the digest; it comes first, so that its place is known. */
export const sealKey = 'sha256';
const empty = '0'.repeat(64);
const place = LENGTH_BYTES + `{"${METADATA}":{"${sealKey}":"`.length;

/**
 * As {@link encodeSafetensors}, with the SHA-256 of the whole file in its metadata, taken while
 * there are zeros in its place. {@link checkSeal} notices by it that any byte was changed.
 */
export async function encodeSealed(
  tensors: ReadonlyMap<string, SafeTensor>,
  metadata: Readonly<Record<string, string>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = encodeSafetensors(tensors, { [sealKey]: empty, ...metadata });
  const digest = await digestOf(bytes);
  if (digest !== undefined) bytes.set(new TextEncoder().encode(digest), place);
  return bytes;
}

/**
 * Compares a file that {@link encodeSealed} wrote with its digest.
 *
 * @param bytes - The file; zeros are put where its digest is.
 * @throws Error if it has no digest, or another one than it should have.
 */
export async function checkSeal(
  bytes: Uint8Array,
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  if (!Object.hasOwn(metadata, sealKey)) throw new Error(`its metadata has no "${sealKey}"`);
  bytes.fill(empty.charCodeAt(0), place, place + empty.length);
  const digest = await digestOf(bytes);
  if (digest === undefined || digest === metadata[sealKey]) return;
  throw new Error('its bytes are not those that were written: their SHA-256 is another one');
}
