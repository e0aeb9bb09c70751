import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { init, parse } from 'es-module-lexer';
import { dependenciesOf, isOwn, nameIn, packageOf, type Package } from './packages.js';

/** What a module computes with. */
export interface Program {
  /**
   * SHA-256 of each file that it reaches through imports and
   * `new URL('...', import.meta.url)`, data included, by package and path. It has the
   * files of the zoo, and those that stand in no `node_modules`.
   */
  readonly files: Readonly<Record<string, string>>;
  /** Versions of all other packages that these depend on, in turn. */
  readonly packages: Readonly<Record<string, string>>;
}

/**
 * Finds what a module computes with, from what is on disk.
 *
 * @param module - Its address, as `import.meta.url` gives it.
 * @param besides - Folders whose files count for nothing.
 * @throws Error if a file cannot be read for its imports.
 */
export async function programOf(module: string, besides: readonly string[] = []): Promise<Program> {
  await init;
  const files: Record<string, string> = {};
  const owners = new Map<string, Package>();
  const seen = new Set<string>();
  const open = [realpathSync(fileURLToPath(module))];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path) || besides.some((folder) => path.startsWith(folder + sep))) continue;
    seen.add(path);
    const owner = packageOf(path);
    if (!isOwn(owner)) continue;
    const contents = readFileSync(path);
    files[nameIn(owner, path)] = createHash('sha256').update(contents).digest('hex');
    const named = isScript.test(path) ? namedIn(contents.toString(), path) : [];
    // Workers are found through the names of a package's own, not through an import.
    const own = owners.has(owner.folder) ? [] : Object.keys(owner.manifest.imports ?? {});
    owners.set(owner.folder, owner);
    open.push(...[...named, ...own].flatMap((name) => resolve(name, path) ?? []));
  }
  return { files: sorted(files), packages: sorted(versionsFor([...owners.values()])) };
}

const isScript = /\.[cm]?[jt]s$/;

/** What a script imports, and the files beside it that it reads. */
function namedIn(text: string, path: string): string[] {
  try {
    const [imports] = parse(text);
    return imports.flatMap(({ n: name, d: kind, ss: start }) =>
      kind === META ? (besideUrl.exec(text.slice(0, start))?.[1] ?? []) : (name ?? []),
    );
  } catch (cause) {
    throw new Error(`${path} cannot be read for its imports; is it built to JavaScript?`, {
      cause,
    });
  }
}

/** `import.meta` among imports. */
const META = -2;
const besideUrl = /new URL\(\s*['"`]([^'"`]+)['"`],\s*$/;

/** The file of a name in a script, if there is one: Node's own modules have none. */
function resolve(name: string, from: string): string | undefined {
  if (isBuiltin(name)) return undefined;
  if (name.startsWith('.')) {
    const path = fileURLToPath(new URL(name, pathToFileURL(from)));
    // Sources name what they are built to.
    return [path, path.replace(/js$/, 'ts')].find(isFile);
  }
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function versionsFor(owners: readonly Package[]): Record<string, string> {
  const versions: Record<string, Set<string>> = {};
  const seen = new Set<string>();
  const open = [...owners];
  for (let from = open.pop(); from; from = open.pop()) {
    if (seen.has(from.folder)) continue;
    seen.add(from.folder);
    const { name = '', version = '' } = from.manifest;
    if (!isOwn(from)) (versions[name] ??= new Set()).add(version);
    open.push(...dependenciesOf(from));
  }
  return Object.fromEntries(
    Object.entries(versions).map(([name, found]) => [name, [...found].sort().join(' and ')]),
  );
}

function sorted(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
