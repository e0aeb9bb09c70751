// Turns the telemetry off, in the main thread or in workers, and tells the environment
// of the process afterwards.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker } from 'node:worker_threads';
import { withoutTelemetry } from '../../packages/engine/src/session/telemetry.js';

const { workers } = JSON.parse(process.argv[2]) as { readonly workers: number };
if (workers > 0 && isMainThread) {
  let started = 0;
  const startOthers = async () => {
    while (started++ < workers) {
      const worker = new Worker(fileURLToPath(import.meta.url), { argv: process.argv.slice(2) });
      await once(worker, 'exit');
    }
  };
  await Promise.all(Array.from({ length: 4 }, startOthers));
} else await withoutTelemetry();

if (isMainThread) {
  const { environmentVariables } = process.report.getReport() as {
    readonly environmentVariables: NodeJS.ProcessEnv;
  };
  console.log(JSON.stringify(environmentVariables['ORT_DISABLE_TELEMETRY']));
}
