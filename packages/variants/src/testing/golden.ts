import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  gumbel,
  normal,
  uniform,
  type Column,
  type Fill,
  type PartKind,
  type PartSpec,
} from '@autoencoder-zoo/core';

/** A recipe trained by PyTorch for a few steps. */
export interface GoldenCase {
  readonly recipe: string;
  readonly options: { readonly input: readonly number[] } & Readonly<Record<string, unknown>>;
  /** Parts in the place of the recipe's own, by kind. Default: none. */
  readonly parts?: Readonly<Partial<Record<PartKind, PartSpec>>>;
  readonly learningRate: number;
  readonly batch: number;
  /** Valid steps of each sequence. */
  readonly lengths?: readonly number[];
  /** Values at each step of the weights that follow a schedule. */
  readonly weightsOfTerms?: Readonly<Record<string, readonly number[]>>;
  /** Names of all weights; the first one starts as half of wave 1, the second as half of wave 2. */
  readonly weights: readonly string[];
  /** Names of state that starts as it does without. Default none. */
  readonly states?: readonly string[];
  /** Terms of each step, before its update. */
  readonly terms: readonly Readonly<Record<string, number>>[];
  /** How large what a term is a difference of is, where the term itself comes near 0. */
  readonly scales?: Readonly<Record<string, number>>;
  /** The first values of each weight after the last step. */
  readonly final: Readonly<Record<string, readonly number[]>>;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** What `golden.py` wrote beside parts and recipes, by name. */
export const goldenCases: Readonly<Record<string, GoldenCase>> = Object.fromEntries(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.golden.json'))
    .toSorted()
    .flatMap((file) => Object.entries(JSON.parse(readFileSync(root + file, 'utf8')) as object)),
);

/** Fills an array with numbers in [-1, 1] without a pattern; `phase` tells arrays apart. */
export function wave(phase: number, target: Float32Array): Float32Array {
  return target.map((_, i) => Math.sin(1.3 * phase + 0.7 * (i * i)));
}

/** The first values of a weight; `index` is its place in {@link GoldenCase.weights}. */
export function firstWeights(index: number, size: number): Float32Array {
  return wave(index + 1, new Float32Array(size)).map((value) => value / 2);
}

/** The samples of a step, in [0, 1]. */
export function goldenSamples(step: number, size: number): Float32Array {
  return wave(2000 + step, new Float32Array(size)).map((value) => (value + 1) / 2);
}

/** What stands for the draws of a distribution at a step. */
export function goldenNoise(fill: Fill, step: number, size: number): Float32Array {
  const values = wave(1000 + step, new Float32Array(size));
  if (fill === normal || fill === gumbel) return values;
  return values.map((value) => (fill === uniform ? (value + 1) / 2 : Number(value > -0.4)));
}

/** The values of a column at a step: one class after the other, or ones and zeros. */
export function goldenColumn({ classes }: Column, step: number, size: number): Float32Array {
  const target = new Float32Array(size);
  if (classes === undefined) return wave(3000 + step, target).map((value) => Number(value > -0.4));
  for (let row = 0; row * classes < size; row++)
    target[row * classes + ((row + step) % classes)] = 1;
  return target;
}
