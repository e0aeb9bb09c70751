/**
 * Where the printed lines differ from those that a page shows. Numbers may differ by
 * a tenth, or by one in the last digit: other processors round products differently,
 * and training makes more of it.
 */
export function differences(shown: readonly string[], printed: readonly string[]): string[] {
  return Array.from({ length: Math.max(shown.length, printed.length) }, (_, i) => i)
    .filter((i) => !agree(shown.at(i), printed.at(i)))
    .map(
      (i) => `the page shows ${quoted(shown.at(i))}, but the code prints ${quoted(printed.at(i))}`,
    );
}

const number = /-?\d+(\.\d+)?/g;

function agree(shown = '', printed = ''): boolean {
  if (shown.replace(number, '#') !== printed.replace(number, '#')) return false;
  const expected = shown.match(number) ?? [];
  const found = printed.match(number) ?? [];
  return expected.every((text, i) => {
    const value = Number(text);
    const lastDigit = 10 ** -(text.split('.').at(1)?.length ?? 0);
    const tolerance = Math.max(Math.abs(value) / 10, 1.001 * lastDigit);
    return Math.abs(Number(found[i]) - value) <= tolerance;
  });
}

function quoted(line: string | undefined): string {
  return line === undefined ? 'nothing' : `"${line}"`;
}
