import { errorAt } from '../../../modules/kernel';
import { unknown } from '../../../modules/plugin';
import { validateProvider } from '../../../modules/provider/configure';
import { ownerName } from '../../../modules/provider/owner-name';
import { ownTags } from '../../../modules/provider/own-tags';
import { placeDiagnostics } from '../../../modules/provider/place-diagnostics';

describe('the tags a resource calls its own', () => {
  const defaults = { cost: '42' };
  it.each([
    {
      why: 'neither ours nor the provider’s',
      before: null,
      seen: { team: 'red', cost: '42', 'tuneform:run': '1' },
      want: { team: 'red' },
    },
    { why: 'none stays null', before: null, seen: { cost: '42' }, want: null },
    { why: 'none stays empty', before: {}, seen: {}, want: {} },
    {
      why: 'a default repeated by the resource is its own',
      before: { cost: '42' },
      seen: { cost: '42' },
      want: { cost: '42' },
    },
    { why: 'a changed default is drift', before: null, seen: { cost: '43' }, want: { cost: '43' } },
  ])('$why', ({ before, seen, want }) => {
    expect(ownTags(before, seen as Record<string, string>, defaults)).toEqual(want);
  });
});

describe('placing diagnostics', () => {
  it('points at the attribute and names the place inside it', () => {
    const deep = errorAt(
      ['parameter_ranges', 'integer_parameter_ranges', 1, 'min_value'],
      'Wrong',
      'Too big.',
    );
    expect(placeDiagnostics([deep])).toEqual([
      errorAt(
        ['parameter_ranges'],
        'Wrong',
        'parameter_ranges.integer_parameter_ranges[1].min_value: Too big.',
      ),
    ]);
  });

  it('names the place once, in whatever way it was named', () => {
    const named = errorAt(['resource_limits', 'max'], 'Wrong', 'resource_limits.max is 3. Raise it.');
    expect(placeDiagnostics([named])).toEqual([
      errorAt(['resource_limits'], 'Wrong', 'resource_limits.max is 3. Raise it.'),
    ]);
  });
});

describe('the provider’s own configuration', () => {
  const empty = {
    target: null,
    region: null,
    endpoint: null,
    endpoints: null,
    owner: null,
    access_key: null,
    secret_key: null,
    profile: null,
    preflight: null,
    default_tags: null,
  };
  it.each(['http://127.0.0.1:4747', 'http://localhost:4747', 'http://[::1]:4747'])(
    'takes %s for this machine',
    (endpoint) => {
      expect(validateProvider({ config: { ...empty, endpoint } })).toEqual([]);
    },
  );

  it.each(['http://10.0.0.1:4747', 'https://127.0.0.1.example.com', 'not a url'])(
    'rejects %s for target local',
    (endpoint) => {
      expect(validateProvider({ config: { ...empty, endpoint } })).toHaveLength(1);
    },
  );

  const problems = (config: Record<string, unknown>) =>
    validateProvider({ config: { ...empty, ...config } }).map(({ path, detail }) => [path, detail]);

  it('needs an owner for target aws, and says why and what to set', () => {
    expect(problems({ target: 'aws' })).toEqual([
      [['owner'], expect.stringMatching(/adopt, stop and delete.*Set owner to.*have owner "default"/)],
    ]);
    expect(problems({ target: 'aws', owner: 'team-churn' })).toEqual([]);
    expect(problems({ target: 'aws', owner: unknown })).toEqual([]);
    for (const target of ['local', null, unknown]) expect(problems({ target })).toEqual([]);
  });

  it.each(['', '  ', 'a#b', 'x'.repeat(257)])('rejects %j as an owner', (owner) => {
    expect(ownerName.check(owner, ['owner'])).toEqual([
      expect.objectContaining({ path: ['owner'], detail: expect.stringContaining('cannot be an owner: it') }),
    ]);
  });

  it('takes what a tag takes as an owner', () => {
    for (const owner of ['team', 'Team A/churn', 'équipe@1', 'x'.repeat(256)]) {
      expect(ownerName.check(owner, ['owner'])).toEqual([]);
    }
  });

  it('does not judge what is not known yet', () => {
    expect(validateProvider({ config: { ...empty, endpoint: unknown, target: unknown } })).toEqual([]);
  });
});
