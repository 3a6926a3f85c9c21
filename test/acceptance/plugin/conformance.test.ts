import { RULES } from '../../../modules/plugin';
import { brokenApplies } from './conformance/broken-applies';
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

describe('a provider that', () => {
  const refused = all.filter(({ terraform }) => terraform !== undefined);
  const tolerated = all.filter(({ terraform }) => terraform === undefined);

  it.each(refused)('$does is refused by Terraform', async (broken) => {
    expect(await runBrokenProvider(broken, 'unchecked')).toMatch(broken.terraform ?? /never/);
  });

  it.each(tolerated)('$does passes Terraform 1.11 unnoticed', async (broken) => {
    expect(await runBrokenProvider(broken, 'unchecked')).not.toContain('Error:');
  });

  it.each(all)('$does is told so by rule $rule', async (broken) => {
    const said = await runBrokenProvider(broken, 'checked');
    expect(said).toContain(`Provider Defect (${broken.names ?? broken.rule})`);
    expect(said).toContain('This is a defect of the provider "corner"');
  });
});

it('at least forty broken providers are refused by Terraform itself', () => {
  expect(all.filter(({ terraform }) => terraform !== undefined).length).toBeGreaterThanOrEqual(40);
});

it('every rule is either broken by somebody above or cannot be broken', () => {
  const broken = new Set<string>(all.map(({ rule }) => rule));
  const covered = [...broken, ...Object.keys(KEPT_BY_CONSTRUCTION)];
  expect(Object.keys(RULES).filter((rule) => !covered.includes(rule))).toEqual([]);
  expect(Object.keys(KEPT_BY_CONSTRUCTION).filter((rule) => broken.has(rule))).toEqual([]);
});
