const longest = 80;

/**
 * Text or JSON from a file as it stands in a message: in quotes, of one line, without control
 * characters, and cut where it is long.
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

/** Text without control characters: each as its escape, such as `\u001b`. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is escaped
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
