// Turns the telemetry off, in the main thread or in a worker, and tells the
// environment of the process afterwards.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker } from 'node:worker_threads';
import { withoutTelemetry } from '../../packages/engine/src/session/telemetry.js';

const { inWorker } = JSON.parse(process.argv[2]) as { readonly inWorker: boolean };
if (inWorker && isMainThread) {
  const argv = process.argv.slice(2);
  await once(new Worker(fileURLToPath(import.meta.url), { argv }), 'exit');
} else await withoutTelemetry();

if (isMainThread) {
  const { environmentVariables } = process.report.getReport() as {
    readonly environmentVariables: NodeJS.ProcessEnv;
  };
  console.log(JSON.stringify(environmentVariables['ORT_DISABLE_TELEMETRY']));
}
