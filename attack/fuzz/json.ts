import type { Draw } from '../support/draw.js';
import { times } from './damage.js';
import type { Edit } from './target.js';

/** What JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Stands for a number that JSON can write, but no float can hold. */
const tooLarge = '\u0000too large';

const odd: readonly Json[] = [
  ...[null, -1, 0, 1.5, 3, 1e9, 1e308, -1e308, 2 ** 53, 2 ** 31, 4294967296, 1e-320],
  ...['x', '', '1', 'constructor', '__proto__', 'a'.repeat(1000), tooLarge, true, false],
  ...[[], {}, [1e9], [[]], [null], [-1], { x: 1 }, Array<number>(1000).fill(1)],
];

const names = ['__proto__', 'constructor', 'toString', 'x', 'hasOwnProperty', 'prototype'];

/** One or two damages of a JSON value: left out, added, doubled, exchanged, changed. */
export function damageJson(draw: Draw, start: Json): Edit<Json>[] {
  const paths = pathsOf(start);
  return times(1 + draw.below(2), () => oneOfJson(draw, paths));
}

type Path = readonly string[];

function oneOfJson(draw: Draw, paths: readonly Path[]): Edit<Json> {
  const [path, other] = [draw.pick(paths), draw.pick(paths)];
  const [value, name] = [draw.pick(odd), draw.pick(names)];
  const step = draw.pick([-1, 1, 0.5, 10, 1e6]);
  const key = path.at(-1)!;
  const at = (change: (parent: Record<string, Json>, root: Json) => void): Edit<Json> => {
    return (input) => {
      const root = structuredClone(input);
      const parent = valueAt(root, path.slice(0, -1));
      if (typeof parent === 'object' && parent !== null) {
        change(parent as Record<string, Json>, root);
      }
      return root;
    };
  };
  return draw.pick([
    at((parent) => {
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else Reflect.deleteProperty(parent, key);
    }),
    at((parent) => {
      Object.defineProperty(parent, name, { value, enumerable: true, configurable: true });
    }),
    at((parent) => {
      if (Array.isArray(parent)) parent.push(structuredClone(parent[key as never]));
      else parent[`${key}${key}`] = structuredClone(parent[key]);
    }),
    at((parent, root) => (parent[key] = structuredClone(valueAt(root, other) ?? null))),
    at((parent) => {
      const old = parent[key];
      parent[key] = typeof old === 'number' ? old + step : structuredClone(value);
    }),
    at((parent) => (parent[key] = structuredClone(value))),
  ]);
}

function pathsOf(value: Json, here: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const path = [...here, key];
    return [path, ...pathsOf(item, path)];
  });
}

function valueAt(root: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, Json>)[key]
        : undefined,
    root,
  );
}

/** A JSON value as text. */
export function textOf(value: Json): string {
  return JSON.stringify(value).replaceAll(JSON.stringify(tooLarge), '1e999');
}

/** Whether a value differs from another in finite numbers alone, and whole ones stay whole ones. */
export function differsInNumbersAlone(a: Json | undefined, b: Json | undefined): boolean {
  if (typeof a === 'number' && typeof b === 'number') {
    const plausible = Number.isFinite(b) && Number.isInteger(a) === Number.isInteger(b);
    return plausible && (a < 0 || b >= 0);
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  const [left, right] = [a as Record<string, Json>, b as Record<string, Json>];
  return keys.every((key) => Object.hasOwn(b, key) && differsInNumbersAlone(left[key], right[key]));
}

/** Whether all that a value holds stands in another one, too; `__proto__` is safely passed over. */
export function standsIn(part: Json, whole: Json | undefined): boolean {
  if (typeof part !== 'object' || part === null) return Object.is(part, whole);
  if (typeof whole !== 'object' || whole === null) return false;
  if (Array.isArray(part) && part.length !== (whole as Json[]).length) return false;
  return Object.entries(part).every(([key, item]) => {
    if (key === '__proto__') return true;
    const other = Object.hasOwn(whole, key) ? (whole as Record<string, Json>)[key] : undefined;
    return (item === null && other === undefined) || standsIn(item, other);
  });
}
