import type { RunContext } from './context.js';
import type { Picture } from './picture.js';
import type { Row } from './row.js';

/** Numbers of one seed by name. */
export type Figures = Readonly<Record<string, number>>;

/** What came out of one seed. */
export interface Outcome<Numbers extends Figures = Figures, Material = unknown> {
  /** The numbers that the rows are about, and any others worth keeping. */
  readonly figures: Numbers;
  /**
   * What the pictures need: plain objects and arrays of numbers, texts and typed arrays, as `stage`
   * of {@link RunContext} stores them.
   */
  readonly material: Material;
}

/** What came out of one seed, and of which. */
export interface SeedOutcome<Numbers extends Figures = Figures, Material = unknown> extends Outcome<
  Numbers,
  Material
> {
  /** The seed. */
  readonly seed: number;
}

/**
 * A published figure and the way to it. Made by {@link defineExperiment}.
 *
 * Everything that an experiment does follows from its settings and the seed, so that it gives the
 * same numbers when it is run again, or goes on after an interruption.
 */
export interface Experiment<
  Settings = unknown,
  Numbers extends Figures = Figures,
  Material = unknown,
> {
  /** Its folder in `experiments/`, and its name on the command line. */
  readonly name: string;
  /**
   * `import.meta.url` of the module that it stands in. What is stored of a run counts as done only
   * while every file that this module reaches through imports is as it was.
   */
  readonly module: string;
  /** One line. */
  readonly title: string;
  /**
   * The protocol as published, and one that takes at most two minutes on two cores,
   * pictures included.
   */
  readonly settings: { readonly full: Settings; readonly quick: Settings };
  /** The figures to reproduce; each names one that `run` gives. */
  readonly rows: readonly Row[];
  /**
   * Runs the protocol once. Long work stands in `context.stage` and `context.fit`,
   * which go on where an interrupted run was.
   *
   * @param seed - Of all that is random in it: 0, 1, 2, ...
   */
  run(seed: number, context: RunContext<Settings>): Promise<Outcome<Numbers, Material>>;
  /**
   * Draws what came out. May train what is for looking at only, with `context`, whose seed is 0.
   *
   * @param outcomes - One for each seed, in their order.
   */
  pictures(
    outcomes: readonly SeedOutcome<NoInfer<Numbers>, NoInfer<Material>>[],
    context: RunContext<Settings>,
  ): readonly Picture[] | Promise<readonly Picture[]>;
}

/**
 * Declares an experiment; it only helps types along.
 *
 * @example
 * ```ts
 * export const variational = defineExperiment({
 *   name: 'variational',
 *   module: import.meta.url,
 *   title: 'Variational autoencoder on MNIST',
 *   settings: { full: { epochs: 10 }, quick: { epochs: 1 } },
 *   rows: [
 *     {
 *       what: 'test loss after 10 epochs',
 *       figure: 'testLoss',
 *       published: 105.589,
 *       source: 'https://github.com/pytorch/examples',
 *       bound: within(105.6, 0.5),
 *       quickBound: atMost(140),
 *     },
 *   ],
 *   async run(seed, { settings, fit }) {
 *     const { train, test } = await mnist();
 *     const model = recipe({ input: [784], seed });
 *     const history = await fit('vae', model, train, { ...settings, validation: test });
 *     const losses = history.validation.loss;
 *     return { figures: { testLoss: losses.at(-1)! }, material: { losses } };
 *   },
 *   pictures: (outcomes) => [lossPicture(outcomes)],
 * });
 * ```
 */
export function defineExperiment<Settings, Numbers extends Figures, Material>(
  experiment: Experiment<Settings, Numbers, Material> & {
    readonly rows: readonly Row<NoInfer<keyof Numbers & string>>[];
  },
): Experiment<Settings, Numbers, Material> {
  return experiment;
}
