import { pathToFileURL } from 'node:url';

// Bundles in the CommonJS format lack `import.meta.url`.
const own = import.meta.url as string | undefined;

/** Address of the file that holds this code. */
export const here: string = own ?? pathToFileURL(__filename).href;
