import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeResult, summaryOf } from '../experiments/reproduceExperiments.js';
import { aezoo } from '../testing/aezoo.js';
import { temporaryFolder } from '../testing/folder.js';

const folder = temporaryFolder();
writeFileSync(join(folder, 'file'), '');

describe('aezoo reproduce', () => {
  it.each([
    [['variatonal'], /there is no experiment "variatonal"; there are: .*variational/],
    [[], /name an experiment, or give --all; there are: .*variational/],
    [['variational', '--all'], /"variational" and --all came; give one of them/],
    [['variational', '--quik'], /unknown option '--quik'/],
    [['variational', '--seeds', '0'], /whole number of at least 1/],
    [['variational', '--seed', '1', '--seeds', '3'], /--seed and --seeds came; --seeds is for all/],
    [['variational', '--seed', '1', '--fresh'], /--seed and --fresh came/],
    [['variational', '--seed', '1', '--record'], /--seed and --record came/],
    [['variational', '--seed', '1', '--json'], /--seed and --json came/],
    [['variational', '--quick', '--into', 'file'], /^error: --into: could not write file.result/],
    [['variational', '--quick', '--record'], /only full results are recorded/],
  ])('refuses %j with code 2', async (args, message) => {
    const { code, stdout, stderr } = await aezoo(folder, ['reproduce', ...args]);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

const row = {
  what: 'test loss',
  published: 105.589,
  source: 'a paper',
  ours: { mean: 105.4, sd: 0.1, n: 3 },
  values: [105.3, 105.4, 105.5],
  tolerance: '105.6 ± 0.5',
  reproduced: true,
  digits: 2,
};
const result = {
  name: 'variational',
  title: 'Variational',
  quick: false,
  seeds: [0, 1, 2],
  rows: [row],
  figures: {},
  seconds: 61,
  date: '2026-01-02',
  settings: {},
  environment: { processor: 'a processor', cores: 2, platform: 'linux', versions: {} },
};

it('gives each row with what was published and what counts, as JSON', () => {
  const { what, published, source, ours, tolerance, reproduced } = row;
  expect(summaryOf(result)).toEqual({
    name: 'variational',
    rows: [{ what, published, source, ours, tolerance, reproduced }],
    seconds: 61,
  });
});

it('shows the same to people', () => {
  const [heading, , line] = describeResult(result).split('\n');
  expect(heading).toBe('Variational: 3 seeds, 1 min 01 s');
  expect(line).toMatch(/^ {2}test loss +105\.59 +105\.40 \(sd 0\.10\) +105\.6 ± 0\.5 +yes$/);
});
