// Style, and the walls between the rooms; what no import rule can say is in test/architecture.test.ts.
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** @param {string[]} patterns @param {string} message */
const closed = (patterns, message) => ({ group: patterns, message });

const server = closed(['**/server/**'], 'The client and the vocabulary never import the server.');
const client = closed(['**/client/**'], 'The server and the vocabulary never import the client.');
const nodeParts = closed(['node:*'], 'No Node here: this also runs in the browser.');
const maplibre = { regex: '^maplibre-gl$', message: 'MapLibre is imported only in client/map/.', allowTypeImports: true };
const deck = closed(['@deck.gl/*'], 'deck.gl is imported only in client/map/deck*.');
const postgres = { regex: '^pg$', message: 'pg is imported only in server/db.ts.', allowTypeImports: true };

/** @param {object[]} patterns @returns {Record<string, ['error', { patterns: object[] }]>} */
const imports = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] });

export default defineConfig(
  globalIgnores(['dist/', 'node_modules/', '.local/', 'coverage/', 'test-results/']),
  tseslint.configs.recommended,
  svelte.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'prefer-const': 'error',
      'object-shorthand': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      ...imports(postgres, maplibre, deck),
    },
  },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  // Props are declared with `let`, as Svelte's own documents do, whether or not a component assigns them.
  { files: ['**/*.svelte'], rules: { 'prefer-const': 'off', 'svelte/prefer-const': ['error', { destructuring: 'all', excludedRunes: ['$props', '$state', '$derived'] }] } },
  { files: ['geodata/**'], rules: imports(server, client, nodeParts, maplibre, deck, postgres) },
  // What writes a shipped city's files runs on Node only.
  { files: ['geodata/*/generate/**'], rules: imports(server, client, maplibre, deck, postgres) },
  // A city's folder may hold the script that made its data.
  { files: ['geodata/*/generate/**'], rules: { ...imports(server, client, maplibre, deck, postgres), 'no-console': 'off' } },
  // The loaders run on the server and use its door to the database.
  { files: ['geodata/load/**'], rules: imports(client, maplibre, deck, postgres) },
  { files: ['client/**'], rules: imports(server, nodeParts, maplibre, deck, postgres) },
  { files: ['client/map/**'], rules: imports(server, nodeParts, deck, postgres) },
  { files: ['client/map/deck*', 'client/map/deck*/**'], rules: imports(server, nodeParts, postgres) },
  { files: ['server/**'], rules: imports(client, maplibre, deck, postgres) },
  { files: ['server/db.ts'], rules: imports(client, maplibre, deck) },
  // Tests and measurements look at everything.
  { files: ['test/**'], rules: { ...imports(), 'no-console': 'off' } },
);
