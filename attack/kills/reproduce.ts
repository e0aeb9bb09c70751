import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aezoo, program } from '../support/process.js';
import { filesOf, hashOf, type Victim } from './victim.js';

const into = (folder: string) => join(folder, 'results');

/** Results without when, where and how fast they were made. */
function result(folder: string): Record<string, string> {
  const text = readFileSync(join(into(folder), 'result.json'), 'utf8');
  const result = JSON.parse(text) as Record<string, unknown>;
  for (const name of ['seconds', 'date', 'environment']) Reflect.deleteProperty(result, name);
  return { ...filesOf(into(folder)), 'result.json': hashOf(JSON.stringify(result)) };
}

/** A cheap experiment of the zoo, in its quick version. */
export const reproduceQuick: Victim = {
  name: 'aezoo reproduce --quick',
  start: (folder) => [
    ...[aezoo, 'reproduce', 'sequence-anomaly', '--quick'],
    ...['--into', into(folder)],
  ],
  goOn: (folder) => reproduceQuick.start(folder),
  result,
};

/** An experiment of a second. */
export const reproduceSmall: Victim = {
  name: 'an experiment',
  start: (folder) => [program('experiment'), into(folder)],
  goOn: (folder) => [program('experiment'), into(folder)],
  result,
};
