/** A function along a line: what was found at one distance from its beginning. */
export interface Trial {
  /** Distance in units of the direction; 0 at the beginning. */
  readonly step: number;
  readonly value: number;
  /** Derivative along the direction. */
  readonly slope: number;
}

/** Share of the decrease promised by the slope that a step must give. */
const SUFFICIENT = 1e-4;
/** Share of the first slope, without its sign, that may be left. */
const CURVATURE = 0.9;
const MOST_TRIALS = 25;
/** How much farther to look while the minimum is not yet enclosed. */
const GROWTH = 4;

/**
 * A step that fulfils the strong Wolfe conditions, or the best one found in 25 trials
 * that decreases the function enough (Nocedal and Wright, "Numerical Optimization",
 * 2006, algorithms 3.5 and 3.6, with constants 1e-4 and 0.9 and cubic interpolation).
 * Values that are not numbers count as too large.
 *
 * @param evaluate - Looks at a distance.
 * @param origin - At the beginning; its slope is negative.
 * @param first - The distance to try first, above 0.
 * @returns `undefined` if no trial decreased the function enough.
 */
export async function lineSearch<T extends Trial>(
  evaluate: (step: number) => Promise<T>,
  origin: Trial,
  first: number,
): Promise<T | undefined> {
  // The minimum lies between the best trial and `high`, or beyond the best while
  // there is no `high`.
  let best: T | undefined;
  let low = origin;
  let high: Trial | undefined;
  let step = first;
  for (let trials = 0; trials < MOST_TRIALS; trials++) {
    const trial = await evaluate(step);
    const enough = trial.value <= origin.value + SUFFICIENT * step * origin.slope;
    if (!enough || trial.value >= low.value) {
      high = trial;
    } else {
      if (Math.abs(trial.slope) <= -CURVATURE * origin.slope) return trial;
      const outwards = high === undefined ? 1 : high.step - low.step;
      if (trial.slope * outwards >= 0) high = low;
      low = best = trial;
    }
    step = high === undefined ? GROWTH * low.step : between(low, high);
  }
  return best;
}

/**
 * The minimum of the cubic through two trials, kept off both ends; the middle where there is none.
 */
function between(low: Trial, high: Trial): number {
  const width = high.step - low.step;
  const secant = low.slope + high.slope - (3 * (high.value - low.value)) / width;
  const root = Math.sign(width) * Math.sqrt(secant ** 2 - low.slope * high.slope);
  const share = 1 - (high.slope + root - secant) / (high.slope - low.slope + 2 * root);
  return low.step + width * (Number.isFinite(share) ? Math.min(Math.max(share, 0.1), 0.9) : 0.5);
}
