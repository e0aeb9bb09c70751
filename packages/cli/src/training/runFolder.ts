import { existsSync } from 'node:fs';
import { readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Autoencoder, History } from '@autoencoder-zoo/core';
import {
  expectRoom,
  fileExists,
  finishSave,
  holdFolder,
  isInFolder,
  readFromFolder,
  writeFolderAtomically,
  type Hold,
} from '@autoencoder-zoo/core/files/node';
import { UsageError, usage } from '../errors.js';

const modelFile = 'model.json';
const checkpointFile = 'checkpoint.safetensors';

const files = [
  checkpointFile,
  modelFile,
  'weights.safetensors',
  'encoder.onnx',
  'decoder.onnx',
  'prior.onnx',
  'history.json',
];

/** For history, graphs, and the rest of blocks. */
const otherBytes = 65_536;

/** What to do with a run that a folder holds already. */
export interface EnterOptions {
  /** Go on from it. */
  readonly resume: boolean;
  /** Put the new one in its place. */
  readonly overwrite: boolean;
}

/** The folder of a run, which no other run can enter until it is left. */
export class RunFolder {
  readonly #options: EnterOptions;
  readonly #hold: Hold;
  readonly #isNew: boolean;

  private constructor(
    readonly path: string,
    /** Whether there is a checkpoint to go on from. */
    readonly hasCheckpoint: boolean,
    options: EnterOptions,
    hold: Hold,
    isNew: boolean,
  ) {
    this.#options = options;
    this.#hold = hold;
    this.#isNew = isNew;
  }

  /**
   * Makes the folder of a run, or enters that of an older one. A wrong place shows here, before the
   * training and not after it. Nothing of an older run changes yet.
   *
   * @throws UsageError if it cannot be written, is in use, has files which are not a
   * run's, or holds a run and the options do not say what is to become of it.
   */
  static async enter(path: string, options: EnterOptions): Promise<RunFolder> {
    if (options.resume && options.overwrite) {
      throw new UsageError('--resume and --overwrite came; give one of them');
    }
    const isNew = !existsSync(path);
    const hold = await usage(() => holdFolder(path, 'run', 'another training run'), '--out');
    try {
      await usage(() => finishSave(path), '--out');
      const hasCheckpoint = await fileExists(join(path, checkpointFile));
      const hasModel = await isInFolder(path, modelFile);
      await refuseForeign(path, hasCheckpoint || hasModel, options);
      refuseOlderRun(path, { hasModel, hasCheckpoint }, options);
      return new RunFolder(path, hasCheckpoint, options, hold, isNew);
    } catch (error) {
      await hold.release();
      throw error;
    }
  }

  get checkpoint(): string {
    return join(this.path, checkpointFile);
  }

  /**
   * Makes sure that the disk has room for what a run writes at the least. With Adam a checkpoint
   * has three numbers a weight, and the next one stands beside it for a moment; a model has two.
   *
   * @param oftener - Whether more than one checkpoint will be written.
   * @throws UsageError which says how much room there is.
   */
  async expectRoom({ parameterCount }: Autoencoder, oftener: boolean): Promise<void> {
    if (this.#options.overwrite) return;
    const numbers = this.hasCheckpoint ? 3 : oftener ? 6 : 5;
    const bytes = 4 * numbers * parameterCount + otherBytes;
    await usage(() => expectRoom(this.path, bytes), '--out');
  }

  /** Removes the older run that is to be overwritten. */
  async begin(): Promise<void> {
    if (this.#options.overwrite) await writeFolderAtomically(this.path, {}, { removes: files });
  }

  /** Stores the model and its history beside the checkpoint. */
  async store(model: Autoencoder, history: History): Promise<void> {
    await writeFolderAtomically(this.path, {
      ...(await model.files()),
      'history.json': `${JSON.stringify(history, null, 2)}\n`,
    });
  }

  /** Leaves the folder to others; nothing is left of a new one into which nothing came. */
  async leave(): Promise<void> {
    await this.#hold.release();
    if (this.#isNew) await rmdir(this.path).catch(() => undefined);
  }
}

async function refuseForeign(
  path: string,
  holdsRun: boolean,
  { resume }: EnterOptions,
): Promise<void> {
  const entries = (await readdir(path)).filter((entry) => !entry.startsWith('.'));
  const foreign = entries.filter((entry) => !holdsRun || !files.includes(entry));
  if (foreign.length > 0 && !(holdsRun && resume)) {
    throw new UsageError(
      `--out ${path}: the folder has other files (${foreign.slice(0, 3).join(', ')}); choose an empty or a new one`,
    );
  }
  if (entries.includes(modelFile) && !(await isSavedModel(path))) {
    throw new UsageError(
      `--out ${path}: the folder has a ${modelFile} of something else; choose an empty or a new one`,
    );
  }
}

async function isSavedModel(path: string): Promise<boolean> {
  const bytes = await readFromFolder(path, modelFile);
  try {
    const spec = JSON.parse(new TextDecoder().decode(bytes)) as { format?: unknown } | null;
    return spec?.format === 'autoencoder-zoo';
  } catch {
    return false;
  }
}

function refuseOlderRun(
  path: string,
  { hasModel, hasCheckpoint }: { readonly hasModel: boolean; readonly hasCheckpoint: boolean },
  { resume, overwrite }: EnterOptions,
): void {
  if (overwrite || (resume && hasCheckpoint) || !(hasModel || hasCheckpoint)) return;
  const others = 'train anew in its place with --overwrite, or choose another folder with --out';
  if (resume) {
    throw new UsageError(`${path} holds a model without a checkpoint to go on from; ${others}`);
  }
  const what = hasModel ? 'a finished run' : 'an unfinished run';
  throw new UsageError(`${path} holds ${what}; go on from it with --resume, ${others}`);
}
