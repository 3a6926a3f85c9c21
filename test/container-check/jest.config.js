const { join } = require('node:path');
const { projects } = require('../../jest.config');

const contract = projects.find(({ displayName }) => displayName === 'contract');

/** By its path: what reads these settings but jest knows no root of a project. */
const support = (file) => join(__dirname, '../support', file);

/**
 * Containers: a step of its own, because it trains and serves with some sixty containers, most of them broken, and because it needs a
 * container engine, which it installs as root.
 */
module.exports = {
  testTimeout: 900_000,
  projects: [
    {
      ...contract,
      displayName: 'container-check',
      testEnvironment: support('clean-environment.ts'),
      testMatch: ['<rootDir>/test/container-check/*.test.ts'],
    },
    {
      ...contract,
      displayName: 'container-engine',
      testEnvironment: support('engine-environment.ts'),
      testMatch: [
        '<rootDir>/test/container-check/engine/*.test.ts',
        '<rootDir>/test/contract/local-cloud/runners/{conformance,serving,memory}.test.ts',
      ],
    },
  ],
};
