import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aezoo, lastLine } from '../testing/aezoo.js';
import { temporaryFolder, writeBumps } from '../testing/folder.js';

const folder = temporaryFolder();
writeBumps(join(folder, 'bumps.npy'), 64, [8, 6]);

describe('aezoo zoo', () => {
  it('trains one model of each kind and writes a page that stands alone', async () => {
    const outcome = await aezoo(folder, ['zoo', '--data', 'bumps.npy', '--epochs', '1', '--json']);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    const { report, variants } = lastLine(outcome) as {
      report: string;
      variants: { variant: string }[];
    };
    const names = variants.map(({ variant }) => variant);
    expect(names).toEqual(['underComplete', 'overComplete', 'denoising', 'variational', 'lstm']);
    const page = readFileSync(join(folder, report), 'utf8');
    for (const name of names) {
      expect(page).toContain(`<section id="${name}">`);
      expect(existsSync(join(folder, 'runs/zoo', name, 'model.json'))).toBe(true);
    }
    expect(page).toContain('corrupted');
    expect(page.match(/<svg/g)).toHaveLength(3 * names.length);
    expect(page).not.toMatch(/(src|href)="(?!data:|#)/);
    expect(await aezoo(folder, ['zoo', '--data', 'bumps.npy', '--epochs', '1'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('replace them with --overwrite') as string,
    });
  });
});
