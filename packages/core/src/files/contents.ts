/** What a file can be written from; text is written as UTF-8. */
export type FileContents = Uint8Array | string;

/** The bytes of a file to be. */
export function bytesOf(contents: FileContents): Uint8Array {
  return typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;
}
