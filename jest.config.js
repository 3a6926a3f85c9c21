// The SDK's reminder about future Node versions would be repeated by every test process.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** One project per kind of test, fastest first. Contract and acceptance tests start real servers and processes. */
const shared = {
  rootDir: __dirname,
  testEnvironment: '<rootDir>/test/support/clean-environment.ts',
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  transformIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/cdktf.out', '<rootDir>/.tuneform'],
};

const project = (name, extra = {}) => ({
  ...shared,
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  ...extra,
});

module.exports = {
  // A hang is found by it, slowness is not: machines that are busy take several times as long.
  testTimeout: 300_000,
  // Much of the suite waits for processes it started, so both cores of a small machine are worth using.
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/support/slowest-first.js',
  projects: [
    project('unit', {
      testEnvironment: '<rootDir>/test/support/pure-environment.ts',
      moduleNameMapper: { '^lmdb$': '<rootDir>/test/support/no-store.ts' },
    }),
    ...['architecture', 'protocol', 'contract', 'acceptance'].map((name) => project(name)),
  ],
};
