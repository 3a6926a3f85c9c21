const { projects } = require('../../jest.config');

/** What a person sees: a step of its own, because it needs a browser, which it may install. */
module.exports = {
  ...projects.find(({ displayName }) => displayName === 'contract'),
  displayName: 'browser',
  testTimeout: 300_000,
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
};
