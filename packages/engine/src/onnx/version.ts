/** Version of this package, as its `package.json` has it: the files that it writes say so. */
export const VERSION = '0.1.0';
