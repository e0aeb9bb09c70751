/**
 * Refuses to write: a browser has no folders that a user could find again.
 *
 * @throws Error always, with what to do instead.
 */
export function writeFolderAtomically(folder: string | URL): Promise<never> {
  return Promise.reject(
    new Error(
      `could not write ${String(folder)}: a browser has no folders; take the files from model.files() and offer them as downloads or send them to a server`,
    ),
  );
}

/**
 * Refuses to hold a folder, since there are none.
 *
 * @throws Error always, with what to do instead.
 */
export function holdFolder(folder: string | URL): Promise<never> {
  return writeFolderAtomically(folder);
}
