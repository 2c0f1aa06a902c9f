import js from '@eslint/js';
import globals from 'globals';

/** Prettier owns layout; these rules find mistakes. */
export default [
  { ignores: ['webroot/vendor/', '**/node_modules/'] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-constructor-return': 'error',
      'no-implicit-coercion': 'error',
      'no-self-compare': 'error',
      'no-shadow': 'error',
      'no-template-curly-in-string': 'error',
      'no-throw-literal': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  // The client runs in pages, workers and Node: only what all of them have.
  { files: ['webroot/scapro.js'], languageOptions: { globals: globals['shared-node-browser'] } },
  {
    files: ['webroot/monitor/**', 'webroot/playground/**'],
    languageOptions: { globals: { ...globals.browser, uPlot: 'readonly' } },
  },
  { files: ['examples/orders/src/**'], languageOptions: { globals: globals.browser } },
  {
    files: ['webroot/monitor/worker.js', 'webroot/monitor/layout.js'],
    languageOptions: { globals: globals.worker },
  },
  {
    files: ['src/test/js/**', 'js-tools/**', 'docs-tools/**'],
    languageOptions: { globals: globals.node },
  },
];
