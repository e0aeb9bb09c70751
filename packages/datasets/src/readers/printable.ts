/** Longest piece of a file that a message shows. */
const LONGEST_QUOTE = 60;

/**
 * Text of a file or a caller as a message may show it: control characters (which a terminal would
 * obey), invisible ones and broken ones become escapes such as `\x1b`.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0)!.toString(16);
    return code.length > 2 ? `\\u{${code}}` : `\\x${code.padStart(2, '0')}`;
  });
}

/** The same, shortened and in quotation marks. */
export function quote(text: string): string {
  const short = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}...` : text;
  return `"${printable(short)}"`;
}

/** Names one after the other, the first ten of them. */
export function quoteAll(names: readonly string[]): string {
  const shown = names.slice(0, 10).map(quote).join(', ');
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
