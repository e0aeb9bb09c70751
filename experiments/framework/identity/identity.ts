import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, type Environment } from '../environment.js';
import { programOf, type Program } from './program.js';

/** All that numbers follow from, but the seed. */
export interface Identity extends Program {
  /** As JSON holds them. */
  readonly settings: unknown;
  readonly environment: Environment;
}

/** What draws and writes pages takes no part in numbers; it is done anew each time. */
const showing = [
  fileURLToPath(new URL('../documents', import.meta.url)),
  dirname(createRequire(import.meta.url).resolve('@autoencoder-zoo/pictures')),
];

/** What a module computes with for settings, on this machine, from what is on disk. */
export async function identityOf(module: string, settings: unknown): Promise<Identity> {
  return {
    settings: JSON.parse(JSON.stringify(settings ?? null)) as unknown,
    environment: environment(),
    ...(await programOf(module, showing)),
  };
}

/** A short word for all of it: 12 hexadecimal digits. */
export function keyOf(identity: Identity): string {
  const { settings, environment, files, packages } = identity;
  const text = JSON.stringify({ settings, environment, files, packages });
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** In words, what is not as it was. */
export function changesSince(before: Identity, now: Identity): string[] {
  const parts = ['settings', 'environment', 'packages'] as const;
  return [
    ...differences(before.files, now.files).map(({ name, was, is }) => {
      if (was === undefined) return `${name} is new`;
      return `${name} ${is === undefined ? 'is gone' : 'changed'}`;
    }),
    ...parts.flatMap((part) =>
      differences(leaves(before[part]), leaves(now[part])).map(
        ({ name, was = 'absent', is = 'absent' }) => `${part}: ${name} was ${was} and is ${is}`,
      ),
    ),
  ];
}

function differences(before: Leaves, now: Leaves) {
  return Object.keys({ ...before, ...now })
    .filter((name) => before[name] !== now[name])
    .map((name) => ({ name, was: before[name], is: now[name] }));
}

type Leaves = Readonly<Record<string, string | undefined>>;

/** What is nested in a value, by path. */
function leaves(value: unknown, path = ''): Leaves {
  if (typeof value !== 'object' || value === null) return { [path]: JSON.stringify(value) };
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) =>
    leaves(item, path === '' ? key : `${path}.${key}`),
  );
  return Object.assign({}, ...entries) as Leaves;
}
