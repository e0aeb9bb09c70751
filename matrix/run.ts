import { combinationOf, count, shuffled, type Combination } from './combination.js';
import { faces } from './data.js';
import { nameOf } from './nameOf.js';
import { outcomeOf, tolerance, type Outcome } from './outcome.js';

/** A combination and what came of it. */
export interface Tried {
  readonly combination: Combination;
  readonly outcome: Outcome;
}

/** Which combinations are tried. */
export interface Trial {
  /** How many are to train. */
  readonly trained: number;
  readonly seconds: number;
  readonly seed: number;
  /** Text in the name of each. Default: any. */
  readonly only?: string | undefined;
}

/** How many combinations came to what. */
export interface Tally {
  readonly trained: number;
  readonly agreed: number;
  readonly refused: number;
  readonly failed: number;
}

/** Small faces that combinations are trained on. */
const samples = 32;

/**
 * Tries combinations in the order of a seed.
 *
 * @param known - What was tried before, by {@link nameOf}: it is not tried again.
 */
export async function* run(
  { trained, seconds, seed, only }: Trial,
  known: ReadonlyMap<string, Outcome>,
): AsyncGenerator<Tried & { readonly isNew: boolean }> {
  const data = await faces(samples);
  const indexAt = shuffled(seed);
  const end = performance.now() + 1000 * seconds;
  let reached = 0;
  for (let place = 0; place < count && reached < trained; place++) {
    const combination = combinationOf(indexAt(place));
    const name = nameOf(combination);
    if (only !== undefined && !name.includes(only)) continue;
    if (performance.now() > end) return;
    const before = known.get(name);
    const outcome = before ?? (await outcomeOf(combination, data));
    if (outcome.kind === 'trained') reached++;
    yield { combination, outcome, isNew: before === undefined };
  }
}

/** Counts outcomes. */
export function tallyOf(outcomes: readonly Outcome[]): Tally {
  const of = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length;
  const agreed = outcomes.filter(
    (outcome) => outcome.kind === 'trained' && outcome.difference <= tolerance,
  ).length;
  return { trained: of('trained'), agreed, refused: of('refused'), failed: of('failed') };
}
