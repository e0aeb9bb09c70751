/** Writes a line of results. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Writes a line about the run. */
export function warn(text: string): void {
  process.stderr.write(`${text}\n`);
}
