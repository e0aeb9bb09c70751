import {
  autoencoder,
  type Autoencoder,
  type Code,
  type Corruption,
  type Decoder,
  type Encoder,
  type Likelihood,
  type ScalingOptions,
} from '@autoencoder-zoo/core';
import { denseDecoder } from '@autoencoder-zoo/variants/decoders/dense';
import { denseEncoder } from '@autoencoder-zoo/variants/encoders/dense';
import { gruDecoder } from '@autoencoder-zoo/variants/decoders/gru';
import { gruEncoder } from '@autoencoder-zoo/variants/encoders/gru';
import { lstmDecoder } from '@autoencoder-zoo/variants/decoders/lstm';
import { lstmEncoder } from '@autoencoder-zoo/variants/encoders/lstm';

/** What encodes and what decodes, in their order in tables. */
export const kinds = ['lstm', 'gru', 'dense'] as const;

/** What an encoder or decoder is made of. */
export type Kind = (typeof kinds)[number];

/** An encoder and a decoder. */
export interface Pair {
  /** Such as `lstm to dense`. */
  readonly name: string;
  readonly encoder: Kind;
  readonly decoder: Kind;
}

/** Each encoder with each decoder. */
export const pairs: readonly Pair[] = kinds.flatMap((encoder) =>
  kinds.map((decoder) => ({ name: `${encoder} to ${decoder}`, encoder, decoder })),
);

/** Sequences as the networks read them. */
export type SequenceShape = readonly [steps: number, channels: number];

/** All parts of a model but encoder and decoder, and how large those are. */
export interface Rest<Shape extends SequenceShape, Dim extends number> {
  readonly input: Shape;
  /** Of each recurrent layer and direction, and of each dense layer. */
  readonly units: number;
  /** Whether recurrent encoders read in both directions. */
  readonly bidirectional?: boolean;
  readonly corruption?: Corruption | undefined;
  readonly code: Code<readonly [Dim]>;
  readonly likelihood: Likelihood;
  readonly scaling?: ScalingOptions;
  readonly seed: number;
}

/** An autoencoder of an encoder and a decoder of any two kinds. */
export function combine<Shape extends SequenceShape, Dim extends number>(
  { encoder, decoder }: Pair,
  { units, bidirectional = false, ...rest }: Rest<Shape, Dim>,
): Autoencoder<Shape, readonly [Dim]> {
  const encoders: Record<Kind, () => Encoder> = {
    lstm: () => lstmEncoder({ units, bidirectional }),
    gru: () => gruEncoder({ units, bidirectional }),
    dense: () => denseEncoder({ hidden: [units] }),
  };
  const decoders: Record<Kind, () => Decoder> = {
    lstm: () => lstmDecoder({ units }),
    gru: () => gruDecoder({ units }),
    dense: () => denseDecoder({ hidden: [units] }),
  };
  return autoencoder({ ...rest, encoder: encoders[encoder](), decoder: decoders[decoder]() });
}
