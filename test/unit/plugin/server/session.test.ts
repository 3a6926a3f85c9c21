import { defineProvider, defineSchema } from '../../../../modules/plugin';
import { Served } from './served';

const provider = defineProvider({
  name: 'test',
  version: '0.0.1',
  schema: defineSchema({ description: 'A provider.', attributes: {} }),
  configure: () => Promise.resolve({}),
  resources: [],
});

test.each([
  { caller: 'goes away while a call runs', gone: false },
  { caller: 'is gone before a call begins', gone: true },
])('a caller who $caller is heard by the call', async ({ gone }) => {
  const { session } = new Served(provider);
  const caller = new AbortController();
  const reason = new Error('hung up');
  if (gone) caller.abort(reason);
  await session.run(caller, ({ signal }) => {
    if (!gone) {
      expect(signal.aborted).toBe(false);
      caller.abort(reason);
    }
    expect(signal.reason).toBe(reason);
  });
});
