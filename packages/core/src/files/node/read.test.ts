import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.js';
import { readFromFolder, readWholeFile } from './read.js';

it('reads plain bytes', async () => {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, new Uint8Array([1, 2, 3]));
  const bytes = await readWholeFile(path);
  expect(bytes).toEqual(new Uint8Array([1, 2, 3]));
  expect(bytes.constructor).toBe(Uint8Array);
});

it('takes addresses', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a b'), 'x');
  const address = pathToFileURL(join(folder, 'a b'));
  for (const place of [address, address.href]) {
    expect(await readWholeFile(place)).toEqual(new Uint8Array([120]));
  }
  expect(await readFromFolder(pathToFileURL(folder), 'a b')).toEqual(new Uint8Array([120]));
  await expect(readWholeFile(new URL('http://host/x'))).rejects.toThrow(
    'could not read http://host/x: expected a path or an address that begins with file://',
  );
});

it('says what is missing', async () => {
  const folder = temporaryFolder();
  await expect(readWholeFile(join(folder, 'x'))).rejects.toThrow(
    `could not read ${folder}/x: there is no such file (ENOENT)`,
  );
  await expect(readWholeFile(folder)).rejects.toThrow('it is a folder, not a file (EISDIR)');
  await expect(readFromFolder(join(folder, 'model'), 'model.json')).rejects.toThrow(
    `could not read ${folder}/model: there is no such folder`,
  );
  mkdirSync(join(folder, 'model'));
  await expect(readFromFolder(join(folder, 'model'), 'model.json')).rejects.toThrow(
    `could not read ${folder}/model/model.json: the folder has no such file; it is empty`,
  );
  writeFileSync(join(folder, 'model', 'notes.txt'), '');
  await expect(readFromFolder(join(folder, 'model'), 'model.json')).rejects.toThrow(
    'the folder has no such file; it has notes.txt',
  );
  await expect(readFromFolder(join(folder, 'model', 'notes.txt'), 'model.json')).rejects.toThrow(
    `could not read ${folder}/model/notes.txt`,
  );
});
