const { relative } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;
const { files } = require('../../scripts/test-times.json');

/**
 * Starts the slowest test files first, so that none of them runs alone at the end while the other core idles. Jest's own
 * order knows durations only where it has run before, which a clean clone has not.
 */
class SlowestFirst extends Sequencer {
  /** Files that the table does not name are quick: they come last, in Jest's own order. */
  sort(tests) {
    const seconds = ({ path, context }) => files[relative(context.config.rootDir, path)] ?? 0;
    return super.sort(tests).toSorted((one, other) => seconds(other) - seconds(one));
  }
}

module.exports = SlowestFirst;
