import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { variational } from '@autoencoder-zoo/variants/variational';
import { aezoo } from '../support/process.js';
import { expect } from '../support/scenarios.js';
import { hashOf, type Victim } from './victim.js';

const codesOf = (folder: string) => join(folder, 'codes.csv');
const older = 'z0,z1\n1,2\n';

/** `aezoo encode` over an older file of codes; a reader finds the older ones or all new ones. */
export const encode: Victim = {
  name: 'aezoo encode',
  async prepare(folder) {
    const model = variational({
      input: [24],
      hidden: [16],
      latentDim: 2,
      likelihood: 'squaredError',
      seed: 1,
    });
    await model.save(join(folder, 'model'));
    model.dispose();
    writeFileSync(codesOf(folder), older);
  },
  start: words,
  goOn: words,
  between(folder) {
    const codes = readFileSync(codesOf(folder), 'utf8');
    const whole = codes === older || codes.trimEnd().split('\n').length === 1030;
    expect(whole, `a reader found ${codes.length} characters, neither old nor new`);
  },
  result: (folder) => ({ 'codes.csv': hashOf(readFileSync(codesOf(folder))) }),
};

function words(folder: string): readonly string[] {
  const data = ['--data', 'italy-power-demand'];
  return [aezoo, 'encode', join(folder, 'model'), ...data, '--out', codesOf(folder)];
}
