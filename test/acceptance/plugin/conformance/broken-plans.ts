import { unknown } from '../../../../modules/plugin';
import type { RuleId } from '../../../../modules/plugin';
import type { CliFeature } from '../../../support/terraform-cli';
import type { BrokenProvider } from './broken-provider';
import { body, bodyFor, corner, text, thing } from './thing';
import type { Values } from './thing';

const INVALID = /Provider produced invalid plan/;
/** Bytes that do not even decode are refused before the rules are looked at. */
const MALFORMED = /attributes is required|unsupported attribute|string is required|Provider produced/i;

function plans(
  rule: RuleId,
  does: string,
  plan: (planned: Values) => Values,
  options: {
    readonly omit?: readonly string[];
    readonly terraform?: RegExp;
    readonly needs?: CliFeature;
  } = {},
): BrokenProvider {
  return {
    rule,
    does,
    provider: () => corner({ resources: [thing({ plan })] }),
    configuration: `resource "corner_thing" "it" {\n${bodyFor(options)}}\n`,
    commands: [['plan']],
    ...(options.needs === undefined ? {} : { needs: options.needs }),
    terraform: options.terraform ?? INVALID,
  };
}

const set = (name: string, value: unknown) => (planned: Values) => ({ ...planned, [name]: value });

let counter = 0;

/** Providers whose plans Terraform refuses. */
export const brokenPlans: readonly BrokenProvider[] = [
  plans('R9', 'plans a number where text belongs', set('note', 5), { terraform: MALFORMED }),
  plans('R9', 'plans an attribute that is not in the schema', set('extra', 'x'), { terraform: MALFORMED }),
  plans('R9', 'plans text where a list belongs', set('nums', 'x'), {
    terraform: /list|array|Provider produced|msgpack|invalid/i,
  }),
  plans('R10', 'plans a value for a write-only attribute', set('secret', 'x'), {
    needs: 'write-only',
    terraform: /write-only|WriteOnly|Provider produced invalid/i,
  }),
  plans('R11', 'plans other text than the configuration sets', set('note', 'other')),
  plans('R11', 'plans null for text that the configuration sets', set('note', null)),
  plans('R11', 'plans another number', set('size', 2)),
  plans('R11', 'plans another bool', set('flag', false)),
  plans('R11', 'plans another element of a list', set('nums', [1, 3])),
  plans('R11', 'plans a longer list', set('nums', [1, 2, 3])),
  plans('R11', 'plans another element of a set', set('words', ['a', 'c'])),
  plans('R11', 'plans another value in a map', set('tags', { k: 'w' })),
  plans('R11', 'plans another key in a map', set('tags', { other: 'v' })),
  plans('R11', 'plans another dynamic value', set('any', text('other'))),
  plans('R11', 'plans another value in a nested attribute', set('box', { a: 2, b: null })),
  plans('R11', 'plans another value in a nested list', set('boxes', [{ a: 2 }])),
  plans('R11', 'plans another value in a block', set('rule', [{ port: 81 }])),
  plans('R12', 'plans text that the configuration leaves out', set('note', 'made up'), { omit: ['note'] }),
  plans('R12', 'plans an empty list where the configuration has none', set('nums', []), { omit: ['nums'] }),
  plans('R12', 'plans a nested object where the configuration has none', set('box', { a: 1, b: null }), {
    omit: ['box'],
  }),
  plans('R13', 'plans what the configuration sets as unknown', set('note', unknown)),
  plans('R13', 'plans blocks as unknown', set('rule', unknown)),
  plans('R14', 'plans one block more', set('rule', [{ port: 80 }, { port: 81 }])),
  plans('R14', 'plans one nested object less', set('boxes', [])),
  plans('R14', 'plans another label', set('labelled', { other: { v: 'x' } })),
  plans('R14', 'plans null for blocks', set('rule', null), { omit: ['rule'] }),
  plans('R15', 'forgets a block', set('one', null)),
  plans('R15', 'plans a block that is not there', set('one', { v: 'x' }), { omit: ['one'] }),
  plans('R15', 'forgets a nested object', set('box', null)),
  {
    rule: 'R16',
    does: 'requires replacement for an attribute that does not exist',
    provider: () => corner({ resources: [thing({ requiresReplace: ['missing'] })] }),
    configuration: `resource "corner_thing" "it" {\n${body()}}\n`,
    then: { configuration: `resource "corner_thing" "it" {\n${body([], { note: 'note = "b"' })}}\n` },
    commands: [['apply'], ['plan']],
    terraform: /Provider produced invalid plan/,
  },
  {
    rule: 'R18',
    does: 'plans badly when a replacement is planned without the prior object',
    provider: () =>
      corner({
        resources: [
          thing({
            requiresReplace: ['note'],
            // The first object is created in order; its replacement is not.
            plan: (planned, { prior }) =>
              prior === null && planned['note'] === 'b' ? { ...planned, extra: 1 } : planned,
          }),
        ],
      }),
    configuration: `resource "corner_thing" "it" {\n${body()}}\n`,
    then: { configuration: `resource "corner_thing" "it" {\n${body([], { note: 'note = "b"' })}}\n` },
    commands: [['apply'], ['plan']],
    terraform: MALFORMED,
    names: 'R9',
  },
  {
    rule: 'R20',
    does: 'plans another value each time',
    provider: () =>
      corner({
        resources: [
          thing({
            plan: (planned) => {
              counter += 1;
              return { ...planned, made: `made ${String(counter)}` };
            },
          }),
        ],
      }),
    configuration: `resource "corner_thing" "it" {\n${body()}}\n`,
    terraform: /Provider produced inconsistent final plan/,
  },
];
