// The safetensors format of weights, which Python reads as well.
export { decodeSafetensors, type SafetensorsContents } from './safetensors/decode.js';
export { encodeSafetensors } from './safetensors/encode.js';
export { checkSeal, encodeSealed, sealKey } from './safetensors/seal.js';
export type { SafeTensor, SafeTensorValues } from './safetensors/safeTensor.js';
