import type { Attack, Context } from '../attack.js';
import { growths, residentGrowth } from './flat.js';
import { held, type Held } from './memory.js';

/** Work that is done over and over. */
export interface Soak {
  /** Such as `loads of a model`. */
  readonly unit: string;
  readonly full: number;
  readonly quick: number;
  /** Does `count` units; called again and again. Gives back what frees all at last. */
  readonly begin: (context: Context) => Promise<(count: number) => Promise<void>>;
}

/** The first share of the work is warm-up: caches fill, memory finds its size. */
const warmUp = 0.4;
const measurements = 24;

/** Does work over and over and measures what the process holds meanwhile. */
export function soaked({ unit, full, quick, begin }: Soak): Attack {
  return {
    name: `over and over: ${unit}`,
    promise: 'memory, tensors, files and threads stay flat',
    async run(context) {
      const total = context.quick ? quick : full;
      const work = await begin(context);
      const measured: Held[] = [];
      let done = 0;
      for (let part = 1; part <= measurements; part++) {
        const until = Math.round((total * part) / measurements);
        await work(until - done);
        done = until;
        if (part >= warmUp * measurements) measured.push(await held());
        context.progress(done, total);
      }
      return { tried: total, failures: growths(measured), remark: residentGrowth(measured) };
    },
  };
}
