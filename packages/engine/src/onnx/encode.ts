import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import type { Attribute, ConstantData, Graph, GraphType, Node, Value } from '../graph/graph.js';
import {
  AttributeProto_AttributeType as AttributeType,
  ModelProtoSchema,
  TensorProto_DataType as ElementType,
  type AttributeProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from './onnx_pb.js';
import { VERSION } from './version.js';

/** The standard operators are those of this version of the operator set. */
const OPERATOR_SET = 18;
const IR_VERSION = 8;

const ELEMENT_TYPES: Record<GraphType, ElementType> = {
  float32: ElementType.FLOAT,
  int32: ElementType.INT32,
  int64: ElementType.INT64,
  bool: ElementType.BOOL,
};

/** Options of {@link encodeModel}. */
export interface EncodeOptions {
  /** Names of symbolic dimensions, by input or output name and axis: `{ x: { 0: 'batch' } }`. */
  readonly dynamic?: Readonly<Record<string, Readonly<Record<number, string>>>>;
  /** What the model is. Default: nothing. */
  readonly description?: string;
  /** What inputs and outputs are, by name. Default: nothing. */
  readonly descriptions?: Readonly<Record<string, string>>;
}

/**
 * Writes a graph as an ONNX model (operator set 18), the form that ONNX Runtime loads.
 * Constants become initialisers; inputs and outputs keep their names.
 */
export function encodeModel(graph: Graph, options: EncodeOptions = {}): Uint8Array {
  const { dynamic = {}, description, descriptions = {} } = options;
  const valueInfo = (name: string, value: Value) => ({
    ...encodeValue(name, value, dynamic[name]),
    docString: descriptions[name],
  });
  const { names, copies } = nameValues(graph);
  const nodes = [...graph.nodes, ...copies];
  const domains = new Set(['', ...nodes.map(({ domain = '' }) => domain)]);
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: BigInt(IR_VERSION),
      producerName: '@autoencoder-zoo/engine',
      producerVersion: VERSION,
      docString: description,
      opsetImport: [...domains].map((domain) => ({
        domain,
        version: BigInt(domain === '' ? OPERATOR_SET : 1),
      })),
      graph: {
        name: 'graph',
        node: nodes.map((node) => encodeNode(node, names)),
        initializer: [...graph.constants].map(([value, data]) =>
          encodeConstant(names.get(value)!, value, data),
        ),
        input: graph.inputs.map((value) => valueInfo(value.name, value)),
        output: graph.outputs.map(({ name, value }) => valueInfo(name, value)),
      },
    }),
  );
}

/**
 * Every value takes its own name, except that the first output which a node makes takes the
 * output's name. Outputs that are inputs, constants or other outputs too are copied.
 */
function nameValues({ inputs, constants, nodes, outputs }: Graph) {
  const names = new Map<Value, string>();
  for (const value of [...inputs, ...constants.keys(), ...nodes.flatMap((node) => node.outputs)]) {
    names.set(value, value.name);
  }
  const free = new Set(nodes.flatMap((node) => node.outputs));
  const copies: Node[] = [];
  for (const { name, value } of outputs) {
    if (free.delete(value)) {
      names.set(value, name);
    } else {
      const copy = { ...value, name };
      names.set(copy, name);
      copies.push({ operator: 'Identity', inputs: [value], outputs: [copy], attributes: {} });
    }
  }
  return { names, copies };
}

function encodeNode(
  node: Node,
  names: ReadonlyMap<Value, string>,
): MessageInitShape<typeof NodeProtoSchema> {
  const output = node.outputs.map((value) => names.get(value)!);
  return {
    name: output[0],
    opType: node.operator,
    domain: node.domain ?? '',
    input: node.inputs.map((value) => (value === undefined ? '' : names.get(value)!)),
    output,
    attribute: Object.entries(node.attributes).flatMap(([name, attribute]) =>
      attribute.kind === 'note' ? [] : [encodeAttribute(name, attribute)],
    ),
  };
}

function encodeAttribute(
  name: string,
  attribute: Exclude<Attribute, { kind: 'note' }>,
): MessageInitShape<typeof AttributeProtoSchema> {
  switch (attribute.kind) {
    case 'int':
      return { name, type: AttributeType.INT, i: BigInt(attribute.value) };
    case 'ints':
      return { name, type: AttributeType.INTS, ints: attribute.value.map(BigInt) };
    case 'float':
      return { name, type: AttributeType.FLOAT, f: attribute.value };
    case 'string':
      return { name, type: AttributeType.STRING, s: new TextEncoder().encode(attribute.value) };
  }
}

/** ONNX is little-endian, as every machine is that this runs on. */
function encodeConstant(
  name: string,
  { shape, type }: Value,
  data: ConstantData,
): MessageInitShape<typeof TensorProtoSchema> {
  return {
    name,
    dims: shape.map(BigInt),
    dataType: ELEMENT_TYPES[type],
    rawData: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength),
  };
}

function encodeValue(
  name: string,
  { shape, type }: Value,
  symbols: Readonly<Partial<Record<number, string>>> = {},
): MessageInitShape<typeof ValueInfoProtoSchema> {
  return {
    name,
    type: {
      tensorType: {
        elemType: ELEMENT_TYPES[type],
        shape: {
          dim: shape.map((dimension, axis) => ({
            value:
              symbols[axis] === undefined
                ? { case: 'dimValue', value: BigInt(dimension) }
                : { case: 'dimParam', value: symbols[axis] },
          })),
        },
      },
    },
  };
}
