/** Lets calls of an asynchronous function wait for the ones before, failed or not. */
export function serial<Arguments extends readonly unknown[], Result>(
  call: (...values: Arguments) => Promise<Result>,
): (...values: Arguments) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (...values) => {
    const start = () => call(...values);
    const result = last.then(start, start);
    last = result;
    return result;
  };
}
