/** Measures one case in this process: `node process.js <axis> <value>`, and prints it as JSON. */
import { Dataset, fit } from '@autoencoder-zoo/core';
import { repeated } from '../worker/activities.js';
import { time } from '../worker/answer.js';
import { peakMemory } from '../worker/peakMemory.js';
import { print } from '../output.js';
import { axes } from './axes.js';
import type { Point } from './curve.js';

const [name, text] = process.argv.slice(2);
const axis = axes.find((each) => each.name === name);
if (!axis) throw new Error(`there is no axis "${name}"`);
const value = Number(text);
const { make, samples, batchSize, activity } = axis.at(value);
const model = make();
const shape = model.inputShape;
const size = samples * shape.reduce((product, dimension) => product * dimension, 1);
const values = Uint8Array.from({ length: size }, (_, i) => ((i * 7919) >>> 3) & 255);
const data = new Dataset({ name: 'bytes', values, shape, scale: 1 / 255 });
const before = await peakMemory();
if (activity === 'encode') await fit(model, data, { batchSize, steps: 1 });
const { once } = repeated(activity, model, data, batchSize);
const start = performance.now();
await once();
const first = (performance.now() - start) / 1000;
const { milliseconds } = await time({ once, fewest: 3 }, { seconds: 0.3 });
const memory = (await peakMemory()) - before;
print(JSON.stringify({ value, first, milliseconds, memory } satisfies Point));
process.exit();
