import { UsageError } from './errors.js';

/** Options as given by `--set` to a recipe or by `--read` to the reader of a file, by name. */
export type Settings = Readonly<Record<string, unknown>>;

/**
 * What adds one `key=value` of a flag to those before it; a later one of the same name wins. The
 * value is JSON, a bare word or one of `, ; | .` stands for a string.
 *
 * It throws a UsageError if there is no key or no value, or the value is broken JSON.
 *
 * @param flag - Such as `--set`, for messages.
 * @param examples - What may come, for messages.
 */
export function settingOf(flag: string, examples: string) {
  return (text: string, settings: Settings = {}): Settings => {
    const match = /^([^=]+)=(.+)$/s.exec(text);
    if (!match) {
      throw new UsageError(`${flag} ${text}: expected key=value, such as ${examples}`);
    }
    const [, key, value] = match;
    return { ...settings, [key.trim()]: parseValue(flag, key, value.trim()) };
  };
}

function parseValue(flag: string, key: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (/^([\p{L}_][\p{L}\d_@-]*|[,;|.])$/u.test(text)) return text;
    throw new UsageError(
      `${flag} ${key}=${text}: the value is neither JSON (20, [400], true, {"kind":"minMax"}) nor a bare word; in a shell, put it in single quotes`,
    );
  }
}
