import { pathToFileURL } from 'node:url';

/** Address of the file that holds this code. Bundles in the CommonJS format lack `import.meta.url`. */
export const here: string = import.meta.url ?? pathToFileURL(__filename).href;
