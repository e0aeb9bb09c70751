import type { InitializeHook, LoadHook } from 'node:module';

let passes: string;

/** Hears where the module of the passes is. */
export const initialize: InitializeHook<string> = (url) => {
  passes = url;
};

/** Puts a module in its place that gives graphs back as they are. */
export const load: LoadHook = (url, context, next) =>
  url === passes
    ? {
        format: 'module',
        source: 'export const optimise = (graph) => graph;',
        shortCircuit: true,
      }
    : next(url, context);
