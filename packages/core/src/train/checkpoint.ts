import type { Hold } from '../files/inUse.js';
import { decodeSafetensors, encodeSafetensors, type SafeTensor } from '../files/safetensors.js';
import type { Model } from '../model/model.js';
import { putBack } from '../model/snapshot.js';
import type { AutoencoderSpec } from '../model/spec.js';
import type { History } from './history.js';
import type { Method, MethodState } from './methods/method.js';
import type { Companions, RunIdentity, RunState } from './state.js';
import { TermSums } from './termSums.js';

/** All that takes part in a run. */
export interface Run {
  readonly model: Model;
  readonly method: Method;
  readonly state: RunState;
  readonly identity: RunIdentity;
  readonly companions: Companions | undefined;
}

/** What a checkpoint says beside its arrays. */
interface Header {
  readonly version: 1;
  readonly spec: AutoencoderSpec;
  readonly identity: RunIdentity;
  readonly epoch: number;
  readonly batch: number;
  readonly step: number;
  readonly sums: ReturnType<TermSums['toJSON']>;
  readonly history: History;
  readonly learningRates: MethodState['learningRates'];
  readonly companions: unknown;
}

const headerKey = 'autoencoder-zoo';

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
export async function saveCheckpoint(path: string | URL, run: Run): Promise<void> {
  const { writeFileAtomically } = await import('#files');
  await writeFileAtomically(path, await encodeRun(run));
}

/** One safetensors file: weights, optimiser slots and callbacks' arrays, the rest as its metadata. */
async function encodeRun({ model, method, state, identity, companions }: Run): Promise<Uint8Array> {
  const { learningRates, slots } = await method.state();
  const companion = companions?.save() ?? { json: null, arrays: {} };
  const header: Header = {
    version: 1,
    spec: model.spec,
    identity,
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
  return encodeSafetensors(tensors, { [headerKey]: JSON.stringify(header) });
}

/**
 * Puts a run where a checkpoint left it; does nothing where there is no such file.
 *
 * @throws Error naming the file if it is damaged, and what differs if it is of another run.
 */
export async function loadCheckpoint(place: string | URL, run: Run): Promise<void> {
  const { fileExists, readWholeFile } = await import('#files');
  if (!(await fileExists(place))) return;
  const path = String(place);
  const { tensors, metadata } = decodeSafetensors(await readWholeFile(place), path);
  const header = JSON.parse(metadata[headerKey] ?? 'null') as Header | null;
  if (header?.version !== 1) throw new Error(`${path} is no checkpoint of a training run`);
  refuseOtherRun(path, header, run);

  const { model, method, state, companions } = run;
  putBack(model, arraysOf(tensors, 'weight:'));
  await method.restore({
    steps: header.step,
    learningRates: header.learningRates,
    slots: Object.fromEntries(slotsOf(tensors)),
  });
  companions?.restore({ json: header.companions, arrays: arraysOf(tensors, 'callback:') });
  state.epoch = header.epoch;
  state.batch = header.batch;
  state.step = header.step;
  state.sums = TermSums.from(header.sums);
  state.history = header.history;
}

function refuseOtherRun(path: string, header: Header, { model, identity }: Run): void {
  const there = { ...header.identity, model: header.spec };
  const here = { ...identity, model: model.spec };
  const different = (Object.keys(here) as (keyof typeof here)[]).filter(
    (key) => JSON.stringify(here[key]) !== JSON.stringify(there[key]),
  );
  if (different.length === 0) return;
  const details = different.map((key) => {
    if (key === 'model') return 'another model, or another scaling';
    if (key === 'data' || key === 'validation') {
      return `${key}: other samples than it began with`;
    }
    return `${key}: ${JSON.stringify(there[key])} there, ${JSON.stringify(here[key])} here`;
  });
  throw new Error(
    `${path} belongs to another run (${details.join('; ')}); use the same options to resume it, or start a new one elsewhere`,
  );
}

type Tensors = ReadonlyMap<string, SafeTensor>;

function arraysOf(tensors: Tensors, prefix: string): Record<string, Float32Array> {
  const named = Array.from(tensors).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(
    named.map(([name, { data }]) => [name.slice(prefix.length), data as Float32Array]),
  );
}

function slotsOf(tensors: Tensors): (readonly [string, SafeTensor])[] {
  const prefix = 'slot:';
  return Array.from(tensors)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, tensor]) => [name.slice(prefix.length), tensor]);
}
