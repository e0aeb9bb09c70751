export { atLeast, atMost, between, onEverySeed, within, type Bound } from './bound.js';
export type { RunContext } from './context.js';
export {
  markdownTable,
  replaceGenerated,
  type GeneratedPart,
  type MarkdownColumn,
} from './documents/markdown.js';
export { documentsOf, record, recordTrials } from './documents/record.js';
export { oursText, publishedText, reproducedText } from './documents/tables.js';
export { environment, type Environment } from './environment.js';
export {
  defineExperiment,
  type Experiment,
  type Figures,
  type Outcome,
  type SeedOutcome,
} from './experiment.js';
export type { Picture } from './picture.js';
export { reproduce, reproduceSeed, type ReproduceOptions, type Reproduction } from './reproduce.js';
export { isReproduced, type Result, type ResultRow } from './result.js';
export type { Row } from './row.js';
export { RunFolderError } from './runFolder.js';
export { spreadOf, type Spread } from './statistics.js';
export {
  defineTrials,
  runTrials,
  type Trial,
  type TrialColumn,
  type Trials,
  type TrialsResult,
} from './trials.js';
