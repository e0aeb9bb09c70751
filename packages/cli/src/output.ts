/** Writes a line to standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Writes a line to standard error. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Writes a result: one line of JSON, or the text for people. */
export function printResult(json: boolean | undefined, result: object, text: () => string): void {
  print(json ? JSON.stringify(result) : text());
}
