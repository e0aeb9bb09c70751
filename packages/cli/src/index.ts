export { run } from './commandLine.js';
