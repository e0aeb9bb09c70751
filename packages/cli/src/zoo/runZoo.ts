import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '@autoencoder-zoo/core';
import { holdFolder, tryFile, writeFileAtomically } from '@autoencoder-zoo/core/files/node';
import { adam } from '@autoencoder-zoo/engine';
import { loadData, type Data } from '../data.js';
import { RunError, UsageError, usage } from '../errors.js';
import { interruptible } from '../interruption.js';
import { showProgress } from '@autoencoder-zoo/core/progress';
import type { Settings } from '../settings.js';
import { makeModel, recipeOf } from '../training/makeModel.js';
import { runTraining } from '../training/runTraining.js';
import { CurveRecorder } from './curves.js';
import { makeExhibit, type Exhibit } from './exhibit.js';
import { exhibits, type ExhibitPlan } from './exhibits.js';
import { makeGallery, type Gallery } from './gallery.js';
import { reportPage } from './report/reportPage.js';

/** What `aezoo zoo` is asked for. */
export interface ZooOptions {
  /** Name of a data set of pictures, or path of a file. */
  readonly data: string;
  /** How to read a file. Default: what it says itself. */
  readonly read?: Settings;
  /** Only the first so many training pictures. Default: all. */
  readonly samples?: number;
  /** Epochs of each variant. Default: what the exhibits say. */
  readonly epochs?: number;
  readonly seed: number;
  /** Folder of the report and the models. */
  readonly out: string;
  /** Whether those of an earlier tour are replaced. Default: they are refused. */
  readonly overwrite?: boolean;
  readonly verbose?: boolean;
}

/** A tour that is over. */
export interface Zoo {
  readonly exhibits: readonly Exhibit[];
  /** Path of the page. */
  readonly report: string;
  /** Seconds from the beginning to the end. */
  readonly seconds: number;
}

/**
 * Trains one model of each kind, stores them, and writes a page that shows what they learned.
 *
 * @throws UsageError if the data are no pictures, or the folder is in use or has an earlier tour.
 * @throws RunError if it was interrupted.
 */
export async function runZoo(options: ZooOptions): Promise<Zoo> {
  const begin = performance.now();
  const data = await loadPictures(options);
  const gallery = makeGallery(data);
  for (const part of [data.train, gallery.test]) refuseOtherBrightness(part);
  const hold = await usage(() => holdFolder(options.out, 'run', 'another tour'), '--out');
  try {
    return await tour(options, data, gallery, begin);
  } finally {
    await hold.release();
  }
}

async function tour(
  options: ZooOptions,
  data: Data,
  gallery: Gallery,
  begin: number,
): Promise<Zoo> {
  const report = join(options.out, 'report.html');
  await refuseOlderTour(options);
  await usage(() => tryFile(report), '--out');
  const shown: Exhibit[] = [];
  for (const plan of exhibits) {
    shown.push(
      await exhibit({ ...plan, epochs: options.epochs ?? plan.epochs }, data, gallery, options),
    );
  }
  const about = {
    data: data.name,
    train: data.train.length,
    test: gallery.test.length,
    seed: options.seed,
  };
  await writeFileAtomically(report, reportPage(shown, gallery, about));
  return { exhibits: shown, report, seconds: (performance.now() - begin) / 1000 };
}

async function refuseOlderTour({ out, overwrite }: ZooOptions): Promise<void> {
  const own = ['report.html', ...exhibits.map(({ variant }) => variant)];
  const found = (await readdir(out)).filter((entry) => own.includes(entry));
  if (found.length === 0 || overwrite) return;
  throw new UsageError(
    `--out ${out}: the folder has ${found.join(', ')} of an earlier tour; replace them with --overwrite, or choose another folder`,
  );
}

async function loadPictures({ data: nameOrPath, read, samples }: ZooOptions): Promise<Data> {
  const data = await loadData(nameOrPath, read);
  const train = data.train.slice(0, Math.min(samples ?? Infinity, data.train.length));
  return { ...data, train };
}

/** Factors are written with few digits. */
const TOLERANCE = 1e-5;

/** Some of the variants learn pixels as probabilities. */
function refuseOtherBrightness({ name, values, scale, size }: Dataset): void {
  const fits = (value: number) => value * scale >= -TOLERANCE && value * scale <= 1 + TOLERANCE;
  const at = values.findIndex((value) => !fits(value));
  if (at < 0) return;
  const value = values[at] * scale;
  throw new UsageError(
    `${name}: the tour is for pictures of values from 0 to 1, but sample ${Math.floor(at / size)} has ${value} at position ${at % size}; ${value < 0 ? 'write them with others' : `pass --read scale=<factor>, such as ${(1 / 255).toPrecision(6)} for values up to 255`}`,
  );
}

async function exhibit(
  plan: ExhibitPlan,
  data: Data,
  gallery: Gallery,
  { seed, out, verbose }: ZooOptions,
): Promise<Exhibit> {
  const { height, width, channels } = gallery.picture;
  const input = plan.rows ? [height, width * channels] : [height * width * channels];
  const recipe = await recipeOf(plan.variant);
  const { model, data: seen } = await makeModel(recipe, data, { ...plan.settings, input }, seed);
  const curves = new CurveRecorder();
  const progress = showProgress({ label: plan.title.padEnd(25), verbose: verbose ?? false });
  const run = await interruptible((signal) =>
    runTraining(
      model,
      seen,
      {
        show(event) {
          curves.take(event);
          progress.show(event);
        },
        close: () => progress.close(),
      },
      {
        epochs: plan.epochs,
        optimiser: adam({ learningRate: plan.learningRate ?? 0.001 }),
        seed,
        signal,
        ...(seen.test && { validation: seen.test }),
      },
    ),
  );
  if (run.reason === 'aborted')
    throw new RunError('interrupted; no report was written; begin anew with --overwrite');
  const shown = await makeExhibit(plan, model, seen, gallery, run, curves);
  await model.save(join(out, plan.variant));
  model.dispose();
  return shown;
}
