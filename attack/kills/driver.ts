import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Attack, Context, Outcome } from '../attack.js';
import { Draw } from '../support/draw.js';
import { inLanes } from '../support/lanes.js';
import { endOf, program, run } from '../support/process.js';
import { expect, messageOf } from '../support/scenarios.js';
import { differences, type Victim } from './victim.js';

const hook = ['--import', pathToFileURL(program('crashpoint')).href];

/** Kills a victim at each of its file operations in turn, or at some of them. */
export function atEachOperation(victim: Victim, quickly: number): Attack {
  return {
    name: `${victim.name}, killed at each file operation`,
    promise: 'goes on to the same bytes; a reader finds old or new, whole',
    async run(context) {
      const points = await pointsOf(victim, context);
      const whole = victim.result(join(context.folder, 'whole'));
      const all = points.map((what, index) => ({ what, at: index + 1 }));
      const chosen = context.quick ? new Draw(context.seed, victim.name).some(all, quickly) : all;
      const failures: string[] = [];
      let done = 0;
      await inLanes(chosen, async ({ what, at }) => {
        context.progress(done++, chosen.length);
        try {
          const folder = await fresh(victim, context, `point-${at}`);
          const env = { ATTACK_WATCH: folder, ATTACK_KILL_AT: String(at) };
          const killed = await run(victim.start(folder), { env, flags: hook, cwd: folder });
          expect(killed.signal === 'SIGKILL', `was not killed, but ended by ${endOf(killed)}`);
          await victim.between?.(folder);
          await finish(victim, folder, whole);
          rmSync(folder, { recursive: true });
        } catch (error) {
          failures.push(`killed at point ${at}, ${what}: ${messageOf(error)}`);
        }
      });
      return { tried: chosen.length, failures, remark: `${points.length} points` };
    },
  };
}

/** Kills a victim again and again at random moments, until it is done. */
export function atRandomMoments(victim: Victim, kills: { full: number; quick: number }): Attack {
  return {
    name: `${victim.name}, killed at random moments`,
    promise: 'goes on to the same bytes',
    async run(context) {
      const total = context.quick ? kills.quick : kills.full;
      if (total === 0) return { tried: 0, failures: [], skipped: 'in the full form only' };
      const folder = await fresh(victim, context, 'alone');
      const alone = await run(victim.start(folder), { cwd: folder });
      expect(alone.code === 0, `the victim failed by itself: ${endOf(alone)}`);
      const whole = victim.result(folder);
      return chains(victim, context, { whole, total, duration: alone.milliseconds });
    },
  };
}

/** Milliseconds before a process begins its work, in which there is nothing to kill. */
const starting = 300;

interface Chains {
  readonly whole: Readonly<Record<string, string>>;
  /** Kills to be made. */
  readonly total: number;
  /** Milliseconds of an undisturbed run. */
  readonly duration: number;
}

async function chains(
  victim: Victim,
  context: Context,
  { whole, total, duration }: Chains,
): Promise<Outcome> {
  const draw = new Draw(context.seed, victim.name);
  const failures: string[] = [];
  let [kills, chain] = [0, 0];
  while (kills < total) {
    const folder = await fresh(victim, context, `chain-${chain++}`);
    try {
      for (let link = 0; kills < total; link++) {
        const words = link === 0 ? victim.start(folder) : victim.goOn(folder);
        const limit = starting + draw.share() * (duration - starting);
        const ended = await run(words, { cwd: folder, limit });
        if (ended.signal !== 'SIGKILL') {
          expect(ended.code === 0, `after ${link} kills: ${endOf(ended)}`);
          break;
        }
        context.progress(++kills, total);
        await victim.between?.(folder);
      }
      await finish(victim, folder, whole);
      rmSync(folder, { recursive: true });
    } catch (error) {
      failures.push(`chain ${chain}, seed ${context.seed}: ${messageOf(error)}`);
    }
  }
  return { tried: kills, failures, remark: `${chain} runs` };
}

/** The points at which an undisturbed run changes files. */
async function pointsOf(victim: Victim, context: Context): Promise<string[]> {
  const folder = await fresh(victim, context, 'whole');
  const log = join(context.folder, 'points');
  const env = { ATTACK_WATCH: folder, ATTACK_KILL_LOG: log };
  const ended = await run(victim.start(folder), { env, flags: hook, cwd: folder });
  expect(ended.code === 0, `the victim failed by itself: ${endOf(ended)}`);
  expect(existsSync(log), 'the victim changed no file');
  return readFileSync(log, 'utf8').trim().split('\n');
}

async function fresh(victim: Victim, { folder }: Context, name: string): Promise<string> {
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  await victim.prepare?.(own);
  return own;
}

/** Lets a victim go on undisturbed, and holds what it gives against that of an undisturbed run. */
async function finish(
  victim: Victim,
  folder: string,
  whole: Readonly<Record<string, string>>,
): Promise<void> {
  const last = await run(victim.goOn(folder), { cwd: folder });
  expect(last.code === 0, `the run that goes on ended by ${endOf(last)}`);
  const different = differences(victim.result(folder), whole);
  expect(different.length === 0, `other bytes: ${different.join(', ')}`);
}
