import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the project, with a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

interface Manifest {
  readonly name: string;
  readonly workspaces: readonly string[];
  readonly exports: Readonly<Record<string, { readonly default: string } | string>>;
}

/**
 * Every import that the packages offer, such as `@autoencoder-zoo/core/files/node`, with the source
 * file behind it.
 */
export function sources(): ReadonlyMap<string, string> {
  const { workspaces } = manifestOf(root);
  return new Map(
    workspaces.flatMap((folder) => {
      const { name, exports } = manifestOf(`${root}${folder}/`);
      return Object.entries(exports).flatMap(([subpath, target]) => {
        if (typeof target === 'string') return [];
        const file = target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts');
        return [[name + subpath.slice(1), `${root}${folder}/${file}`] as const];
      });
    }),
  );
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) as Manifest;
}
