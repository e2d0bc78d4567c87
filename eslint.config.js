/** Lint rules: typescript-eslint's strict, type-checked ones, and Lit's for the elements. */

import { configs as lit } from 'eslint-plugin-lit';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['dist/', 'node_modules/', 'playground/public/', 'test/fixtures/']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // Also asks for it where a value can be indexed but not iterated (`ArrayLike`).
      '@typescript-eslint/prefer-for-of': 'off',
      // Asks for `!`, which is never used here.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // `{ large, ...rest }` is how a property is left out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // A number reads the same in a template as by itself.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => list.push(item)` says what it does; braces would add nothing.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  { files: ['playground/**/*.ts'], ...lit['flat/recommended'] },
);
