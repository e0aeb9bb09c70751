import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const installed = (path: string) => here(`../../../node_modules/${path}`);

/**
 * Folders of the files that the two libraries load when they run; they are served
 * beside the bundles.
 */
export const runtimes = [
  installed('onnxruntime-web/dist'),
  installed('@tensorflow/tfjs-backend-wasm/wasm-out'),
];

/** Bundles the workers as a user of the packages does, and adds an empty page. */
export async function bundleWorkers(folder: string): Promise<void> {
  await build({
    entryPoints: { zoo: here('./zoo.worker.js'), tfjs: here('./tfjs.worker.js') },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    logLevel: 'error',
  });
  await writeFile(`${folder}/index.html`, '<!doctype html><link rel="icon" href="data:,">');
}
