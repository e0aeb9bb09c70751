import { UsageError } from './errors.js';

/** Options of a recipe as given by `--set`, by name. */
export type Settings = Readonly<Record<string, unknown>>;

/**
 * Adds one `--set key=value` to those before it; a later one of the same name wins. The value is
 * JSON, a bare word stands for a string.
 *
 * @throws UsageError if there is no key or no value, or the value is broken JSON.
 */
export function addSetting(text: string, settings: Settings = {}): Settings {
  const match = /^([^=]+)=(.+)$/s.exec(text);
  if (!match) {
    throw new UsageError(
      `--set ${text}: expected key=value, such as latentDim=20, hidden=[400] or noise=gaussian`,
    );
  }
  const [, key, value] = match;
  return { ...settings, [key.trim()]: parseValue(key, value.trim()) };
}

function parseValue(key: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (/^[\p{L}_][\p{L}\d_@-]*$/u.test(text)) return text;
    throw new UsageError(
      `--set ${key}=${text}: the value is neither JSON (20, [400], true, {"kind":"minMax"}) nor a bare word; in a shell, put it in single quotes`,
    );
  }
}
