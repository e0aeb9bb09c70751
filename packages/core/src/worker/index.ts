// Runs in a Web Worker, as a page sees them: `runInWorker` there, `serveRuns` here.
export { runInWorker, type RunOptions } from './runInWorker.js';
export { serveRuns, type ServedRun, type WorkerScope } from './worker.js';
