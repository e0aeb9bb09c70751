import { printable, quoted } from './quoted.js';

/** Levels of lists and objects within one another that are read; deeper ones exhaust the stack. */
const levels = 100;

/**
 * Parses JSON in UTF-8. What other readers could take in another way is refused.
 *
 * @param name - Name of the file for messages.
 * @throws Error which names the file, if the bytes are no UTF-8 or no JSON, if a name
 * stands twice in an object, if an inner one has the name `__proto__`, which schemas
 * pass over, or if lists and objects are nested more than 100 levels deep.
 */
export function decodeJson(bytes: Uint8Array, name: string): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${name} is no valid JSON: it is no text in UTF-8`, { cause });
  }
  return parseJson(text, name);
}

/** {@link decodeJson} of text. */
export function parseJson(text: string, name: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const problem = cause instanceof Error ? printable(cause.message) : '';
    throw new Error(`${name} is no valid JSON: ${problem}`, { cause });
  }
  const problem = problemOf(text);
  if (problem === undefined) return value;
  throw new Error(`${name} is no valid JSON: ${problem}`);
}

const [quote, backslash, colon] = ['"', '\\', ':'].map((character) => character.charCodeAt(0));
const [openList, closeList, openObject, closeObject] = Array.from('[]{}', (character) =>
  character.charCodeAt(0),
);

/** What `JSON.parse` lets pass. */
function problemOf(json: string): string | undefined {
  // The names of each object that is open; lists have none.
  const open: (Set<string> | undefined)[] = [];
  for (let i = 0; i < json.length; i++) {
    const character = json.charCodeAt(i);
    if (character === openObject || character === openList) {
      const depth = open.push(character === openObject ? new Set() : undefined);
      if (depth > levels) return `it is nested more than ${levels} levels deep`;
    } else if (character === closeObject || character === closeList) {
      open.pop();
    } else if (character === quote) {
      const end = endOfString(json, i);
      const names = open.at(-1);
      if (names && isName(json, end)) {
        const name = JSON.parse(json.slice(i, end)) as string;
        if (names.has(name)) return `${quoted(name)} stands twice in one object`;
        // Outermost, where tensors may have any name, the readers see it themselves.
        if (name === '__proto__' && open.length > 1) return 'it has the name "__proto__"';
        names.add(name);
      }
      i = end - 1;
    }
  }
  return undefined;
}

/** The place after the closing quote. */
function endOfString(json: string, start: number): number {
  for (let i = start + 1; ; i++) {
    const character = json.charCodeAt(i);
    if (character === quote) return i + 1;
    if (character === backslash) i++;
  }
}

/** Whether a colon follows, after white space. */
function isName(json: string, end: number): boolean {
  let next = end;
  while (json.charCodeAt(next) <= 32) next++;
  return json.charCodeAt(next) === colon;
}
