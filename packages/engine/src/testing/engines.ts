/** Options that choose each way of running a step, by name. */
export const ENGINES = [
  ['compiled', { engine: 'compiled' }],
  ['compiled whole', { engine: 'compiled', optimiserIn: 'graph' }],
  ['eager', { engine: 'eager' }],
] as const;
