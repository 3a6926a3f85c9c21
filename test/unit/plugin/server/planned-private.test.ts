import { attr, defineProvider, defineResource, defineSchema } from '../../../../modules/plugin';
import type { RequestOf } from '../../../../modules/plugin/protocol/messages/calls';
import { joinPrivate, splitPrivate } from '../../../../modules/plugin/server/planned-private';
import { received, sent, Served } from './served';

const d = { description: 'd' };
const none = defineSchema({ ...d, attributes: {} });
const schema = defineSchema({ ...d, attributes: { name: attr.string({ required: true, ...d }) } });
const bytes = (text: string): Uint8Array => Buffer.from(text);
const text = (kept: Uint8Array | undefined): string | undefined =>
  kept === undefined ? undefined : Buffer.from(kept).toString();

/** Plans with bytes of its own, keeps what it is given, and fails with the name "refused". */
async function serve() {
  const given: (readonly [string, ...(string | undefined)[]])[] = [];
  const settle = (name: string): void => {
    if (name === 'refused') throw new Error('refused');
  };
  const served = new Served(
    defineProvider<typeof none, object>({
      name: 'x',
      version: '0.0.1',
      schema: none,
      configure: async () => ({ configured: {} }),
      resources: [
        defineResource<typeof schema, object>({
          typeName: 'x_it',
          schema,
          plan: async ({ planned, private: kept }) => ({
            planned,
            private: bytes(`plan of ${text(kept) ?? 'nothing'}`),
            requiresReplace: planned.name === 'other' ? [['name']] : [],
          }),
          create: async ({ planned, private: kept }) => {
            given.push(['create', text(kept)]);
            return { state: planned };
          },
          read: async ({ state }) => ({ state }),
          update: async ({ planned, private: kept, priorPrivate }) => {
            given.push(['update', text(kept), text(priorPrivate)]);
            settle(planned.name);
            return { state: planned };
          },
          delete: async ({ prior, private: kept, replacement }) => {
            given.push(['delete', text(kept), text(replacement)]);
            settle(prior.name);
            return {};
          },
        }),
      ],
      dataSources: [],
    }),
  );
  await served.call('ConfigureProvider', { config: sent(none, {}) });
  const object = (name: string | null) => sent(schema, name === null ? null : { name });
  const call = {
    plan: async (from: string | null, to: string | null, kept?: Uint8Array) => {
      const request: RequestOf<'PlanResourceChange'> = {
        typeName: 'x_it',
        priorState: object(from),
        proposedNewState: object(to),
        config: object(to),
        ...(kept !== undefined && { priorPrivate: kept }),
      };
      return served.call('PlanResourceChange', request);
    },
    apply: async (from: string | null, to: string | null, kept: Uint8Array | undefined) => {
      const answer = await served.call('ApplyResourceChange', {
        typeName: 'x_it',
        priorState: object(from),
        plannedState: object(to),
        config: object(to),
        ...(kept !== undefined && { plannedPrivate: kept }),
      });
      return { state: received(schema, answer.newState), kept: text(answer.private) };
    },
  };
  return { given, ...call };
}

it('leaves with an object what was kept with it when its update fails', async () => {
  const { given, plan, apply } = await serve();
  const { plannedPrivate } = await plan('old', 'refused', bytes('state'));
  expect(await apply('old', 'refused', plannedPrivate)).toEqual({ state: { name: 'old' }, kept: 'state' });
  expect(given).toEqual([['update', 'plan of state', 'state']]);
});

it('keeps what the plan left when the update succeeds', async () => {
  const { plan, apply } = await serve();
  const { plannedPrivate } = await plan('old', 'new', bytes('state'));
  expect(await apply('old', 'new', plannedPrivate)).toEqual({
    state: { name: 'new' },
    kept: 'plan of state',
  });
});

it('gives the deletion in a replacement what was kept with the object, and plans the creation from nothing', async () => {
  const { given, plan, apply } = await serve();
  const first = await plan('old', 'other', bytes('state'));
  const { plannedPrivate } = await plan(null, 'other', first.plannedPrivate);
  await apply('old', null, plannedPrivate);
  await apply(null, 'other', plannedPrivate);
  expect(given).toEqual([
    ['delete', 'state', 'plan of nothing'],
    ['create', 'plan of nothing'],
  ]);
});

it('leaves with an object what was kept with it when its deletion in a replacement fails', async () => {
  const { plan, apply } = await serve();
  const first = await plan('refused', 'other', bytes('state'));
  const { plannedPrivate } = await plan(null, 'other', first.plannedPrivate);
  expect(await apply('refused', null, plannedPrivate)).toEqual({
    state: { name: 'refused' },
    kept: 'state',
  });
});

it('gives a destruction what was kept with the object, and nothing else', async () => {
  const { given, plan, apply } = await serve();
  const { plannedPrivate } = await plan('old', null, bytes('state'));
  await apply('old', null, plannedPrivate);
  expect(given).toEqual([['delete', 'state', undefined]]);
});

it('joins what is there, and nothing to nothing', () => {
  expect(joinPrivate({ own: undefined, prior: undefined })).toBeUndefined();
  for (const whole of [
    { own: bytes('a'), prior: bytes('bc') },
    { own: undefined, prior: bytes('bc') },
    { own: bytes('a'), prior: undefined },
  ]) {
    expect(splitPrivate(joinPrivate(whole))).toEqual(whole);
  }
  expect(splitPrivate(bytes('{"generation":1,"more":"than a head"}'))).toBeUndefined();
});
