const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the file is larger than allowed',
  EACCES: 'there is no permission',
  EPERM: 'there is no permission',
  EROFS: 'the file system is read-only',
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'there is a file of this name, not a folder',
  ELOOP: 'its symbolic links go in a circle',
  ENAMETOOLONG: 'the name is too long',
  EBUSY: 'it is a mount point, or another program has it open',
  EXDEV: 'it is a mount point',
  EMFILE: 'this process has too many open files',
  EIO: 'the disk reports an error',
};

/** An error that says what was not done and, in words, why; `cause` has the original. */
export function failure(what: string, cause: unknown): Error {
  const code = codeOf(cause);
  const message = cause instanceof Error ? cause.message : String(cause);
  const reason = code !== undefined && code in reasons ? `${reasons[code]} (${code})` : message;
  return new Error(`${what}: ${reason}`, { cause });
}

/** Code of an error of the operating system, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** For `catch`: nothing if the error has one of the codes, and else the error. */
export function unlessCode(...codes: readonly string[]): (error: unknown) => undefined {
  return (error) => {
    if (codes.includes(codeOf(error) ?? '')) return undefined;
    throw error;
  };
}
