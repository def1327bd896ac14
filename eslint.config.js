import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The arrows of the house: which of our packages the files of a folder may import. */
const arrows = {
  'packages/dockerfile': [],
  'packages/checker': ['dockerfile'],
  'packages/harness': ['dockerfile'],
  'packages/terminal': ['dockerfile', 'checker'],
  'packages/verify': ['dockerfile', 'checker', 'harness', 'terminal'],
  'packages/doctor': ['checker', 'harness', 'bundle/(marks|registry)', 'terminal'],
  'packages/author': ['checker', 'harness', 'terminal', 'verify'],
  'packages/presentation': ['checker'],
  'packages/guide': ['checker', 'harness', 'presentation', 'verify'],
  'packages/store': ['checker', 'harness/cache-folder', 'terminal'],
  'packages/grader': [
    'dockerfile',
    'checker',
    'harness',
    'presentation',
    'store',
    'terminal',
    'verify',
  ],
  'packages/room': ['checker', 'harness', 'presentation', 'store', 'terminal', 'verify'],
  'packages/bundle': ['dockerfile', 'checker', 'harness', 'presentation', 'terminal', 'verify'],
  workshop: ['checker'],
};

/** These only judge what they are given; the checker has one reader of files. */
const pure = {
  files: ['packages/dockerfile/src/**', 'packages/checker/src/**'],
  ignores: [
    '**/*.test.ts',
    '**/read-submission.ts',
    '**/submission/**',
    '**/admission/catalogue/**',
  ],
};
const outsideWorld = {
  regex:
    '^(node:(fs|child_process|http|https|net|os|process|timers)|undici$|testcontainers$|dockerode$)',
  message: 'This package is pure: hand it what it needs.',
};
const outsideGlobals = ['process', 'Date', 'performance', 'fetch', 'setTimeout'];

const aroundTheDoor = {
  regex: String.raw`^(\.\./)+(packages/)?(${Object.keys(arrows).map(basename).join('|')})/(src|page)/`,
  message: 'Import another package by its name, @kit/….',
};

function basename(folder) {
  return folder.replace('packages/', '');
}

function allowOnly(packages, ...more) {
  const allowed = packages.map((name) => `@kit/${name}`);
  const others = {
    regex: `^(?!(${allowed.join('|')})(/|$))@kit/`,
    message: `Dependencies point one way; from here to: ${allowed.join(', ') || 'none of ours'}.`,
  };
  return { 'no-restricted-imports': ['error', { patterns: [others, aroundTheDoor, ...more] }] };
}

const focused = ['describe', 'it', 'test'].flatMap((object) =>
  ['only', 'skip', 'todo'].map((property) => ({
    object,
    property,
    message: 'Every test runs; one that cannot run everywhere says where with skipIf.',
  })),
);

export default defineConfig(
  globalIgnores(['apps/', '**/mistakes/', '**/solution/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-properties': ['error', ...focused],
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: { globals: { process: 'readonly' } },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // A Dockerfile is read by code points.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  ...Object.entries(arrows).map(([folder, packages]) => ({
    files: [`${folder}/**`],
    rules: allowOnly(packages),
  })),
  ...['packages/dockerfile', 'packages/checker'].map((folder) => ({
    ...pure,
    files: [`${folder}/src/**`],
    rules: {
      ...allowOnly(arrows[folder], outsideWorld),
      'no-restricted-globals': ['error', ...outsideGlobals],
    },
  })),
);
