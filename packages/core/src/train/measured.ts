import { z } from 'zod';

/** Numbers that JSON does not have; it makes `null` of them. */
const others = ['NaN', 'Infinity', '-Infinity'] as const;

/** Checks a number which may be none or infinite, as {@link keepNumbers} has written it. */
export const measured = z.union([
  z.number(),
  z.enum(others).transform(Number),
  z.null().transform(() => NaN),
]);

/** For `JSON.stringify`: writes numbers that JSON does not have by their names. */
export function keepNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
