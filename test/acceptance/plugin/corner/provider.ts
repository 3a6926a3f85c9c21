import { attr, defineProvider, defineSchema } from '../../../../modules/plugin';
import { CornerStore } from './corner-store';
import { everything } from './everything';
import { join, objectSource, renamed, token } from './lookups';
import { noisy, quiet, waiting } from './misbehaving';

/** A provider for tests, over a store that the test can look into. */
export function cornerProvider(store = new CornerStore()) {
  return defineProvider({
    name: 'corner',
    version: '0.0.1',
    schema: defineSchema({
      description: 'Corner cases.',
      attributes: { greeting: attr.string({ optional: true, description: 'Greeting.' }) },
    }),
    configure: async () => ({ configured: store }),
    resources: [
      { typeName: 'corner_everything', load: () => everything },
      { typeName: 'corner_waiting', load: () => waiting },
      () => noisy,
      quiet,
      { typeName: 'corner_renamed', load: () => renamed },
    ],
    dataSources: [objectSource],
    ephemeralResources: [token],
    functions: [join],
  });
}
