import ts from 'typescript';
import { root, type Page } from './pages.js';

/** Type errors of pages as `page:line: message`, all checked in one program. */
export function typeErrors(pages: readonly Page[]): string[] {
  const codes = new Map(pages.map(({ path, code }) => [`${root}${path}.ts`, code]));
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const disk = { ...host };
  host.fileExists = (file) => codes.has(file) || disk.fileExists(file);
  host.readFile = (file) => codes.get(file) ?? disk.readFile(file);
  const program = ts.createProgram([...codes.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(describe);
}

/** The project's own strictness; a sample may leave a result unused. */
function compilerOptions(): ts.CompilerOptions {
  const { options } = ts.getParsedCommandLineOfConfigFile(
    `${root}tsconfig.base.json`,
    {},
    {
      ...ts.sys,
      readDirectory: () => [],
      onUnRecoverableConfigFileDiagnostic(diagnostic) {
        throw new Error(describe(diagnostic));
      },
    },
  )!;
  return {
    ...options,
    composite: false,
    noEmit: true,
    noUnusedLocals: false,
    noUnusedParameters: false,
  };
}

function describe({ file, start, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, '\n');
  if (!file || start === undefined) return message;
  const { line } = file.getLineAndCharacterOfPosition(start);
  return `${file.fileName.replace(root, '').replace(/\.ts$/, '')}:${line + 1}: ${message}`;
}
