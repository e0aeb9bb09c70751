import type { NamedVariable } from './declarations.js';
import { OptionsError } from './options.js';

/**
 * The variables of some parts: those whose name is one of the given ones, or begins with it and a
 * slash. `'decoder'` picks `'decoder/0/kernel'`.
 *
 * @param only - Names of parts or variables. Default: all.
 * @throws OptionsError for a name that none has, with the names that there are.
 */
export function pickVariables(
  variables: readonly NamedVariable[],
  only?: readonly string[],
): readonly NamedVariable[] {
  if (!only) return variables;
  const within = (name: string, part: string) => name === part || name.startsWith(`${part}/`);
  for (const part of only) {
    if (!variables.some(({ name }) => within(name, part))) {
      const names = variables.map(({ name }) => name).join(', ');
      throw new OptionsError(
        `no variable is called "${part}", or belongs to it; there are: ${names}`,
      );
    }
  }
  return variables.filter(({ name }) => only.some((part) => within(name, part)));
}
