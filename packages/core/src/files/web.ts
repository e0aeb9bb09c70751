// What core does with files in browsers: saved models come over the network, checkpoints lie in the
// browser's own file system.
export { fetchFromFolder as readFromFolder } from './fetched.js';
export { fileExists, readWholeFile, writeFileAtomically } from './web/originPrivate.js';
export { writeFolderAtomically } from './web/writeFolder.js';
export type { FileContents } from './contents.js';
