import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the project. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A page of the documentation and its TypeScript code. */
export interface Page {
  /** Path from the project's folder, such as `docs/guide/training.md`. */
  readonly path: string;
  /** The blocks marked `ts` one after the other, at the lines where they stand; all else is blank. */
  readonly code: string;
}

/** All pages with TypeScript code. */
export function pages(): Page[] {
  const guide = readdirSync(`${root}docs/guide`).map((name) => `docs/guide/${name}`);
  const packages = readdirSync(`${root}packages`).map((name) => `packages/${name}/README.md`);
  return ['README.md', 'CONTRIBUTING.md', 'docs/features.md', ...packages, ...guide]
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path, code: codeOf(readFileSync(root + path, 'utf8')) }))
    .filter(({ code }) => code.trim() !== '');
}

/** A page is one module: later blocks use what earlier ones declare. */
function codeOf(markdown: string): string {
  let fence: string | undefined;
  const lines = markdown.split('\n').map((line) => {
    const mark = /^```(\w*)\s*$/.exec(line);
    if (!mark) return fence === 'ts' ? line : '';
    fence = fence === undefined ? mark[1] : undefined;
    return '';
  });
  return lines.join('\n');
}
