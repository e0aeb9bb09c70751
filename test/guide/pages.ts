import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the project. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A page of the documentation and its TypeScript code. */
export interface Page {
  /** Path from the project's folder, such as `docs/guide/training.md`. */
  readonly path: string;
  /**
   * The blocks marked `ts` one after the other, at the lines where they stand; all else is blank.
   */
  readonly code: string;
  /** Lines of the blocks marked `text output`: all that the code prints, if the page shows it. */
  readonly output: readonly string[];
}

/** All pages with TypeScript code. */
export function pages(): Page[] {
  const folders = ['docs/guide', 'docs/tutorial'];
  const documents = folders.flatMap((folder) =>
    readdirSync(root + folder).map((name) => `${folder}/${name}`),
  );
  const packages = readdirSync(`${root}packages`).map((name) => `packages/${name}/README.md`);
  return ['README.md', 'CONTRIBUTING.md', 'docs/features.md', ...packages, ...documents]
    .filter((path) => path.endsWith('.md'))
    .map((path) => {
      const lines = readFileSync(root + path, 'utf8').split('\n');
      // A page is one module: later blocks use what earlier ones declare.
      const code = blocks(lines, 'ts')
        .map((line) => line ?? '')
        .join('\n');
      const output = blocks(lines, 'text output').filter((line) => line !== undefined);
      return { path, code, output };
    })
    .filter(({ code }) => code.trim() !== '');
}

/** The lines within blocks of a kind; `undefined` in the place of all others. */
function blocks(lines: readonly string[], kind: string): (string | undefined)[] {
  let fence: string | undefined;
  return lines.map((line) => {
    const mark = /^```([\w ]*)$/.exec(line);
    if (!mark) return fence === kind ? line : undefined;
    fence = fence === undefined ? mark[1].trim() : undefined;
    return undefined;
  });
}
