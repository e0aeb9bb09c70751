import { z } from 'zod';

/** An option of a recipe, as its schema declares it. */
export interface RecipeOption {
  readonly name: string;
  /** Values that it takes: `integer[]`, `"relu" | "tanh"`. */
  readonly type: string;
  /** Whether there is no default. */
  readonly required: boolean;
  /** Absent when there is none. */
  readonly default?: unknown;
  /** What it does; empty when the schema does not say. */
  readonly meaning: string;
}

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Reads the options of a recipe from its schema. */
export function recipeOptions(schema: z.ZodObject): RecipeOption[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const option = property as JsonSchema;
    const absent = (schema.shape[name] as z.ZodType).safeParse(undefined);
    return {
      name,
      type: typeOf(option),
      required: !absent.success,
      ...(absent.data !== undefined && { default: absent.data }),
      meaning: option.description ?? '',
    };
  });
}

function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  // A deprecated choice is for what was saved before.
  if (choices) {
    return choices
      .filter(({ deprecated }) => !deprecated)
      .map(typeOf)
      .join(' | ');
  }
  if (schema.prefixItems) {
    return `[${schema.prefixItems.map((item) => typeOf(item as JsonSchema)).join(', ')}]`;
  }
  if (schema.type === 'array') return `${itemType(schema.items as JsonSchema)}[]`;
  if (schema.type === 'object') {
    const fields = Object.entries(schema.properties ?? {});
    return `{ ${fields.map(([name, field]) => `${name}: ${typeOf(field as JsonSchema)}`).join(', ')} }`;
  }
  return [schema.type ?? 'any'].flat().join(' | ');
}

function itemType(schema: JsonSchema): string {
  const type = typeOf(schema);
  return type.includes(' ') ? `(${type})` : type;
}
