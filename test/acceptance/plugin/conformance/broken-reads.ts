import { attr, defineSchema, types, unknown } from '../../../../modules/plugin';
import type { RuleId } from '../../../../modules/plugin';
import type { BrokenProvider } from './broken-provider';
import { body, bodyFor, corner, thing, thingSchema } from './thing';
import type { Values } from './thing';

const FULL = `resource "corner_thing" "it" {\n${body()}}\n`;
const SECRET = `resource "corner_thing" "it" {\n${bodyFor({ needs: 'write-only' })}}\n`;
/** What the CLIs say, and what they must know to say it. */
type Said = Pick<BrokenProvider, 'terraform' | 'openTofu' | 'needs' | 'without'>;
const MALFORMED =
  /attributes is required|unsupported attribute|string is required|Provider produced|invalid/i;

function reads(rule: RuleId, does: string, read: (state: Values) => unknown, said: Said): BrokenProvider {
  return {
    rule,
    does,
    provider: () => corner({ resources: [thing({ read })] }),
    configuration: said.needs === 'write-only' ? SECRET : FULL,
    commands: [['apply'], ['plan']],
    ...said,
  };
}

function imports(rule: RuleId, does: string, importState: () => unknown, said: Said): BrokenProvider {
  return {
    rule,
    does,
    provider: () => corner({ resources: [thing({ importState })] }),
    configuration: FULL,
    commands: [['import', 'corner_thing.it', 'x']],
    ...said,
  };
}

const lookupSchema = defineSchema({
  description: 'd',
  attributes: {
    key: attr.string({ required: true, description: 'd' }),
    found: attr.string({ computed: true, description: 'd' }),
  },
});

function looksUp(rule: RuleId, does: string, state: unknown, terraform: RegExp): BrokenProvider {
  const source = { typeName: 'corner_lookup', schema: lookupSchema, read: async () => ({ state }) };
  return {
    rule,
    does,
    provider: () => corner({ dataSources: [source] }),
    configuration: 'data "corner_lookup" "it" {\n  key = "k"\n}\n',
    terraform,
  };
}

function opens(does: string, result: unknown, said: Said): BrokenProvider {
  const resource = { typeName: 'corner_token', schema: lookupSchema, open: async () => ({ result }) };
  return {
    rule: 'R44',
    does,
    provider: () => corner({ ephemeralResources: [resource] }),
    configuration: 'ephemeral "corner_token" "it" {\n  key = "k"\n}\n',
    needs: 'ephemeral',
    ...said,
  };
}

let counter = 0;

function calls(rule: RuleId, does: string, call: () => unknown, terraform: RegExp): BrokenProvider {
  const definition = {
    name: 'f',
    summary: 's',
    description: 'd',
    parameters: [],
    result: types.string,
    call,
  };
  return {
    rule,
    does,
    provider: () => corner({ functions: [definition], resources: [thing()] }),
    configuration: 'resource "corner_thing" "it" {\n  name = provider::corner::f()\n}\n',
    needs: 'functions',
    terraform,
  };
}

/** Providers whose other answers Terraform refuses. */
export const brokenReads: readonly BrokenProvider[] = [
  reads(
    'R30',
    'reads something unknown',
    (state) => ({ ...state, made: unknown }),
    // Terraform 1.5 and OpenTofu stumble over it only when they write the plan.
    { terraform: /Provider produced invalid object|value is not known/ },
  ),
  reads('R31', 'reads an attribute that is not in the schema', (state) => ({ ...state, extra: 1 }), {
    terraform: MALFORMED,
  }),
  reads('R31', 'reads a number where text belongs', (state) => ({ ...state, note: 5 }), {
    terraform: MALFORMED,
  }),
  reads('R32', 'reads a write-only value', (state) => ({ ...state, secret: 'x' }), {
    terraform: /write-only|WriteOnly|Provider produced/i,
    needs: 'write-only',
  }),
  imports('R35', 'imports nothing', () => null, {
    terraform: /null object|non-existent|Import returned|Provider produced/i,
  }),
  imports('R36', 'imports a write-only value', () => ({ name: 'n', secret: 'x' }), {
    terraform: /write-only|WriteOnly|Provider produced/i,
    needs: 'write-only',
    without: /Import successful/,
  }),
  imports('R36', 'imports an attribute that is not in the schema', () => ({ name: 'n', extra: 'x' }), {
    terraform: MALFORMED,
  }),
  {
    rule: 'R38',
    does: 'upgrades state into one with a write-only value',
    provider: () => corner({ resources: [thing()] }),
    configuration: SECRET,
    needs: 'write-only',
    then: {
      provider: () =>
        corner({
          resources: [
            thing({
              schema: { ...thingSchema, version: 1 },
              upgrade: { 0: (raw) => ({ ...(raw as Values), secret: 'x' }) },
            }),
          ],
        }),
    },
    commands: [['apply'], ['plan']],
    terraform: /write-only|WriteOnly|Provider produced|invalid/i,
  },
  looksUp('R41', 'looks up an attribute that is not in the schema', { key: 'k', extra: 'x' }, MALFORMED),
  looksUp('R42', 'looks up nothing', null, /Provider produced null object/),
  looksUp(
    'R43',
    'looks up something unknown',
    { key: 'k', found: unknown },
    /Provider produced invalid object/,
  ),
  opens(
    'opens with another value than the configuration sets',
    { key: 'other', found: 'f' },
    { terraform: /Provider produced invalid|inconsistent/, openTofu: undefined },
  ),
  opens(
    'opens with something unknown',
    { key: 'k', found: unknown },
    {
      terraform: undefined,
      openTofu: /Provider produced invalid object/,
    },
  ),
  calls(
    'R45',
    'gives a result of another type',
    () => 5,
    /Error in function call|string is required|invalid|Invalid/,
  ),
  calls(
    'R46',
    'gives another result each time',
    () => {
      counter += 1;
      return String(counter);
    },
    /inconsistent|different/i,
  ),
];
