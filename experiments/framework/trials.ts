import { join } from 'node:path';
import { fileName, makeContext, type RunContext } from './context.js';
import { environment, type Environment } from './environment.js';
import type { Figures } from './experiment.js';
import type { ReproduceOptions } from './reproduce.js';
import { identityOf } from './identity/identity.js';
import { enterRunFolder } from './runFolder.js';
import { Stopwatch } from './stopwatch.js';

/** A number by which trials are judged. */
export interface TrialColumn<Figure extends string = string> {
  /** Its name among those that each trial gives. */
  readonly figure: Figure;
  readonly heading: string;
  /** Digits behind the point. */
  readonly digits: number;
}

/** Settings that are tried. */
export interface Trial<Settings = unknown> {
  /** In words, unlike those of all others. */
  readonly what: string;
  /** Values that JSON can hold. */
  readonly settings: Settings;
}

/** What is tried for an experiment, judged without its test data. */
export interface Trials<Figure extends string = string, Settings = unknown> {
  /** Of the experiment. */
  readonly name: string;
  /**
   * `import.meta.url` of the module that `run` stands in. What is stored of a trial counts as done
   * only while its settings, and every file that this module reaches through imports, are as they
   * were. It is not the module that lists the trials: more can be listed without losing those.
   */
  readonly module: string;
  readonly columns: readonly TrialColumn<Figure>[];
  readonly trials: readonly Trial<Settings>[];
  /** Long work stands in `context.fit`; the seed is 0. */
  run(context: RunContext<Settings>): Promise<Readonly<Record<Figure, number>>>;
}

/** What came out of trials: the contents of `trials.json`. */
export interface TrialsResult {
  readonly name: string;
  readonly columns: readonly TrialColumn[];
  readonly rows: readonly { readonly what: string; readonly figures: Figures }[];
  /** Of all trials. */
  readonly seconds: number;
  /** Day, `YYYY-MM-DD`. */
  readonly date: string;
  readonly environment: Environment;
}

/** Declares trials; it only helps types along. */
export function defineTrials<const Figure extends string, Settings>(
  trials: Trials<Figure, Settings>,
): Trials<Figure, Settings> {
  return trials;
}

/**
 * Runs trials in turn. What is done is kept in the folder, so that the same call goes on after an
 * interruption, and runs what was added or would not give the same any more, as {@link reproduce}.
 *
 * @throws RunFolderError if the folder holds trials of another experiment; Error if two trials have
 * the same words; the signal's reason when it was aborted.
 */
export async function runTrials(
  tried: Trials,
  options: Pick<ReproduceOptions, 'into' | 'signal' | 'verbose' | 'note'>,
): Promise<TrialsResult> {
  const { name, module, columns, trials } = tried;
  const { into, signal = new AbortController().signal, verbose = false } = options;
  const { note = () => undefined } = options;
  const rows: { what: string; figures: Figures }[] = [];
  let seconds = 0;
  const folders = new Set<string>();
  for (const { what, settings } of trials) {
    const place = join(into, fileName(what));
    if (folders.has(place)) {
      throw new Error(`two trials of "${name}" are named "${what}"; give each words of its own`);
    }
    folders.add(place);
    const identity = await identityOf(module, settings);
    const run = { name: `${name}, ${what}`, quick: false, ...identity };
    const folder = await enterRunFolder(place, run, { note });
    const stopwatch = await Stopwatch.start(join(folder, 'seconds'));
    const context = makeContext({
      settings,
      quick: false,
      folder,
      label: what,
      seed: 0,
      signal,
      verbose,
      note,
      onStored: () => stopwatch.save(),
    });
    const done = await context.stage('done', async () => {
      const figures = await tried.run(context);
      return { figures, seconds: stopwatch.seconds };
    });
    const { figures } = done;
    rows.push({ what, figures });
    seconds += done.seconds;
    const words = columns.map(
      ({ figure, heading, digits }) => `${heading} ${figures[figure].toFixed(digits)}`,
    );
    note(`${what}: ${words.join(', ')}`);
  }
  return {
    name,
    columns,
    rows,
    seconds,
    date: new Date().toISOString().slice(0, 10),
    environment: environment(),
  };
}
