import type { Hold } from '../files/inUse.js';
import { quoted } from '../files/quoted.js';
import {
  checkSeal,
  decodeSafetensors,
  encodeSealed,
  type SafetensorsContents,
  type SafeTensor,
} from '../files/safetensors.js';
import type { Model } from '../model/model.js';
import { SavedWeights } from '../model/savedWeights.js';
import { putBack } from '../model/snapshot.js';
import { checkCourse, headerKey, parseHeader, type CheckpointHeader } from './checkpointHeader.js';
import { keepNumbers } from './measured.js';
import type { Method } from './methods/method.js';
import type { Companions, RunIdentity, RunState } from './runState.js';
import { TermSums } from './termSums.js';

/** All that takes part in a run. */
export interface RunParts {
  readonly model: Model;
  readonly method: Method;
  readonly state: RunState;
  readonly identity: RunIdentity;
  readonly companions: Companions | undefined;
  readonly stepsPerEpoch: number;
  /** Steps at which the run ends. */
  readonly lastStep: number;
}

/**
 * Keeps the file of a run from other runs, until it is released.
 *
 * @throws InUseError if another run has it; Error naming the file if nothing can be written there.
 */
export async function holdCheckpoint(path: string | URL): Promise<Hold> {
  const { holdFile } = await import('#files');
  return holdFile(path, 'another training run');
}

/**
 * Writes a run to one file, which is replaced as a whole.
 *
 * @throws Error naming the file and the reason, such as a full disk; the last checkpoint is intact.
 */
export async function saveCheckpoint(path: string | URL, run: RunParts): Promise<void> {
  const { writeFileAtomically } = await import('#files');
  await writeFileAtomically(path, await encodeRun(run));
}

/**
 * One safetensors file: weights, optimiser slots and callbacks' arrays, the rest as its metadata.
 */
async function encodeRun({
  model,
  method,
  state,
  identity,
  companions,
}: RunParts): Promise<Uint8Array> {
  const { learningRates, slots } = await method.state();
  const companion = companions?.save() ?? { json: null, arrays: {} };
  const header: CheckpointHeader = {
    version: 2,
    spec: { ...model.spec },
    identity: { ...identity },
    epoch: state.epoch,
    batch: state.batch,
    step: state.step,
    sums: state.sums.toJSON(),
    history: state.history,
    learningRates,
    companions: companion.json,
  };
  const tensors = new Map<string, SafeTensor>();
  for (const { name, variable } of model.variables) {
    tensors.set(`weight:${name}`, {
      data: variable.dataSync<'float32'>(),
      shape: variable.shape,
    });
  }
  for (const [name, slot] of Object.entries(slots)) tensors.set(`slot:${name}`, slot);
  for (const [name, data] of Object.entries(companion.arrays)) {
    tensors.set(`callback:${name}`, { data, shape: [data.length] });
  }
  return encodeSealed(tensors, { [headerKey]: JSON.stringify(header, keepNumbers) });
}

/**
 * Puts a run where a checkpoint left it; does nothing where there is no such file.
 *
 * @throws Error naming the file if it is damaged, with what is wrong in it, and what
 * differs if it is of another run. The model is as it was then.
 */
export async function loadCheckpoint(place: string | URL, run: RunParts): Promise<void> {
  const { fileExists, readWholeFile } = await import('#files');
  if (!(await fileExists(place))) return;
  const path = String(place);
  const bytes = await readWholeFile(place);
  const contents = decodeSafetensors(bytes, path);
  try {
    await restoreRun(bytes, contents, run);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`could not resume from ${path}: ${reason}`, { cause });
  }
}

async function restoreRun(
  bytes: Uint8Array,
  { tensors, metadata }: SafetensorsContents,
  { model, method, state, identity, companions, stepsPerEpoch, lastStep }: RunParts,
): Promise<void> {
  const header = parseHeader(metadata);
  refuseOtherRun(header, model, identity);
  const { samples, batchSize } = identity;
  checkCourse(header, { samples, batchSize, stepsPerEpoch, lastStep });
  const { weight, slot, callback } = byPrefix(tensors);
  const weights = weightsFor(model, weight);
  if (header.version > 1) await checkSeal(bytes, metadata);
  const { epoch, batch, step, history, learningRates } = header;
  await method.restore({ steps: step, learningRates, slots: Object.fromEntries(slot) });
  if (companions) {
    const companion = { json: header.companions, arrays: arraysOf(callback) };
    companions.restore(companion, { model, epoch });
  } else {
    refuseCompanions(header.companions, callback);
  }
  putBack(model, weights);
  state.epoch = epoch;
  state.batch = batch;
  state.step = step;
  state.sums = TermSums.from(header.sums);
  state.history = history;
}

/** What the identity of a run and the model are made of in the first checkpoints. */
const ofVersion1 = [
  'samples',
  'batchSize',
  'seed',
  'shuffle',
  'optimiser',
  'clipNorm',
  'only',
  'model',
];

function refuseOtherRun(header: CheckpointHeader, model: Model, identity: RunIdentity): void {
  const there: Record<string, unknown> = { ...header.identity, model: header.spec };
  const here: Record<string, unknown> = { ...identity, model: specOf(header.version, model) };
  const different = Object.keys({ ...here, ...there }).filter(
    (key) =>
      JSON.stringify(here[key]) !== JSON.stringify(there[key]) &&
      (header.version > 1 || key in there || ofVersion1.includes(key)),
  );
  if (different.length === 0) return;
  const details = different.flatMap((key) => {
    if (key === 'model') return 'another model, or another scaling';
    if (key === 'validation' && here[key] === null) {
      return 'it began with validation data, but none are given here: give the same';
    }
    if (key === 'validation' && there[key] === null) {
      return 'it began without validation data, but some are given here: leave them out';
    }
    if (key === 'data' || key === 'validation') {
      return `${key}: other samples than it began with`;
    }
    return differences(key, there[key], here[key]);
  });
  throw new Error(
    `it belongs to another run (${details.join('; ')}); use the same options to resume it, or start a new one elsewhere`,
  );
}

/** What differs between two values, of optimisers of one kind each of their options. */
function differences(key: string, there: unknown, here: unknown): string[] {
  const [a, b] = [there, here].map((value) => Object(value) as Record<string, unknown>);
  if (key === 'optimiser' && a['name'] === b['name']) {
    return Object.keys({ ...a, ...b })
      .filter((option) => JSON.stringify(a[option]) !== JSON.stringify(b[option]))
      .map((option) => `${option}: ${said(a[option])} there, ${said(b[option])} here`);
  }
  return [`${key}: ${said(there)} there, ${said(here)} here`];
}

/** A setting in words. */
function said(value: unknown): string {
  return value === null || value === undefined ? 'not given' : quoted(value);
}

/**
 * The spec as a checkpoint of a version has it: in the first one a scaling always
 * said what shares it, and there were no names of columns and classes.
 */
function specOf(version: number, { spec }: Model): object {
  if (version > 1) return spec;
  const { kind, per = 'feature' } = spec.scaling;
  return { ...spec, scaling: { kind, per }, columns: undefined, labelNames: undefined };
}

type Tensors = Map<string, SafeTensor>;

/** Tensors by their owner, which stands before the colon in their name. */
function byPrefix(tensors: ReadonlyMap<string, SafeTensor>) {
  const groups: Record<string, Tensors> = {
    weight: new Map(),
    slot: new Map(),
    callback: new Map(),
  };
  for (const [name, tensor] of tensors) {
    const colon = name.indexOf(':');
    const prefix = name.slice(0, colon);
    if (!Object.hasOwn(groups, prefix)) {
      throw new Error(`the tensor ${quoted(name)} has no place in a checkpoint`);
    }
    groups[prefix].set(name.slice(colon + 1), tensor);
  }
  return groups;
}

/** The weights of a model by name. */
function weightsFor({ variables }: Model, tensors: Tensors): Record<string, Float32Array> {
  const saved = new SavedWeights(tensors);
  const entries = variables.map(({ name, variable }) => [name, saved.take(name, variable.shape)]);
  saved.refuseLeft();
  return Object.fromEntries(entries) as Record<string, Float32Array>;
}

/** The arrays of callbacks, which have no shape. */
function arraysOf(tensors: Tensors): Record<string, Float32Array> {
  const entries = Array.from(tensors, ([name, { data, shape }]) => {
    if (data instanceof Float32Array && shape.length === 1) return [name, data] as const;
    throw new Error(`the array ${quoted(name)} of a callback must be F32 and have one axis`);
  });
  return Object.fromEntries(entries);
}

function refuseCompanions(json: unknown, arrays: Tensors): void {
  if ((json === null || (Array.isArray(json) && json.length === 0)) && arrays.size === 0) return;
  throw new Error('it was written with callbacks, but none are here; resume with the same ones');
}
