import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { killWhileWriting } from '../testing/killWhileWriting.js';
import { temporaryFolder } from '../testing/temporaryFolder.js';
import { tinyDisk } from '../testing/tinyDisk.js';
import { InUseError } from '../inUse.js';
import { holdFolder } from './hold.js';
import { readFromFolder } from './read.js';
import { expectRoom, tryFile } from './tryOut.js';
import { writeFileAtomically } from './writeFile.js';
import { finishSave, writeFolderAtomically } from './writeFolder.js';

const read = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

describe('writeFolderAtomically', () => {
  it('writes files into a folder, and replaces them', async () => {
    const parent = temporaryFolder();
    const folder = join(parent, 'models/digits');
    await writeFolderAtomically(folder, {
      'model.json': '{}',
      'weights.bin': new Uint8Array([65]),
    });
    expect(read(folder)).toEqual({ 'model.json': '{}', 'weights.bin': 'A' });
    const { ino } = statSync(folder);
    writeFileSync(join(folder, 'thesis.tex'), 'x');
    await writeFolderAtomically(
      `${folder}/`,
      { 'model.json': '{"v":2}' },
      { removes: ['weights.bin', 'absent'] },
    );
    expect(read(folder)).toEqual({ 'model.json': '{"v":2}', 'thesis.tex': 'x' });
    expect(readdirSync(join(parent, 'models'))).toEqual(['digits']);
    expect(statSync(folder).ino).toBe(ino);
  });

  it('replaces nothing that is not ours', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'model.json'), 'mine');
    const write = (ours: boolean, files: Record<string, string>) =>
      writeFolderAtomically(folder, files, {
        isOurs: async (read) => ours && (await read('model.json')) !== undefined,
      });
    await expect(write(false, { 'model.json': '{}' })).rejects.toThrow(
      'the folder has files of these names that are not of a save: model.json; choose another',
    );
    expect(read(folder)).toEqual({ 'model.json': 'mine' });
    await write(false, { 'notes.txt': 'new' });
    await write(true, { 'model.json': '{}' });
    expect(read(folder)).toEqual({ 'model.json': '{}', 'notes.txt': 'new' });
    mkdirSync(join(folder, 'photos'));
    await expect(write(true, { 'model.json': '', photos: '' })).rejects.toThrow('is a folder');
    expect(readFileSync(join(folder, 'model.json'), 'utf8')).toBe('{}');
  });

  it('leaves nothing where it could not write', async () => {
    const folder = join(temporaryFolder(), 'model');
    const isOurs = () => Promise.reject(new Error('no'));
    await writeFolderAtomically(folder, { a: '' });
    await expect(writeFolderAtomically(folder, { a: 'x' }, { isOurs })).rejects.toThrow('no');
    expect(read(folder)).toEqual({ a: '' });
  });

  it.each(['../x', 'a/b', '..', '.', '', 'a\\b', 'x\0y', '.save.committed', 'x.removed'])(
    'refuses the file name "%s"',
    async (name) => {
      const folder = join(temporaryFolder(), 'model');
      await expect(writeFolderAtomically(folder, { [name]: '' })).rejects.toThrow(
        `"${name}" is no name of a file`,
      );
      expect(existsSync(folder)).toBe(false);
    },
  );

  it('says when a file has the name of the folder', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '');
    await expect(writeFolderAtomically(path, { a: 'abc' })).rejects.toThrow(
      /could not write the folder .*file \(3 bytes\): there is a file of this name/,
    );
  });

  it('says when a disk is read-only', async (context) => {
    const disk = tinyDisk(context);
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    const reason = 'the file system is read-only (EROFS)';
    await expect(writeFolderAtomically(join(disk, 'a/b'), { a: '' })).rejects.toThrow(reason);
    await expect(writeFileAtomically(join(disk, 'a/b'), '')).rejects.toThrow(reason);
    await expect(holdFolder(join(disk, 'a'), 'run', 'a run')).rejects.toThrow(reason);
    await expect(tryFile(join(disk, 'a/b'))).rejects.toThrow(reason);
  });

  it.runIf(process.platform === 'linux')('ends where no folder can be made', async () => {
    const reason = 'there is no such file (ENOENT)';
    await expect(writeFolderAtomically('/proc/none/a', { a: '' })).rejects.toThrow(reason);
    await expect(writeFileAtomically('/proc/none/a', '')).rejects.toThrow(reason);
    await expect(holdFolder('/proc/none', 'run', 'a run')).rejects.toThrow(reason);
    await expect(tryFile('/proc/none/a')).rejects.toThrow(reason);
  });

  it('writes into a mount point, where it fits', async (context) => {
    const disk = tinyDisk(context);
    for (const text of ['old', 'new']) await writeFolderAtomically(disk, { a: text });
    expect(read(disk)).toEqual({ a: 'new' });
    await expectRoom(disk, 40_000);
    await expect(expectRoom(disk, 70_000)).rejects.toThrow(
      `could not write ${disk}: the disk is full: 61 kB are free, but at least 70 kB will`,
    );
  });

  it('follows a symbolic link', async () => {
    const parent = temporaryFolder();
    await writeFolderAtomically(join(parent, 'real'), { a: 'old' });
    symlinkSync('real', join(parent, 'link'));
    await writeFolderAtomically(join(parent, 'link'), { a: 'new' });
    expect(read(join(parent, 'real'))).toEqual({ a: 'new' });
    expect(readdirSync(parent).sort()).toEqual(['link', 'real']);
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

  it('finishes a save that was cut short', async () => {
    const folder = join(temporaryFolder(), 'model');
    await writeFolderAtomically(folder, { a: 'old', b: 'old', c: 'old' });
    const committed = join(folder, '.save.committed');
    mkdirSync(committed);
    for (const name of ['b', 'c.removed']) writeFileSync(join(committed, name), 'new');
    const text = async (name: string) =>
      new TextDecoder().decode(await readFromFolder(folder, name));
    expect([await text('a'), await text('b')]).toEqual(['old', 'new']);
    await finishSave(folder);
    expect(read(folder)).toEqual({ a: 'old', b: 'new' });
    mkdirSync(committed);
    writeFileSync(join(committed, 'b'), 'newest');
    await writeFolderAtomically(folder, { d: 'newer' });
    expect(read(folder)).toEqual({ a: 'old', b: 'newest', d: 'newer' });
  });

  it('tells one of two who write at once', async () => {
    const folder = join(temporaryFolder(), 'model');
    const hold = await holdFolder(folder, 'save', 'another save');
    await expect(writeFolderAtomically(folder, { a: 'second' })).rejects.toThrow(InUseError);
    await hold.release();
    await writeFolderAtomically(folder, { a: 'first' });
    expect(read(folder)).toEqual({ a: 'first' });
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
