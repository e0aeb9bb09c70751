// What core does with files in browsers: saved models come over the network, checkpoints lie in the
// browser's own file system.
export { fetchFromFolder as readFromFolder } from './fetched.js';
export { holdFile } from './web/hold.js';
export { fileExists, readWholeFile, writeFileAtomically } from './web/originPrivate.js';
export { holdFolder, writeFolderAtomically } from './web/writeFolder.js';
export { InUseError, type Hold } from './inUse.js';
export type { FileContents } from './contents.js';
export { AnswerError, fetchBytes, type FetchLimits, type FetchOptions } from './fetchBytes.js';
