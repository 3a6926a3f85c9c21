import {
  attr,
  defineDataSource,
  defineEphemeralResource,
  defineProvider,
  defineResource,
  defineSchema,
  isUnknown,
} from '../../../../modules/plugin';
import type { Deferred } from '../../../../modules/plugin';
import { received, sent, Served } from './served';

const schema = defineSchema({
  description: 'd',
  attributes: {
    name: attr.string({ required: true, description: 'd' }),
    id: attr.string({ computed: true, description: 'd' }),
  },
});
const none = defineSchema({ description: 'd', attributes: {} });
const state = { name: 'n', id: 'i' };
const never = async (): Promise<never> => Promise.reject(new Error('not called'));

/** Defers everything when told to, and notes for each call whether it might. */
function deferring(answers: {
  readonly own?: Deferred;
  readonly provider?: Deferred;
  readonly known?: boolean;
}) {
  const { own, provider, known = true } = answers;
  const allowed: boolean[] = [];
  const note = (context: { readonly deferralAllowed: boolean }): void =>
    void allowed.push(context.deferralAllowed);
  const also = own === undefined ? {} : { deferred: own };
  const served = new Served(
    defineProvider<typeof none, object>({
      name: 'x',
      version: '0.0.1',
      schema: none,
      configure: async (_, context) => {
        note(context);
        return {
          ...(known ? { configured: {} } : {}),
          ...(provider === undefined ? {} : { deferred: provider }),
        };
      },
      resources: [
        defineResource<typeof schema, object>({
          typeName: 'x_it',
          schema,
          plan: ({ planned }, context) => {
            note(context);
            return { planned, ...also };
          },
          planDestroy: (_, context) => {
            note(context);
            return also;
          },
          read: async (request, context) => {
            note(context);
            return { state: request.state, ...also };
          },
          importState: async (_, context) => {
            note(context);
            return own === undefined ? { state } : { deferred: own };
          },
          create: never,
          update: never,
          delete: never,
        }),
      ],
      dataSources: [
        defineDataSource<typeof schema, object>({
          typeName: 'x_it',
          schema,
          read: async (_, context) => {
            note(context);
            return own === undefined ? { state } : { deferred: own };
          },
        }),
      ],
      ephemeralResources: [
        defineEphemeralResource<typeof schema, object>({
          typeName: 'x_it',
          schema,
          open: async (_, context) => {
            note(context);
            return own === undefined ? { result: state } : { deferred: own };
          },
        }),
      ],
    }),
  );
  return { served, allowed };
}

interface Ending {
  readonly deferred?: { readonly reason?: number | undefined } | undefined;
  readonly diagnostics?:
    readonly { readonly summary?: string | undefined; readonly detail?: string | undefined }[] | undefined;
}

const config = sent(schema, { name: 'n' });
const calls: readonly (readonly [string, (served: Served, deferralAllowed: boolean) => Promise<Ending>])[] = [
  [
    'planning',
    (served, deferralAllowed) =>
      served.call('PlanResourceChange', {
        typeName: 'x_it',
        proposedNewState: config,
        config,
        clientCapabilities: { deferralAllowed },
      }),
  ],
  [
    'planning a destruction',
    (served, deferralAllowed) =>
      served.call('PlanResourceChange', {
        typeName: 'x_it',
        priorState: sent(schema, state),
        proposedNewState: sent(schema, null),
        clientCapabilities: { deferralAllowed },
      }),
  ],
  [
    'reading',
    (served, deferralAllowed) =>
      served.call('ReadResource', {
        typeName: 'x_it',
        currentState: sent(schema, state),
        clientCapabilities: { deferralAllowed },
      }),
  ],
  [
    'importing',
    (served, deferralAllowed) =>
      served.call('ImportResourceState', {
        typeName: 'x_it',
        id: 'n',
        clientCapabilities: { deferralAllowed },
      }),
  ],
  [
    'reading a data source',
    (served, deferralAllowed) =>
      served.call('ReadDataSource', { typeName: 'x_it', config, clientCapabilities: { deferralAllowed } }),
  ],
  [
    'opening',
    (served, deferralAllowed) =>
      served.call('OpenEphemeralResource', {
        typeName: 'x_it',
        config,
        clientCapabilities: { deferralAllowed },
      }),
  ],
];

const configure = (served: Served, deferralAllowed: boolean) =>
  served.call('ConfigureProvider', { config: sent(none, {}), clientCapabilities: { deferralAllowed } });

describe.each(calls)('deferral while %s', (_, call) => {
  it.each([
    ['RESOURCE_CONFIG_UNKNOWN', 1],
    ['PROVIDER_CONFIG_UNKNOWN', 2],
    ['ABSENT_PREREQ', 3],
  ] as const)('is passed on where Terraform allows it: %s', async (reason, number) => {
    const { served, allowed } = deferring({ own: { reason } });
    await configure(served, true);
    const answer = await call(served, true);
    expect(answer.deferred).toEqual({ reason: number });
    expect(answer.diagnostics).toEqual([]);
    expect(new Set(allowed)).toEqual(new Set([true]));
  });

  it('is an error where Terraform does not allow it', async () => {
    const { served, allowed } = deferring({ own: { reason: 'ABSENT_PREREQ' } });
    await configure(served, false);
    const answer = await call(served, false);
    expect(answer.deferred).toBeUndefined();
    expect(answer.diagnostics).toEqual([
      expect.objectContaining({
        summary: 'Provider Defect (R19)',
        detail: expect.stringMatching(
          /x_it.*is deferred \(ABSENT_PREREQ\), which Terraform does not allow here/,
        ),
      }),
    ]);
    expect(new Set(allowed)).toEqual(new Set([false]));
  });

  it('happens by itself when the provider deferred its configuration', async () => {
    const { served, allowed } = deferring({ provider: { reason: 'PROVIDER_CONFIG_UNKNOWN' }, known: false });
    expect((await configure(served, true)).diagnostics).toEqual([]);
    const answer = await call(served, true);
    expect(answer).toMatchObject({ deferred: { reason: 2 } });
    expect(answer.diagnostics ?? []).toEqual([]);
    // Only `configure` was asked.
    expect(allowed).toEqual([true]);
  });

  it('does not happen by itself where Terraform does not allow it', async () => {
    const { served } = deferring({ provider: { reason: 'PROVIDER_CONFIG_UNKNOWN' } });
    await configure(served, true);
    expect((await call(served, false)).deferred).toBeUndefined();
  });

  it('does not happen unasked', async () => {
    const { served } = deferring({});
    await configure(served, true);
    const answer = await call(served, true);
    expect(answer.deferred).toBeUndefined();
    expect(answer.diagnostics ?? []).toEqual([]);
  });
});

describe('a deferred answer', () => {
  const { served } = deferring({ own: { reason: 'ABSENT_PREREQ' } });
  const clientCapabilities = { deferralAllowed: true };

  it('of a plan shows what is known already', async () => {
    const request = { typeName: 'x_it', proposedNewState: config, config, clientCapabilities };
    const planned = received(schema, (await served.call('PlanResourceChange', request)).plannedState);
    expect(planned?.['name']).toBe('n');
    expect(isUnknown(planned?.['id'])).toBe(true);
  });

  it('of a read keeps the state', async () => {
    const request = { typeName: 'x_it', currentState: sent(schema, state), clientCapabilities };
    expect(received(schema, (await served.call('ReadResource', request)).newState)).toEqual(state);
  });

  it('of an import, a data source and an ephemeral resource is unknown as a whole', async () => {
    const imported = await served.call('ImportResourceState', {
      typeName: 'x_it',
      id: 'n',
      clientCapabilities,
    });
    const found = await served.call('ReadDataSource', { typeName: 'x_it', config, clientCapabilities });
    const opened = await served.call('OpenEphemeralResource', {
      typeName: 'x_it',
      config,
      clientCapabilities,
    });
    const [object] = imported.importedResources ?? [];
    for (const value of [object?.state, found.state, opened.result]) {
      expect(isUnknown(received(schema, value))).toBe(true);
    }
  });
});

describe('a provider that defers its configuration', () => {
  it('where Terraform does not allow it is told so', async () => {
    const { served } = deferring({ provider: { reason: 'PROVIDER_CONFIG_UNKNOWN' } });
    const { diagnostics } = await configure(served, false);
    expect(diagnostics?.[0]?.summary).toBe('Provider Defect (R19)');
  });
});
