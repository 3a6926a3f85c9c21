import { unknown } from '../../../../modules/plugin';
import type { RuleId } from '../../../../modules/plugin';
import type { CliFeature } from '../../../support/terraform-cli';
import type { BrokenProvider } from './broken-provider';
import { body, bodyFor, corner, text, thing } from './thing';
import type { Behaviour, Values } from './thing';

const INCONSISTENT = /Provider produced inconsistent result after apply/;
const INVALID =
  /Provider returned invalid result object after apply|Provider produced invalid object|invalid result object/;
const MALFORMED =
  /attributes is required|unsupported attribute|string is required|Provider produced|invalid/i;

const FULL = `resource "corner_thing" "it" {\n${body()}}\n`;
const CHANGED = `resource "corner_thing" "it" {\n${body([], { note: 'note = "b"' })}}\n`;

function creates(
  rule: RuleId,
  does: string,
  create: (state: Values) => unknown,
  options: {
    readonly omit?: readonly string[];
    readonly terraform?: RegExp | undefined;
    readonly broken?: Partial<Behaviour>;
    readonly needs?: CliFeature;
  } = {},
): BrokenProvider {
  return {
    rule,
    does,
    provider: () => corner({ resources: [thing({ create, ...options.broken })] }),
    configuration: `resource "corner_thing" "it" {\n${bodyFor(options)}}\n`,
    ...(options.needs === undefined ? {} : { needs: options.needs }),
    terraform: 'terraform' in options ? options.terraform : INCONSISTENT,
  };
}

const set = (name: string, value: unknown) => (state: Values) => ({ ...state, [name]: value });

/** Providers whose answers after creating, updating or deleting Terraform refuses. */
export const brokenApplies: readonly BrokenProvider[] = [
  creates('R24', 'answers a number where text belongs', set('note', 5), { terraform: MALFORMED }),
  creates('R24', 'answers an attribute that is not in the schema', set('extra', 'x'), {
    terraform: MALFORMED,
  }),
  creates('R25', 'stores a write-only value', set('secret', 'hush'), {
    needs: 'write-only',
    terraform: /write-only|WriteOnly|Provider produced invalid/i,
  }),
  creates('R26', 'answers something unknown', set('made', unknown), { terraform: INVALID }),
  creates('R26', 'answers something unknown inside', set('box', { a: 1, b: unknown }), {
    terraform: INVALID,
  }),
  creates('R27', 'answers other text than planned', set('note', 'other')),
  creates('R27', 'loses text that was planned', set('note', null)),
  creates('R27', 'finds text that was planned as null', set('note', 'found'), { omit: ['note'] }),
  creates('R27', 'answers another number', set('size', 2)),
  creates('R27', 'answers another bool', set('flag', false)),
  creates('R27', 'answers a shorter list', set('nums', [1])),
  creates('R27', 'answers another element of a list', set('nums', [1, 3])),
  creates('R27', 'loses a key', set('tags', {})),
  creates('R27', 'adds a key', set('tags', { k: 'v', added: 'x' })),
  creates('R27', 'loses an element of a set', set('words', ['a'])),
  creates('R27', 'adds an element to a set', set('words', ['a', 'b', 'c'])),
  creates('R27', 'answers a dynamic value of another type', set('any', text('other'))),
  creates('R27', 'answers another value in a nested attribute', set('box', { a: 9, b: 'b' })),
  creates('R27', 'loses a nested object', set('box', null)),
  creates('R27', 'answers one nested object more', set('boxes', [{ a: 1 }, { a: 2 }])),
  creates('R27', 'loses a block', set('rule', [])),
  creates('R27', 'answers another value in a block', set('rule', [{ port: 81 }])),
  creates('R27', 'loses a single block', set('one', null)),
  creates('R27', 'renames a labelled block', set('labelled', { other: { v: 'x' } }), {
    terraform: undefined,
  }),
  creates('R27', 'answers another computed value than it planned itself', set('made', 'other'), {
    broken: { plan: (planned) => ({ ...planned, made: 'promised' }) },
  }),
  creates('R29', 'creates and has nothing to show', () => null, {
    terraform: /Provider returned invalid result|after apply/,
  }),
  {
    rule: 'R29',
    does: 'updates and has nothing to show',
    provider: () => corner({ resources: [thing({ update: () => null })] }),
    configuration: FULL,
    then: { configuration: CHANGED },
    commands: [['apply'], ['apply']],
    terraform: /Provider returned invalid result|after apply/,
  },
  {
    rule: 'R27',
    does: 'updates to something else',
    provider: () => corner({ resources: [thing({ update: (state) => ({ ...state, note: 'other' }) })] }),
    configuration: FULL,
    then: { configuration: CHANGED },
    commands: [['apply'], ['apply']],
    terraform: INCONSISTENT,
  },
  {
    rule: 'R28',
    does: 'deletes and still has it',
    provider: () => corner({ resources: [thing({ remove: (state) => state })] }),
    configuration: FULL,
    commands: [['apply'], ['destroy']],
    terraform: /Provider returned invalid result|after apply|unexpected new value/i,
  },
];
