import type { AutoencoderOptions, Shape } from '@autoencoder-zoo/core';
import { axes, kinds, type Kind } from './axes.js';

/** A choice on each axis, by name. */
export type Combination = Readonly<Record<Kind, string>>;

/** How many combinations there are. */
export const count = kinds.reduce((product, kind) => product * Object.keys(axes[kind]).length, 1);

/** The combination of a number from 0 to {@link count} - 1. */
export function combinationOf(index: number): Combination {
  let rest = index;
  const choice = (kind: Kind): string => {
    const names = Object.keys(axes[kind]);
    const name = names[rest % names.length];
    rest = Math.floor(rest / names.length);
    return name;
  };
  return Object.fromEntries(kinds.map((kind) => [kind, choice(kind)])) as Combination;
}

/** Numbers of combinations, all of them once, in an order without pattern. */
export function shuffled(seed: number): (place: number) => number {
  // A step that shares no factor with the count goes through all before it comes back.
  let step = Math.floor(count * 0.6180339887) + seed;
  while (commonDivisor(step, count) > 1) step++;
  return (place) => (seed + place * step) % count;
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/** The parts of a combination. */
export function partsOf(
  combination: Combination,
): Omit<AutoencoderOptions<readonly [number, number], Shape>, 'input'> {
  const chosen = kinds.map((kind) => [kind, axes[kind][combination[kind]]()] as const);
  return Object.fromEntries(chosen.filter(([, part]) => part !== undefined)) as never;
}
