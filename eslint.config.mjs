import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const PROVIDER_BARREL = {
  name: '@cdktf/provider-aws',
  message:
    'Import the leaf (@cdktf/provider-aws/lib/s3-bucket): the barrel costs seconds and half a gigabyte.',
};

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'cdktf.out', '.tuneform', 'coverage', '**/*.json'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // A one-verb interface whose verb is not needed in some case reads better than a disabled rule at each place.
      '@typescript-eslint/no-empty-function': 'off',
      // The compiler allows no enum here (erasableSyntaxOnly), and comparing every two types deeply for one costs seconds.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // The compiler compares a class with private members by name, and nearly all here have some or are errors, constructs or a
      // framework's: to ask every two types again costs a tenth of the whole time.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-console': 'error',
      'no-restricted-imports': ['error', { paths: [PROVIDER_BARREL] }],
      eqeqeq: 'error',
      curly: ['error', 'multi-line'],
    },
  },
  {
    // Time and randomness are parameters: code that needs them takes a Clock or a seed.
    files: ['modules/{tuning,search,reconcile}/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'fetch', 'process'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take a Clock.' },
        { object: 'Math', property: 'random', message: 'Take a seed.' },
      ],
    },
  },
  {
    files: ['modules/cli/**/*.ts', 'scripts/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        require: 'readonly',
        module: 'writable',
        __dirname: 'readonly',
        process: 'readonly',
        console: 'readonly',
      },
    },
  },
);
