/**
 * Instantiates a WebAssembly module which `build:wasm` has put into a string.
 *
 * @param base64 - The module's bytes.
 * @param memory - The memory that it works on.
 * @returns Its functions; all take and give numbers.
 */
export async function instantiate(
  base64: string,
  memory: WebAssembly.Memory,
): Promise<Readonly<Record<string, (...values: readonly number[]) => number>>> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  return instance.exports as Record<string, (...values: readonly number[]) => number>;
}
