import type { Machine } from '../machine.js';
import { median, speedUp, type Spread } from '../statistics.js';
import type { Player, Timing } from './players.js';

/** The times of one player, round by round. */
export interface Played {
  readonly player: Player;
  readonly rounds: readonly Timing[];
}

/** Results of one workload. */
export interface BrowserResult {
  readonly workload: string;
  readonly title: string;
  /** Milliseconds per step: medians over rounds. */
  readonly milliseconds: Readonly<Record<'node' | 'browser' | 'tfjs', number | undefined>>;
  /** How many times as long a step takes in the browser as in Node. */
  readonly timesNode: Spread;
  /**
   * How many times as fast the zoo is as TensorFlow.js' WebAssembly backend, both in the browser.
   */
  readonly overTfjs: Spread | undefined;
  /** The longest time in which the page could do nothing while the zoo trained, in milliseconds. */
  readonly longestGap: number;
  /** Largest difference of the first 20 losses from Node's, relative to them. */
  readonly lossDifference: number;
}

/** A whole run, as it is written to a file. */
export interface BrowserReport {
  readonly machine: Machine;
  readonly chromium: string;
  /** When the run began, in ISO 8601. */
  readonly date: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly results: readonly BrowserResult[];
}

/**
 * Medians, ratios and agreement of what was measured; `tfjs` is absent where that
 * cannot train the model.
 */
export function resultOf(
  { name, title }: { readonly name: string; readonly title: string },
  { node, browser, tfjs }: { node: Played; browser: Played; tfjs: Played | undefined },
): BrowserResult {
  const timesOf = ({ rounds }: Played) => rounds.map(({ milliseconds }) => milliseconds);
  return {
    workload: name,
    title,
    milliseconds: {
      node: median(timesOf(node)),
      browser: median(timesOf(browser)),
      tfjs: tfjs && median(timesOf(tfjs)),
    },
    timesNode: speedUp(timesOf(node), timesOf(browser)),
    overTfjs: tfjs && speedUp(timesOf(browser), timesOf(tfjs)),
    longestGap: Math.max(...browser.rounds.map(({ gap }) => gap!)),
    lossDifference: largestDifference(browser.player.losses, node.player.losses),
  };
}

function largestDifference(losses: readonly number[], reference: readonly number[]): number {
  return Math.max(...reference.map((loss, step) => Math.abs(losses[step] - loss) / Math.abs(loss)));
}
