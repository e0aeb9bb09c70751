import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Dataset,
  decodeSafetensors,
  earlyStopping,
  encodeSafetensors,
  fit,
  modelCheckpoint,
  RandomStream,
  reduceLearningRateOnPlateau,
} from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { load } from '../load.js';
import { variational } from '../recipes/variational.js';

/**
 * What is read may be anything. Each of these damages has to be refused by an error that names the
 * file, or to be another value that may stand there: then it is what the model, or the run, has.
 */

const saved = new URL('../testing/saved/', import.meta.url);
const read = (file: string) => Uint8Array.from(readFileSync(new URL(file, saved)));
const folder = mkdtempSync(join(tmpdir(), 'damaged-'));

type Json = unknown;
type Pick = <Value>(values: readonly Value[]) => Value;

/** Draws the same damage for the same number. */
function picks(purpose: string, round: number): Pick {
  const draws = new RandomStream(round, purpose).uniform(new Float32Array(32));
  let next = 0;
  return (values) => values[Math.floor(draws[next++] * values.length)];
}

const odd: readonly Json[] = [
  ...[null, true, -1, 0, 0.5, 7, 1e9, 2 ** 53, 1e308, 1e-320, -1e308],
  ...[
    '',
    'x',
    '1',
    'constructor',
    '__proto__',
    'a'.repeat(1000),
    [],
    {},
    [[]],
    [-1],
    [1e9],
    { x: 1 },
  ],
];

function pathsOf(json: Json, here: readonly string[] = []): (readonly string[])[] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) => [
    [...here, key],
    ...pathsOf(value, [...here, key]),
  ]);
}

/**
 * JSON with a value left out, exchanged for an odd one or for another of its own, moved, or added.
 */
function damageJson(json: Json, pick: Pick): Json {
  const copy = structuredClone(json);
  const at = (path: readonly string[]) =>
    path.reduce((found, key) => (found as Record<string, Json>)[key], copy);
  const [path, other] = [pick(pathsOf(copy)), pick(pathsOf(copy))];
  const owner = at(path.slice(0, -1)) as Record<string, Json>;
  const key = path.at(-1)!;
  const old = owner[key];
  const set = (name: string, value: Json) =>
    Object.defineProperty(owner, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  pick([
    () => Reflect.deleteProperty(owner, key),
    () => set(key, pick(odd)),
    () => set(key, structuredClone(at(other))),
    () => set(key, typeof old === 'number' ? old + pick([-1, 1, 0.5, 1e6]) : pick(odd)),
    () => set(pick(['x', '__proto__', 'constructor', `${key}s`]), structuredClone(old)),
  ])();
  return JSON.parse(JSON.stringify(copy)) as Json;
}

/** Bytes with some of them changed, left out or added. */
function damageBytes(bytes: Uint8Array, pick: Pick): Uint8Array {
  const place = pick(Array.from(bytes, (_, i) => i));
  const [count, value] = [pick([1, 2, 9]), pick([0, 1, 34, 44, 93, 255])];
  return pick([
    () => bytes.with(place, value),
    () => bytes.with(place, bytes[place] ^ (1 << pick([0, 1, 2, 3, 4, 5, 6, 7]))),
    () => bytes.slice(0, place),
    () => Uint8Array.from([...bytes.slice(0, place), ...bytes.slice(place + count)]),
    () => Uint8Array.from([...bytes.slice(0, place), value, ...bytes.slice(place)]),
  ])();
}

/**
 * Whether all that is said stands in `whole` as well; what is said to be nothing may be missing.
 */
function standsIn(said: Json, whole: Json): boolean {
  if (typeof said !== 'object' || said === null) return Object.is(said, whole ?? null);
  if (typeof whole !== 'object' || whole === null) return false;
  if (Array.isArray(said) && said.length !== (whole as Json[]).length) return false;
  return Object.entries(said).every(([key, value]) =>
    standsIn(value, Object.hasOwn(whole, key) ? (whole as Record<string, Json>)[key] : undefined),
  );
}

const longest = 5000;

/**
 * Runs what reads damaged input; tells whether it was accepted, and refuses errors without a name.
 */
async function isAccepted(what: string, names: RegExp, attempt: () => Promise<void>) {
  const start = performance.now();
  let error: Error | undefined;
  await attempt().catch((reason: unknown) => (error = reason as Error));
  expect(performance.now() - start, what).toBeLessThan(longest);
  if (error !== undefined) expect(String(error), what).toMatch(names);
  expect(Object.keys(Object.prototype), what).toEqual([]);
  return error === undefined;
}

const models = ['variational', 'sparse', 'lstm', 'layers'].map((name) => ({
  spec: JSON.parse(new TextDecoder().decode(read(`${name}/model.json`))) as Json,
  weights: read(`${name}/weights.safetensors`),
}));

/** Loads a model, which has to be what its files say, and to compute numbers. */
async function tryLoad(spec: string, weights: Uint8Array): Promise<void> {
  const model = await load({ 'model.json': spec, 'weights.safetensors': weights });
  const { scaling, ...said } = JSON.parse(spec) as Record<string, Json>;
  const full = typeof scaling === 'string' ? { kind: scaling } : scaling;
  const taken = JSON.parse(JSON.stringify(model.spec)) as Json;
  if (!standsIn({ ...said, scaling: full }, taken)) throw new Error(`taken otherwise: ${spec}`);
  const { tensors } = decodeSafetensors(weights, 'weights');
  for (const { name, variable } of model.variables) {
    expect(variable.dataSync()).toEqual(tensors.get(name)!.data);
  }
  const size = model.inputShape.reduce((product, dimension) => product * dimension, 2);
  if (size < 1e5) {
    const data = new Float32Array(size).fill(0.3);
    const codes = await model.encode({ data, shape: [2, ...model.inputShape] });
    if (!codes.every(Number.isFinite)) throw new Error(`no numbers: ${spec}`);
  }
  model.dispose();
}

it(
  'a damaged model.json is refused by name, or is what the model has',
  { timeout: 120_000 },
  async () => {
    let accepted = 0;
    for (let round = 0; round < 300; round++) {
      const pick = picks('model.json', round);
      const { spec, weights } = pick(models);
      const text = JSON.stringify(damageJson(spec, pick));
      const names =
        /^Error: (could not load )?the given files(: |\/)(model\.json|weights\.safetensors)/;
      accepted += Number(await isAccepted(text, names, () => tryLoad(text, weights)));
    }
    expect(accepted).toBeGreaterThan(10);
    expect(accepted).toBeLessThan(100);
  },
);

it(
  'damaged weights are refused by name, or are what the model has',
  { timeout: 120_000 },
  async () => {
    let accepted = 0;
    for (let round = 0; round < 300; round++) {
      const pick = picks('weights', round);
      const { spec, weights } = pick(models);
      const bytes = damageBytes(weights, pick);
      const names = /^Error: (could not load )?the given files(: |\/)weights\.safetensors/;
      const attempt = () => tryLoad(JSON.stringify(spec), bytes);
      accepted += Number(await isAccepted(`round ${round}`, names, attempt));
    }
    // Saved before files had digests: other numbers may be those of another training.
    expect(accepted).toBeLessThan(100);
  },
);

const path = join(folder, 'run.safetensors');
const values = new RandomStream(5, 'd').uniform(new Float32Array(16 * 6));
const data = new Dataset({ name: 'd', values, shape: [6] });

/** Goes on from the checkpoint, if it may. */
async function tryResume(bytes: Uint8Array): Promise<void> {
  writeFileSync(path, bytes);
  const model = variational({ input: [6], hidden: [5], latentDim: 2 });
  const options = { epochs: 3, batchSize: 8, validation: data, checkpoint: { path }, resume: true };
  const callbacks = [
    earlyStopping({ patience: 3 }),
    modelCheckpoint({ folder: join(folder, 'best') }),
    reduceLearningRateOnPlateau({ patience: 1, minDelta: 10 }),
  ];
  try {
    await fit(model, data, { ...options, callbacks });
  } finally {
    model.dispose();
  }
}

/** What only tells of the past, or what callbacks remember: no other field can contradict it. */
const free = /^(history\.|learningRates\.$|companions\.\d(\.best|\.waited|$))/;

it(
  'a damaged checkpoint is refused by name, or contradicts nothing',
  { timeout: 240_000 },
  async () => {
    const { tensors, metadata } = decodeSafetensors(read('adam.safetensors'), 'adam');
    const header = JSON.parse(metadata['autoencoder-zoo']) as Json;
    for (let round = 0; round < 120; round++) {
      const changed = damageJson(header, picks('header', round));
      const text = JSON.stringify(changed);
      const bytes = encodeSafetensors(tensors, { 'autoencoder-zoo': text });
      if (!(await isAccepted(text, /run\.safetensors/, () => tryResume(bytes)))) continue;
      const valueAt = (json: Json, keys: readonly string[]) =>
        keys.reduce((found, key) => (found as Record<string, Json> | undefined)?.[key], json);
      const different = [...pathsOf(header), ...pathsOf(changed)].filter(
        (keys) =>
          JSON.stringify(valueAt(header, keys)) !== JSON.stringify(valueAt(changed, keys)) &&
          pathsOf(valueAt(header, keys)).length === 0,
      );
      for (const keys of different) expect(keys.join('.'), text).toMatch(free);
    }
  },
);

it('a damaged checkpoint with a digest is refused by name', { timeout: 240_000 }, async () => {
  await tryResume(read('adam.safetensors'));
  const written = Uint8Array.from(readFileSync(path));
  for (let round = 0; round < 80; round++) {
    const bytes = damageBytes(written, picks('checkpoint', round));
    if (Buffer.from(bytes).equals(written)) continue;
    const accepted = await isAccepted(`round ${round}`, /run\.safetensors/, () => tryResume(bytes));
    expect(accepted, `round ${round}`).toBe(false);
  }
  rmSync(folder, { recursive: true });
});
