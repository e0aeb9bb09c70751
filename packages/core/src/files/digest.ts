/**
 * SHA-256 in hexadecimal; `undefined` in a browser's page that is not secure (`http://` but on this
 * machine), which has no means for it.
 */
export async function digestOf(bytes: Uint8Array): Promise<string | undefined> {
  // Types say that it is there, but browsers keep it from such pages.
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined;
  if (!subtle) return undefined;
  const digest = await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
