const { projects } = require('../../jest.config');

/** The check of containers: a step of its own, because it trains and serves with some sixty containers, most of them broken. */
module.exports = {
  ...projects.find(({ displayName }) => displayName === 'contract'),
  displayName: 'container-check',
  testTimeout: 900_000,
  testMatch: ['<rootDir>/test/container-check/**/*.test.ts'],
};
