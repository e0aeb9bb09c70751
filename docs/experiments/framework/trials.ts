import { join } from 'node:path';
import { fileName, makeContext, type RunContext } from './context.js';
import { environment, type Environment } from './environment.js';
import type { Figures } from './experiment.js';
import type { ReproduceOptions } from './reproduce.js';
import { enterRunFolder, workFolder } from './runFolder.js';
import { Stopwatch } from './stopwatch.js';

/** A number by which trials are judged. */
export interface TrialColumn<Figure extends string = string> {
  /** Its name among those that each trial gives. */
  readonly figure: Figure;
  readonly heading: string;
  /** Digits behind the point. */
  readonly digits: number;
}

/** A setting that was tried. */
export interface Trial<Figure extends string = string> {
  /** In words, unlike those of all others. A trial that does something else gets other words. */
  readonly what: string;
  /** Long work stands in `context.fit`; the seed is 0. */
  readonly run: (context: RunContext) => Promise<Readonly<Record<Figure, number>>>;
}

/** What was tried for an experiment, judged without its test data. */
export interface Trials<Figure extends string = string> {
  /** Of the experiment. */
  readonly name: string;
  readonly columns: readonly TrialColumn<Figure>[];
  readonly trials: readonly Trial<Figure>[];
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
export function defineTrials<const Figure extends string>(trials: Trials<Figure>): Trials<Figure> {
  return trials;
}

/**
 * Runs trials in turn. What is done is kept in the folder, so that the same call goes on after an
 * interruption, and runs what was added.
 *
 * @throws RunFolderError if the folder holds another run; Error if two trials have the same words; the
 * signal's reason when it was aborted.
 */
export async function runTrials(
  { name, columns, trials }: Trials,
  options: Pick<ReproduceOptions, 'into' | 'signal' | 'verbose' | 'note'>,
): Promise<TrialsResult> {
  const { into, signal = new AbortController().signal, verbose = false } = options;
  const { note = () => undefined } = options;
  await enterRunFolder(into, { name, quick: false, settings: 'trials' }, false);
  const rows: { what: string; figures: Figures }[] = [];
  let seconds = 0;
  const folders = new Set<string>();
  for (const { what, run } of trials) {
    const folder = workFolder(into, fileName(what));
    if (folders.has(folder)) {
      throw new Error(`two trials of "${name}" are named "${what}"; give each words of its own`);
    }
    folders.add(folder);
    const stopwatch = await Stopwatch.start(join(folder, 'seconds'));
    const context = makeContext({
      settings: undefined,
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
      const figures = await run(context);
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
