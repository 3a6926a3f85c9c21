const { projects } = require('../../jest.config');

/** The table of faults: a step of its own, because it plays every fault in every operation, some six hundred times. */
module.exports = {
  ...projects.find(({ displayName }) => displayName === 'protocol'),
  displayName: 'faults',
  testTimeout: 300_000,
  maxWorkers: 2,
  testMatch: ['<rootDir>/test/faults/**/*.test.ts'],
};
