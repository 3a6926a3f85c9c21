const { projects } = require('../../jest.config');

/** The examples: a step of its own, because each searches and serves with real training jobs and may install packages of the system. */
module.exports = {
  ...projects.find(({ displayName }) => displayName === 'acceptance'),
  displayName: 'examples',
  testTimeout: 900_000,
  testMatch: ['<rootDir>/test/examples/**/*.test.ts'],
};
