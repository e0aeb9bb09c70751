import { autoencoderZoo } from '../engines/autoencoderZoo.js';
import type { Plan } from '../measure.js';
import { spread, type Spread } from '../statistics.js';
import type { Task } from '../tasks.js';
import { Worker } from '../worker/worker.js';

/** How many first steps a process makes in the time of ten yardsticks. */
export async function ratioOfFirstStep(task: Task, { rounds }: Plan): Promise<Spread> {
  const ratios: number[] = [];
  for (let start = 0; start < Math.ceil(rounds / 7); start++) {
    const { worker, hello } = await Worker.start(autoencoderZoo.command(task));
    await worker.stop();
    if (!('first' in hello) || hello.yardstick === undefined) {
      throw new Error(`${task.name}: the zoo did not make its first step`);
    }
    ratios.push((10 * hello.yardstick) / hello.first);
  }
  return spread(ratios);
}
