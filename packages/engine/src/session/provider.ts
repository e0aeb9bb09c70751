import type { Session, SessionFactory, SessionOptions } from './session.js';

/**
 * What ONNX Runtime can compute on: the processor, or a device through one of its execution
 * providers.
 */
export const PROVIDERS = ['cpu', 'cuda', 'webgpu', 'dml', 'coreml'] as const;

/** One of ONNX Runtime's execution providers. */
export type Provider = (typeof PROVIDERS)[number];

/** Where each provider is to be had. */
const ADVICE: Readonly<Record<Provider, string>> = {
  cpu: 'It comes with the packages onnxruntime-node and, for browsers, onnxruntime-web.',
  cuda:
    'It runs on Linux x64 with an NVIDIA card, CUDA 12 and cuDNN 9; its files are large and downloaded by ' +
    '"ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node".',
  webgpu:
    'It runs on Windows, macOS and Linux x64 with a driver for Direct3D 12, Metal or Vulkan, and not yet in browsers.',
  dml: 'It runs on Windows with a card that knows DirectX 12.',
  coreml: 'It runs on macOS.',
};

/** The execution provider that was asked for is not here, or does not start. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';

  /**
   * @param provider - what was asked for
   * @param available - what is there instead
   */
  constructor(
    readonly provider: Provider,
    readonly available: readonly Provider[],
    cause?: unknown,
  ) {
    const reason =
      cause === undefined ? 'is not available here' : `does not start (${lineOf(cause)})`;
    super(
      `The execution provider "${provider}" ${reason}; available here: ${available.join(', ') || 'none'}. ${ADVICE[provider]}`,
      { cause },
    );
  }
}

/**
 * Loads a graph where the options ask for it.
 *
 * @throws {ProviderError} when the runtime lacks the provider, or it does not start
 */
export async function createSession(
  sessions: SessionFactory,
  model: Uint8Array,
  options: SessionOptions,
): Promise<Session> {
  const { provider = 'cpu' } = options;
  const { providers: available = ['cpu'] } = sessions;
  if (!available.includes(provider)) throw new ProviderError(provider, available);
  if (provider === 'cpu') return sessions.create(model, options);
  try {
    return await sessions.create(model, options);
  } catch (error) {
    const others = available.filter((name) => name !== provider);
    throw new ProviderError(provider, others, error);
  }
}

function lineOf(cause: unknown): string {
  const [line] = (cause instanceof Error ? cause.message : String(cause)).trim().split('\n');
  return line;
}
