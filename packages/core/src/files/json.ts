/**
 * Parses JSON in UTF-8.
 *
 * @param name - Name of the file for messages.
 * @throws Error which names the file, if the bytes are no UTF-8 or no JSON.
 */
export function decodeJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Error(`${name} is no valid JSON: ${cause instanceof Error ? cause.message : ''}`, {
      cause,
    });
  }
}
