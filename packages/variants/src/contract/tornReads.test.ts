import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { InUseError } from '@autoencoder-zoo/core';
import { writeFileAtomically } from '@autoencoder-zoo/core/files/node';
import { load } from '../load.js';
import { underComplete } from '../recipes/under-complete.js';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'torn-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A model whose offset tells its seed, from which its weights follow. */
function numbered(seed: number) {
  const model = underComplete({ input: [20], hidden: [64], latentDim: 4, seed });
  model.setScaling({ kind: 'standard', offset: [seed], factor: [1] });
  return model;
}

const firstWeight = (model: Awaited<ReturnType<typeof load>>) =>
  model.variables[0].variable.dataSync()[0];

it.each([
  ['', (json: string) => json],
  [
    ', also over one of an earlier release',
    (json: string) => json.replace(/,\s*"sha256": \{[^}]*\}/, ''),
  ],
])('a model that is read while others are saved is one of them%s', async (_, age) => {
  const folder = temporaryFolder();
  const models = [1, 2].map(numbered);
  const expected = new Map(models.map((model) => [model.seed, firstWeight(model)]));
  await models[0].save(folder);
  const path = join(folder, 'model.json');
  const state = { saving: true };
  const writer = (async () => {
    for (let save = 1; save <= 60; save++) {
      await models[save % 2].save(folder);
      if (save % 4 === 0) await writeFileAtomically(path, age(readFileSync(path, 'utf8')));
    }
    state.saving = false;
  })();
  let loads = 0;
  while (state.saving) {
    const model = await load(folder);
    expect(firstWeight(model)).toBe(expected.get(model.scaling.offset[0]));
    model.dispose();
    loads++;
  }
  await writer;
  expect(loads).toBeGreaterThan(20);
});

it('one of two who save at once is told', async () => {
  const folder = temporaryFolder();
  const saves = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => numbered(seed).save(folder));
  const answers = await Promise.allSettled(saves);
  for (const answer of answers) {
    if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(InUseError);
  }
  if (answers.some(({ status }) => status === 'fulfilled')) await load(folder);
});

it('weights that were not saved with the model are refused', async () => {
  const folder = temporaryFolder();
  await numbered(1).save(folder);
  const path = join(folder, 'weights.safetensors');
  const bytes = readFileSync(path);
  bytes[bytes.length - 3] ^= 1;
  writeFileSync(path, bytes);
  await expect(load(folder)).rejects.toThrow(
    `${folder}: weights.safetensors is not the file that was saved with model.json`,
  );
  const { sha256, ...spec } = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as {
    sha256: object;
  };
  expect(Object.keys(sha256)).toEqual(['weights.safetensors', 'encoder.onnx', 'decoder.onnx']);
  writeFileSync(join(folder, 'model.json'), JSON.stringify(spec));
  await load(folder);
});

it('a model is saved beside other files, and not over those of others', async () => {
  const folder = temporaryFolder();
  const model = numbered(1);
  writeFileSync(join(folder, 'checkpoint.safetensors'), 'a run');
  await model.save(pathToFileURL(folder), { 'notes.txt': 'first' });
  expect(readdirSync(folder).sort()).toEqual([
    'checkpoint.safetensors',
    'decoder.onnx',
    'encoder.onnx',
    'model.json',
    'notes.txt',
    'weights.safetensors',
  ]);
  expect((await load(pathToFileURL(folder))).seed).toBe(1);
  await expect(model.save(folder, { 'model.json': '' })).rejects.toThrow(
    '"model.json" is a file of',
  );
  await expect(model.save(new URL('http://host/model'))).rejects.toThrow('begins with file://');

  const theirs = temporaryFolder();
  writeFileSync(join(theirs, 'model.json'), '{"format":"layers-model"}');
  await expect(model.save(theirs)).rejects.toThrow('that are not of a save: model.json; choose');
  expect(readdirSync(theirs)).toEqual(['model.json']);
});
