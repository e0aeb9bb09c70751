/**
 * Fetches a file of a folder on the network.
 *
 * @param folder - An address; relative ones count from the page or worker.
 * @throws Error which names the address and the server's answer.
 */
export async function fetchFromFolder(
  folder: string,
  name: string,
  request: RequestInit = {},
): Promise<Uint8Array> {
  const base = typeof location === 'undefined' ? undefined : location.href;
  const url = new URL(name, new URL(folder.replace(/\/?$/, '/'), base));
  let answer: string;
  try {
    const response = await fetch(url, request);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    answer = `the server answers ${response.status} ${response.statusText}`.trim();
  } catch (cause) {
    throw new Error(
      `could not fetch ${url.href}: the server cannot be reached, or does not allow this page to`,
      {
        cause,
      },
    );
  }
  throw new Error(`could not fetch ${url.href}: ${answer}`);
}
