/** What is taken of a server. */
export interface FetchLimits {
  /** Bytes that are taken at most. Default 2 GiB (2^31). */
  readonly maximumBytes?: number | undefined;
  /**
   * Milliseconds after which a connection that is slower than `pace` is given up. Default 30 000.
   */
  readonly patience?: number | undefined;
  /** Bytes that must come in each second, on the average of `patience`. Default 1000. */
  readonly pace?: number | undefined;
}

/** How to fetch, and who hears of it. */
export interface FetchOptions extends FetchLimits {
  /** Whether what the platform keeps will do. Default `'default'`. */
  readonly cache?: RequestCache;
  /** Stops it. */
  readonly signal?: AbortSignal | undefined;
  /** Called for each piece; `total` are the bytes in all, if the server told. */
  readonly onPiece?: ((received: number, total: number | undefined) => void) | undefined;
  /** What asks the server. Default: the platform's own. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}

/** The server answers, but not with the file. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';

  /**
   * @param passing - Whether it may answer with the file another time.
   */
  constructor(
    message: string,
    readonly passing = false,
  ) {
    super(message);
  }
}

/**
 * Fetches a file.
 *
 * @throws AnswerError if the server does not give it, or if it is larger than it may be;
 * Error if it comes too slowly; TypeError, as `fetch` does, if the server cannot be reached.
 */
export async function fetchBytes(
  url: string,
  {
    maximumBytes = 2 ** 31,
    patience = 30_000,
    pace = 1000,
    signal,
    onPiece,
    fetch = globalThis.fetch,
    cache = 'default',
  }: FetchOptions = {},
): Promise<Uint8Array> {
  const stalled = new AbortController();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  let before = 0;
  const timer = setInterval(() => {
    const came = received - before;
    before = received;
    if (came > 0 && came >= (pace * patience) / 1000) return;
    stalled.abort(new Error(`only ${came} bytes within ${patience / 1000} s`));
  }, patience);
  try {
    const signals = signal ? [signal, stalled.signal] : [stalled.signal];
    const response = await fetch(url, { cache, signal: AbortSignal.any(signals) });
    const { status, statusText } = response;
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new AnswerError(`HTTP ${status} ${statusText}`.trim(), status >= 500 || status === 429);
    }
    const total = Number(response.headers.get('content-length')) || undefined;
    refuseLonger(total ?? 0, maximumBytes);
    for await (const piece of piecesOf(response.body)) {
      received += piece.length;
      refuseLonger(received, maximumBytes);
      pieces.push(piece);
      onPiece?.(received, total);
    }
    return new Uint8Array(await new Blob(pieces).arrayBuffer());
  } finally {
    clearInterval(timer);
    stalled.abort();
  }
}

function refuseLonger(bytes: number, maximumBytes: number): void {
  if (bytes <= maximumBytes) return;
  throw new AnswerError(`${bytes} bytes or more, but at most ${maximumBytes} are taken`);
}

/** Not all browsers can iterate over a stream. */
async function* piecesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
