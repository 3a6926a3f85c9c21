import { below, rejectedMembers, rejectionSentence, unenforcedMembers } from '../../../modules/kernel';
import type { MemberTable } from '../../../modules/kernel';

const ENTRY: MemberTable = {
  Name: { treatment: 'served' },
  Mode: { treatment: 'served', only: ['File', 'FastFile'] },
  'Key.Id': { treatment: 'unenforced', why: 'no keys here' },
};

const TABLE: MemberTable = {
  Name: { treatment: 'served' },
  Settings: { treatment: 'served' },
  Isolated: { treatment: 'unenforced', why: 'no network here' },
  Spot: { treatment: 'served', only: [false] },
  'Limits.Count': { treatment: 'served', most: 1 },
  'Entries[]': { treatment: 'served', most: 2 },
  ...below('Entries[].', ENTRY),
};

const sentences = (request: unknown): string[] => rejectedMembers(TABLE, request).map(rejectionSentence);

test.each<{ why: string; request: unknown; says: string[] }>([
  { why: 'nothing', request: {}, says: [] },
  {
    why: 'all that is served',
    request: {
      Name: 'n',
      Settings: { Unknown: 'of a map any key' },
      Isolated: true,
      Spot: false,
      Limits: { Count: 1 },
      Entries: [{ Name: 'a', Mode: 'File' }, { Key: { Id: 'k' } }],
    },
    says: [],
  },
  { why: 'absent, null and empty lists', request: { A: null, B: undefined, C: [] }, says: [] },
  {
    why: 'an unknown member',
    request: { Extra: 1 },
    says: ['Extra is not supported by the local cloud yet. Leave it out, or use target "aws".'],
  },
  {
    why: 'an unknown structure by its own name, not by those of its members',
    request: { Entries: [{ Name: 'a' }, { Extra: { Deep: { Deeper: 1 } } }] },
    says: ['Entries[1].Extra is not supported by the local cloud yet. Leave it out, or use target "aws".'],
  },
  {
    why: 'a value',
    request: { Spot: true, Entries: [{ Mode: 'Pipe' }] },
    says: [
      'Spot true is not supported by the local cloud yet. Use false, or use target "aws".',
      'Entries[0].Mode "Pipe" is not supported by the local cloud yet. Use "File" or "FastFile", or use target "aws".',
    ],
  },
  {
    why: 'too much',
    request: { Limits: { Count: 2 }, Entries: [{}, {}, {}] },
    says: [
      'Limits.Count 2 is not supported by the local cloud yet. Use at most 1, or use target "aws".',
      'Entries of 3 entries is not supported by the local cloud yet. Use at most 2, or use target "aws".',
    ],
  },
  {
    why: 'names of every object',
    request: { constructor: { a: 1 }, toString: 'x' },
    says: [
      'constructor is not supported by the local cloud yet. Leave it out, or use target "aws".',
      'toString is not supported by the local cloud yet. Leave it out, or use target "aws".',
    ],
  },
])('a request with $why', ({ request, says }) => {
  expect(sentences(request)).toEqual(says);
});

test('unenforced members are told once by their reason, and not when they ask for nothing', () => {
  const entries = [{ Key: { Id: 'a' } }, { Key: { Id: 'b' } }];
  expect([...unenforcedMembers(TABLE, { Isolated: true, Entries: entries })]).toEqual([
    ['no network here', ['Isolated']],
    ['no keys here', ['Entries[].Key.Id']],
  ]);
  expect(unenforcedMembers(TABLE, { Isolated: false }).size).toBe(0);
});
