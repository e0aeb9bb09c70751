import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the project, with a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Where code is to run: packages have other files for browsers than for Node, and some for Node
 * alone, which bundlers do not follow.
 */
export type Platform = 'browser' | 'bundle for Node' | 'node';

/** The conditions of packages that each platform goes by, the first one that is there. */
const conditions = {
  browser: ['browser', 'default'],
  'bundle for Node': ['node', 'default'],
  node: ['node-addons', 'node', 'default'],
} as const;

type Targets = Readonly<Record<string, Readonly<Record<string, string>> | string>>;

interface Manifest {
  readonly name: string;
  readonly workspaces: readonly string[];
  readonly exports: Targets;
  readonly imports?: Targets;
}

/**
 * Every import that the packages offer, such as `@autoencoder-zoo/core/progress`, or keep to
 * themselves, such as `#files`, with the source file behind it.
 */
export function sources(platform: Platform = 'node'): ReadonlyMap<string, string> {
  const { workspaces } = manifestOf(root);
  return new Map(
    workspaces.flatMap((folder) => {
      const { name, exports, imports = {} } = manifestOf(`${root}${folder}/`);
      const offered = Object.entries(exports).map(
        ([subpath, target]) => [name + subpath.slice(1), target] as const,
      );
      return [...offered, ...Object.entries(imports)].flatMap(([specifier, target]) => {
        if (typeof target === 'string') return [];
        const built = target[conditions[platform].find((name) => name in target)!];
        const source = existsSync(`${root}${folder}/src`) ? 'src/' : '';
        const file = built.replace('./dist/', source).replace(/\.js$/, '.ts');
        return matching(`${root}${folder}/`, specifier, file);
      });
    }),
  );
}

/** What a subpath stands for: itself, or whatever fits in the place of its star. */
function matching(folder: string, specifier: string, file: string): (readonly [string, string])[] {
  const [before, after] = file.split('*') as [string, string?];
  if (after === undefined) return [[specifier, folder + file]];
  return readdirSync(folder + before)
    .filter((name) => !/\.(test|cases)\.ts$/.test(name))
    .map((name) => (after.includes('/') ? name : name.replace(/\.ts$/, '')))
    .filter((name) => existsSync(folder + before + name + after))
    .map((name) => [specifier.replace('*', name), folder + before + name + after]);
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) as Manifest;
}
