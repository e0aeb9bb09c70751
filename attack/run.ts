import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { duration } from '@autoencoder-zoo/core/progress';
import { environment } from '@autoencoder-zoo/experiments';
import type { Attack, Outcome } from './attack.js';
import type { Options } from './options.js';
import { attackProgress } from './progress.js';
import type { Result, ResultRow } from './result.js';
import { messageOf } from './support/scenarios.js';

/**
 * Makes the attacks that are asked for, in turn.
 *
 * @param note - Gets lines about the run.
 * @param store - Gets what there is so far after each attack.
 */
export async function runAttacks(
  { parts, quick, seed, number, into }: Options,
  note: (text: string) => void,
  store: (result: Result) => Promise<void>,
): Promise<Result> {
  const rows: ResultRow[] = [];
  const result = { quick, seed, rows, environment: environment() };
  for (const { name: part, attacks } of parts) {
    for (const attack of attacks) {
      const begin = performance.now();
      const outcome = await make(attack, { quick, seed, number, into });
      const seconds = (performance.now() - begin) / 1000;
      const { name, promise } = attack;
      const date = new Date().toISOString().slice(0, 10);
      rows.push({ part, attack: name, promise, ...outcome, seconds, date });
      note(`${name}: ${describe(outcome)}, ${duration(seconds)}`);
      await store(result);
    }
  }
  return result;
}

async function make(
  attack: Attack,
  { quick, seed, number, into }: Pick<Options, 'quick' | 'seed' | 'number' | 'into'>,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'attack-'));
  const kept = resolve(into, 'kept');
  mkdirSync(kept, { recursive: true });
  const progress = attackProgress(attack.name);
  try {
    return await attack.run({ quick, seed, number, folder, kept, progress: progress.tell });
  } catch (error) {
    return { tried: 0, failures: [`the attack could not be made: ${messageOf(error)}`] };
  } finally {
    progress.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function describe({ tried, failures, remark, skipped }: Outcome): string {
  return [
    `${tried.toLocaleString('en')} tried, ${failures.length} failed`,
    ...(remark === undefined ? [] : [remark]),
    ...(skipped === undefined ? [] : [`SKIPPED: ${skipped}`]),
    ...failures.map((failure) => `\n  ${failure}`),
  ].join(', ');
}
