/** Milliseconds that the main thread has to answer a worker. */
const PATIENCE = 10_000;

/**
 * Evaluates a script in the main thread of this worker of Node, which has to know nothing of it.
 *
 * @throws {Error} where that is forbidden, where the script fails, or where the main thread does not answer
 */
export async function evaluateInMainThread(expression: string): Promise<void> {
  const { Session } = await import('node:inspector');
  const session = new Session();
  session.connectToMainThread();
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, refuse) => {
      timer = setTimeout(() => refuse(new Error('The main thread does not answer.')), PATIENCE);
      session.post('Runtime.evaluate', { expression }, (error, result) => {
        const failure = error?.message ?? result.exceptionDetails?.exception?.description;
        if (failure === undefined) resolve();
        else refuse(new Error(failure));
      });
    });
  } finally {
    clearTimeout(timer);
    session.disconnect();
  }
}
