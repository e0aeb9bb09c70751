import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from 'prettier';
import { expect, it } from 'vitest';
import { experimentNames } from '../../registry.js';
import { reproduce } from '../reproduce.js';
import { temporaryFolder } from '../testing/folder.js';
import { smallExperiment } from '../testing/small.js';
import { defineTrials, runTrials } from '../trials.js';
import { replaceGenerated } from './markdown.js';
import { generatedPages, record, recordTrials } from './record.js';

const folder = temporaryFolder();
const markers = '<!-- result: begin -->\n<!-- result: end -->\n';

it('takes a result, its pictures and tables over into the documents', async () => {
  const root = join(folder, 'documents');
  mkdirSync(join(root, 'small'), { recursive: true });
  writeFileSync(join(root, 'README.md'), `# All\n\n${markers}`);
  writeFileSync(join(root, 'small', 'README.md'), `# Small\n\n${markers}\nWhy.\n`);
  writeFileSync(join(root, 'small', 'experiment.ts'), '');
  mkdirSync(join(root, 'awaited'));
  writeFileSync(join(root, 'awaited', 'README.md'), `# Awaited\n\n${markers}`);
  const done = await reproduce(smallExperiment([]), { into: join(folder, 'run') });
  const files = await record(done, ['small', 'awaited', 'unwritten'], root);

  expect(files.map((file) => file.slice(root.length + 1))).toEqual([
    ...['small/result.json', 'small/shapes.svg'],
    ...['small/README.md', 'awaited/README.md', 'README.md'],
  ]);
  const page = readFileSync(join(root, 'small', 'README.md'), 'utf8');
  expect(page).toMatch(/^\| offset +\| +7\.0 \| +1\.0 \(sd 1\.0\) \| 100 ± 1 +\| no +\|$/m);
  expect(page).toContain('Published: nobody.');
  expect(page).toContain('3 seeds: mean and standard deviation');
  expect(page).toMatch(/\nWhy\.\n$/);
  const overview = readFileSync(join(root, 'README.md'), 'utf8');
  expect(overview).toMatch(/^\| \[small\]\(small\/README\.md\) \| loss /m);
  expect(page).toContain('| spread ');
  expect(overview).not.toContain('spread');
  expect(overview).toContain('not yet run in full: [awaited](awaited/README.md).');
  const awaited = readFileSync(join(root, 'awaited', 'README.md'), 'utf8');
  expect(awaited).toContain('Not yet run in full');
  for (const text of [page, overview]) {
    expect(await check(text, { parser: 'markdown', printWidth: 100 })).toBe(true);
  }
});

it('takes what was tried over into the page, beside the result', async () => {
  const root = join(folder, 'trials');
  mkdirSync(join(root, 'small'), { recursive: true });
  const page = join(root, 'small', 'README.md');
  writeFileSync(join(root, 'README.md'), `# All\n\n${markers}`);
  writeFileSync(
    page,
    `# Small\n\n${markers}\n<!-- trials: begin -->\n<!-- trials: end -->\n\nWhy.\n`,
  );
  writeFileSync(join(root, 'small', 'experiment.ts'), '');
  const trials = defineTrials({
    name: 'small',
    columns: [{ figure: 'error', heading: 'held-out error', digits: 1 }],
    module: import.meta.url,
    trials: [{ what: 'longer', settings: {} }],
    run: () => Promise.resolve({ error: 2.25 }),
  });
  const result = await runTrials(trials, { into: join(folder, 'run of trials') });
  const files = await recordTrials(result, ['small'], root);

  expect(files[0]).toBe(join(root, 'small', 'trials.json'));
  expect(JSON.parse(readFileSync(files[0], 'utf8'))).toEqual(result);
  const text = readFileSync(page, 'utf8');
  expect(text).toMatch(/^\| tried +\| held-out error \|$/m);
  expect(text).toMatch(/^\| longer \| +2\.3 \|$/m);
  expect(text).toContain('One seed; 0.0 minutes in all on');
  expect(text).toContain('Not yet run in full');
  expect(text).toMatch(/\nWhy\.\n$/);
  expect(await check(text, { parser: 'markdown', printWidth: 100 })).toBe(true);
});

it('refuses to record where there is no repository', async () => {
  const result = { name: 'absent' } as Parameters<typeof record>[0]['result'];
  await expect(record({ result, files: [] }, [], folder)).rejects.toThrow('has no experiment');
});

it('says what a page without a place for results lacks', () => {
  expect(() => replaceGenerated('# Page\n', 'result', 'table', 'page.md')).toThrow(
    'page.md has no place for its result: write the lines "<!-- result: begin -->"',
  );
});

it('the documents show what their results say', async () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  for (const { path, contents } of await generatedPages(experimentNames, root)) {
    expect(readFileSync(path, 'utf8'), `${path}: record the results again`).toBe(contents);
  }
});
