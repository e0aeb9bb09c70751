/** A function cannot be traced; the message names the operation and says what to do instead. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
}
