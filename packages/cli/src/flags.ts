import { shellWord } from './text.js';

const ofReader = (name: string, value: string) => `--read ${shellWord(`${name}=${value}`)}`;
const ofVariant = (name: string, value: string) => `--set ${shellWord(`${name}=${value}`)}`;
const own = (flag: string) => (_: string, value: string) => `${flag} ${shellWord(value)}`;

/** How the command line gives options that messages of the packages speak of. */
const flags: Readonly<Record<string, (name: string, value: string) => string>> = {
  header: ofReader,
  delimiter: ofReader,
  decimal: ofReader,
  encoding: ofReader,
  label: ofReader,
  labels: ofReader,
  labelNames: ofReader,
  columns: ofReader,
  steps: ofReader,
  maximumBytes: ofReader,
  scaling: ofVariant,
  batchSize: own('--batch-size'),
  learningRate: own('--learning-rate'),
  seed: own('--seed'),
  engine: own('--engine'),
};

/**
 * A message of the packages in words of the command line: `pass --read decimal=,` for
 * `pass decimal: ','`, and `--read shape must be` for `the option shape must be`.
 */
export function asFlags(message: string): string {
  return message
    .replace(
      /\b(\w+): ('[^'\n]+'|true|false|[\d.e-]*\d|\.\.\.|\[[^\]\n]*\]|model\.columns)/g,
      (code, name: string, value: string) => {
        if (!Object.hasOwn(flags, name)) return code;
        return flags[name](name, value === 'model.columns' ? '[...]' : value.replaceAll("'", ''));
      },
    )
    .replace(/\bthe option (\w+|--engine)\b/g, (_, name: string) =>
      name.startsWith('--') ? name : `--read ${name}`,
    );
}
