// Makes an attack in this process, and tells the one that asked for it.
import { misuses } from '../misuse/all.js';
import { soaks } from '../soak/all.js';
import type { Answer, Task } from '../support/apart.js';
import { messageOf } from '../support/scenarios.js';

const { attack: name, context } = JSON.parse(process.argv[2]) as Task;
const attack = [...misuses, ...soaks].find((one) => one.name === name)!;
const say = (answer: Answer) =>
  new Promise<void>((resolve) => process.send!(answer, () => resolve()));

const unhandled: string[] = [];
process.on('unhandledRejection', (reason) => unhandled.push(messageOf(reason)));
process.on('uncaughtException', (error) => unhandled.push(messageOf(error)));

try {
  const progress = (done: number, total: number) => void say({ kind: 'progress', done, total });
  const outcome = await attack.run({ ...context, number: context.number, progress });
  const more = unhandled.map((message) => `an error that nobody could catch: ${message}`);
  await say({ kind: 'outcome', outcome: { ...outcome, failures: [...outcome.failures, ...more] } });
} catch (error) {
  await say({ kind: 'error', message: messageOf(error) });
}
process.exit(0);
