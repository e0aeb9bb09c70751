import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { killWhileWriting } from '../testing/killWhileWriting.js';
import { temporaryFolder } from '../testing/temporaryFolder.js';
import { tinyDisk } from '../testing/tinyDisk.js';
import { newTag } from './owner.js';
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

  it('follows links to links, from other folders, to what is not there yet', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'far/deep'), { recursive: true });
    symlinkSync('far/deep', join(folder, 'near'));
    symlinkSync('../second', join(folder, 'far/deep/first'));
    symlinkSync('real', join(folder, 'far/second'));
    await writeFileAtomically(join(folder, 'near/first'), 'new');
    expect(readFileSync(join(folder, 'far/real'), 'utf8')).toBe('new');
    expect(lstatSync(join(folder, 'far/second')).isSymbolicLink()).toBe(true);
    symlinkSync('circle', join(folder, 'circle'));
    await expect(writeFileAtomically(join(folder, 'circle'), '')).rejects.toThrow('in a circle');
  });

  it('takes an address', async () => {
    const path = join(temporaryFolder(), 'größe 1%');
    await writeFileAtomically(pathToFileURL(path), 'x');
    expect(readFileSync(path, 'utf8')).toBe('x');
  });

  it('refuses a path with a slash at its end', async () => {
    const path = `${temporaryFolder()}/codes.npy/`;
    await expect(writeFileAtomically(path, '')).rejects.toThrow('names a folder');
    expect(existsSync(path)).toBe(false);
  });

  it('keeps the permissions of an older file', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '', { mode: 0o600 });
    await writeFileAtomically(path, 'x');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('writes names of the greatest length', async () => {
    const path = join(temporaryFolder(), 'x'.repeat(255));
    await writeFileAtomically(path, 'x');
    expect(readFileSync(path, 'utf8')).toBe('x');
  });

  it('writes into what is no file, and leaves it there', async () => {
    const folder = temporaryFolder();
    symlinkSync('/dev/null', join(folder, 'sink'));
    await writeFileAtomically(join(folder, 'sink'), 'x');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(readdirSync(folder)).toEqual(['sink']);
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

  it('says when a file is a mount point', async (context) => {
    const disk = tinyDisk(context);
    const folder = temporaryFolder();
    for (const place of [disk, folder]) writeFileSync(join(place, 'mounted'), 'old');
    for (const [place, reason] of [
      [disk, 'it is a mount point, which no other file can replace; mount its folder'],
      [folder, 'it is a mount point, or another program has it open (EBUSY)'],
    ]) {
      const path = join(folder, `target of ${place.slice(-6)}`);
      writeFileSync(path, '');
      execFileSync('mount', ['--bind', join(place, 'mounted'), path]);
      try {
        await expect(writeFileAtomically(path, 'new')).rejects.toThrow(reason);
        expect(readFileSync(path, 'utf8')).toBe('old');
      } finally {
        execFileSync('umount', [path]);
      }
    }
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it('says what is in the way', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'taken/full'), { recursive: true });
    await expect(writeFileAtomically(join(folder, 'file/x'), 'abc')).rejects.toThrow(
      /could not write .*file\/x \(3 bytes\): a part of the path is a file, not a folder/,
    );
    await expect(writeFileAtomically(join(folder, 'taken'), 'abc')).rejects.toThrow(
      /could not write .*taken \(3 bytes\): it is a folder, not a file/,
    );
    expect(readdirSync(folder).sort()).toEqual(['file', 'taken']);
  });

  it('removes what killed processes left of the same file, and no more', async () => {
    const folder = temporaryFolder();
    const { pid } = spawnSync(process.execPath, ['--version']);
    const here = newTag();
    const [ours, gone] = [`.a.${here}.partial`, `.a.${here.replace(/^\d+/, String(pid))}.partial`];
    const elsewhere = `.a.${pid}-00000000-0123456789ab.partial`;
    const old = `.a.${pid}-00000000-ba9876543210.partial`;
    const others = [
      gone.replace('.a', '.b'),
      '.a.partial',
      '.a.0123456789ab.partial',
      '.a.previous',
    ];
    for (const name of [ours, gone, elsewhere, old, ...others])
      writeFileSync(join(folder, name), '');
    utimesSync(join(folder, old), 1, 1);
    await writeFileAtomically(join(folder, 'a'), '');
    expect(readdirSync(folder).sort()).toEqual([ours, elsewhere, ...others, 'a'].sort());
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
