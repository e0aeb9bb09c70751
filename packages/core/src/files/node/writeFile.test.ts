import {
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { killWhileWriting } from '../testing/killWhileWriting.js';
import { temporaryFolder } from '../testing/temporaryFolder.js';
import { tinyDisk } from '../testing/tinyDisk.js';
import { writeFileAtomically } from './writeFile.js';

describe('writeFileAtomically', () => {
  it('writes bytes and text, makes folders, replaces, leaves nothing aside', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a/b/file.bin');
    await writeFileAtomically(path, new Uint8Array([1, 2, 3, 255]));
    expect([...readFileSync(path)]).toEqual([1, 2, 3, 255]);
    await writeFileAtomically(path, 'größer');
    expect(readFileSync(path, 'utf8')).toBe('größer');
    await writeFileAtomically(path, '');
    expect(readFileSync(path)).toHaveLength(0);
    expect(readdirSync(join(folder, 'a/b'))).toEqual(['file.bin']);
  });

  it('writes the part of a buffer that a view shows', async () => {
    const path = join(temporaryFolder(), 'file');
    await writeFileAtomically(path, new Uint8Array([1, 2, 3, 4]).subarray(1, 3));
    expect([...readFileSync(path)]).toEqual([2, 3]);
  });

  it('follows a symbolic link', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'real'), 'old');
    symlinkSync('real', join(folder, 'link'));
    await writeFileAtomically(join(folder, 'link'), 'new');
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('new');
  });

  it('keeps the old file on a full disk and says why', async (context) => {
    const disk = tinyDisk(context);
    const path = join(disk, 'weights.safetensors');
    await writeFileAtomically(path, 'the old file');
    await expect(writeFileAtomically(path, new Uint8Array(100_000))).rejects.toThrow(
      `could not write ${path} (100000 bytes): the disk is full (ENOSPC)`,
    );
    expect(readFileSync(path, 'utf8')).toBe('the old file');
    expect(readdirSync(disk)).toEqual(['weights.safetensors']);
    await writeFileAtomically(path, new Uint8Array(30_000));
    expect(readFileSync(path)).toHaveLength(30_000);
  });

  it('says what is in the way', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'taken/full'), { recursive: true });
    await expect(writeFileAtomically(join(folder, 'file/x'), 'abc')).rejects.toThrow(
      /could not write .*file\/x \(3 bytes\): .*(ENOTDIR|EEXIST)/,
    );
    await expect(writeFileAtomically(join(folder, 'taken'), 'abc')).rejects.toThrow(
      /could not write .*taken \(3 bytes\): it is a folder, not a file \(EISDIR\)/,
    );
    expect(readdirSync(folder).sort()).toEqual(['file', 'taken']);
  });

  it('removes what a killed process left long ago, and no more', async () => {
    const folder = temporaryFolder();
    const old = ['.a.0123456789ab.partial', '.b.0123456789ab.partial', '.a.x.partial'];
    for (const name of [...old, '.a.ba9876543210.partial']) writeFileSync(join(folder, name), '');
    for (const name of old) utimesSync(join(folder, name), 1, 1);
    await writeFileAtomically(join(folder, 'a'), '');
    expect(readdirSync(folder).sort()).toEqual([
      '.a.ba9876543210.partial',
      '.a.x.partial',
      '.b.0123456789ab.partial',
      'a',
    ]);
  });

  it('leaves a whole file whenever the process is killed', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'file');
    const program = (told: number) => `
      import { writeFileAtomically } from './node.js';
      for (let round = 1; ; round++) {
        await writeFileAtomically(${JSON.stringify(path)}, new Uint8Array(3_000_000).fill(round));
        if (round === ${told}) console.log('written');
      }`;
    for (const [told, milliseconds] of [0, 2, 5, 9, 20].entries()) {
      await killWhileWriting(program(told + 1), folder, milliseconds);
      const bytes = readFileSync(path);
      expect(bytes).toHaveLength(3_000_000);
      expect(bytes.every((byte) => byte === bytes[0])).toBe(true);
      expect(bytes[0]).toBeGreaterThan(told);
    }
  });
});
