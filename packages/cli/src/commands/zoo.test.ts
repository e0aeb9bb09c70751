import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeNpy } from '../codes/encodeNpy.js';
import { aezoo, lastLine } from '../testing/aezoo.js';
import { temporaryFolder, writeBumps } from '../testing/folder.js';

const folder = temporaryFolder();
writeBumps(join(folder, 'bumps.npy'), 64, [8, 6]);

writeFileSync(join(folder, 'table.csv'), 'a,b,kind\n1,2,x\n3,4,y\n');

describe('aezoo zoo', () => {
  it('reads a file as it is told', async () => {
    const zoo = (...read: string[]) =>
      aezoo(folder, ['zoo', '--data', 'table.csv', ...read.flatMap((one) => ['--read', one])]);
    expect((await zoo()).stderr).toContain('--read label=...');
    expect(await zoo('label=kind')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /samples of shape \[2\] are no pictures.* --read shape=/,
      ) as string,
    });
    expect((await zoo('steps=3')).stderr).toContain('--read steps does not apply');
  });

  it('refuses values that are no brightness, before it trains', async () => {
    const values = new Float32Array(64 * 48).fill(3);
    writeFileSync(join(folder, 'wide.npy'), encodeNpy(values, [64, 8, 6]));
    const outcome = await aezoo(folder, ['zoo', '--data', 'wide.npy']);
    expect(outcome).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/sample 0 has 3 at position 0; pass --read scale=/) as string,
    });
    expect(existsSync(join(folder, 'runs/zoo/underComplete'))).toBe(false);
  });

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
    expect(page.match(/class="picture"/g)).toHaveLength(3 * names.length);
    expect(page).not.toMatch(/(src|href)="(?!data:|#)/);
    expect(await aezoo(folder, ['zoo', '--data', 'bumps.npy', '--epochs', '1'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('replace them with --overwrite') as string,
    });
  });
});
