import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.js';
import { readFromFolder } from './read.js';
import type * as synced from './synced.js';
import { writeFileAtomically } from './writeFile.js';
import { finishSave, writeFolderAtomically } from './writeFolder.js';

/** Folders of which the disk reports an error when they are synced. */
const bad = new Set<string>();
afterEach(() => bad.clear());

vi.mock('./synced.js', async (original) => {
  const real = await original<typeof synced>();
  return {
    ...real,
    syncFolder: (folder: string) =>
      bad.has(folder)
        ? Promise.reject(Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' }))
        : real.syncFolder(folder),
  };
});

it('a folder whose new files stand is not said to be unwritten', async () => {
  const folder = join(temporaryFolder(), 'model');
  bad.add(folder);
  await expect(writeFolderAtomically(folder, { a: 'new' })).rejects.toThrow(
    `the folder ${folder} has the new files (3 bytes), which are read from now on, but the save has not come to its end; save once more: the disk reports an error (EIO)`,
  );
  expect(String(Buffer.from(await readFromFolder(folder, 'a')))).toBe('new');
  await expect(finishSave(folder)).rejects.toThrow(
    `could not finish the last save of the folder ${folder}: the disk reports an error (EIO)`,
  );
  bad.clear();
  await writeFolderAtomically(folder, { a: 'newer' });
  expect(readdirSync(folder)).toEqual(['a']);
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('newer');
});

it('a file that stands is not said to be unwritten', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'file');
  bad.add(folder);
  await expect(writeFileAtomically(path, 'new')).rejects.toThrow(
    `${path} is written (3 bytes), but might not outlast a power failure: the disk reports an error (EIO)`,
  );
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['file']);
});
