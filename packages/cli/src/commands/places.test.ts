import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { aezoo } from '../testing/aezoo.js';
import { temporaryFolder, writeBumps } from '../testing/folder.js';

const folder = temporaryFolder();
const at = (...names: string[]) => join(folder, ...names);
writeBumps(at('bumps.npy'), 64, [16]);

const train = (out: string, ...args: string[]) =>
  aezoo(folder, [
    ...['train', 'underComplete', '--data', 'bumps.npy', '--batch-size', '16'],
    ...['--set', 'latentDim=2', '--epochs', '2', '--out', out, ...args],
  ]);

/** All files of a folder, to see that nothing changed. */
const contentsOf = (dir: string) =>
  readdirSync(at(dir)).map((name) => [name, readFileSync(at(dir, name), 'latin1')]);

const refused = (message: string) => ({
  code: 2,
  stdout: '',
  stderr: expect.stringContaining(message) as string,
});

beforeAll(async () => {
  expect(await train('done')).toMatchObject({ code: 0 });
}, 60_000);

describe('the folder of a run', () => {
  it('is not written over, finished or not, unless that is asked for', async () => {
    const before = contentsOf('done');
    expect(await train('done')).toMatchObject(
      refused('done holds a finished run; go on from it with --resume, train anew in its place'),
    );
    expect(await train('done', '--resume', '--overwrite')).toMatchObject(refused('give one'));
    mkdirSync(at('begun'));
    cpSync(at('done/checkpoint.safetensors'), at('begun/checkpoint.safetensors'));
    expect(await train('begun')).toMatchObject(refused('begun holds an unfinished run; go on'));
    expect(contentsOf('done')).toEqual(before);

    cpSync(at('done'), at('again'), { recursive: true });
    const overwrite = ['--overwrite', '--learning-rate', '1e30', '--epochs', '9'];
    expect(await train('again', ...overwrite)).toMatchObject({ code: 1 });
    expect(contentsOf('again')).toEqual([]);
    expect(await train('again', '--overwrite')).toMatchObject({ code: 0 });
    expect(contentsOf('again').sort()).toEqual(before.sort());
  });

  it('keeps a model without a checkpoint from --resume', async () => {
    mkdirSync(at('bare'));
    for (const file of ['model.json', 'weights.safetensors'])
      cpSync(at('done', file), at('bare', file));
    expect(await train('bare', '--resume')).toMatchObject(refused('bare holds a model without a'));
    expect(readdirSync(at('bare'))).toHaveLength(2);
  });

  it('is its own: other files are refused, files with a dot before their name are not', async () => {
    mkdirSync(at('theirs'));
    writeFileSync(at('theirs/model.json'), '{"format":"layers-model"}');
    for (const how of [[], ['--overwrite']]) {
      expect(await train('theirs', ...how)).toMatchObject(
        refused('a model.json of something else'),
      );
    }
    mkdirSync(at('weights'));
    writeFileSync(at('weights/weights.safetensors'), 'mine');
    for (const how of [[], ['--resume'], ['--overwrite']]) {
      expect(await train('weights', ...how)).toMatchObject(refused('other files (weights.safe'));
    }
    mkdirSync(at('dots/.save.committed.mine'), { recursive: true });
    const dots = ['.gitkeep', '.nfs0001', '.checkpoint.safetensors.0123456789ab.partial'];
    for (const name of dots) writeFileSync(at('dots', name), 'x');
    expect(await train('dots')).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(at('dots'))).toEqual(expect.arrayContaining(dots));
  });

  it('may be the one in which the command runs', async () => {
    mkdirSync(at('here'));
    const { ino } = statSync(at('here'));
    const args = [
      'train',
      'underComplete',
      '--data',
      '../bumps.npy',
      '--epochs',
      '1',
      '--out',
      '.',
    ];
    expect(await aezoo(at('here'), args)).toMatchObject({ code: 0 });
    expect(statSync(at('here')).ino).toBe(ino);
    expect(existsSync(at('here/model.json'))).toBe(true);
  });

  it('has one run at a time', async () => {
    const long = spawn(
      process.execPath,
      [
        join(import.meta.dirname, '../../bin/aezoo.js'),
        ...['train', 'underComplete', '--data', 'bumps.npy', '--epochs', '100000', '--verbose'],
        ...['--out', 'busy'],
      ],
      { cwd: folder },
    );
    const ended = new Promise((resolve) => long.once('close', resolve));
    await new Promise((resolve) => long.stderr.once('data', resolve));
    for (const how of ['--resume', '--overwrite']) {
      expect(await train('busy', how)).toMatchObject(
        refused(`busy is in use by another training run (process ${long.pid} on `),
      );
    }
    long.kill('SIGKILL');
    await ended;
    expect(await train('busy', '--overwrite')).toMatchObject({ code: 0 });
  });

  it('is tried before the training', async () => {
    writeFileSync(at('file'), '');
    symlinkSync('circle', at('circle'));
    for (const [out, reason] of [
      ['file', '--out: could not write file: there is a file of this name'],
      ['file/run', '--out: could not write file/run: a part of the path is a file'],
      ['circle', '--out: could not write circle: its symbolic links go in a circle'],
    ]) {
      expect(await train(out)).toMatchObject(refused(reason));
    }
  });
});

describe('the file of --out', () => {
  it.each(['same.npy', 'link.npy', 'hard.npy'])('is not the one that is read: %s', async (out) => {
    if (!existsSync(at('same.npy'))) {
      cpSync(at('bumps.npy'), at('same.npy'));
      symlinkSync('same.npy', at('link.npy'));
      linkSync(at('same.npy'), at('hard.npy'));
    }
    const args = ['encode', 'done', '--data', 'same.npy', '--out', out];
    expect(await aezoo(folder, args)).toMatchObject(
      refused(`--out ${out} is the file that is read`),
    );
    expect(readFileSync(at('same.npy')).equals(readFileSync(at('bumps.npy')))).toBe(true);
  });

  it('is tried before anything is computed', async () => {
    mkdirSync(at('codes.npy'));
    writeFileSync(at('plain'), '');
    const data = ['--data', 'bumps.npy'];
    for (const [args, message] of [
      [
        ['encode', 'done', ...data, '--out', 'codes.npy'],
        '--out: could not write codes.npy: it is a folder',
      ],
      [
        ['encode', 'done', ...data, '--out', 'plain/codes.csv'],
        '--out: could not write plain/codes.csv: a part of the path is a file',
      ],
      [
        ['reconstruct', 'done', ...data, '--out', 'plain/r.png'],
        '--out: could not write plain/r.png: a part of the path is a file',
      ],
      [
        ['zoo', ...data, '--out', 'plain/zoo'],
        '--out: could not write plain/zoo: a part of the path is a file',
      ],
    ] as const) {
      expect(await aezoo(folder, args)).toMatchObject(refused(message));
    }
  });

  it('keeps its permissions, and has nothing beside it', async () => {
    mkdirSync(at('private'));
    writeFileSync(at('private/codes.csv'), '', { mode: 0o600 });
    const args = ['encode', 'done', '--data', 'bumps.npy', '--out', 'private/codes.csv'];
    expect(await aezoo(folder, args)).toMatchObject({ code: 0 });
    expect(statSync(at('private/codes.csv')).mode & 0o777).toBe(0o600);
    expect(readdirSync(at('private'))).toEqual(['codes.csv']);
  });
});
