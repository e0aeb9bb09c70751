import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { killWhileWriting } from '../testing/killWhileWriting.js';
import { temporaryFolder } from '../testing/temporaryFolder.js';
import { tinyDisk } from '../testing/tinyDisk.js';
import { readFromFolder } from './read.js';
import { writeFolderAtomically } from './writeFolder.js';

const read = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

describe('writeFolderAtomically', () => {
  it('writes a folder, and replaces it whole', async () => {
    const parent = temporaryFolder();
    const folder = join(parent, 'models/digits');
    await writeFolderAtomically(folder, {
      'model.json': '{}',
      'weights.bin': new Uint8Array([65]),
    });
    expect(read(folder)).toEqual({ 'model.json': '{}', 'weights.bin': 'A' });
    writeFileSync(join(folder, '.DS_Store'), '');
    await writeFolderAtomically(
      folder,
      { 'model.json': '{"v":2}' },
      { replaces: ['weights.bin', 'absent'] },
    );
    expect(read(folder)).toEqual({ 'model.json': '{"v":2}' });
    expect(readdirSync(join(parent, 'models'))).toEqual(['digits']);
  });

  it('does not delete what it did not write', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'thesis.tex'), 'x');
    mkdirSync(join(folder, 'photos'));
    await expect(writeFolderAtomically(folder, { 'model.json': '{}' })).rejects.toThrow(
      /entries that are not part of what is written \(photos, thesis.tex\); choose another folder/,
    );
    expect(readdirSync(folder).sort()).toEqual(['photos', 'thesis.tex']);
  });

  it.each(['../x', 'a/b', '..', '.', ''])('refuses the file name "%s"', async (name) => {
    const folder = join(temporaryFolder(), 'model');
    await expect(writeFolderAtomically(folder, { [name]: '' })).rejects.toThrow(
      `"${name}" is no name of a file`,
    );
    expect(existsSync(folder)).toBe(false);
  });

  it('says when a file has the name of the folder', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '');
    await expect(writeFolderAtomically(path, { a: 'abc' })).rejects.toThrow(
      /could not write the folder .*file \(3 bytes\): a part of the path is a file/,
    );
  });

  it('follows a symbolic link', async () => {
    const parent = temporaryFolder();
    await writeFolderAtomically(join(parent, 'real'), { a: 'old' });
    symlinkSync('real', join(parent, 'link'));
    await writeFolderAtomically(join(parent, 'link'), { a: 'new' });
    expect(read(join(parent, 'real'))).toEqual({ a: 'new' });
    expect(readdirSync(parent).sort()).toEqual(['link', 'real']);
    renameSync(join(parent, 'real'), join(parent, '.real.previous'));
    expect(await readFromFolder(join(parent, 'link'), 'a')).toEqual(
      new Uint8Array([110, 101, 119]),
    );
  });

  it('keeps the old folder on a full disk', async (context) => {
    const disk = tinyDisk(context);
    const folder = join(disk, 'model');
    await writeFolderAtomically(folder, { a: 'old', b: 'old' });
    await expect(
      writeFolderAtomically(folder, { a: 'new', b: new Uint8Array(100_000) }),
    ).rejects.toThrow(
      `could not write the folder ${folder} (100003 bytes): the disk is full (ENOSPC)`,
    );
    expect(read(folder)).toEqual({ a: 'old', b: 'old' });
    expect(readdirSync(disk)).toEqual(['model']);
  });

  it('finishes a swap that was cut short', async () => {
    const parent = temporaryFolder();
    const folder = join(parent, 'model');
    await writeFolderAtomically(folder, { a: 'old' });
    renameSync(folder, join(parent, '.model.previous'));
    expect(new TextDecoder().decode(await readFromFolder(folder, 'a'))).toBe('old');
    await expect(writeFolderAtomically(folder, { b: 'new' })).rejects.toThrow('(a)');
    expect(read(folder)).toEqual({ a: 'old' });

    await writeFolderAtomically(join(parent, '.model.previous'), { a: 'older' });
    await writeFolderAtomically(folder, { a: 'new' });
    expect(read(folder)).toEqual({ a: 'new' });
    expect(readdirSync(parent)).toEqual(['model']);
  });

  it('leaves a whole folder whenever the process is killed', async () => {
    const parent = temporaryFolder();
    const folder = join(parent, 'model');
    const program = (told: number) => `
      import { writeFolderAtomically } from './node.js';
      for (let round = 1; ; round++) {
        const bytes = new Uint8Array(100_000).fill(round);
        await writeFolderAtomically(${JSON.stringify(folder)}, { a: bytes, b: bytes });
        if (round === ${told}) console.log('written');
      }`;
    for (const [told, milliseconds] of [0, 2, 5, 9, 20].entries()) {
      await killWhileWriting(program(told + 1), parent, milliseconds);
      const [a, b] = [await readFromFolder(folder, 'a'), await readFromFolder(folder, 'b')];
      expect(a).toHaveLength(100_000);
      expect(b).toEqual(a);
      expect(a.every((byte) => byte === a[0])).toBe(true);
      expect(a[0]).toBeGreaterThan(told);
    }
  });
});
