import { join } from 'node:path';
import { duration } from '@autoencoder-zoo/core/progress';
import { holdFile, writeFileAtomically } from '@autoencoder-zoo/core/files/node';
import { makeContext, type RunContext } from './context.js';
import { environment } from './environment.js';
import type { Experiment, Outcome, SeedOutcome } from './experiment.js';
import { figuresByName, resultRows, type Result } from './result.js';
import { identityOf } from './identity/identity.js';
import { enterRunFolder } from './runFolder.js';
import { mean } from './statistics.js';
import { Stopwatch } from './stopwatch.js';
import { readValue, storeValue } from './store.js';

/** How to reproduce an experiment. */
export interface ReproduceOptions {
  /** Folder of `result.json`, the pictures, and, in `work`, what is done of each seed. */
  readonly into: string;
  /** Seeds 0, 1, ... Default 3, in the quick version 1. */
  readonly seeds?: number;
  /** The version of at most two minutes. Default false. */
  readonly quick?: boolean;
  /** Forgets what earlier runs left in the folder. Default false: goes on from that. */
  readonly fresh?: boolean;
  /** Stops the run, which can go on from its folder later. */
  readonly signal?: AbortSignal;
  /** Where no progress bar can be drawn: a line per epoch. Default false. */
  readonly verbose?: boolean;
  /** Gets lines about the run. Default: nobody. */
  readonly note?: (text: string) => void;
}

/** A result and the files beside it. */
export interface Reproduction {
  readonly result: Result;
  /** `result.json` and the pictures. */
  readonly files: readonly string[];
}

/** A seed that is done. */
interface Done extends SeedOutcome {
  readonly seconds: number;
}

/**
 * Runs an experiment: its seeds in turn, the comparison with the published figures, its pictures.
 * What is done is kept in the folder, so that the same call goes on after an interruption, with
 * the same numbers; seeds that are done are not run again. This holds as long as nothing changes
 * that numbers follow from: the settings, the files of the zoo that the experiment's module
 * reaches and the data among them, the versions of all other packages, and the machine. Otherwise
 * the run says what changed, starts anew, and leaves the earlier one where it is.
 *
 * @throws RunFolderError if the folder holds another experiment or version, files of
 * no run, or cannot be written; InUseError if another process runs one of the seeds;
 * the signal's reason when it was aborted.
 */
export async function reproduce(
  experiment: Experiment,
  options: ReproduceOptions,
): Promise<Reproduction> {
  const { into, quick = false, note = () => undefined } = options;
  const run = await enter(experiment, options);
  const { settings } = run;
  const count = options.seeds ?? (quick ? 1 : 3);
  const seeds = Array.from({ length: count }, (_, seed) => seed);

  const done: Done[] = [];
  for (const seed of seeds) {
    const { outcome, said } = await outcomeOf(run, seed);
    done.push(outcome);
    const left = (count - seed - 1) * mean(done.map(({ seconds }) => seconds));
    note(`${said}${left > 0 ? `, about ${duration(left)} left` : ''}`);
  }

  const figures = done.map((outcome) => outcome.figures);
  const file = join(into, 'result.json');
  const drawn = await alone(file, () => draw(run, done));
  const result: Result = {
    name: experiment.name,
    title: experiment.title,
    quick,
    seeds,
    rows: resultRows(experiment, figures, quick),
    figures: figuresByName(figures),
    seconds: done.reduce((sum, { seconds }) => sum + seconds, drawn.seconds),
    date: new Date().toISOString().slice(0, 10),
    settings,
    environment: environment(),
  };
  await writeFileAtomically(file, `${JSON.stringify(result, null, 2)}\n`);
  return { result, files: [file, ...drawn.files] };
}

/**
 * Runs one seed alone, so that several processes can share an experiment: each with
 * seeds of its own in the same folder. Later {@link reproduce} finds them done and
 * holds all against the published figures.
 *
 * @throws As {@link reproduce}.
 */
export async function reproduceSeed(
  experiment: Experiment,
  seed: number,
  options: Omit<ReproduceOptions, 'seeds' | 'fresh'>,
): Promise<void> {
  const run = await enter(experiment, options);
  const { said } = await outcomeOf(run, seed);
  options.note?.(said);
}

interface Run {
  readonly experiment: Experiment;
  readonly options: ReproduceOptions;
  readonly settings: unknown;
  /** Of what is done. */
  readonly work: string;
}

async function enter(experiment: Experiment, options: ReproduceOptions): Promise<Run> {
  const { into, quick = false, fresh, note = () => undefined } = options;
  const { name, module } = experiment;
  const settings = experiment.settings[quick ? 'quick' : 'full'];
  const identity = await identityOf(module, settings);
  const work = await enterRunFolder(into, { name, quick, ...identity }, { fresh, note });
  return { experiment, options, settings, work };
}

/** A seed's outcome, which an earlier run may have left, and what is to be said of it. */
async function outcomeOf(run: Run, seed: number): Promise<{ outcome: Done; said: string }> {
  const found = await readOutcome(run.work, seed);
  const outcome = found ?? (await alone(outcomeFile(run.work, seed), () => runSeed(run, seed)));
  const took = found ? 'done before' : duration(outcome.seconds);
  return { outcome, said: `${run.experiment.name}, seed ${seed}: ${took}` };
}

/** Does work whose result no other process is at. */
async function alone<Value>(file: string, work: () => Promise<Value>): Promise<Value> {
  const hold = await holdFile(file, 'another reproduction');
  try {
    return await work();
  } finally {
    await hold.release();
  }
}

function runSeed(run: Run, seed: number): Promise<Done> {
  const folder = join(run.work, `seed-${seed}`);
  const label = `${run.experiment.name}, seed ${seed}`;
  return timed(run, { seed, folder, label }, async (context, watch) => {
    const { figures, material } = await run.experiment.run(seed, context);
    refuseNonFinite(figures, seed);
    const outcome = { figures, material, seconds: watch.seconds };
    context.signal.throwIfAborted();
    await storeValue(outcomeFile(run.work, seed), outcome);
    return { seed, ...outcome };
  });
}

function draw(
  run: Run,
  outcomes: readonly SeedOutcome[],
): Promise<{ files: string[]; seconds: number }> {
  const { into } = run.options;
  const { name } = run.experiment;
  const place = { seed: 0, folder: join(run.work, 'pictures'), label: `${name}, pictures` };
  return timed(run, place, async (context, watch) => {
    const files: string[] = [];
    for (const { file, contents } of await run.experiment.pictures(outcomes, context)) {
      const path = join(into, file);
      await writeFileAtomically(path, contents);
      files.push(path);
    }
    return { files, seconds: watch.seconds };
  });
}

/** Does work with a context of its own and keeps its seconds, also when it is interrupted. */
async function timed<Value>(
  { options, settings }: Run,
  place: { readonly seed: number; readonly folder: string; readonly label: string },
  work: (context: RunContext, watch: Stopwatch) => Promise<Value>,
): Promise<Value> {
  const watch = await Stopwatch.start(join(place.folder, 'seconds'));
  const context = makeContext({
    ...place,
    settings,
    quick: options.quick ?? false,
    signal: options.signal ?? new AbortController().signal,
    verbose: options.verbose ?? false,
    note: options.note ?? (() => undefined),
    onStored: () => watch.save(),
  });
  try {
    return await work(context, watch);
  } finally {
    await watch.save();
  }
}

async function readOutcome(work: string, seed: number): Promise<Done | undefined> {
  const { found, value } = await readValue(outcomeFile(work, seed));
  return found ? { seed, ...(value as Outcome & { seconds: number }) } : undefined;
}

function outcomeFile(work: string, seed: number): string {
  return join(work, `seed-${seed}.safetensors`);
}

function refuseNonFinite(figures: Readonly<Record<string, number>>, seed: number): void {
  for (const [name, value] of Object.entries(figures)) {
    if (Number.isFinite(value)) continue;
    throw new Error(`seed ${seed} gave ${value} as the figure "${name}"; expected a number`);
  }
}
