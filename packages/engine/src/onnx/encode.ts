import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { int, ints } from '../graph/attributes.js';
import type {
  Attribute,
  ConstantData,
  Graph,
  GraphType,
  Loop,
  Node,
  Value,
} from '../graph/graph.js';
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
  const domains = new Set(['', ...domainsOf(graph)]);
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
        ...encodeNodes(graph, nameValues(graph)),
        input: graph.inputs.map((value) => valueInfo(value.name, value)),
        output: graph.outputs.map(({ name, value }) => valueInfo(name, value)),
      },
    }),
  );
}

const domainsOf = ({ nodes }: Graph): readonly string[] =>
  nodes.flatMap(({ domain = '', loop }) => [domain, ...(loop ? domainsOf(loop.body) : [])]);

function encodeNodes(graph: Graph, { names, copies }: Naming) {
  const nodes = [...graph.nodes, ...copies];
  const read = new Set<Value | undefined>([
    ...nodes.flatMap(({ inputs }) => inputs),
    ...graph.outputs.map(({ value }) => value),
  ]);
  return {
    node: nodes.map((node) => encodeNode(node, names, (output) => read.has(output))),
    initializer: [...graph.constants].map(([value, data]) =>
      encodeConstant(names.get(value)!, value, data),
    ),
  };
}

/** The names of all values, and nodes that are added to have them. */
interface Naming {
  readonly names: ReadonlyMap<Value, string>;
  readonly copies: readonly Node[];
}

/**
 * Every value takes its own name, except that the first output which a node makes takes the
 * output's name. Outputs that are inputs, constants or other outputs too are copied.
 */
function nameValues({ inputs, constants, nodes, outputs }: Graph): Naming {
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

/** Operators whose outputs are optional: they save memory where one has no name. */
const SPARING: ReadonlySet<string> = new Set(['LSTM', 'GRU']);

function encodeNode(
  node: Node,
  names: ReadonlyMap<Value, string>,
  isRead: (output: Value) => boolean,
): MessageInitShape<typeof NodeProtoSchema> {
  const isMade = (value: Value) => isRead(value) || !SPARING.has(node.operator);
  const output = node.outputs.map((value) => (isMade(value) ? names.get(value)! : ''));
  return {
    name: names.get(node.outputs[0]),
    opType: node.operator,
    domain: node.domain ?? '',
    input: node.inputs
      .slice(0, node.loop && node.loop.states + node.loop.sequences)
      .map((value) => (value === undefined ? '' : names.get(value)!)),
    output,
    attribute: [
      ...Object.entries(node.attributes).flatMap(([name, attribute]) =>
        attribute.kind === 'note' ? [] : [encodeAttribute(name, attribute)],
      ),
      ...(node.loop ? encodeLoop(node, node.loop, names) : []),
    ],
  };
}

/**
 * The attributes of a Scan. Its body sees what all steps see under its name outside, and has names
 * of its own for everything else.
 */
function encodeLoop(
  node: Node,
  { body, states, sequences, reverse }: Loop,
  outside: ReadonlyMap<Value, string>,
): MessageInitShape<typeof AttributeProtoSchema>[] {
  const scope = outside.get(node.outputs[0])!;
  const given = states + sequences;
  const inside = nameValues({
    ...body,
    outputs: body.outputs.map(({ value }, i) => ({ name: `output${i}`, value })),
  });
  const names = new Map([...inside.names].map(([value, name]) => [value, `${scope}/${name}`]));
  for (const [i, value] of body.inputs.entries()) {
    if (i >= given) names.set(value, outside.get(node.inputs[i]!)!);
  }
  const made = body.outputs.length - states;
  return [
    encodeAttribute('num_scan_inputs', int(sequences)),
    encodeAttribute('scan_input_directions', ints(Array<number>(sequences).fill(Number(reverse)))),
    encodeAttribute('scan_output_directions', ints(Array<number>(made).fill(Number(reverse)))),
    {
      name: 'body',
      type: AttributeType.GRAPH,
      g: {
        name: scope,
        ...encodeNodes(body, { names, copies: inside.copies }),
        input: body.inputs.slice(0, given).map((value) => encodeType(names.get(value)!, value)),
        output: body.outputs.map(({ value }, i) => encodeType(`${scope}/output${i}`, value)),
      },
    },
  ];
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

/** Without a shape, which may differ from that of the example. */
const encodeType = (name: string, { type }: Value) => ({
  name,
  type: { tensorType: { elemType: ELEMENT_TYPES[type] } },
});

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
