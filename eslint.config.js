import js from '@eslint/js';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      '**/*.wasm.ts',
      '**/*.as.ts',
      'runs/',
      'docs/site/',
      '**/*_pb.ts',
    ],
  },
  js.configs.recommended,
  {
    // Prettier breaks code, and leaves comments as they are.
    rules: { 'max-len': ['error', { code: 1000, comments: 100, ignoreUrls: true }] },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    plugins: { jsdoc },
    languageOptions: {
      parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'jsdoc/no-types': 'error',
      'jsdoc/require-hyphen-before-param-description': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':matches(PropertyDefinition, MethodDefinition[kind!="constructor"], TSParameterProperty)[accessibility="private"]',
          message: 'What is private is called #name.',
        },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['packages/{engine,core,measures,variants}/src/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.cases.ts', '**/testing/**', '**/src/tensorflow/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          name: '@tensorflow/tfjs-core',
          allowTypeImports: true,
          message:
            "Node takes long to import it: use '@autoencoder-zoo/engine/tensorflow', or '#tensorflow' in the engine.",
        },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: { console: 'readonly', process: 'readonly', Buffer: 'readonly', URL: 'readonly' },
    },
  },
);
