const longest = 80;

/**
 * Text or JSON from a file as it stands in a message: in quotes, of one line, {@link printable},
 * and cut where it is long.
 */
export function quoted(value: unknown): string {
  const short = typeof value === 'string' ? value.slice(0, longest + 1) : value;
  // A function, for example, is no JSON.
  const json = JSON.stringify(short, writable) as string | undefined;
  const text = json ?? (value === undefined ? 'nothing' : typeof value);
  const safe = printable(text);
  return safe.length > longest ? `${safe.slice(0, longest)}...` : safe;
}

/** JSON has no whole numbers of any size; here they are written as in code. */
const writable = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value);

/**
 * Text of a file or a caller as a message may show it: control characters (which a terminal would
 * obey), invisible ones and broken ones become escapes such as `\u001b`.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0)!.toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
  });
}
