import { RULES } from '../../../modules/plugin';
import { supports, terraformCli } from '../../support/terraform-cli';
import type { CliFeature } from '../../support/terraform-cli';
import { brokenApplies } from './conformance/broken-applies';
import type { BrokenProvider } from './conformance/broken-provider';
import { brokenPlans } from './conformance/broken-plans';
import { brokenReads } from './conformance/broken-reads';
import { brokenSchemas } from './conformance/broken-schemas';
import { runBrokenProvider } from './conformance/run-broken-provider';

const all = [...brokenSchemas, ...brokenPlans, ...brokenApplies, ...brokenReads];

/** Rules that no answer made with this framework can break, with the reason. */
const KEPT_BY_CONSTRUCTION = {
  R1: 'defineProvider asks for a schema',
  R4: 'a shape is one or the other',
  R17: 'the plan of a destruction is made by the framework',
  R19: 'nothing is ever deferred',
  R21: 'the action follows from the plan, which R20 holds still',
  R22: 'nothing is ever deferred',
  R23: 'an answer without an object is R29',
  R33: 'it is a meaning, not a demand',
  R34: 'an import answers with one state',
  R37: 'Terraform keeps the addresses',
  R39: 'the framework refuses newer state',
  R40: 'nothing is ever deferred',
  R47: 'the framework refuses null arguments',
  R48: 'it is R29 in the words of the practitioner',
  R49: 'the framework carries the bytes',
};

/** What the CLI under test says to the answer itself; undefined when it lets it pass. */
function refusal(broken: BrokenProvider): RegExp | undefined {
  return terraformCli.name === 'OpenTofu' && 'openTofu' in broken ? broken.openTofu : broken.terraform;
}

/** What is said to a configuration that uses a feature the CLI lacks: by the CLI, or by us where it cannot tell. */
const LACKING: Readonly<Record<CliFeature, RegExp>> = {
  functions: /Missing newline after argument/,
  'moves across types': /Resource type mismatch/,
  ephemeral: /Blocks of type "ephemeral" are not expected here/,
  'write-only': /Write-Only Attribute Not Supported/,
};

describe('a provider that', () => {
  const heard = all.filter(({ needs }) => needs === undefined || supports(needs));
  const refused = heard.filter((broken) => refusal(broken) !== undefined);
  const tolerated = heard.filter((broken) => refusal(broken) === undefined);
  const unheard = all.filter((broken) => !heard.includes(broken));

  it.each(refused)(`$does is rejected by ${terraformCli.title}`, async (broken) => {
    expect(await runBrokenProvider(broken, 'unchecked')).toMatch(refusal(broken) ?? /never/);
  });

  it.each(tolerated)(`$does passes ${terraformCli.title} unnoticed`, async (broken) => {
    expect(await runBrokenProvider(broken, 'unchecked')).not.toContain('Error:');
  });

  if (unheard.length > 0) {
    it.each(unheard)(`$does is not reached, because ${terraformCli.title} lacks $needs`, async (broken) => {
      const said = await runBrokenProvider(broken, 'unchecked');
      expect(said).toMatch(broken.without ?? LACKING[broken.needs ?? 'functions']);
    });
  }

  it.each(heard)('$does is told so by rule $rule', async (broken) => {
    const said = await runBrokenProvider(broken, 'checked');
    expect(said).toContain(`Provider Defect (${broken.names ?? broken.rule})`);
    expect(said).toContain('This is a defect of the provider "corner"');
  });
});

it('at least forty broken providers are rejected by Terraform itself', () => {
  expect(all.filter(({ terraform }) => terraform !== undefined).length).toBeGreaterThanOrEqual(40);
});

it('every rule is broken by a provider above or cannot be broken', () => {
  const broken = new Set<string>(all.map(({ rule }) => rule));
  const covered = [...broken, ...Object.keys(KEPT_BY_CONSTRUCTION)];
  expect(Object.keys(RULES).filter((rule) => !covered.includes(rule))).toEqual([]);
  expect(Object.keys(KEPT_BY_CONSTRUCTION).filter((rule) => broken.has(rule))).toEqual([]);
});
