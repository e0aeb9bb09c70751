import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** What a manifest says that matters here. */
interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly imports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** An installed package, or one of a repository. */
export interface Package {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The package that a file belongs to; without a manifest above it, the file's folder counts. */
export function packageOf(path: string): Package {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const manifest = manifestIn(folder);
    // Folders of built files may have a manifest that says only their type.
    if (manifest?.name !== undefined) return { folder, manifest };
    if (dirname(folder) === folder) return { folder: dirname(path), manifest: {} };
  }
}

/** Whether files of a package can change under the same version, or belong to the zoo. */
export function isOwn({ folder, manifest }: Package): boolean {
  return (
    manifest.name?.startsWith('@autoencoder-zoo/') === true ||
    !folder.split(sep).includes('node_modules')
  );
}

/** Name of a file that does not depend on where its package is. */
export function nameIn({ folder, manifest }: Package, path: string): string {
  const place = relative(folder, path).split(sep).join('/');
  return manifest.name === undefined ? place : `${manifest.name}/${place}`;
}

/** The packages that a package depends on, as far as they are installed. */
export function dependenciesOf({ folder, manifest }: Package): Package[] {
  const { dependencies, optionalDependencies, peerDependencies } = manifest;
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  return names.flatMap((name) => installed(name, folder) ?? []);
}

function installed(name: string, from: string): Package | undefined {
  for (let above = from; ; above = dirname(above)) {
    const folder = join(above, 'node_modules', name);
    const manifest = manifestIn(folder);
    if (manifest) return { folder: realpathSync(folder), manifest };
    if (dirname(above) === above) return undefined;
  }
}

function manifestIn(folder: string): Manifest | undefined {
  const path = join(folder, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : undefined;
}
