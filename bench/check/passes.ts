import { withoutPasses, withPasses } from '../engines/guarded.js';
import { measure, type Missing, type Plan } from '../measure.js';
import { speedUp, type Spread } from '../statistics.js';
import type { Task } from '../tasks.js';

/** How many times as fast a step is with the passes over its graph as without them. */
export async function ratioOfPasses(task: Task, plan: Plan): Promise<Spread> {
  const [ours, theirs] = await measure(task, [withPasses, withoutPasses], plan, refuse, {
    haste: true,
  });
  return speedUp(ours.rounds, theirs.rounds);
}

const refuse: Missing = (engine, reason) => {
  throw new Error(`${engine.name}: ${reason}`);
};
