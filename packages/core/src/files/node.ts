// All that core does with Node's file system. Import it lazily: the rest runs in browsers too.
export { isInFolder, readFromFolder, readWholeFile } from './node/read.js';
export { writeFileAtomically } from './node/writeFile.js';
export {
  finishSave,
  writeFolderAtomically,
  type ReadFile,
  type WriteFolderOptions,
} from './node/writeFolder.js';
export { expectRoom, tryFile } from './node/tryOut.js';
export { holdFile, holdFolder } from './node/hold.js';
export { InUseError, type Hold } from './inUse.js';
export type { FileContents } from './contents.js';
export { exists as fileExists } from './node/paths.js';
export { AnswerError, fetchBytes, type FetchLimits, type FetchOptions } from './fetchBytes.js';
